// The cells of one row under their field names. Each reader returns the value, or null when the cell is empty or was
// rejected; what was rejected is on the list of problems, and a row with any problem is not taken.

import type { Day } from '../../core/day.ts';
import { isCurrency, MAX_AMOUNT_CENTS, minorDigits, parseAmount } from '../../core/money.ts';
import { told } from '../refusals/rows.ts';
import type { Texts } from '../refusals/say.ts';
import { isAmbiguous, readNumeral } from './amount.ts';
import type { Choice } from './choices.ts';
import type { ImportField } from './column-names.ts';
import type { Columns } from './columns.ts';
import type { CsvRecord } from './csv.ts';
import { type DayReading, type DayStyle, readDayText } from './day.ts';
import { foldName } from './fold.ts';
import { flawOf, showText, tidyText } from './text.ts';
import type { NumberFormat, Problem, ProblemCode } from './types.ts';

/** How the file writes money. */
export interface MoneyReading {
  /** Null = no cell of the file decides. */
  numberFormat: NumberFormat | null;
  /** Currency of rows in a file that has no such column. */
  defaultCurrency: string;
}

export interface Cells<F extends ImportField> {
  line: number;
  problems: Problem[];
  /** A tidied cell as a day of this file. */
  readDay(text: string): DayReading;
  /** Whether the file has such a column. */
  has(field: F): boolean;
  /** The tidied cell; empty when there is no such column. */
  text(field: F): string;
  /** Puts a problem of a field (null = of the whole row) on the list. */
  reject(field: F | null, code: ProblemCode, reason: string | Texts): null;
}

/**
 * The cells of one record after the other under the file's columns: what it returns holds until the next call. A file
 * has a hundred thousand records, so nothing is made anew for each but its list of problems.
 */
export function cellsOf<F extends ImportField>(columns: Columns): (record: CsvRecord) => Cells<F> {
  let texts: readonly string[] = [];
  const { byField, unnamed } = columns;
  const textAt = (index: number): string => tidyText(texts[index] ?? '');
  const cells: Cells<F> = {
    line: 0,
    problems: [],
    readDay: dayReader(columns.days),
    has: (field) => byField.has(field),
    text: (field) => {
      const column = byField.get(field);
      return column === undefined ? '' : textAt(column.index);
    },
    reject: (field, code, reason) => {
      const column = field === null ? undefined : byField.get(field);
      const value = column === undefined ? '' : textAt(column.index);
      return report(column?.heading ?? null, value, code, reason);
    },
  };
  const report = (column: string | null, value: string, code: ProblemCode, said: string | Texts): null => {
    const shown = value === '' ? null : showText(value);
    const sentences = typeof said === 'string' ? { reason: said } : told(said);
    cells.problems.push({ line: cells.line, column, value: shown, ...sentences, code });
    return null;
  };
  return (record) => {
    texts = record.cells;
    cells.line = record.line;
    cells.problems = [];
    for (const index of unnamed) {
      const stray = textAt(index);
      const reason = `Column ${index + 1} has no name, but this row has a value there.`;
      if (stray !== '') report(null, stray, 'unnamed_column', reason);
    }
    return cells;
  };
}

/** Days kept as read: a file has few different ones. */
const DAYS_KEPT = 2_000;

function dayReader(style: DayStyle): (text: string) => DayReading {
  const kept = new Map<string, DayReading>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const reading = readDayText(text, style);
    if (kept.size < DAYS_KEPT) kept.set(text, reading);
    return reading;
  };
}

/** One line of text, at most `maxLength` characters, without invisible ones. */
export function readText<F extends ImportField>(cells: Cells<F>, field: F, maxLength: number): string | null {
  const text = cells.text(field);
  return text === '' ? null : fitting(cells, field, text, maxLength);
}

/** As readText, but an empty cell is a problem. */
export function requireText<F extends ImportField>(cells: Cells<F>, field: F, maxLength: number): string | null {
  const text = cells.text(field);
  return text === '' ? reportEmpty(cells, field) : fitting(cells, field, text, maxLength);
}

