// Judges bookings against what is on record: reads the ledger once, then asks core about each in turn.

import { addDays, type Day } from '../../core/day.ts';
import { matchBooking } from '../../core/match.ts';
import { openLedger } from '../../core/match-ledger.ts';
import { type EarlierPayment, matchReturn } from '../../core/match-return.ts';
import type { Verdict } from '../../core/match-types.ts';
import {
  earlierPayments,
  openAmounts,
  readMatchCustomers,
  readNoticeTotals,
  readOpenInvoices,
} from '../../db/match-facts.ts';
import { lockInvoices } from '../../db/progress.ts';
import type { Db } from '../../db/store.ts';
import { type Clues, readPayerFacts } from './payer-facts.ts';

export interface Judgeable extends Clues {
  amountCents: number;
  currency: string;
  bookedOn: Day;
  valueOn: Day;
  payerName: string | null;
}

/** A direct debit may be returned for thirteen months (SEPA rulebook, unauthorised). */
const RETURN_DAYS = 400;

/** One verdict per booking, in their order. The invoices of certain ones are locked until the transaction ends. */
export async function judgeBookings(db: Db, bookings: readonly Judgeable[]): Promise<Verdict[]> {
  if (bookings.length === 0) return [];
  const facts = await readPayerFacts(db, bookings);
  const invoices = await readOpenInvoices(db);
  const histories = bookings.map((booking) => facts.historyOf(booking));
  const customerIds = new Set([
    ...invoices.map((invoice) => invoice.customerId),
    ...histories.flatMap((history) => [...history.onRecord, ...history.hasPaidFor]),
  ]);
  const ledger = openLedger({
    invoices,
    customers: await readMatchCustomers(db, [...customerIds]),
    notices: await readNoticeTotals(db),
  });
  const earlier = await readEarlier(db, bookings);
  const verdicts = bookings.map((booking, index): Verdict => {
    const history = histories[index];
    if (booking.amountCents > 0 && history !== undefined) return matchBooking(booking, history, ledger);
    const verdict = matchReturn({ ...booking, namedInvoiceIds: facts.namedIn(booking) }, earlier);
    if (verdict.kind === 'certain') removeTaken(earlier, verdict.candidate.allocations[0]?.invoiceId, booking);
    return verdict;
  });
  return checkLocked(db, verdicts, new Map(invoices.map((invoice) => [invoice.id, invoice.openCents])));
}

async function readEarlier(db: Db, bookings: readonly Judgeable[]): Promise<EarlierPayment[]> {
  const returns = bookings.filter((booking) => booking.amountCents < 0);
  const [first] = returns.map((booking) => booking.bookedOn).sort();
  if (first === undefined) return [];
  const amounts = returns.map((booking) => -booking.amountCents);
  return earlierPayments(db, amounts, addDays(first, -RETURN_DAYS));
}

/** One payment comes back once. */
function removeTaken(earlier: EarlierPayment[], invoiceId: number | undefined, booking: Judgeable): void {
  const taken = earlier.findIndex(
    (one) => one.amountCents === -booking.amountCents && one.allocations.some((line) => line.invoiceId === invoiceId),
  );
  if (taken >= 0) earlier.splice(taken, 1);
}

/** Whoever paid or booked at the same moment was first: what no longer holds once locked becomes a question. */
async function checkLocked(db: Db, verdicts: Verdict[], seen: ReadonlyMap<number, number>): Promise<Verdict[]> {
  const ids = verdicts.flatMap((verdict) =>
    verdict.kind === 'certain' ? verdict.candidate.allocations.map((one) => one.invoiceId) : [],
  );
  if (ids.length === 0) return verdicts;
  await lockInvoices(db, ids);
  const now = await openAmounts(db, ids);
  return verdicts.map((verdict): Verdict => {
    if (verdict.kind !== 'certain' || verdict.candidate.rule === 'return') return verdict;
    const holds = verdict.candidate.allocations.every((one) => now.get(one.invoiceId) === seen.get(one.invoiceId));
    if (holds) return verdict;
    const { candidate } = verdict;
    return { kind: 'asked', doubt: 'amount_differs', candidates: [candidate], customerId: candidate.customerId };
  });
}
