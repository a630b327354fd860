// Undo: whoever may approve may take approvals back until their notices are issued, and what was put off or held while
// the day is open.

import type { App } from '@slack/bolt';
import { type DigestItem, viewDigest } from '../../app/chat/digest.ts';
import { UseCaseError } from '../../app/errors.ts';
import { takePaymentBack } from '../../app/imports/take-payment-back.ts';
import { askAgain } from '../../app/proposals/ask-again.ts';
import { reopenProposals } from '../../app/proposals/reopen.ts';
import { type KnownBlock, modal, option, section, text } from '../blocks/parts.ts';
import { changed } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds, readState, VIEW, writeState } from '../ids.ts';
import { standingText, takableBack } from '../messages/standing.ts';
import { invoiceText, sumText } from '../messages/sums.ts';
import { infoModal } from '../modals/info.ts';
import { joined, type Md, md, own } from '../text.ts';
import type { Door } from '../who.ts';
import { type Answer, type Click, onAction, onSubmit } from './guard.ts';

/** Up to here they can be chosen one by one; above, all together. */
const CHOICES_AT_MOST = 50;
const BOXES = 10;
const REFUSALS_AT_MOST = 5;

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
  // Approvals are what an undo is mostly about: beside them what was put off is ticked only by hand, money always.
  const kinds = (['approval', 'not_now', 'payment'] as const).filter((kind) =>
    open.some((item) => item.takesBack === kind),
  );
  return Array.from({ length: Math.ceil(open.length / BOXES) }, (_, group): KnownBlock => {
    const options = open.slice(group * BOXES, (group + 1) * BOXES).map((item) => {
      const label = `${invoiceText(item, click.voice)} · ${item.customerName}`;
      return option(label, String(item.id), standingText(item, click.voice));
    });
    const preset = options.filter((_, at) => open[group * BOXES + at]?.takesBack === kinds[0]);
    return {
      type: 'input',
      block_id: `boxes${group}`,
      optional: true,
      label: text(click.voice.words.reminders(options.length), 2_000),
      element: {
        type: 'checkboxes',
        action_id: 'v',
        options,
        ...(preset.length > 0 ? { initial_options: preset } : {}),
      },
    };
  });
}

async function undoable(click: Click, { digest, by }: { digest: number; by: string }) {
  return takableBack(await viewDigest(click.ctx, { digest }), by);
}

async function takeBack(click: Click): Promise<Answer> {
  const { told } = click.voice.words;
  const { digest = 0, by = '' } = readState(click.view?.state);
  const groups = Object.entries(click.view?.values ?? {}).filter(([block]) => block.startsWith('boxes'));
  const ticked = groups.flatMap(([, values]) => values?.v?.selected_options ?? []).map((one) => Number(one.value));
  const open = await undoable(click, { digest, by });
  const chosen = groups.length === 0 ? open : open.filter((item) => ticked.includes(item.id));
  // What is on the list no more was issued, or decided anew, while the modal stood open.
  const gone = ticked.filter((id) => !open.some((item) => item.id === id));
  const approvals = [...chosen.filter((item) => item.takesBack === 'approval').map((item) => item.id), ...gone];
  const { takenBack, tooLate } =
    approvals.length === 0
      ? { takenBack: [], tooLate: [] }
      : await reopenProposals(click.ctx, { proposals: approvals });
  const again = await askAll(
    click,
    chosen.filter((item) => item.takesBack === 'not_now' || item.takesBack === 'payment'),
  );
  changed(click);
  const lines: Md[] = [];
  if (takenBack.length > 0) lines.push(own(told.tookBack(takenBack.length)));
  if (again.asked > 0) lines.push(own(told.waitAgain(again.asked)));
  if (tooLate.length > 0) lines.push(own(told.tooLate(tooLate.length)));
  lines.push(...again.refusals);
  if (lines.length === 0) lines.push(own(told.nothingToUndo));
  return { response_action: 'update', view: infoModal(joined(lines, '\n'), click.voice) };
}

/** Asks again for what was put off, held or paid; one that cannot be asked says why, and keeps no other back. */
async function askAll(click: Click, items: readonly DigestItem[]): Promise<{ asked: number; refusals: Md[] }> {
  const refusals: Md[] = [];
  let asked = 0;
  for (const item of items) {
    try {
      if (item.paidByHand !== null) await takePaymentBack(click.ctx, { payment: item.paidByHand.payment });
      await askAgain(click.ctx, { proposal: item.id });
      asked += 1;
    } catch (error) {
      if (!(error instanceof UseCaseError)) throw error;
      if (refusals.length < REFUSALS_AT_MOST)
        refusals.push(md`• ${invoiceText(item, click.voice)}: ${error.in(click.voice.language)}`);
    }
  }
  return { asked, refusals };
}
