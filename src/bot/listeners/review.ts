// The review modal at work: every tick is saved as it is made, pages and filters keep the ticks, and approving goes
// through the same confirmation as everywhere.

import type { App } from '@slack/bolt';
import { type DigestView, latestDigest, noteOnDigest, viewDigest } from '../../app/chat/digest.ts';
import { changeSelection, NO_FILTER, type Selection } from '../../app/chat/selection.ts';
import { refusalOf } from '../clients.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds, readState, VIEW } from '../ids.ts';
import { infoModal } from '../modals/info.ts';
import { filtered, initialTicks, pageOf, reviewModal } from '../modals/review.ts';
import { own } from '../text.ts';
import type { Door } from '../who.ts';
import { confirmOf, itemsAbout } from './approve.ts';
import { type Answer, type Click, onAction, onSubmit } from './guard.ts';

type Change = (selection: Selection, view: DigestView, click: Click) => Selection;

/** Drawn anew: boxes get new ids, so that Slack shows what the database says. */
const redrawn = (selection: Selection): Selection => ({ ...selection, revision: selection.revision + 1 });

const CHANGES: readonly [string, Change][] = [
  [ACTION.tick, tickGroup],
  [
    ACTION.tickAll,
    (selection, view) => redrawn({ ...selection, selected: withIds(selection, filteredIds(view, selection), true) }),
  ],
  [
    ACTION.tickNone,
    (selection, view) => redrawn({ ...selection, selected: withIds(selection, filteredIds(view, selection), false) }),
  ],
  [ACTION.previous, turnPage],
  [ACTION.next, turnPage],
  [
    ACTION.filterLevel,
    (selection, _view, { value }) => {
      const levelId = Number(value ?? 0);
      return { ...selection, page: 0, filter: { ...selection.filter, levelId: levelId > 0 ? levelId : null } };
    },
  ],
  [
    ACTION.filterAttention,
    (selection, _view, { value }) => ({
      ...selection,
      page: 0,
      filter: { ...selection.filter, attention: value === 'yes' },
    }),
  ],
  [
    ACTION.filterCustomer,
    (selection, _view, { value }) => ({
      ...selection,
      page: 0,
      filter: { ...selection.filter, customer: (value ?? '').trim().slice(0, 100) },
    }),
  ],
];

export function addReview(app: App, bot: Bot, door: Door): void {
  onAction(app, bot, door, ACTION.review, { role: 'approver', ackFirst: true }, open);
  for (const [action, change] of CHANGES) {
    onAction(app, bot, door, action, { role: 'approver' }, (click) => apply(click, change));
  }
  onSubmit(app, bot, door, VIEW.review, submit);
}

async function open(click: Click) {
  const digest = readIds(click.value, 2)?.[0] ?? (await latestDigest(click.ctx))?.id;
  if (digest === undefined) return own(click.voice.words.told.gone);
  const view = await viewDigest(click.ctx, { digest });
  const selection = await changeSelection(click.ctx, digest, click.userId, () => started(view), redrawn);
  const { views } = click.bot.clients.interactive;
  await views.open({ trigger_id: click.triggerId, view: reviewModal(view, selection, click.voice) });
  await noteOnDigest(click.ctx, digest, 'reviewedAt');
  return null;
}

function started(view: DigestView): Selection {
  return { selected: initialTicks(view), filter: NO_FILTER, page: 0, revision: 1 };
}

async function apply(click: Click, change: Change) {
  const { digest = 0 } = readState(click.view?.state);
  const view = await viewDigest(click.ctx, { digest });
  const selection = await changeSelection(
    click.ctx,
    digest,
    click.userId,
    () => started(view),
    (before) => change(before, view, click),
  );
  await redraw(click, reviewModal(view, selection, click.voice));
  return null;
}

/** With the hash of what the person saw; after a conflict the newest state wins, whichever answer comes last. */
async function redraw(click: Click, view: ReturnType<typeof reviewModal>): Promise<void> {
  if (click.view === null) return;
  const { views } = click.bot.clients.interactive;
  const { id, hash } = click.view;
  await views.update({ view_id: id, hash, view }).catch(async (error: unknown) => {
    if (refusalOf(error) !== 'hash_conflict') throw error;
    await views.update({ view_id: id, view });
  });
}

/** Ticks of one group of boxes; the other groups and pages stay as they are. */
function tickGroup(selection: Selection, view: DigestView, { blockId, ticked }: Click): Selection {
  const group = Number(/^boxes(\d+)\./.exec(blockId)?.[1] ?? -1);
  const page = Number(/\.(\d+)$/.exec(blockId)?.[1] ?? 0);
  const shown = pageOf(filtered(view, selection), page).shown.slice(group * 10, (group + 1) * 10);
  const ids = shown.map((item) => item.id);
  const on = new Set(ticked.map(Number));
  const kept = selection.selected.filter((id) => !ids.includes(id));
  return { ...selection, selected: [...kept, ...ids.filter((id) => on.has(id))] };
}

function turnPage(selection: Selection, _view: DigestView, { value }: Click): Selection {
  return { ...selection, page: Math.max(0, Number(value ?? 0)) };
}

function filteredIds(view: DigestView, selection: Selection): number[] {
  return filtered(view, selection).map((item) => item.id);
}

function withIds({ selected }: Selection, ids: readonly number[], on: boolean): number[] {
  const touched = new Set(ids);
  const others = selected.filter((id) => !touched.has(id));
  return on ? [...others, ...ids] : others;
}

async function submit(click: Click): Promise<Answer> {
  const { digest = 0 } = readState(click.view?.state);
  const about = { digest, about: 'ticks' as const };
  const items = await itemsAbout(click, about);
  if (items.length === 0) {
    return { response_action: 'push', view: infoModal(own(click.voice.words.review.nothingSelected), click.voice) };
  }
  return { response_action: 'update', view: await confirmOf(click, items, about, null) };
}
