// Days as files write them: 2026-05-24 or 24.05.2026, nothing that could be read in two ways.

import { type Day, parseDay } from '../../core/day.ts';
import type { Flaw } from './text.ts';

/** What the files of a program may write beyond that; absent = nothing. */
export interface DayStyle {
  /** 05/24/2026 or 24/05/2026: which of the two must be said, nobody can tell from the text. */
  slashes?: 'month-first' | 'day-first';
  /** A time of day follows the day, and is left out. */
  cutTimes?: boolean;
}

export type DayReading = { kind: 'day'; day: Day } | { kind: 'flaw'; flaw: Flaw };

/** No invoice, payment or block of a living business lies outside; beyond are typing errors such as 2206 for 2026. */
const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2099-12-31';
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const TIMED = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/;
const TWO_DIGIT_YEAR = /^\d{1,2}[./-]\d{1,2}[./-]\d{2}$/;
const HOW = 'Write 2026-05-24 or 24.05.2026.';

/** A tidied cell as a day from 1990 to 2099, or what is wrong with it. */
export function readDayText(written: string, style: DayStyle = {}): DayReading {
  const text = style.cutTimes === true ? (TIMED.exec(written)?.[1] ?? written) : written;
  const iso = ISO.test(text) ? text : (isoOfGerman(text) ?? isoOfSlashes(text, style));
  if (iso === null) return flaw(...complaintAbout(text));
  const day = parseDay(iso);
  if (day !== null && day >= FIRST_DAY && day <= LAST_DAY) return { kind: 'day', day };
  const year = iso.slice(0, 4);
  if (day !== null || year < FIRST_DAY.slice(0, 4) || year > LAST_DAY.slice(0, 4)) {
    return flaw('day_out_of_range', `The year ${year} lies outside 1990 to 2099. Correct the date.`);
  }
  return flaw('day_invalid', 'There is no such day in the calendar. Correct the date.');
}

function isoOfGerman(text: string): string | null {
  const [, day = '', month = '', year = ''] = GERMAN.exec(text) ?? [];
  return year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isoOfSlashes(text: string, { slashes }: DayStyle): string | null {
  const [, first = '', second = '', year = ''] = slashes === undefined ? [] : (SLASHES.exec(text) ?? []);
  if (year === '') return null;
  const [month, day] = slashes === 'month-first' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function complaintAbout(text: string): [Flaw['code'], string] {
  if (TWO_DIGIT_YEAR.test(text)) return ['day_two_digit_year', `The year has only two digits. ${HOW}`];
  if (text.includes('/')) return ['day_invalid', `With slashes, day and month can be mistaken for each other. ${HOW}`];
  if (/^\d{5}$/.test(text))
    return ['day_invalid', `This is a spreadsheet's day number. Format the column as a date. ${HOW}`];
  if (text.includes(':')) return ['day_invalid', `A time of day does not belong here. ${HOW}`];
  return ['day_invalid', `This is not a date. ${HOW}`];
}

function flaw(code: Flaw['code'], reason: string): DayReading {
  return { kind: 'flaw', flaw: { code, reason } };
}
