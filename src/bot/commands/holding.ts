// Commands that hold notices back, and those that let them go again.

import * as blocks from '../../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute, withdrawPromise } from '../../app/holds/disputes-and-promises.ts';
import { invoiceHistory } from '../../app/insight/invoice-history.ts';
import { viewInvoice } from '../../app/insight/invoice-view.ts';
import { formatAmount } from '../../core/money.ts';
import type { Md } from '../text.ts';
import type { Visitor } from '../who.ts';
import { type Answer, answer, type Undo } from './answer.ts';
import { lateLines, lateLinesOfCustomer } from './late.ts';
import type { ResolvedOrder } from './resolve.ts';
import { COMMAND_WORDS } from './words/index.ts';

type Act = (visitor: Visitor, order: ResolvedOrder) => Promise<Answer>;

const wordsOf = ({ voice }: Visitor) => COMMAND_WORDS[voice.language];
const weekday = ({ voice }: Visitor, day: Parameters<typeof voice.weekday>[0] | null) =>
  day === null ? null : voice.weekday(day);

export const pause: Act = async (visitor, order) => {
  const { subject, day: until, reason } = order;
  if (subject.kind === 'customer') return exclude(visitor, order);
  const { number: invoice } = subject;
  const { pause: before } = await viewInvoice(visitor.ctx, { invoice });
  const done = await blocks.pauseInvoice(visitor.ctx, { invoice, until, reason });
  const said = wordsOf(visitor).done.paused(invoice, weekday(visitor, until), reason);
  const undo: Undo =
    before === null ? { do: 'resume', invoice } : { do: 'pause', invoice, until: before.until, reason: before.reason };
  return stopped(visitor, said, done.withdrawn, undo, await lateLines(visitor, invoice));
};

export const exclude: Act = async (visitor, { subject, day: until, reason }) => {
  const { number: customer } = subject;
  const before = await standingExclusion(visitor, customer);
  const done = await blocks.excludeCustomer(visitor.ctx, { customer, until, reason });
  const name = 'name' in subject ? `${subject.name} (${customer})` : customer;
  const said = wordsOf(visitor).done.excluded(name, weekday(visitor, until), reason);
  const undo: Undo = before ?? { do: 'include', customer };
  return stopped(visitor, said, done.withdrawn, undo, await lateLinesOfCustomer(visitor, customer));
};

/** What puts an exclusion that stands back as it is now; null = none stands. */
async function standingExclusion({ ctx }: Visitor, customer: string): Promise<Undo | null> {
  const standing = await blocks.listBlocks(ctx, {});
  const found = standing.find(({ block, customerNumber }) => block.scope === 'customer' && customerNumber === customer);
  return found === undefined
    ? null
    : { do: 'exclude', customer, until: found.block.untilOn, reason: found.block.reason };
}

export const resume: Act = async (visitor, order) => {
  const { subject } = order;
  if (subject.kind === 'customer') return include(visitor, order);
  const { number: invoice } = subject;
  const { pause: before } = await viewInvoice(visitor.ctx, { invoice });
  const { ended } = await blocks.resumeInvoice(visitor.ctx, { invoice });
  const { done } = wordsOf(visitor);
  if (!ended) return answer(done.notPaused(invoice));
  const undo: Undo = { do: 'pause', invoice, until: before?.until ?? null, reason: before?.reason ?? '' };
  return { lines: [done.resumed(invoice)], undo, changed: true };
};

export const include: Act = async (visitor, { subject }) => {
  const { number: customer } = subject;
  const before = await standingExclusion(visitor, customer);
  const { ended } = await blocks.includeCustomer(visitor.ctx, { customer });
  const { done } = wordsOf(visitor);
  const name = 'name' in subject ? `${subject.name} (${customer})` : customer;
  if (!ended) return answer(done.notExcluded(name));
  return { lines: [done.included(name)], undo: before ?? undefined, changed: true };
};

export const dispute: Act = async (visitor, { subject: { number: invoice }, reason }) => {
  const done = await raiseDispute(visitor.ctx, { invoice, reason });
  const said = wordsOf(visitor).done.disputed(invoice, reason);
  return stopped(visitor, said, done.withdrawn, { do: 'settle', invoice }, await lateLines(visitor, invoice));
};

export const settle: Act = async (visitor, { subject: { number: invoice } }) => {
  const { dispute: before } = await viewInvoice(visitor.ctx, { invoice });
  const { settled } = await settleDispute(visitor.ctx, { invoice });
  const { done } = wordsOf(visitor);
  if (!settled) return answer(done.notDisputed(invoice));
  return {
    lines: [done.settled(invoice)],
    undo: { do: 'dispute', invoice, reason: before?.reason ?? '' },
    changed: true,
  };
};

export const promise: Act = async (visitor, { subject: { number: invoice }, day, amount, reason }) => {
  const words = wordsOf(visitor);
  if (day === null) return answer(words.problem.missingDay);
  const { currency } = await viewInvoice(visitor.ctx, { invoice });
  if (amount?.currency != null && amount.currency !== currency) {
    return answer(words.problem.otherCurrency(amount.currency, currency));
  }
  const before = await standingPromise(visitor, invoice);
  const named = amount === null ? {} : { amount: amount.value };
  const done = await promisePayment(visitor.ctx, { invoice, on: day, remark: reason, ...named });
  const { voice } = visitor;
  const money = done.amountCents === null ? null : voice.money(done.amountCents, currency);
  const said = words.done.promised(invoice, voice.weekday(day), voice.weekday(done.through), money);
  const undo: Undo = before ?? { do: 'unpromise', invoice };
  return stopped(visitor, said, done.withdrawn, undo, await lateLines(visitor, invoice));
};

/** What makes a promise that stands anew, as it was made; null = none stands. */
async function standingPromise({ ctx }: Visitor, invoice: string): Promise<Undo | null> {
  const { promise: standing } = await viewInvoice(ctx, { invoice });
  if (standing === null) return null;
  const { events, invoice: about } = await invoiceHistory(ctx, { invoice });
  const { facts = {} } = events.findLast(({ kind }) => kind === 'promised') ?? {};
  const amount = typeof facts.amountCents === 'number' ? formatAmount(facts.amountCents, about.currency) : null;
  return { do: 'promise', invoice, on: standing.on, amount, reason: String(facts.remark ?? '') };
}

export const unpromise: Act = async (visitor, { subject: { number: invoice } }) => {
  const before = await standingPromise(visitor, invoice);
  const { ended } = await withdrawPromise(visitor.ctx, { invoice });
  const { done } = wordsOf(visitor);
  if (!ended) return answer(done.notPromised(invoice));
  return { lines: [done.unpromised(invoice)], undo: before ?? undefined, changed: true };
};

/** What was stopped, what went with it, and what it came too late for. */
function stopped(visitor: Visitor, said: Md, withdrawn: number, undo: Undo, late: readonly Md[]): Answer {
  const withdrew = withdrawn === 0 ? [] : [wordsOf(visitor).done.withdrew(withdrawn)];
  return { lines: [said, ...withdrew, ...late], undo, changed: true };
}
