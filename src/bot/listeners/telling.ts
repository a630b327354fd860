// Says something to one person alone, whatever Slack makes of it: where it may not be said now, it is said later; where
// the moment for a modal has passed, in a direct message.

import { setTimeout as pause } from 'node:timers/promises';
import { type CallFailure, failureOf } from '../clients.ts';
import type { Bot } from '../deps.ts';
import { infoModal } from '../modals/info.ts';
import { atMost } from '../recent.ts';
import type { Md } from '../text.ts';
import type { Place } from './guard.ts';

/** So many answers go out at once: clicks of the same moment are acknowledged first. */
export const telling = atMost(2);

/** How often something is said again because Slack asked to wait, and how long that may take at most. */
const AGAIN_AT_MOST = 3;
const WAIT_AT_MOST_MS = 60_000;

/** Beside the message, else on top of the modal, else in a modal of its own, at last in a direct message. */
export async function tell(bot: Bot, user: string, at: Place, triggerId: string, said: Md): Promise<void> {
  const first = await tried(() => telling(() => tellThere(bot, user, at, triggerId, said)));
  if (first === null) return;
  // A modal opens within three seconds of the click, or never.
  const again = at.message === null ? () => tellDirectly(bot, user, said) : () => tellThere(bot, user, at, '', said);
  let failure: CallFailure | null = at.message === null ? await tried(again) : first;
  for (let count = 0; failure?.kind === 'rate_limited' && count < AGAIN_AT_MOST; count += 1) {
    // The wait takes nobody else's turn, and keeps no process from ending.
    await pause(Math.min(failure.retryAfterMs, WAIT_AT_MOST_MS), undefined, { ref: false });
    failure = await tried(() => telling(again));
  }
  // Beside a message nothing can be said to somebody who is not in the channel, or when we are not.
  if (failure?.kind === 'refused' && at.message !== null) failure = await tried(() => tellDirectly(bot, user, said));
  if (failure !== null) bot.deps.log('warn', 'somebody could not be told', { cause: failure.kind });
}

async function tried(work: () => Promise<void>): Promise<CallFailure | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

async function tellThere(bot: Bot, user: string, at: Place, triggerId: string, said: Md): Promise<void> {
  const { interactive } = bot.clients;
  if (at.message !== null) {
    const { channel } = at.message;
    await interactive.chat.postEphemeral({ channel, user, text: said.md, blocks: [textBlock(said)] });
    return;
  }
  const modal = { trigger_id: triggerId, view: infoModal(said, await bot.publicVoice()) };
  if (at.view?.isModal) await interactive.views.push(modal);
  else await interactive.views.open(modal);
}

async function tellDirectly(bot: Bot, user: string, said: Md): Promise<void> {
  await bot.clients.background.chat.postMessage({ channel: user, text: said.md, blocks: [textBlock(said)] });
}

function textBlock(said: Md) {
  return { type: 'section' as const, text: { type: 'mrkdwn' as const, text: said.md, verbatim: true } };
}
