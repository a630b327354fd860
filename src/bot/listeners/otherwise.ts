// Everything that is not an approval: not now, not this level, not this invoice, not this customer.

import type { App } from '@slack/bolt';
import { latestDigest, viewDigest } from '../../app/chat/digest.ts';
import { promisePayment, raiseDispute } from '../../app/holds/disputes-and-promises.ts';
import { describeHouse } from '../../app/insight/house.ts';
import { viewProposal } from '../../app/insight/preview-proposal.ts';
import { addDays, type Day, isDay } from '../../core/day.ts';
import { changed, decide } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds, readState, VIEW } from '../ids.ts';
import { standingText } from '../messages/standing.ts';
import { infoModal } from '../modals/info.ts';
import { KINDS, type Kind, otherwiseModal, REASONS } from '../modals/otherwise.ts';
import { type Md, md, own } from '../text.ts';
import type { Door } from '../who.ts';
import { type Answer, type Click, onAction, onSubmit } from './guard.ts';

export function addOtherwise(app: App, bot: Bot, door: Door): void {
  onAction(app, bot, door, ACTION.otherwise, { role: 'approver', ackFirst: true }, async (click) => {
    const ids = readIds(click.value, 1);
    return ids?.[0] === undefined ? own(click.voice.words.told.gone) : openOtherwise(click, ids[0], 'skip');
  });
  onSubmit(app, bot, door, VIEW.decide, submit);
}

/** Opens the modal on top of what is open; a proposal that is decided already says so instead. */
export async function openOtherwise(click: Click, proposal: number, kind: Kind): Promise<Md | null> {
  const { outcome, view } = await viewProposal(click.ctx, { proposal });
  const { voice } = click;
  if (view === null || view.state === 'approved') {
    const standing = { ...outcome, withdrawn: outcome.withdrawnReason, firstApprovedBy: null, delivery: null };
    return md`${voice.words.told.already(standingText(standing, voice))}`;
  }
  const { today } = await describeHouse(click.ctx, {});
  const numbers = view.lines.map((line) => line.invoice).join(', ');
  const line = md`*${numbers}* · ${view.customer.name} · ${voice.money(view.openCents, view.currency)}`;
  const made = otherwiseModal({ id: view.id, version: view.version, line }, kind, addDays(today, 1), voice);
  const { views } = click.bot.clients.interactive;
  if (click.view?.isModal) await views.push({ trigger_id: click.triggerId, view: made });
  else await views.open({ trigger_id: click.triggerId, view: made });
  return null;
}

async function submit(click: Click): Promise<Answer> {
  const { decide: words } = click.voice.words;
  const { proposal = 0, version = 0 } = readState(click.view?.state);
  const read = readForm(click);
  const { today } = await describeHouse(click.ctx, {});
  const needsDay = read.kind === 'snooze' || read.kind === 'promise';
  if (read.until === null ? needsDay : needsDay && read.until <= today) return wrong('until', words.dayNeeded);
  if (read.reason === 'other' && read.remark === '') return wrong('remark', words.remarkNeeded);
  const said = await carryOut(click, { ...read, proposal, version });
  return said === null ? undefined : { response_action: 'update', view: infoModal(said, click.voice) };
}

function wrong(block: string, message: string): Answer {
  return { response_action: 'errors', errors: { [block]: message } };
}

function readForm(click: Click) {
  const input = (block: string) => click.view?.values[block]?.v;
  const chosen = (block: string) => input(block)?.selected_option?.value;
  const day = input('until')?.selected_date ?? null;
  return {
    kind: KINDS.find((kind) => kind === chosen('kind')) ?? 'skip',
    reason: REASONS.find((reason) => reason === chosen('reason')) ?? null,
    remark: (input('remark')?.value ?? '').trim(),
    until: day !== null && isDay(day) ? day : null,
    wholeCustomer: chosen('scope') === 'customer',
  };
}

type Order = ReturnType<typeof readForm> & { proposal: number; version: number };

async function carryOut(click: Click, order: Order): Promise<Md | null> {
  const { decide: words } = click.voice.words;
  const reason = order.reason === null || order.reason === 'other' ? '' : words.reasons[order.reason];
  const remark = [reason, order.remark].filter((part) => part !== '').join(': ');
  const ids = order.wholeCustomer ? await idsOfCustomer(click, order.proposal) : [order.proposal];
  const seen = order.wholeCustomer ? [] : [{ id: order.proposal, version: order.version }];
  const given = remark === '' ? {} : { remark };
  switch (order.kind) {
    case 'skip':
    case 'skip_level':
      return decide(click, ids, { kind: order.kind, ...given }, seen);
    case 'snooze': {
      const until = order.until as Day;
      const said = await decide(click, ids, { kind: 'snooze', until, ...given }, seen);
      return said ?? own(click.voice.words.told.askedAgain(click.voice.weekday(until)));
    }
    case 'pause':
    case 'exclude':
      return decide(click, ids, { kind: order.kind, until: order.until, remark }, seen);
    case 'promise':
    case 'dispute':
      return holdInvoices(click, ids, order, remark);
  }
}

/** A promise or a dispute is about the invoices; their proposals are withdrawn by it and say why. */
async function holdInvoices(click: Click, ids: readonly number[], order: Order, reason: string): Promise<Md | null> {
  for (const proposal of ids) {
    const { view } = await viewProposal(click.ctx, { proposal });
    for (const line of view?.lines.filter(({ levelName }) => levelName !== null) ?? []) {
      if (order.kind === 'dispute') await raiseDispute(click.ctx, { invoice: line.invoice, reason });
      else if (order.until !== null) await promisePayment(click.ctx, { invoice: line.invoice, on: order.until });
    }
  }
  changed(click);
  return null;
}

async function idsOfCustomer(click: Click, proposal: number): Promise<number[]> {
  const digest = await latestDigest(click.ctx);
  if (digest === null) return [proposal];
  const { items } = await viewDigest(click.ctx, { digest: digest.id });
  const customer = items.find((item) => item.id === proposal)?.customerId;
  const ids = items.filter((item) => item.undecided && item.customerId === customer).map((item) => item.id);
  return ids.includes(proposal) ? ids : [proposal, ...ids];
}
