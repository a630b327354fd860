// A booking while it is read, before it has its keys; and how banks' fields become clean values.

import type { Day } from '../../core/day.ts';
import { readIban } from '../ingest/iban.ts';
import { ID_LENGTH, NAME_LENGTH, TEXT_LENGTH } from './limits.ts';
import type { StatementEntry } from './types.ts';

export type TransactionDraft = Pick<
  StatementEntry,
  | 'amountCents'
  | 'currency'
  | 'payerName'
  | 'payerIban'
  | 'endToEndId'
  | 'mandateId'
  | 'reference'
  | 'text'
  | 'bankReference'
  | 'returnReason'
  | 'isReturn'
>;

export interface BookingDraft {
  place: string;
  /** The bank's own reference of the booking; null when it gives none. */
  bookingReference: string | null;
  bookedOn: Day;
  valueOn: Day;
  /** Signed: money in is positive. */
  amountCents: number;
  currency: string;
  transactions: TransactionDraft[];
}

/** What banks write where there is nothing to say. */
const NOTHING = new Set(['NOTPROVIDED', 'NONREF', 'NONE', 'NOREF', 'NOTAVAILABLE', '0', '-']);
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\n\u200c\u200d]]/gv;

/** An id of the bank or the payer; null where it says that there is none. */
export function identifier(text: string | null): string | null {
  if (text === null) return null;
  const clean = text.replace(INVISIBLE, '').trim().slice(0, ID_LENGTH).toWellFormed();
  return clean === '' || NOTHING.has(clean.toUpperCase()) || /^0+$/.test(clean) ? null : clean;
}

/** The account without spaces; null when its check digits are wrong, since it would name somebody else. */
export function tidyIban(text: string | null): string | null {
  return text === null ? null : readIban(text.replace(/\s/g, ''));
}

export function tidyName(text: string | null): string | null {
  const clean = text?.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim().slice(0, NAME_LENGTH).toWellFormed() ?? '';
  return clean === '' ? null : clean;
}

/** Lines of a text as one, joined by line breaks: banks cut texts anywhere, also within a number. */
export function bankText(lines: readonly string[]): string {
  const clean = lines
    .map((line) => line.replace(INVISIBLE, ' ').replace(/[ \t\r\n]+/g, ' '))
    .filter((line) => line.trim() !== '');
  return clean.join('\n').trim().slice(0, TEXT_LENGTH).toWellFormed().normalize('NFC');
}
