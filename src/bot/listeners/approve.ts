// Approving from the digest: one by its menu, a level or all after a look at the numbers.

import type { App } from '@slack/bolt';
import { type DigestItem, viewDigest } from '../../app/chat/digest.ts';
import { readOwnSelection } from '../../app/chat/selection.ts';
import { estimatePostage } from '../../app/letters/postage.ts';
import { decide, decideFirst } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, type ModalState, readIds, readRowValue, readState, VIEW } from '../ids.ts';
import { CHAT_AT_MOST } from '../messages/digest.ts';
import { confirmModal, fingerprint } from '../modals/confirm.ts';
import { infoModal } from '../modals/info.ts';
import { own } from '../text.ts';
import type { Door } from '../who.ts';
import { openDetail } from './detail.ts';
import { type Answer, type Click, onAction, onSubmit, type Said } from './guard.ts';
import { openOtherwise } from './otherwise.ts';

export function addApproving(app: App, bot: Bot, door: Door): void {
  const open = { role: 'approver', ackFirst: true } as const;
  onAction(app, bot, door, ACTION.approveAll, open, async (click) => {
    const ids = readIds(click.value, 2);
    return ids === null ? gone(click) : openConfirm(click, { digest: ids[0] ?? 0, about: 'all' });
  });
  onAction(app, bot, door, ACTION.approveLevel, open, async (click) => {
    const ids = readIds(click.value, 3);
    return ids === null ? gone(click) : openConfirm(click, { digest: ids[0] ?? 0, about: ids[2] ?? 0 });
  });
  onAction(app, bot, door, ACTION.row, { role: 'approver', once: 'within' }, (click) => actOnRow(click));
  onSubmit(app, bot, door, VIEW.confirm, submitConfirm, 'within');
}

async function actOnRow(click: Click): Promise<Said> {
  const chosen = readRowValue(click.value);
  if (chosen === null) return gone(click);
  const { proposalId } = chosen;
  switch (chosen.choice) {
    case 'approve':
      return decideFirst(click, [proposalId], { kind: 'approve' });
    case 'skip':
    case 'snooze':
      return openOtherwise(click, proposalId, chosen.choice);
    case 'details':
      return openDetail(click, proposalId);
    case 'more':
      return openOtherwise(click, proposalId, 'skip');
  }
}

function gone(click: Click) {
  return own(click.voice.words.told.gone);
}

async function openConfirm(click: Click, about: Pick<ModalState, 'digest' | 'about'>) {
  const items = await itemsAbout(click, about);
  const view = await confirmOf(click, items, about, null);
  await click.bot.clients.interactive.views.open({ trigger_id: click.triggerId, view });
  return null;
}

/** The numbers before many are approved, with what their letters would cost where that is known. */
export async function confirmOf(
  click: Click,
  items: readonly DigestItem[],
  about: Pick<ModalState, 'digest' | 'about'>,
  shownBefore: number | null,
) {
  const settings = await click.bot.recent.settings();
  const letters = items.filter((item) => item.channel === 'letter');
  const postage = await estimatePostage(
    click.ctx,
    letters.flatMap(({ address }) => (address === null ? [] : [address.country])),
  );
  return confirmModal(items, about, settings, click.voice, shownBefore, postage);
}

/** What a confirmation is about, as it stands now: undecided only. */
export async function itemsAbout(click: Click, { digest = 0, about }: ModalState): Promise<DigestItem[]> {
  const view = await viewDigest(click.ctx, { digest });
  const open = view.items.filter((item) => item.undecided);
  if (about === 'ticks') {
    const ticks = new Set((await readOwnSelection(click.ctx, digest, click.userId))?.selected);
    return open.filter((item) => ticks.has(item.id));
  }
  if (typeof about === 'number') return open.filter((item) => (item.levelId ?? 0) === about);
  return view.items.length > CHAT_AT_MOST ? open.filter((item) => item.warnings.length === 0) : open;
}

/** Approves what was looked at; when it has changed since, the new numbers are shown instead and nothing is decided. */
async function submitConfirm(click: Click): Promise<Answer> {
  const state = readState(click.view?.state);
  const items = await itemsAbout(click, state);
  if (fingerprint(items) !== state.kind) {
    return { response_action: 'update', view: await confirmOf(click, items, state, state.shown ?? null) };
  }
  const seen = items.map(({ id, version }) => ({ id, version }));
  const said = await decide(
    click,
    seen.map(({ id }) => id),
    { kind: 'approve' },
    seen,
  );
  return said === null
    ? { response_action: 'clear' }
    : { response_action: 'update', view: infoModal(said, click.voice) };
}
