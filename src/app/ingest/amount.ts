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
/** Of amounts as nearly all are written: digits, a sign for decimals and up to two of them; no groups. */
const PLAIN_WHOLE_DIGITS = 15;
const PLAIN_DECIMALS = 2;
const SIGNED = /^([+\-−]?) ?(.*?) ?([-−]?)$/;
// Groups of three may be set off by the other format's point or comma, by a space or by the Swiss apostrophe, but all
// alike. A group never follows a zero: "0.123" has decimals.
const GERMAN = /^(?:[1-9]\d{0,2}([.' ’])\d{3}(?:\1\d{3})*|\d+)(?:,(\d+))?$/;
const ENGLISH = /^(?:[1-9]\d{0,2}([,' ’])\d{3}(?:\1\d{3})*|\d+)(?:\.(\d+))?$/;

/** A tidied cell under both ways of writing; null when it is a number in neither. A minus stands before or behind. */
export function readNumeral(cell: string): Numeral | null {
  const sign = plainSign(cell);
  if (sign !== null) return plainNumeral(cell, sign);
  if (cell.length > MAX_LENGTH) return null;
  const [, before = '', body = '', after = ''] = SIGNED.exec(cell) ?? [];
  if (before !== '' && after !== '') return null;
  const minus = before === '' || before === '+' ? (after === '' ? '' : '-') : '-';
  const german = canonical(minus, body, GERMAN);
  const english = canonical(minus, body, ENGLISH);
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
    const sign = plainSign(cell.text);
    const numeral = sign === null ? readNumeral(cell.text) : null;
    if (sign === ',' || numeral?.['1,234.56'] === null) german ??= cell;
    if (sign === '.' || numeral?.['1.234,56'] === null) english ??= cell;
    if (german !== null && english !== null) return { kind: 'mixed', german, english };
  }
  if (german !== null) return { kind: 'decided', format: '1.234,56' };
  return english === null ? { kind: 'undecided' } : { kind: 'decided', format: '1,234.56' };
}

const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/** The sign before the decimals of a plainly written amount, empty without decimals; null = it is written otherwise. */
function plainSign(cell: string): '' | ',' | '.' | null {
  const from = cell.charCodeAt(0) === MINUS ? 1 : 0;
  const end = digitsFrom(cell, from);
  const whole = end - from;
  if (whole === 0 || whole > PLAIN_WHOLE_DIGITS || (whole > 1 && cell.charCodeAt(from) === ZERO)) return null;
  if (end === cell.length) return '';
  const sign = cell[end];
  if (sign !== ',' && sign !== '.') return null;
  const decimals = digitsFrom(cell, end + 1) - end - 1;
  return decimals > 0 && decimals <= PLAIN_DECIMALS && end + 1 + decimals === cell.length ? sign : null;
}

function digitsFrom(cell: string, from: number): number {
  let at = from;
  while (at < cell.length && cell.charCodeAt(at) >= ZERO && cell.charCodeAt(at) <= NINE) at += 1;
  return at;
}

/** Two decimals at most are no group of three: the sign before them tells the format. */
function plainNumeral(cell: string, decimalSign: '' | ',' | '.'): Numeral {
  switch (decimalSign) {
    case '':
      return { '1.234,56': cell, '1,234.56': cell };
    case ',':
      return { '1.234,56': cell.replace(',', '.'), '1,234.56': null };
    case '.':
      return { '1.234,56': null, '1,234.56': cell };
  }
}

function canonical(sign: string, body: string, pattern: RegExp): string | null {
  const match = pattern.exec(body);
  if (match === null) return null;
  const decimals = match[2] ?? '';
  const whole = body.slice(0, body.length - (decimals === '' ? 0 : decimals.length + 1)).replace(/\D/g, '');
  return decimals === '' ? sign + whole : `${sign}${whole}.${decimals}`;
}
