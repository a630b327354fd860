// A person's decision on a bank booking: booked on invoices, kept as a customer's money, set aside, or taken back.

import { z } from 'zod';
import { afterBankEntryStep, type BankEntryStep } from '../../core/bank-entry.ts';
import { type BankEntryRow, lockBankEntry, updateBankEntry } from '../../db/bank.ts';
import { acceptGaps } from '../../db/bank-statements.ts';
import { insertPayments, type NewPayment } from '../../db/ingest.ts';
import { refreshDoubts } from '../../db/payment-doubts.ts';
import { refreshOpen } from '../api/events.ts';
import { refusal } from '../errors.ts';
import { idInput, numberInput, reasonInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { complain } from '../refusals/complaints.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { freePayment, paymentsFor, takenBack } from '../statements/book.ts';
import { type AuditNote, command, type Work } from '../use-case.ts';
import { chosenCandidate } from './choice.ts';

const ENTRY = {
  entry: idInput,
  /** As it was shown; a booking that somebody else decided meanwhile is told. */
  version: z.int().positive().optional(),
  remark: reasonInput.optional(),
};

export interface MatchDecided {
  entry: number;
  withdrawn: number;
}

export const confirmMatch = command({
  name: 'match.confirm',
  summary: 'Books a bank booking on invoices: one of its candidates, or invoices named by number.',
  role: 'approver',
  input: z
    .strictObject({
      ...ENTRY,
      /** Place in the list of candidates, from 0. */
      candidate: z.int().min(0).max(20).optional(),
      /** Amounts as decimal strings; without one an invoice takes what is open, as far as the money goes. */
      invoices: z
        .array(z.strictObject({ invoice: numberInput, amount: z.string().optional() }))
        .max(100)
        .optional(),
      /** What stays open on the invoices is written off (cash discount granted, small difference). */
      writeOffRest: z.boolean().default(false),
    })
    .refine((input) => (input.candidate === undefined) !== (input.invoices === undefined), {
      message: complain('candidate_or_invoices'),
    }),
  async run(work, input): Promise<{ result: MatchDecided; audit: AuditNote[] }> {
    const row = await openEntry(work, input, 'book');
    const candidate = await chosenCandidate(work, row, input);
    const released = await takenBack(work.db, row, row.id);
    const money = { ...row, paymentCount: row.paymentCount + released.length };
    const payments = [...released, ...paymentsFor(money, row.id, candidate)];
    const changes = { state: 'booked' as const, customerId: candidate.customerId, candidates: [candidate] };
    return settle(work, row, payments, { ...changes, because: 'person' }, input.remark);
  },
});

export const assignMatch = command({
  name: 'match.assign',
  summary: 'Keeps a bank booking as money of a customer without an invoice: it holds his proposals back.',
  role: 'approver',
  input: z.strictObject({ ...ENTRY, customer: numberInput }),
  async run(work, input): Promise<{ result: MatchDecided; audit: AuditNote[] }> {
    const row = await openEntry(work, input, 'ask');
    if (row.amountCents < 0) throw refusal('booking_is_return');
    const customer = await customerOf(work.db, input.customer);
    const released = await takenBack(work.db, row, row.id);
    const money = { ...row, paymentCount: row.paymentCount + released.length };
    const payments = [...released, ...freePayment(money, row.id, customer.id)];
    return settle(
      work,
      row,
      payments,
      { state: 'unmatched', customerId: customer.id, because: 'person' },
      input.remark,
    );
  },
});

export const refuseMatch = command({
  name: 'match.refuse',
  summary: 'Sets a bank booking aside: it concerns no invoice. Money it held for a customer is let go.',
  role: 'approver',
  input: z.strictObject(ENTRY),
  async run(work, input): Promise<{ result: MatchDecided; audit: AuditNote[] }> {
    const row = await openEntry(work, input, 'set_aside');
    const payments = await takenBack(work.db, row, row.id);
    return settle(work, row, payments, { state: 'set_aside', customerId: null }, input.remark);
  },
});

export const takeBackMatch = command({
  name: 'match.take_back',
  summary: 'Undoes what was booked for a bank booking, or brings back one that was set aside: it is asked again.',
  role: 'approver',
  input: z.strictObject(ENTRY),
  async run(work, input): Promise<{ result: MatchDecided; audit: AuditNote[] }> {
    const row = await openEntry(work, input, 'take_back');
    const released = await takenBack(work.db, row, row.id);
    const money = { ...row, paymentCount: row.paymentCount + released.length };
    // Money that was a customer's stays known as his until somebody says otherwise.
    const payments = [...released, ...freePayment(money, row.id, row.customerId)];
    return settle(work, row, payments, { state: 'unmatched', because: 'person' }, input.remark);
  },
});

export const acceptGap = command({
  name: 'statement.accept_gap',
  summary: 'Says that nothing is missing between the statements of an account, so that scheduled runs go on.',
  role: 'approver',
  input: z.strictObject({ account: z.string().trim().min(1).max(70), remark: reasonInput }),
  async run(work, { account, remark }) {
    const gaps = await acceptGaps(work.db, account, { name: work.ctx.actor.name, at: work.now });
    if (gaps === 0) throw refusal('gap_unknown', { account });
    return { result: { gaps }, audit: [{ entity: 'account', entityId: account, after: { gaps }, remark }] };
  },
});

/** The locked booking, when the step is still possible. */
async function openEntry(
  work: Work,
  input: { entry: number; version?: number | undefined },
  step: BankEntryStep,
): Promise<BankEntryRow> {
  const row = await lockBankEntry(work.db, input.entry);
  if (row === null) throw refusal('booking_unknown', { booking: input.entry });
  const changed = input.version !== undefined && input.version !== row.version;
  if (changed || afterBankEntryStep(row.state, step) === null) {
    throw refusal('booking_changed', { state: row.state, by: row.decidedBy });
  }
  return row;
}

async function settle(
  work: Work,
  row: BankEntryRow,
  payments: readonly NewPayment[],
  changes: Partial<BankEntryRow>,
  remark: string | undefined,
): Promise<{ result: MatchDecided; audit: AuditNote[] }> {
  const by = work.ctx.actor.name;
  await insertPayments(work.db, payments, { importId: row.importId, at: work.now, by });
  await refreshOpen(work, [...new Set(payments.flatMap((payment) => payment.invoiceId ?? []))]);
  const decided = { decidedAt: work.now, decidedBy: by, remark: remark ?? null };
  await updateBankEntry(work.db, row.id, { ...changes, ...decided, paymentCount: row.paymentCount + payments.length });
  const asked = await refreshDoubts(work.db, [row.id], work.now);
  const customerIds = [...new Set([...payments.flatMap((payment) => payment.customerId ?? []), ...asked])];
  const { withdrawn } = await reviewAfterChange(work, { customerIds });
  const booked = payments.map(({ invoiceId, customerId, amountCents }) => ({ invoiceId, customerId, amountCents }));
  const note: AuditNote = {
    entity: 'bank_entry',
    entityId: String(row.id),
    before: { state: row.state },
    after: { state: changes.state ?? row.state, payments: booked },
    remark: remark ?? null,
  };
  return { result: { entry: row.id, withdrawn }, audit: [note] };
}
