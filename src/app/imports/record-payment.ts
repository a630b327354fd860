// A payment entered by a person, and the note that bank data is complete up to a day.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { minDay } from '../../core/day.ts';
import { formatAmount, MAX_AMOUNT_CENTS, parseAmount } from '../../core/money.ts';
import { OWN_PAYMENT_IDS, PAYMENT_METHODS } from '../../core/payment.ts';
import { insertImport, insertPayments } from '../../db/ingest.ts';
import { invoicesByIds } from '../../db/lookups.ts';
import { lockInvoices } from '../../db/progress.ts';
import { lastPostedOn } from '../../db/runs.ts';
import { refreshOpen } from '../api/events.ts';
import { refusal, wrongField } from '../errors.ts';
import { dayInput, numberInput, textInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command, query } from '../use-case.ts';

export const recordPayment = command({
  name: 'payment.record',
  summary: 'Records a payment of an invoice; a negative amount is a reversal.',
  role: 'approver',
  input: z.strictObject({
    invoice: numberInput,
    /** Decimal string in the invoice's currency. Default: all that is open. */
    amount: z.string().optional(),
    valueOn: dayInput.optional(),
    postedOn: dayInput.optional(),
    method: z.enum(PAYMENT_METHODS).default('bank_transfer'),
    text: textInput(500).optional(),
  }),
  async run(work, input) {
    await lockInvoices(work.db, [(await invoiceOf(work.db, input.invoice)).id]);
    // Read again: whoever booked a payment at the same moment was first.
    const invoice = await invoiceOf(work.db, input.invoice);
    if (input.amount === undefined && invoice.openCents <= 0) {
      throw refusal('nothing_open_on', { invoice: invoice.number });
    }
    const amountCents = input.amount === undefined ? invoice.openCents : parseAmount(input.amount, invoice.currency);
    if (amountCents === null || amountCents === 0 || Math.abs(amountCents) > MAX_AMOUNT_CENTS) {
      throw wrongField('payment.record', 'amount', 'amount_not_zero', { currency: invoice.currency });
    }
    const valueOn = input.valueOn ?? work.today;
    const postedOn = input.postedOn ?? minDay(valueOn, work.today);
    if (postedOn > work.today) throw refusal('payment_to_come', { on: postedOn });
    const payment = {
      externalId: `${OWN_PAYMENT_IDS.byHand}${randomUUID()}`,
      invoiceId: invoice.id,
      customerId: invoice.customerId,
      amountCents,
      currency: invoice.currency,
      valueOn,
      postedOn,
      method: input.method,
      text: input.text ?? null,
    };
    await insertPayments(work.db, [payment], { importId: null, at: work.now, by: work.ctx.actor.name });
    await refreshOpen(work, [invoice.id]);
    const { withdrawn } = await reviewAfterChange(work, { customerIds: [invoice.customerId] });
    const [after] = await invoicesByIds(work.db, [invoice.id]);
    const openCents = after?.openCents ?? 0;
    const amount = formatAmount(amountCents, invoice.currency);
    const note = {
      entity: 'invoice',
      entityId: String(invoice.id),
      after: { amount, currency: invoice.currency, valueOn },
    };
    return {
      result: {
        invoice: invoice.number,
        payment: payment.externalId,
        amountCents,
        openCents,
        currency: invoice.currency,
        withdrawn,
      },
      audit: [note],
    };
  },
});

/** What stands in place of a file's name where a person said that nothing came. */
export const BY_HAND = 'by hand';

export const recordBankImport = command({
  name: 'bank.imported',
  summary: 'Notes that bank data is on record up to a day, also when it held no payment: it feeds the staleness guard.',
  role: 'approver',
  input: z.strictObject({ postedThrough: dayInput.optional(), source: textInput(255).default(BY_HAND) }),
  async run(work, input) {
    const lastPostedOn = input.postedThrough ?? work.today;
    if (lastPostedOn > work.today) throw refusal('bank_data_to_come', { on: lastPostedOn });
    const id = await insertImport(work.db, {
      kind: 'bank_statement',
      fileName: input.source,
      counts: {},
      lastPostedOn,
      importedAt: work.now,
      importedBy: work.ctx.actor.name,
    });
    return { result: { lastPostedOn }, audit: [{ entity: 'import', entityId: String(id), after: { lastPostedOn } }] };
  },
});

export const bankDataThrough = query({
  name: 'bank.through',
  summary: 'The last posting day that is on record: how fresh our knowledge of payments is. Null = nothing is.',
  role: 'viewer',
  input: z.strictObject({}),
  run: (work) => lastPostedOn(work.db, work.today),
});
