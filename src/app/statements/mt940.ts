// MT940 (SWIFT, in the German form of the DK) to statements: fields by their tags, money from the text as it stands.
// Own reader: mt940js gives amounts as floating numbers and stops at the first statement it does not like.

import { isUtf8 } from 'node:buffer';
import type { Day } from '../../core/day.ts';
import { isCurrency } from '../../core/money.ts';
import { ImportRefused } from '../ingest/refused.ts';
import { showText } from '../ingest/text.ts';
import type { BookingDraft } from './drafts.ts';
import { keyEntries } from './entry-keys.ts';
import { MAX_ENTRIES } from './limits.ts';
import { readDetails } from './mt940-details.ts';
import { amountOf, bookingLine, dayOf, germanIban } from './mt940-values.ts';
import type { Statement, StatementFile, StatementProblem } from './types.ts';

interface Field {
  tag: string;
  line: number;
  /** Without its tag; lines joined by line breaks. */
  value: string;
}

const TAG = /^:(\d{2}[A-Z]?):/;
const MAX_FIELD = 5_000;

/** All statements of a file; bookings that cannot be read are problems, the others are kept. */
export function readMt940(file: string, bytes: Uint8Array): StatementFile {
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
  const groups = groupFields(fieldsOf(text));
  if (groups.length === 0) throw refuse(file, 'the file holds no statement');
  const problems: StatementProblem[] = [];
  let entryCount = 0;
  const statements = groups.map((fields, index) => {
    entryCount += fields.filter((field) => field.tag === '61').length;
    if (entryCount > MAX_ENTRIES) throw refuse(file, `the file holds more than ${MAX_ENTRIES} bookings`);
    return readStatement(file, fields, index, problems);
  });
  return { statements, problems };
}

function fieldsOf(text: string): Field[] {
  const fields: Field[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/^\{.*\{4:/, '');
    const tag = TAG.exec(line)?.[1];
    const last = fields.at(-1);
    if (tag !== undefined) fields.push({ tag, line: index + 1, value: line.slice(tag.length + 2) });
    else if (line.startsWith('-}') || line === '-' || line === '') continue;
    else if (last !== undefined && last.value.length < MAX_FIELD) last.value += `\n${line}`;
  }
  return fields;
}

/** Each statement begins with field 20. */
function groupFields(fields: readonly Field[]): Field[][] {
  const groups: Field[][] = [];
  for (const field of fields) {
    if (field.tag === '20') groups.push([]);
    groups.at(-1)?.push(field);
  }
  return groups.filter((group) => group.some((field) => field.tag.startsWith('25')));
}

function readStatement(file: string, fields: readonly Field[], index: number, problems: StatementProblem[]): Statement {
  const fieldValue = (...tags: string[]): string | null => fields.find((one) => tags.includes(one.tag))?.value ?? null;
  const account = germanIban(fieldValue('25', '25P') ?? '');
  const opening = balanceOf(fieldValue('60F', '60M'));
  const closing = balanceOf(fieldValue('62F', '62M'));
  const currency = opening?.currency ?? closing?.currency ?? null;
  if (account === '' || currency === null) throw refuse(file, `statement ${index + 1} lacks its account or balance`);
  const [number = '', sheet = ''] = (fieldValue('28C', '28') ?? '').split('/');
  const { bookings, debitCount } = readBookings(fields, currency, problems);
  const days = bookings.map((booking) => booking.bookedOn).sort();
  const day = closing?.on ?? days.at(-1) ?? null;
  return {
    account,
    format: 'mt940',
    statementKey: `${number}/${sheet} ${day ?? ''}`.trim(),
    // The sheets of one statement follow each other, and all come before the next number.
    sequence: null,
    currency,
    openingCents: opening?.cents ?? null,
    openingOn: opening?.on ?? null,
    closingCents: closing?.cents ?? null,
    closingOn: closing?.on ?? null,
    provesThrough: day,
    entries: keyEntries(account, bookings),
    pendingCount: 0,
    debitCount,
  };
}

function readBookings(fields: readonly Field[], currency: string, problems: StatementProblem[]) {
  const bookings: BookingDraft[] = [];
  let debitCount = 0;
  for (const [index, field] of fields.entries()) {
    if (field.tag !== '61') continue;
    const place = `line ${field.line}`;
    const booking = bookingLine(field.value, currency);
    if (booking === null) {
      const reason = 'The booking (field 61) has no amount or no day that can be read.';
      const german = 'Die Buchung (Feld 61) hat keinen lesbaren Betrag oder keinen lesbaren Tag.';
      problems.push({ place, value: showText(field.value), reason, german, code: 'statement_entry' });
      continue;
    }
    const next = fields[index + 1];
    const details = readDetails(next?.tag === '86' ? next.value : '');
    const isReturn = booking.isReversal || details.isReturn;
    // Money back from a payment of our own, and debits of our own, are no customer's payments.
    if (booking.cents > 0 === isReturn) {
      debitCount += 1;
      continue;
    }
    const { isReturn: _told, ...told } = details;
    const { bookedOn, valueOn, cents: amountCents, reference: bookingReference } = booking;
    const returnReason = isReturn ? (details.returnReason ?? 'returned') : null;
    const transaction = { ...told, amountCents, currency, bankReference: bookingReference, returnReason, isReturn };
    bookings.push({ place, bookingReference, bookedOn, valueOn, amountCents, currency, transactions: [transaction] });
  }
  return { bookings, debitCount };
}

/** `C260309EUR1234,56`. */
function balanceOf(value: string | null): { cents: number; on: Day | null; currency: string } | null {
  const match = /^([CD])(\d{6})([A-Z]{3})([\d,]{1,20})/.exec(value ?? '');
  const [, sign = '', date = '', currency = '', amount = ''] = match ?? [];
  if (!isCurrency(currency)) return null;
  const cents = amountOf(amount, currency);
  return cents === null ? null : { cents: sign === 'D' ? -cents : cents, on: dayOf(date), currency };
}

function refuse(file: string, what: string): ImportRefused {
  const todo = 'Fetch the statement from the bank again, as camt.053 if it offers that.';
  return new ImportRefused({ code: 'statement_refused', file, line: null, what, todo });
}
