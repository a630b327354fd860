// Money is an integer number of minor units ("cents", whatever the currency calls them) and travels with its currency.
// This file parses, prints, sums and divides it exactly; how people read it is format.ts.

import { minorDigits } from './currency.ts';

export { isCurrency, minorDigits } from './currency.ts';

/** Decimal strings by currency; the key `*` stands for every currency not named, e.g. {'*': '5.00', CHF: '6.00'}. */
export type AmountByCurrency = Readonly<Record<string, string>>;

/** Largest amount one record may have, either sign (99,999,999,999.99 EUR): some 900 of them still sum exactly. */
export const MAX_AMOUNT_CENTS = 9_999_999_999_999;

const DECIMAL_PATTERN = /^-?\d+(?:\.\d+)?$/;
const BASIS_POINTS_PER_WHOLE = 10_000n;

// Plans and levels hold a handful of amounts that every invoice of a run is compared with: a map per count of decimals.
const CACHE_LIMIT = 1_000;
const tableAmounts = new Map<number, Map<string, number>>();

/**
 * The table's amount in minor units of a currency; null when neither the currency nor `*` is in it.
 *
 * A `*` amount is cut to the currency's decimals, in the customer's favour: '0.50' is 0 yen.
 * Throws RangeError when the amount is no decimal string, or has too many decimals under the currency's own name.
 */
export function amountIn(table: AmountByCurrency | null, currency: string): number | null {
  if (table === null) return null;
  if (Object.hasOwn(table, currency)) return cachedAmount(table[currency] ?? '', minorDigits(currency), false);
  if (Object.hasOwn(table, '*')) return cachedAmount(table['*'] ?? '', minorDigits(currency), true);
  return null;
}

/**
 * Minor units of a strict decimal string: '-1234.50' in EUR is -123450, '1.500' in EUR is 150.
 *
 * Null for grouping, signs other than a leading minus, decimals the currency does not have (zeros aside),
 * and amounts beyond MAX_AMOUNT_CENTS.
 */
export function parseAmount(text: string, currency: string): number | null {
  return parseDecimal(text, minorDigits(currency), false);
}

/** The amount as a decimal string with a dot and exactly the currency's decimals: 123450 in EUR is '1234.50'. */
export function formatAmount(cents: number, currency: string): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${cents} ${currency} is not a whole number of minor units.`);
  const digits = minorDigits(currency);
  const sign = cents < 0 ? '-' : '';
  const units = String(Math.abs(cents)).padStart(digits + 1, '0');
  if (digits === 0) return sign + units;
  return `${sign}${units.slice(0, -digits)}.${units.slice(-digits)}`;
}

/** Sum of amounts of one currency. Throws RangeError when a partial sum leaves the integers a number holds exactly. */
export function sumCents(amounts: Iterable<number>): number {
  let sum = 0;
  for (const cents of amounts) {
    sum += cents;
    if (!Number.isSafeInteger(sum)) throw new RangeError(`A sum of amounts is too large to be exact (at ${sum}).`);
  }
  return sum;
}

/** Quotient rounded to the nearest integer, a half away from zero: 5/2 is 3, -5/2 is -3. The denominator is above 0. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`Cannot divide by ${denominator}: the denominator must be above zero.`);
  const half = numerator < 0n ? -denominator : denominator;
  return (2n * numerator + half) / (2n * denominator);
}

/** A percentage of an amount, rounded half away from zero: 250 basis points (2.5 %) of 1000 cents is 25. */
export function shareOf(cents: number, basisPoints: number): number {
  const share = Number(divideHalfUp(BigInt(cents) * BigInt(basisPoints), BASIS_POINTS_PER_WHOLE));
  if (!Number.isSafeInteger(share)) throw new RangeError(`${basisPoints} basis points of ${cents} is too large.`);
  return share;
}

function cachedAmount(text: string, digits: number, cutExcess: boolean): number {
  const cached = tableAmounts.get(digits)?.get(text);
  if (cached !== undefined) return cached;
  const exact = parseDecimal(text, digits, false);
  // A cut amount is not kept: the same text under a currency's own name must still be refused.
  const cents = exact ?? (cutExcess ? parseDecimal(text, digits, true) : null);
  if (cents === null) throw new RangeError(`"${text}" is not an amount with at most ${digits} decimals.`);
  if (exact !== null) keepAmount(text, digits, exact);
  return cents;
}

function keepAmount(text: string, digits: number, cents: number): void {
  const known = tableAmounts.get(digits);
  if (known === undefined || known.size >= CACHE_LIMIT) tableAmounts.set(digits, new Map([[text, cents]]));
  else known.set(text, cents);
}

function parseDecimal(text: string, digits: number, cutExcess: boolean): number | null {
  if (!DECIMAL_PATTERN.test(text)) return null;
  const negative = text.startsWith('-');
  const point = text.indexOf('.');
  const whole = text.slice(negative ? 1 : 0, point === -1 ? undefined : point);
  const decimals = point === -1 ? '' : text.slice(point + 1);
  if (!cutExcess && decimals.length > digits && /[1-9]/.test(decimals.slice(digits))) return null;
  const units = Number(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  if (units > MAX_AMOUNT_CENTS) return null;
  return negative && units !== 0 ? -units : units;
}
