// One invoice with its customer, what is paid on it, and everything that holds it or waits for it now.

import { z } from 'zod';
import { type Day, daysBetween } from '../../core/day.ts';
import { type Block, promiseHoldsThrough } from '../../core/hold.ts';
import { describeOriginal } from '../../db/documents.ts';
import { readCredits } from '../../db/history.ts';
import { openProposalsOfInvoices } from '../../db/proposals.ts';
import { readEngine, readTruths } from '../engine.ts';
import { numberInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { query } from '../use-case.ts';

export interface InvoiceView {
  number: string;
  kind: 'invoice' | 'credit_note';
  customer: { number: string; name: string };
  planName: string;
  currency: string;
  issuedOn: Day;
  dueDate: Day;
  daysOverdue: number;
  grossCents: number;
  /** Payments and credits together. */
  paidCents: number;
  openCents: number;
  paymentReference: string | null;
  /** Blocks of the customer or of everybody. */
  blocks: readonly Block[];
  pause: Block | null;
  dispute: { raisedOn: Day; reason: string; raisedBy: string } | null;
  promise: { on: Day; through: Day; madeBy: string } | null;
  /** The PDF that was handed in for it; null = none. */
  original: { fileName: string; recordedAt: string } | null;
  /** The invoice that a credit note is set against, and the credit notes set against an invoice. */
  creditFor: string | null;
  credits: { number: string; grossCents: number }[];
  /** Open proposals it stands on. */
  proposals: number[];
}

export const viewInvoice = query({
  name: 'invoice.view',
  summary: 'One invoice: amounts, customer, blocks, dispute, promise and open proposals.',
  role: 'viewer',
  input: z.strictObject({ invoice: numberInput }),
  async run(work, { invoice: number }): Promise<InvoiceView> {
    const row = await invoiceOf(work.db, number);
    const engine = await readEngine(work.db, work.organisation, work.today);
    const [truth] = await readTruths(work.db, engine, [row.customerId], [row.id]);
    if (truth === undefined) throw new Error(`customer ${row.customerId} of invoice ${row.number} does not exist`);
    // A credit note is no receivable: nothing holds it, and nothing waits for it.
    const holds = truth.facts.invoices.find((candidate) => candidate.id === row.id)?.holds;
    const promise = holds?.promise ?? null;
    return {
      number: row.number,
      kind: row.kind,
      customer: { number: truth.row.number, name: truth.row.name },
      planName: engine.plans.get(truth.planId)?.name ?? '',
      currency: row.currency,
      issuedOn: row.issuedOn,
      dueDate: row.dueDate,
      daysOverdue: row.openCents > 0 ? Math.max(0, daysBetween(row.dueDate, work.today)) : 0,
      grossCents: row.grossCents,
      paidCents: row.grossCents - row.openCents,
      openCents: row.openCents,
      paymentReference: row.paymentReference,
      blocks: truth.facts.holds.blocks,
      pause: holds?.pauses[0] ?? null,
      dispute: holds?.dispute ?? null,
      promise:
        promise === null
          ? null
          : { on: promise.on, madeBy: promise.madeBy, through: promiseHoldsThrough(promise, engine.calendar) },
      original: await describeOriginal(work.db, row.id),
      ...(await readCredits(work.db, row)),
      proposals: await openProposalsOfInvoices(work.db, [row.id]),
    };
  },
});
