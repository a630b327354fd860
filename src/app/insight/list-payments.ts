// Payments on record, the newest first: of everybody, of a customer, or of an invoice.

import { z } from 'zod';
import { listPaymentRows } from '../../db/payment-list.ts';
import { idInput, numberInput } from '../inputs.ts';
import { customerOf, invoiceOf } from '../lookups.ts';
import { query } from '../use-case.ts';

export interface PaymentPage {
  rows: Awaited<ReturnType<typeof listPaymentRows>>;
  /** Id of the last payment of this page; null on the last page. */
  next: number | null;
}

export const listPayments = query({
  name: 'payment.list',
  summary: 'Payments on record, the newest first, with the invoice they were booked on. A reversal is negative.',
  role: 'viewer',
  input: z.strictObject({
    customer: numberInput.optional(),
    invoice: numberInput.optional(),
    /** Id of the last payment of the page before. */
    before: idInput.optional(),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { customer, invoice, before, limit }): Promise<PaymentPage> {
    const customerId = customer === undefined ? undefined : (await customerOf(work.db, customer)).id;
    const invoiceId = invoice === undefined ? undefined : (await invoiceOf(work.db, invoice)).id;
    const found = await listPaymentRows(work.db, { customerId, invoiceId }, { before, limit: limit + 1 });
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
});
