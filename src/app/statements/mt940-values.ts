// Values of MT940 fields: days without century, amounts with a comma, accounts as bank code and number.

import { addDays, type Day, daysBetween, isDay, makeDay } from '../../core/day.ts';
import { parseAmount } from '../../core/money.ts';
import { readIban } from '../ingest/iban.ts';
import { identifier } from './drafts.ts';

export interface BookingLine {
  bookedOn: Day;
  valueOn: Day;
  /** Money in is positive. */
  cents: number;
  isReversal: boolean;
  /** The bank's reference; null when it gives none. */
  reference: string | null;
}

/** Value day, booking day, sign, third letter of the currency, amount, type, reference, and the bank's reference. */
const BOOKING =
  /^(\d{6})(\d{4})?(RC|RD|C|D)([A-Z])?(\d{1,15},\d{0,3})([A-Z][A-Z0-9]{3})([^\n]{0,16}?)(?:\/\/([^\n]{1,34}))?(?:\n|$)/;

/** Field 61; null when it cannot be read. */
export function bookingLine(value: string, currency: string): BookingLine | null {
  const [, date = '', entry, sign = '', , amount = '', , , bank] = BOOKING.exec(value) ?? [];
  const valueOn = dayOf(date);
  const cents = amountOf(amount, currency);
  if (valueOn === null || cents === null || cents === 0) return null;
  const isIn = sign === 'C' || sign === 'RD';
  return {
    bookedOn: entry === undefined ? valueOn : (nearestDay(valueOn, entry) ?? valueOn),
    valueOn,
    cents: isIn ? cents : -cents,
    isReversal: sign === 'RC' || sign === 'RD',
    reference: identifier(bank ?? null),
  };
}

/** YYMMDD. Banks write the 30 February: a day beyond the month's end is its last day. */
export function dayOf(text: string): Day | null {
  if (!/^\d{6}$/.test(text)) return null;
  return clampedDay(2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4)));
}

/** MMDD in the year that lies nearest: a booking of December may have its value in January. */
function nearestDay(near: Day, monthAndDay: string): Day | null {
  const year = Number(near.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap(
    (one) => clampedDay(one, Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(2))) ?? [],
  );
  const [first] = days.sort((a, b) => Math.abs(daysBetween(near, a)) - Math.abs(daysBetween(near, b)));
  return first ?? null;
}

function clampedDay(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (isDay(text)) return text;
  return month === 12 ? makeDay(year, 12, 31) : addDays(makeDay(year, month + 1, 1), -1);
}

/** `1234,5` in minor units; null when it is no amount of this currency. */
export function amountOf(text: string, currency: string): number | null {
  const [whole = '', decimals = ''] = text.split(',');
  return parseAmount(decimals === '' ? whole : `${whole}.${decimals}`, currency);
}

/** The account as IBAN: given as such, or made of a German bank code and account number; else as it is written. */
export function germanIban(text: string): string {
  const clean = text.replace(/\s/g, '').toUpperCase();
  const iban = readIban(clean.split('/')[0] ?? '');
  if (iban !== null) return iban;
  const match = /^(\d{8})\/(\d{1,10})(?:[A-Z]{3})?$/.exec(clean);
  if (match === null) return clean.slice(0, 70);
  const basic = `${match[1]}${(match[2] ?? '').padStart(10, '0')}`;
  // ISO 13616: DE is 1314, the check digits 00.
  const check = 98n - (BigInt(`${basic}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${basic}`;
}
