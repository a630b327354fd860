// From a verdict to rows: the state of the booking, its payments, and the money that holds a customer's proposals back
// while nobody has decided. What is taken back is negated, never deleted: yesterday's run can still be explained.

import type { BankEntryState } from '../../core/bank-entry.ts';
import type { Candidate, Verdict } from '../../core/match-types.ts';
import { OWN_PAYMENT_IDS } from '../../core/payment.ts';
import type { BankEntryRow } from '../../db/bank.ts';
import { type EntryPayment, paymentsOfEntries } from '../../db/bank.ts';
import type { NewPayment } from '../../db/ingest.ts';
import type { Db } from '../../db/store.ts';

/** What payments take over from the booking they come from. */
export type Money = Pick<
  BankEntryRow,
  'entryKey' | 'amountCents' | 'currency' | 'bookedOn' | 'valueOn' | 'text' | 'paymentCount'
>;

export function stateOf(verdict: Verdict): BankEntryState {
  if (verdict.kind === 'certain') return 'booked';
  return verdict.candidates.length > 0 ? 'asked' : 'unmatched';
}

/** Payments of a booking that was decided; their sum is its amount. Without write-offs, which are no money. */
export function paymentsFor(money: Money, entryId: number, candidate: Candidate): NewPayment[] {
  const { customerId } = candidate;
  const lines: Line[] = candidate.allocations.flatMap(({ invoiceId, cents, writeOffCents }) => [
    { invoiceId, customerId, amountCents: cents },
    { invoiceId, customerId, amountCents: writeOffCents, method: 'write_off', text: writeOffText(candidate) },
  ]);
  if (candidate.chargesCents !== 0) {
    // Charges are no part of an invoice, and no free money either: nobody's payment, with its booking.
    lines.push({ invoiceId: null, customerId: null, amountCents: candidate.chargesCents, text: 'charges of a notice' });
  }
  const given = candidate.allocations.reduce((sum, one) => sum + one.cents, candidate.chargesCents);
  lines.push({ invoiceId: null, customerId, amountCents: money.amountCents - given });
  return numbered(money, entryId, lines);
}

/** Money of a customer that nobody has put anywhere yet; none when it is not known whose it is. */
export function freePayment(money: Money, entryId: number, customerId: number | null): NewPayment[] {
  // A return of nobody's payment holds nothing back.
  if (customerId === null || money.amountCents < 0) return [];
  return numbered(money, entryId, [{ invoiceId: null, customerId, amountCents: money.amountCents }]);
}

/** The negation of all that stands for a booking. */
export async function takenBack(db: Db, money: Money, entryId: number): Promise<NewPayment[]> {
  return negationOf(await paymentsOfEntries(db, [entryId]), money, entryId);
}

/** The negation of what was recorded for a booking. */
export function negationOf(recorded: readonly EntryPayment[], money: Money, entryId: number): NewPayment[] {
  const standing = new Map<string, Line>();
  for (const { invoiceId, customerId, amountCents, method } of recorded) {
    const isWriteOff = method === 'write_off';
    const key = `${invoiceId} ${customerId} ${isWriteOff}`;
    const before = standing.get(key)?.amountCents ?? 0;
    standing.set(key, {
      invoiceId,
      customerId,
      amountCents: before - amountCents,
      text: 'taken back',
      ...(isWriteOff ? { method: 'write_off' } : {}),
    });
  }
  return numbered(money, entryId, [...standing.values()]);
}

interface Line {
  invoiceId: number | null;
  customerId: number | null;
  amountCents: number;
  method?: 'write_off';
  text?: string;
}

function writeOffText({ fit }: Candidate): string {
  return fit === 'discount' || fit === 'late_discount' ? 'cash discount' : 'difference written off';
}

function numbered(money: Money, entryId: number, lines: readonly Line[]): NewPayment[] {
  return lines
    .filter((line) => line.amountCents !== 0)
    .map((line, index) => ({
      externalId: `${OWN_PAYMENT_IDS.bank}${money.entryKey}:${money.paymentCount + index + 1}`,
      invoiceId: line.invoiceId,
      customerId: line.customerId,
      amountCents: line.amountCents,
      currency: money.currency,
      valueOn: money.valueOn,
      postedOn: money.bookedOn,
      method: line.method ?? 'bank_transfer',
      text: line.text ?? (money.text === '' ? null : money.text.replaceAll('\n', ' ')),
      bankEntryId: entryId,
    }));
}
