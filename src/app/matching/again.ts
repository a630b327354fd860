// Bookings that wait are matched again when something comes that may explain them: invoices that were not on record
// yet, an account that was nobody's. What a person has said about a booking stays as he said it.

import { z } from 'zod';
import { keyOf } from '../../core/match-key.ts';
import { findMentions, indexNumbers } from '../../core/match-mention.ts';
import type { Verdict } from '../../core/match-types.ts';
import {
  type BankEntryRow,
  lockWaitingMoney,
  type NewOutcome,
  paymentsOfEntries,
  updateOutcomes,
  waitingMoney,
} from '../../db/bank.ts';
import { insertPayments, type NewPayment } from '../../db/ingest.ts';
import { refreshDoubts } from '../../db/payment-doubts.ts';
import { refreshOpen } from '../api/events.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { outcomeOf, rowsFor } from '../statements/apply.ts';
import { negationOf } from '../statements/book.ts';
import { judgeBookings } from '../statements/judge.ts';
import { type AuditNote, command, noteChanges, type Work } from '../use-case.ts';

/** What has come; absent = everything may have changed. */
export interface News {
  invoices?: readonly NewsInvoice[];
  /** Accounts that are on a customer's record now. */
  ibans?: readonly string[];
}

type NewsInvoice = { number: string; paymentReference: string | null; grossCents: number; openCents?: number };

export interface MatchedAgain {
  /** Bookings that waited and are booked now. */
  booked: number;
  /** Customers whose proposals may have to follow. */
  customerIds: number[];
}

const NOTHING: MatchedAgain = { booked: 0, customerIds: [] };
const ACTION = 'match.again';

export const matchAgain = command({
  name: ACTION,
  summary: 'Matches all bookings that wait and that no person has decided on with the invoices and accounts of now.',
  role: 'approver',
  input: z.strictObject({}),
  async run(work): Promise<{ result: { booked: number; withdrawn: number }; audit: AuditNote[] }> {
    const { booked, customerIds } = await matchWaiting(work, {});
    const { withdrawn } = await reviewAfterChange(work, { customerIds });
    return { result: { booked, withdrawn }, audit: [] };
  },
});

/** Judges the waiting bookings that the news may explain; part of a transaction, which reviews the proposals after. */
export async function matchWaiting(work: Work, news: News): Promise<MatchedAgain> {
  const concerned = (await waitingMoney(work.db)).filter(mayExplain(news));
  if (concerned.length === 0) return NOTHING;
  const entries = await lockWaitingMoney(
    work.db,
    concerned.map((entry) => entry.id),
  );
  const verdicts = await judgeBookings(work.db, entries);
  const changed = entries.flatMap((entry, index) => {
    const verdict = verdicts[index];
    return verdict === undefined || isSame(entry, verdict) ? [] : [{ entry, verdict }];
  });
  return changed.length === 0 ? NOTHING : writeVerdicts(work, changed);
}

/** Whether a booking names one of the invoices, has one's amount, or comes from one of the accounts. */
function mayExplain({ invoices, ibans }: News): (entry: BankEntryRow) => boolean {
  if (invoices === undefined && ibans === undefined) return () => true;
  const accounts = new Set(ibans);
  const amounts = new Set((invoices ?? []).flatMap(({ grossCents, openCents }) => [grossCents, openCents ?? 0]));
  const numbers = (invoices ?? []).flatMap(({ number, paymentReference }) => [number, paymentReference ?? '']);
  const index = indexNumbers(numbers.map((number) => ({ number, target: true })));
  const keys = new Set(numbers.map(keyOf));
  const isReference = (text: string | null): boolean => {
    const key = keyOf(text ?? '');
    return key !== '' && (keys.has(key) || (key.startsWith('RF') && keys.has(key.slice(4))));
  };
  return (entry) =>
    (entry.payerIban !== null && accounts.has(entry.payerIban)) ||
    amounts.has(entry.amountCents) ||
    isReference(entry.reference) ||
    isReference(entry.endToEndId) ||
    findMentions(entry.text, index).length > 0;
}

function isSame(entry: BankEntryRow, verdict: Verdict): boolean {
  if (verdict.kind === 'certain') return false;
  const { state, customerId, candidates, because } = outcomeOf(verdict, entry, entry.paymentCount);
  const isAlike = state === entry.state && customerId === entry.customerId && because === entry.because;
  return isAlike && contentOf(candidates ?? []) === contentOf(entry.candidates);
}

/** In an order of its own: jsonb gives an object's keys back in another one. */
function contentOf(candidates: BankEntryRow['candidates']): string {
  return JSON.stringify(
    candidates.map((one) => [
      one.customerId,
      one.rule,
      one.fit,
      one.allocations.map((line) => [line.invoiceId, line.cents]),
    ]),
  );
}

interface Judged {
  entry: BankEntryRow;
  verdict: Verdict;
}

/** What the bookings held for customers is let go, and what they are now is written. */
async function writeVerdicts(work: Work, judged: readonly Judged[]): Promise<MatchedAgain> {
  const ids = judged.map(({ entry }) => entry.id);
  const recorded = Map.groupBy(await paymentsOfEntries(work.db, ids), (payment) => payment.entryId);
  const outcomes: NewOutcome[] = [];
  const payments: { importId: number; rows: NewPayment[] }[] = [];
  const notes: AuditNote[] = [];
  for (const { entry, verdict } of judged) {
    const released = negationOf(recorded.get(entry.id) ?? [], entry, entry.id);
    const money = { ...entry, paymentCount: entry.paymentCount + released.length };
    const rows = [...released, ...rowsFor(money, verdict, entry.id)];
    const { state, customerId, candidates, because } = { ...entry, ...outcomeOf(verdict, entry, 0) };
    outcomes.push({
      id: entry.id,
      state,
      customerId,
      candidates,
      because,
      paymentCount: entry.paymentCount + rows.length,
    });
    payments.push({ importId: entry.importId, rows });
    const after = { state, because, payments: rows.map(({ invoiceId, amountCents }) => ({ invoiceId, amountCents })) };
    notes.push({ entity: 'bank_entry', entityId: String(entry.id), before: { state: entry.state }, after });
  }
  // The payments stay with the import that brought their booking.
  for (const [importId, group] of Map.groupBy(payments, (one) => one.importId)) {
    const rows = group.flatMap((one) => one.rows);
    await insertPayments(work.db, rows, { importId, at: work.now, by: work.ctx.actor.name });
  }
  await updateOutcomes(work.db, outcomes);
  const written = payments.flatMap((one) => one.rows);
  await refreshOpen(work, [...new Set(written.flatMap((payment) => payment.invoiceId ?? []))]);
  const asked = await refreshDoubts(work.db, ids, work.now);
  await noteChanges(work, ACTION, notes);
  return {
    booked: judged.filter(({ verdict }) => verdict.kind === 'certain').length,
    customerIds: [...new Set([...written.flatMap((payment) => payment.customerId ?? []), ...asked])],
  };
}
