// Commands that hold notices back, and those that let them go again.

import * as blocks from '../../app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute, withdrawPromise } from '../../app/holds/disputes-and-promises.ts';
import { viewInvoice } from '../../app/insight/invoice-view.ts';
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
  const done = await blocks.pauseInvoice(visitor.ctx, { invoice, until, reason });
  const said = wordsOf(visitor).done.paused(invoice, weekday(visitor, until), reason);
  return stopped(visitor, said, done.withdrawn, { do: 'resume', invoice }, await lateLines(visitor, invoice));
};

export const exclude: Act = async (visitor, { subject, day: until, reason }) => {
  const { number: customer } = subject;
  const done = await blocks.excludeCustomer(visitor.ctx, { customer, until, reason });
  const name = 'name' in subject ? `${subject.name} (${customer})` : customer;
  const said = wordsOf(visitor).done.excluded(name, weekday(visitor, until), reason);
  return stopped(
    visitor,
    said,
    done.withdrawn,
    { do: 'include', customer },
    await lateLinesOfCustomer(visitor, customer),
  );
};

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
  const standing = await blocks.listBlocks(visitor.ctx, {});
  const before = standing.find(
    ({ block, customerNumber }) => block.scope === 'customer' && customerNumber === customer,
  );
  const { ended } = await blocks.includeCustomer(visitor.ctx, { customer });
  const { done } = wordsOf(visitor);
  const name = 'name' in subject ? `${subject.name} (${customer})` : customer;
  if (!ended) return answer(done.notExcluded(name));
  const undo: Undo = {
    do: 'exclude',
    customer,
    until: before?.block.untilOn ?? null,
    reason: before?.block.reason ?? '',
  };
  return { lines: [done.included(name)], undo, changed: true };
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
  const named = amount === null ? {} : { amount: amount.value };
  const done = await promisePayment(visitor.ctx, { invoice, on: day, remark: reason, ...named });
  const { voice } = visitor;
  const money = done.amountCents === null ? null : voice.money(done.amountCents, currency);
  const said = words.done.promised(invoice, voice.weekday(day), voice.weekday(done.through), money);
  return stopped(visitor, said, done.withdrawn, { do: 'unpromise', invoice }, await lateLines(visitor, invoice));
};

export const unpromise: Act = async (visitor, { subject: { number: invoice } }) => {
  const { promise: before } = await viewInvoice(visitor.ctx, { invoice });
  const { ended } = await withdrawPromise(visitor.ctx, { invoice });
  const { done } = wordsOf(visitor);
  if (!ended) return answer(done.notPromised(invoice));
  const undo: Undo | undefined = before === null ? undefined : { do: 'promise', invoice, on: before.on };
  return { lines: [done.unpromised(invoice)], undo, changed: true };
};

/** What was stopped, what went with it, and what it came too late for. */
function stopped(visitor: Visitor, said: Md, withdrawn: number, undo: Undo, late: readonly Md[]): Answer {
  const withdrew = withdrawn === 0 ? [] : [wordsOf(visitor).done.withdrew(withdrawn)];
  return { lines: [said, ...withdrew, ...late], undo, changed: true };
}
