// Undo: whoever may approve may take approvals back, until their notices are issued.

import type { App } from '@slack/bolt';
import { viewDigest } from '../../app/chat/digest.ts';
import { reopenProposals } from '../../app/proposals/reopen.ts';
import { type KnownBlock, modal, option, section, text } from '../blocks/parts.ts';
import { changed } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds, readState, VIEW, writeState } from '../ids.ts';
import { invoiceText, sumText } from '../messages/sums.ts';
import { infoModal } from '../modals/info.ts';
import { joined, type Md, md, own } from '../text.ts';
import type { Door } from '../who.ts';
import { type Answer, type Click, onAction, onSubmit } from './guard.ts';

/** Up to here they can be chosen one by one; above, all together. */
const CHOICES_AT_MOST = 50;
const BOXES = 10;

export function addUndo(app: App, bot: Bot, door: Door): void {
  onAction(app, bot, door, ACTION.undo, { role: 'approver', ackFirst: true }, ask);
  onSubmit(app, bot, door, VIEW.undo, takeBack);
}

/** A value is the digest and whose approvals: '12:Ben'. */
function readValue(value: string | null): { digest: number; by: string } | null {
  const [id, ...name] = (value ?? '').split(':');
  const digest = readIds(id, 1)?.[0];
  return digest === undefined || name.length === 0 ? null : { digest, by: name.join(':') };
}

async function ask(click: Click): Promise<Md | null> {
  const { undo, button, told } = click.voice.words;
  const about = readValue(click.value);
  const open = about === null ? [] : await undoable(click, about);
  if (about === null || open.length === 0) return own(told.nothingToUndo);
  const text = joined([own(undo.text(open.length)), md`${sumText(open, click.voice)}`], '\n');
  const view = modal({
    callbackId: VIEW.undo,
    title: undo.title,
    submit: undo.submit,
    close: button.back,
    blocks: [section('undo', text), ...choices(open, click)],
    state: writeState(about),
  });
  await click.bot.clients.interactive.views.open({ trigger_id: click.triggerId, view });
  return null;
}

function choices(open: Awaited<ReturnType<typeof undoable>>, click: Click): KnownBlock[] {
  if (open.length > CHOICES_AT_MOST) return [];
  return Array.from({ length: Math.ceil(open.length / BOXES) }, (_, group): KnownBlock => {
    const options = open
      .slice(group * BOXES, (group + 1) * BOXES)
      .map((item) => option(`${invoiceText(item, click.voice)} · ${item.customerName}`, String(item.id)));
    return {
      type: 'input',
      block_id: `boxes${group}`,
      optional: true,
      label: text(click.voice.words.reminders(options.length), 2_000),
      element: { type: 'checkboxes', action_id: 'v', options, initial_options: options },
    };
  });
}

/** Approvals of a person on a digest whose notices are not issued: those waiting for a second person, too. */
async function undoable(click: Click, { digest, by }: { digest: number; by: string }) {
  const { items } = await viewDigest(click.ctx, { digest });
  return items.filter(
    (item) =>
      (item.state === 'approved' && item.decidedBy === by) ||
      (item.state === 'approved_once' && item.firstApprovedBy === by),
  );
}

async function takeBack(click: Click): Promise<Answer> {
  const { told } = click.voice.words;
  const { digest = 0, by = '' } = readState(click.view?.state);
  const groups = Object.entries(click.view?.values ?? {}).filter(([block]) => block.startsWith('boxes'));
  const ticked = groups.flatMap(([, values]) => values?.v?.selected_options ?? []).map((one) => Number(one.value));
  const ids = groups.length > 0 ? ticked : (await undoable(click, { digest, by })).map((item) => item.id);
  const { takenBack, tooLate } =
    ids.length === 0 ? { takenBack: [], tooLate: [] } : await reopenProposals(click.ctx, { proposals: ids });
  changed(click);
  const lines = [takenBack.length > 0 ? told.tookBack(takenBack.length) : told.nothingToUndo];
  if (tooLate.length > 0) lines.push(told.tooLate(tooLate.length));
  return { response_action: 'update', view: infoModal(own(lines.join('\n')), click.voice) };
}
