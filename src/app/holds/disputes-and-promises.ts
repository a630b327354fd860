// A contested invoice, and a promise to pay: both hold its notices back.

import { z } from 'zod';
import { addDays } from '../../core/day.ts';
import { promiseHoldsThrough } from '../../core/hold.ts';
import { parseAmount } from '../../core/money.ts';
import { endPromise, insertDispute, insertPromise, settleDispute as settle } from '../../db/holds.ts';
import { calendarOf } from '../../db/organisation.ts';
import { lockInvoices } from '../../db/progress.ts';
import { refusal, wrongField } from '../errors.ts';
import { dayInput, numberInput, reasonInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command } from '../use-case.ts';

export const raiseDispute = command({
  name: 'dispute.raise',
  summary: 'Marks an invoice as disputed; it is not dunned until the dispute is settled.',
  role: 'approver',
  input: z.strictObject({ invoice: numberInput, reason: reasonInput.default('') }),
  async run(work, { invoice: number, reason }) {
    const invoice = await invoiceOf(work.db, number);
    await lockInvoices(work.db, [invoice.id]);
    const raised = await insertDispute(work.db, {
      invoiceId: invoice.id,
      reason,
      raisedOn: work.today,
      raisedBy: work.ctx.actor.name,
      raisedAt: work.now,
    });
    if (!raised) throw refusal('disputed_already', { invoice: invoice.number });
    const change = await reviewAfterChange(work, { invoiceIds: [invoice.id] });
    const note = { entity: 'invoice', entityId: String(invoice.id), after: { disputed: true, reason } };
    return { result: { invoice: invoice.number, ...change }, audit: [note] };
  },
});

export const settleDispute = command({
  name: 'dispute.settle',
  summary: 'Settles the dispute of an invoice; interest for its time can be waived.',
  role: 'approver',
  input: z.strictObject({
    invoice: numberInput,
    /** No interest from the day the dispute was raised to the day before it is settled. */
    waiveInterest: z.boolean().default(false),
  }),
  async run(work, { invoice: number, waiveInterest }) {
    const invoice = await invoiceOf(work.db, number);
    const by = { at: work.now, name: work.ctx.actor.name };
    const interestWaivedThrough = waiveInterest ? addDays(work.today, -1) : null;
    const settled = await settle(work.db, invoice.id, by, interestWaivedThrough);
    const waived = waiveInterest ? { interestWaivedThrough } : {};
    const note = { entity: 'invoice', entityId: String(invoice.id), after: { disputed: false, ...waived } };
    return { result: { invoice: invoice.number, settled }, audit: settled ? [note] : [] };
  },
});

export const promisePayment = command({
  name: 'promise.make',
  summary: 'Records a promise to pay; the invoice is held through the business day after it. Replaces an earlier one.',
  role: 'approver',
  input: z.strictObject({
    invoice: numberInput,
    on: dayInput,
    /** Decimal string in the invoice's currency; a part of it holds the whole invoice back. */
    amount: z.string().optional(),
    remark: reasonInput.default(''),
  }),
  async run(work, { invoice: number, on, amount, remark }) {
    const invoice = await invoiceOf(work.db, number);
    const amountCents = amount === undefined ? null : promisedCents(amount, invoice.currency);
    const by = { at: work.now, name: work.ctx.actor.name };
    await lockInvoices(work.db, [invoice.id]);
    const replaced = await endPromise(work.db, invoice.id, by);
    await insertPromise(work.db, {
      invoiceId: invoice.id,
      promisedOn: on,
      amountCents,
      remark,
      madeBy: by.name,
      madeAt: by.at,
    });
    const change = await reviewAfterChange(work, { invoiceIds: [invoice.id] });
    const through = promiseHoldsThrough({ on, madeBy: by.name }, calendarOf(work.organisation));
    const note = {
      entity: 'invoice',
      entityId: String(invoice.id),
      after: { promisedOn: on, amountCents, replaced },
      remark,
    };
    return {
      result: { invoice: invoice.number, on, through, amountCents, currency: invoice.currency, ...change },
      audit: [note],
    };
  },
});

export const withdrawPromise = command({
  name: 'promise.end',
  summary: 'Ends a promise to pay that turned out to be none: the invoice is dunned again.',
  role: 'approver',
  input: z.strictObject({ invoice: numberInput }),
  async run(work, { invoice: number }) {
    const invoice = await invoiceOf(work.db, number);
    const ended = await endPromise(work.db, invoice.id, { at: work.now, name: work.ctx.actor.name });
    const note = { entity: 'invoice', entityId: String(invoice.id), after: { promise: 'ended' } };
    return { result: { invoice: invoice.number, ended }, audit: ended ? [note] : [] };
  },
});

function promisedCents(amount: string, currency: string): number {
  const cents = parseAmount(amount, currency);
  if (cents !== null && cents > 0) return cents;
  throw wrongField('promise.make', 'amount', 'amount_above_zero', { currency });
}
