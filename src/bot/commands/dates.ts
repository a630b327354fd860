// Days as people write them, in German and English: 1.12., 2026-12-01, 1 December, tomorrow, nächsten Freitag, +14d,
// in 2 weeks, Monatsende. Nothing is guessed: what can be two days, or none, is said to be so.

import { foldName } from '../../app/ingest/fold.ts';
import { addDays, addMonths, type Day, isDay, isoWeekday, yearOf } from '../../core/day.ts';
import { LAST, MONTHS, NEXT, NUMBERS, RELATIVE, THIS, UNITS, type Unit, WEEKDAYS } from './date-words.ts';
import type { Word } from './words-of.ts';

export type DateProblem = 'no_such_day' | 'ambiguous';

/** A day read from some words, or what is wrong with what looks like one. */
export type ReadDay =
  | { kind: 'day'; day: Day; words: number }
  | { kind: 'wrong'; problem: DateProblem; text: string; words: number };

/** Days without a year lie ahead or behind; `today` itself counts for both. */
export type Lean = 'ahead' | 'behind';

/** The day that begins at a word, or null when none does. Takes as many words as belong to it. */
export function readDay(words: readonly Word[], at: number, today: Day, lean: Lean): ReadDay | null {
  const texts = words.slice(at, at + 5).map(({ text, quoted }) => (quoted ? '' : text));
  const [first = '', second = '', third = ''] = texts;
  if (first === '') return null;
  return (
    numericDay(first, today, lean) ??
    namedMonthDay(texts, today, lean) ??
    relativeDay(texts, today, lean) ??
    spacedDay([first, second, third], today, lean)
  );
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/;

function numericDay(text: string, today: Day, lean: Lean): ReadDay | null {
  const iso = ISO.exec(text);
  if (iso !== null) return made(Number(iso[1]), Number(iso[2]), Number(iso[3]), text, 1);
  const dotted = DOTTED.exec(text);
  if (dotted !== null) {
    return withYear(Number(dotted[1]), Number(dotted[2]), dotted[3], { text, words: 1, today, lean });
  }
  const slashed = SLASHED.exec(text);
  if (slashed === null) return null;
  const [, a = '', b = '', year] = slashed;
  // 5/12 is the fifth of December for some and the twelfth of May for others.
  const [dayFirst, monthFirst] = [Number(b) <= 12, Number(a) <= 12];
  if (dayFirst && monthFirst && a !== b) return { kind: 'wrong', problem: 'ambiguous', text, words: 1 };
  const [day, month] = dayFirst ? [a, b] : [b, a];
  return withYear(Number(day), Number(month), year, { text, words: 1, today, lean });
}

/** "1. 12." and "1. 12. 2026": the parts of a date as words of their own. */
function spacedDay([first, second, third]: readonly [string, string, string], today: Day, lean: Lean): ReadDay | null {
  if (!/^\d{1,2}\.$/.test(first) || !/^\d{1,2}\.(\d{4}|\d{2})?$/.test(second)) return null;
  const withNext = /^\d{4}$/.test(third) && second.endsWith('.');
  const text = withNext ? `${first}${second}${third}` : `${first}${second}`;
  const read = numericDay(text, today, lean);
  return read === null ? null : { ...read, words: withNext ? 3 : 2 };
}

/** "1. Dezember 2026", "1 Dec", "December 1st, 2026". */
function namedMonthDay(texts: readonly string[], today: Day, lean: Lean): ReadDay | null {
  const [first = '', second = '', third = ''] = texts;
  const ordinal = (text: string) => /^(\d{1,2})(?:\.|st|nd|rd|th)?$/i.exec(text)?.[1];
  const month = (text: string) => MONTHS.get(foldName(text));
  const dayFirst = ordinal(first) !== undefined && month(second) !== undefined;
  const monthFirst = month(first) !== undefined && ordinal(second) !== undefined;
  if (!dayFirst && !monthFirst) return null;
  const [dayText, monthText] = dayFirst ? [first, second] : [second, first];
  const year = /^\d{4}$/.test(third) ? third : undefined;
  const words = year === undefined ? 2 : 3;
  const text = texts.slice(0, words).join(' ');
  return withYear(Number(ordinal(dayText)), month(monthText) ?? 0, year, { text, words, today, lean });
}

function relativeDay(texts: readonly string[], today: Day, lean: Lean): ReadDay | null {
  const folded = texts.map((text) => (/^[+\d]/.test(text) ? text.toLowerCase() : foldName(text)));
  const [first = '', second = '', third = '', fourth = ''] = folded;
  const day = (value: Day, words: number): ReadDay => ({ kind: 'day', day: value, words });
  if (`${first} ${second} ${third} ${fourth}` === 'the day after tomorrow') return day(addDays(today, 2), 4);
  if (`${first} ${second} ${third}` === 'day after tomorrow') return day(addDays(today, 2), 3);
  const relative = RELATIVE.get(first);
  if (relative !== undefined) return day(addDays(today, relative), 1);
  const plus = /^\+?(\d{1,3})([a-z]+)$/.exec(first);
  const plusUnit = plus === null ? undefined : UNITS.get(plus[2] ?? '');
  if (plus !== null && plusUnit !== undefined) return counted(Number(plus[1]), plusUnit, today, lean, 1);
  const start = first === 'in' || first === 'vor' ? 1 : 0;
  const unit = UNITS.get(folded[start + 1] ?? '');
  const count = countOf(folded[start] ?? '');
  if (count !== null && unit !== undefined)
    return counted(count, unit, today, first === 'vor' ? 'behind' : lean, start + 2);
  return weekdayOrSpan([first, second, third], today, lean);
}

function weekdayOrSpan(
  [first, second, third]: readonly [string, string, string],
  today: Day,
  lean: Lean,
): ReadDay | null {
  const day = (value: Day, words: number): ReadDay => ({ kind: 'day', day: value, words });
  if (['monatsende', 'eom'].includes(first)) return day(monthEnd(today), 1);
  if (first === 'end' && second === 'of' && third === 'month') return day(monthEnd(today), 3);
  if (first === 'month' && second === 'end') return day(monthEnd(today), 2);
  if (first === 'ende' && second === 'des' && third === 'monats') return day(monthEnd(today), 3);
  const [next, previous] = [NEXT.has(first), LAST.has(first)];
  const led = next || previous || THIS.has(first);
  const name = led ? second : first;
  const words = led ? 2 : 1;
  const weekday = WEEKDAYS.get(name);
  if (weekday !== undefined)
    return day(weekdayNear(weekday, today, previous ? 'behind' : next ? 'ahead' : lean), words);
  if (!next) return null;
  const unit = UNITS.get(name);
  if (unit === 'week') return day(weekdayNear(1, today, 'ahead'), 2);
  return unit === 'month' ? day(firstOfNextMonth(today), 2) : null;
}

function counted(count: number, unit: Unit, today: Day, lean: Lean, words: number): ReadDay {
  const signed = lean === 'behind' ? -count : count;
  const day = unit === 'month' ? addMonths(today, signed) : addDays(today, unit === 'week' ? 7 * signed : signed);
  return { kind: 'day', day, words };
}

function countOf(text: string): number | null {
  return /^\+?\d{1,3}$/.test(text) ? Number(text) : (NUMBERS.get(text) ?? null);
}

/** The nearest day of that weekday; never today. */
function weekdayNear(weekday: number, today: Day, lean: Lean): Day {
  const distance = (weekday - isoWeekday(today) + 7) % 7 || 7;
  return addDays(today, lean === 'ahead' ? distance : distance - 7 || -7);
}

function monthEnd(today: Day): Day {
  return addDays(firstOfNextMonth(today), -1);
}

function firstOfNextMonth(today: Day): Day {
  const next = addMonths(today, 1);
  return addDays(next, 1 - Number(next.slice(8, 10)));
}

interface Found {
  text: string;
  words: number;
  today: Day;
  lean: Lean;
}

/** A day of a month with the year that was said, or with the one that makes it lie ahead or behind. */
function withYear(day: number, month: number, year: string | undefined, found: Found): ReadDay {
  const { text, words, today, lean } = found;
  if (year !== undefined && year !== '') return made(fullYear(year), month, day, text, words);
  const thisYear = yearOf(today);
  const near = made(thisYear, month, day, text, words);
  const passed = near.kind === 'day' && (lean === 'ahead' ? near.day < today : near.day > today);
  return passed || near.kind === 'wrong' ? made(thisYear + (lean === 'ahead' ? 1 : -1), month, day, text, words) : near;
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function made(year: number, month: number, dayOfMonth: number, text: string, words: number): ReadDay {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${year}-${two(month)}-${two(dayOfMonth)}`;
  return isDay(day) ? { kind: 'day', day, words } : { kind: 'wrong', problem: 'no_such_day', text, words };
}