function fitting<F extends ImportField>(cells: Cells<F>, field: F, text: string, maxLength: number): string | null {
  const flaw = flawOf(text, maxLength);
  return flaw === null ? text : cells.reject(field, flaw.code, flaw.reason);
}

export function readDay<F extends ImportField>(cells: Cells<F>, field: F): Day | null {
  const text = cells.text(field);
  return text === '' ? null : asDay(cells, field, text);
}

function asDay<F extends ImportField>(cells: Cells<F>, field: F, text: string): Day | null {
  const reading = cells.readDay(text);
  return reading.kind === 'day' ? reading.day : cells.reject(field, reading.flaw.code, reading.flaw.reason);
}

/** As readDay, but an empty cell is a problem. */
export function requireDay<F extends ImportField>(cells: Cells<F>, field: F): Day | null {
  const text = cells.text(field);
  return text === '' ? reportEmpty(cells, field) : asDay(cells, field, text);
}

/** One of a few values, by the words people use for them. */
export function readChoice<F extends ImportField, T>(cells: Cells<F>, field: F, choice: Choice<T>): T | null {
  const text = cells.text(field);
  if (text === '') return null;
  const value = choice.values.get(foldName(text));
  return value ?? cells.reject(field, 'choice_unknown', `Expected ${choice.expected}.`);
}

/** The row's currency: its cell, or the default in a file without such a column. An empty cell is a problem. */
export function requireCurrency<F extends ImportField>(cells: Cells<F>, field: F, money: MoneyReading): string | null {
  if (!cells.has(field)) return money.defaultCurrency;
  const text = cells.text(field);
  if (text === '') return reportEmpty(cells, field);
  const code = text === '€' ? 'EUR' : text.toUpperCase();
  return isCurrency(code)
    ? code
    : cells.reject(field, 'currency_unknown', 'This is no currency code such as EUR or CHF.');
}

/** An amount in minor units of a currency, negative with a minus before or behind; an empty cell is a problem. */
export function requireAmount<F extends ImportField>(
  cells: Cells<F>,
  field: F,
  currency: string,
  money: MoneyReading,
): number | null {
  const text = cells.text(field);
  if (text === '') return reportEmpty(cells, field);
  const numeral = readNumeral(text);
  if (numeral === null) {
    const reason = 'This is not an amount. Write 1234,56 or 1234.56, the currency in a column of its own.';
    return cells.reject(field, 'amount_invalid', reason);
  }
  if (money.numberFormat === null && isAmbiguous(numeral)) {
    const reason = 'This can be two numbers, and no other amount of the file shows which. Write it with two decimals.';
    return cells.reject(field, 'amount_ambiguous', reason);
  }
  const decimal = numeral[money.numberFormat ?? '1,234.56'];
  if (decimal === null) {
    return cells.reject(
      field,
      'amount_invalid',
      `Read as ${money.numberFormat} like the rest of the file, this is no amount.`,
    );
  }
  return parseAmount(decimal, currency) ?? reportUnfit(cells, field, decimal, currency);
}

/** Why core does not take a decimal string that is one: too many decimals, or too large. */
function reportUnfit<F extends ImportField>(cells: Cells<F>, field: F, decimal: string, currency: string): null {
  const digits = minorDigits(currency);
  const decimals = decimal.split('.')[1] ?? '';
  if (/[1-9]/.test(decimals.slice(digits))) {
    return cells.reject(field, 'amount_decimals', `${currency} has ${digits} decimals, this amount has more.`);
  }
  const most = (MAX_AMOUNT_CENTS / 10 ** digits).toFixed(digits);
  return cells.reject(field, 'amount_too_large', `Amounts up to ${most} ${currency} are taken.`);
}

function reportEmpty<F extends ImportField>(cells: Cells<F>, field: F): null {
  return cells.reject(field, 'required', 'The cell is empty, but a value is needed.');
}
