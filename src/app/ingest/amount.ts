// Amounts as people write them. A file has one way of writing numbers; a cell that can be two is never guessed.

import type { NumberFormat } from './types.ts';

/** One cell under both ways of writing: a decimal string with a dot (see core/money.ts), or null if impossible. */
export type Numeral = Readonly<Record<NumberFormat, string | null>>;

export interface NumeralAt {
  line: number;
  text: string;
}

/** What the unambiguous cells of a file say. */
export type FormatVerdict =
  | { kind: 'decided'; format: NumberFormat }
  | { kind: 'undecided' }
  | { kind: 'mixed'; german: NumeralAt; english: NumeralAt };

/** More digits than any amount needs; longer cells are no amounts. */
const MAX_LENGTH = 40;
/** How nearly all amounts are written: digits, a sign for decimals and up to two of them; no groups. */
const PLAIN = /^-?(?:0|[1-9]\d{0,14})(?:([.,])\d\d?)?$/;
const SIGNED = /^([+\-−]?) ?(.*?) ?([-−]?)$/;
// Groups of three may be set off by the other format's point or comma, by a space or by the Swiss apostrophe, but all
// alike. A group never follows a zero: "0.123" has decimals.
const GERMAN = /^(?:[1-9]\d{0,2}([.' ’])\d{3}(?:\1\d{3})*|\d+)(?:,(\d+))?$/;
const ENGLISH = /^(?:[1-9]\d{0,2}([,' ’])\d{3}(?:\1\d{3})*|\d+)(?:\.(\d+))?$/;

/** A tidied cell under both ways of writing; null when it is a number in neither. A minus stands before or behind. */
export function readNumeral(cell: string): Numeral | null {
  const plain = PLAIN.exec(cell);
  if (plain !== null) return plainNumeral(cell, plain[1]);
  if (cell.length > MAX_LENGTH) return null;
  const [, before = '', body = '', after = ''] = SIGNED.exec(cell) ?? [];
  if (before !== '' && after !== '') return null;
  const sign = before === '' || before === '+' ? (after === '' ? '' : '-') : '-';
  const german = canonical(sign, body, GERMAN);
  const english = canonical(sign, body, ENGLISH);
  return german === null && english === null ? null : { '1.234,56': german, '1,234.56': english };
}

/** Whether a number reads differently under the two formats: 1.234 does, 1.234,50 and 17 do not. */
export function isAmbiguous(numeral: Numeral): boolean {
  const german = numeral['1.234,56'];
  const english = numeral['1,234.56'];
  return german !== null && english !== null && german !== english;
}

/** The one way in which all cells of a file are written, as far as they tell; cells that are no numbers say nothing. */
export function decideFormat(cells: Iterable<NumeralAt>): FormatVerdict {
  let german: NumeralAt | null = null;
  let english: NumeralAt | null = null;
  for (const cell of cells) {
    const numeral = readNumeral(cell.text);
    if (numeral === null) continue;
    if (numeral['1,234.56'] === null) german ??= cell;
    if (numeral['1.234,56'] === null) english ??= cell;
    if (german !== null && english !== null) return { kind: 'mixed', german, english };
  }
  if (german !== null) return { kind: 'decided', format: '1.234,56' };
  return english === null ? { kind: 'undecided' } : { kind: 'decided', format: '1,234.56' };
}

/** Two decimals at most are no group of three: the sign before them tells the format. */
function plainNumeral(cell: string, decimalSign: string | undefined): Numeral {
  if (decimalSign === undefined) return { '1.234,56': cell, '1,234.56': cell };
  return decimalSign === ','
    ? { '1.234,56': cell.replace(',', '.'), '1,234.56': null }
    : { '1.234,56': null, '1,234.56': cell };
}

function canonical(sign: string, body: string, pattern: RegExp): string | null {
  const match = pattern.exec(body);
  if (match === null) return null;
  const decimals = match[2] ?? '';
  const whole = body.slice(0, body.length - (decimals === '' ? 0 : decimals.length + 1)).replace(/\D/g, '');
  return decimals === '' ? sign + whole : `${sign}${whole}.${decimals}`;
}
