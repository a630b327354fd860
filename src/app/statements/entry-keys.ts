// Keys by which a booking is known again, whichever file brings it and however often.
//
// The same booking may come in a statement and in an advice, so the file's own names and numbers are no part of it. The
// bank's reference of the booking counts when there is one; else its content, with the number of its occurrence among
// those alike: two equal payments of a day stay two, in every file that holds both.

import { createHash } from 'node:crypto';
import { keyOf } from '../../core/match-key.ts';
import { type BookingDraft, type TransactionDraft, tidyName } from './drafts.ts';
import type { StatementEntry } from './types.ts';

const HASH_LENGTH = 32;

/** The bookings' transactions with their keys, in the same order. */
export function keyEntries(account: string, bookings: readonly BookingDraft[]): StatementEntry[] {
  const bookingCounts = new Map<string, number>();
  return bookings.flatMap((booking) => {
    const { place, bookedOn, valueOn, transactions } = booking;
    const bookingKey = counted(bookingCounts, hash([account, ...contentOf(booking)]));
    const partCounts = new Map<string, number>();
    return transactions.map((transaction, index) => ({
      ...transaction,
      payerName: tidyName(transaction.payerName),
      place: transactions.length === 1 ? place : `${place}, part ${index + 1}`,
      entryKey: counted(partCounts, hash([bookingKey, ...partOf(transaction, transactions.length)])),
      bookingKey,
      parts: transactions.length,
      bookedOn,
      valueOn,
    }));
  });
}

/** What makes a booking this one: the bank's reference with day and amount, since some banks use a reference twice. */
function contentOf({
  bookingReference,
  bookedOn,
  valueOn,
  amountCents,
  currency,
  transactions,
}: BookingDraft): unknown[] {
  const common = [bookedOn, amountCents, currency];
  if (bookingReference !== null) return ['ref', bookingReference, ...common];
  // Of a batch without reference the parts may be missing in one of the files, so they are left out.
  const [only] = transactions;
  return only === undefined || transactions.length > 1
    ? ['batch', valueOn, ...common]
    : ['content', valueOn, ...common, ...tellingOf(only)];
}

/** A lone part is the booking itself. */
function partOf(transaction: TransactionDraft, parts: number): unknown[] {
  return parts === 1 ? [] : [transaction.amountCents, transaction.bankReference, ...tellingOf(transaction)];
}

/** Names and texts as letters and digits alone: advices and statements set spaces and line breaks differently. */
function tellingOf({ endToEndId, reference, payerIban, payerName, text }: TransactionDraft): unknown[] {
  return [endToEndId, reference, payerIban, keyOf(payerName ?? ''), keyOf(text)];
}

function counted(counts: Map<string, number>, key: string): string {
  const occurrence = counts.get(key) ?? 0;
  counts.set(key, occurrence + 1);
  return occurrence === 0 ? key : `${key}.${occurrence + 1}`;
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, HASH_LENGTH);
}
