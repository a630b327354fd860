// What is known about the payers and the numbers of some bookings, read in a few queries for all of them.

import { keyOf, MAX_KEY_LENGTH } from '../../core/match-key.ts';
import { findMentions, indexNumbers, type NumberIndex } from '../../core/match-mention.ts';
import type { PayerHistory } from '../../core/match-types.ts';
import { invoicesByKeys, type NumberedInvoice, readPayers } from '../../db/match-facts.ts';
import type { Db } from '../../db/store.ts';

/** The fields of a booking that say something about payer and invoice. */
export interface Clues {
  payerIban: string | null;
  endToEndId: string | null;
  reference: string | null;
  text: string;
}

export interface PayerFacts {
  historyOf(clues: Clues): PayerHistory;
  /** Ids of all invoices that a text or reference names surely, settled ones included. */
  namedIn(clues: Clues): number[];
}

const MAX_WORDS_JOINED = 4;
const MAX_KEYS = 400;

export async function readPayerFacts(db: Db, all: readonly Clues[]): Promise<PayerFacts> {
  const payers = await readPayers(
    db,
    all.flatMap((clues) => clues.payerIban ?? []),
  );
  const keys = new Set(all.flatMap(keysIn));
  const numbered = await invoicesByKeys(db, [...keys]);
  const index = indexNumbers(numbered.map((invoice) => ({ number: invoice.number, target: invoice })));
  return {
    historyOf: (clues) => ({
      onRecord: clues.payerIban === null ? [] : (payers.onRecord.get(clues.payerIban) ?? []),
      hasPaidFor: clues.payerIban === null ? [] : (payers.hasPaidFor.get(clues.payerIban) ?? []),
      settledInvoices: namedBy(clues, index).filter((invoice) => !invoice.isOpen),
    }),
    namedIn: (clues) => namedBy(clues, index).map((invoice) => invoice.id),
  };
}

function namedBy(clues: Clues, index: NumberIndex<NumberedInvoice>): NumberedInvoice[] {
  const inText = findMentions(clues.text, index).filter((mention) => mention.grade !== 'weak');
  const asReference = [clues.reference, clues.endToEndId].flatMap((id) =>
    id === null ? [] : referenceKeys(id).flatMap((key) => index.byKey.get(key) ?? []),
  );
  return [...new Set([...inText, ...asReference].map((found) => found.target))];
}

/** What may be an invoice's number in a booking: its words, joined with up to three that follow. */
function keysIn(clues: Clues): string[] {
  const words = clues.text.split(/[^\p{L}\p{N}]+/u).map(keyOf);
  const keys: string[] = [];
  for (let at = 0; at < words.length && keys.length < MAX_KEYS; at += 1) {
    let key = '';
    for (let count = 0; count < MAX_WORDS_JOINED && at + count < words.length; count += 1) {
      key += words[at + count] ?? '';
      if (key.length > MAX_KEY_LENGTH) break;
      if (isTelling(key)) keys.push(key);
    }
  }
  for (const id of [clues.reference, clues.endToEndId]) if (id !== null) keys.push(...referenceKeys(id));
  return keys;
}

function referenceKeys(id: string): string[] {
  const key = keyOf(id);
  return (key.startsWith('RF') ? [key, key.slice(4)] : [key]).filter(isTelling);
}

/** Three digits at least: years, days and house numbers have fewer, or stand alone and name nothing on record. */
function isTelling(key: string): boolean {
  let digits = 0;
  for (const sign of key) if (sign >= '0' && sign <= '9') digits += 1;
  return digits >= 3 && key.length <= MAX_KEY_LENGTH;
}
