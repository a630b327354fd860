// Amounts as people write them: 1.190,00 and 1,190.00, with EUR, CHF, USD, GBP or a sign. A bare whole number counts
// only with a currency, so that a number in a reason is not taken for money.

import { isAmbiguous, readNumeral } from '../../app/ingest/amount.ts';
import type { Word } from './words-of.ts';

export interface Amount {
  /** Decimal string, e.g. '1190.00'. */
  value: string;
  /** Null when none was named. */
  currency: string | null;
}

export type ReadAmount =
  | { kind: 'amount'; amount: Amount; words: number }
  | { kind: 'wrong'; text: string; words: number };

const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['EUR', 'EUR'],
  ['EURO', 'EUR'],
  ['CHF', 'CHF'],
  ['FR', 'CHF'],
  ['SFR', 'CHF'],
  ['$', 'USD'],
  ['USD', 'USD'],
  ['£', 'GBP'],
  ['GBP', 'GBP'],
]);

const AROUND = /^([€$£]|[A-Za-z]{2,4}\.?)?([-+]?\d[\d.,' ]*?)([€$£]|[A-Za-z]{2,4}\.?)?(-)?$/;

/** The amount that begins at a word, or null when none does. */
export function readAmount(words: readonly Word[], at: number): ReadAmount | null {
  const [first = '', second = ''] = words.slice(at, at + 2).map(({ text, quoted }) => (quoted ? '' : text));
  const leading = currencyOf(first);
  if (leading !== null && /^\d/.test(second)) return amountIn(second, leading, 2);
  const [, before, figure = '', behind] = AROUND.exec(first) ?? [];
  if (figure === '') return null;
  const named = currencyOf(before ?? behind ?? '');
  if ((before !== undefined || behind !== undefined) && named === null) return null;
  if (named !== null) return amountIn(figure, named, 1);
  const trailing = currencyOf(second);
  if (trailing !== null) return amountIn(figure, trailing, 2);
  // Without a currency only what can be nothing but money: two decimals.
  return /[.,]\d{2}$/.test(figure) ? amountIn(figure, null, 1) : null;
}

function currencyOf(word: string): string | null {
  return CURRENCIES.get(word.replace(/\.$/, '').toUpperCase()) ?? null;
}

function amountIn(figure: string, currency: string | null, words: number): ReadAmount {
  // "500,-" and "500.-" are whole amounts.
  const numeral = readNumeral(figure.replace(/[.,]-?$/, ''));
  if (numeral === null) return { kind: 'wrong', text: figure, words };
  const german = numeral['1.234,56'];
  const english = numeral['1,234.56'];
  // A single point or comma before three figures groups thousands: nobody writes three decimals of a currency with two.
  const value = isAmbiguous(numeral) ? figure.replace(/\D/g, '') : (german ?? english);
  return value === null || value.startsWith('-')
    ? { kind: 'wrong', text: figure, words }
    : { kind: 'amount', amount: { value, currency }, words };
}
