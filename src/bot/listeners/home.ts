// The bot's home: drawn when somebody opens it, and again, not too often, while things change.

import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import { latestDigest, viewDigest } from '../../app/chat/digest.ts';
import { lookAtOverdue } from '../../app/chat/overdue.ts';
import { listBlocks } from '../../app/holds/blocks.ts';
import { decideFirst } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds } from '../ids.ts';
import { homeView, infoHome } from '../messages/home.ts';
import { shownView } from '../messages/shown.ts';
import { own } from '../text.ts';
import type { Door, Visitor } from '../who.ts';
import { onAction } from './guard.ts';

/** Homes are drawn again at most so often; views.publish allows a hundred a minute for everybody together. */
const REDRAW_EVERY_MS = 15_000;

export interface Homes {
  /** Draws the homes again that people may be looking at. */
  refresh(): Promise<void>;
}

export function addHome(app: App, bot: Bot, door: Door): Homes {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    await bot.memory.homeOpened(event.user);
    await draw(bot, door, event.user, body.team_id, '');
  });
  app.event('user_change', async ({ event }) => door.forget(event.user.id));
  onAction(app, bot, door, ACTION.second, { role: 'approver', once: 'within' }, async (click) => {
    const id = readIds(click.value, 1)?.[0];
    return id === undefined ? own(click.voice.words.told.gone) : decideFirst(click, [id], { kind: 'approve' });
  });
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  return {
    async refresh() {
      if (performance.now() < drawnAtMs + REDRAW_EVERY_MS) return;
      drawnAtMs = performance.now();
      for (const { person, contentSha256 } of await bot.memory.homes()) {
        await draw(bot, door, person, bot.self.teamId, contentSha256 ?? '');
      }
    },
  };
}

async function draw(bot: Bot, door: Door, userId: string, teamId: string, shownSha256: string): Promise<void> {
  const admission = await door.admit(userId, teamId, 'viewer');
  const view = admission.ok
    ? await contentFor(bot, admission.visitor)
    : infoHome(admission.why, await bot.publicVoice());
  const sha256 = createHash('sha256').update(JSON.stringify(view)).digest('hex');
  if (sha256 === shownSha256) return;
  await bot.clients.background.views.publish({ user_id: userId, view });
  await bot.memory.homeShown(userId, sha256);
}

async function contentFor(bot: Bot, visitor: Visitor) {
  const digest = await latestDigest(visitor.ctx);
  const shown = await bot.recent.settings();
  return homeView(
    {
      digest: digest === null ? null : shownView(await viewDigest(visitor.ctx, { digest: digest.id }), shown),
      shown,
      overdue: await lookAtOverdue(visitor.ctx, {}),
      blocks: await listBlocks(visitor.ctx, {}),
      consoleUrl: bot.deps.consoleUrl,
      nextRun: await bot.deps.nextRun(),
    },
    visitor,
  );
}
