// Days against Temporal as an oracle, and the edges of what counts as a day.

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  isDay,
  isoWeekday,
  makeDay,
  maxDay,
  minDay,
  parseDay,
  yearOf,
} from '../../src/core/day.ts';

const firstDay = Temporal.PlainDate.from('1900-01-01');
const lastOffset = firstDay.until('2999-12-31', { largestUnit: 'days' }).days;

const anyDay = fc.integer({ min: 0, max: lastOffset }).map((days) => firstDay.add({ days }).toString() as Day);

describe('isDay', () => {
  test.each(['1900-01-01', '2999-12-31', '2024-02-29', '2000-02-29', '2026-11-21'])('accepts %s', (text) => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '1899-12-31',
    '3000-01-01',
    '2026-02-29',
    '2026-02-30',
    '2100-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-2-3',
    '26-02-03',
    '2026-02-03 ',
    '2026-02-03\n',
    '2026-02-03T00:00:00Z',
    '20260203',
    '2026/02/03',
    '٢٠٢٦-02-03',
    '+2026-02-03',
    '',
  ])('refuses %j', (text) => {
    expect(isDay(text)).toBe(false);
    expect(parseDay(text)).toBeNull();
  });

  test('agrees with Temporal on every combination of month and day of month', () => {
    const exists = (text: string) => {
      try {
        return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, dayOfMonth) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
          expect(isDay(text)).toBe(exists(text));
        },
      ),
    );
  });
});

describe('arithmetic', () => {
  test('addDays and daysBetween agree with Temporal and undo each other', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const oracle = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
        expect(daysBetween(from, to)).toBe(oracle);
        expect(addDays(from, oracle)).toBe(to);
      }),
    );
  });

  test('isoWeekday and yearOf agree with Temporal', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const oracle = Temporal.PlainDate.from(day);
        expect(isoWeekday(day)).toBe(oracle.dayOfWeek);
        expect(yearOf(day)).toBe(oracle.year);
        expect(makeDay(oracle.year, oracle.month, oracle.day)).toBe(day);
      }),
    );
  });

  test('addMonths agrees with Temporal, clamped to the end of the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const oracle = Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }).toString();
        if (isDay(oracle)) expect(addMonths(day, months)).toBe(oracle);
        else expect(() => addMonths(day, months)).toThrow(RangeError);
      }),
    );
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  });

  test('days compare as strings in the order of the calendar', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const order = Temporal.PlainDate.compare(a, b);
        expect(a < b).toBe(order < 0);
        expect(maxDay(a, b)).toBe(order < 0 ? b : a);
        expect(minDay(a, b)).toBe(order < 0 ? a : b);
      }),
    );
  });

  test('the ends of the range are reached, one day beyond is an error', () => {
    expect(addDays('1900-01-02', -1)).toBe('1900-01-01');
    expect(() => addDays('1900-01-01', -1)).toThrow(RangeError);
    expect(addDays('2999-12-30', 1)).toBe('2999-12-31');
    expect(() => addDays('2999-12-31', 1)).toThrow(RangeError);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e12])('adding %d days is an error', (n) => {
    expect(() => addDays('2026-05-10', n)).toThrow(RangeError);
  });

  test('a text that only pretends to be a day is an error that quotes it', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow('"2026-02-30"');
    expect(() => makeDay(2026, 2, 29)).toThrow('"2026-02-29"');
    expect(() => makeDay(1899, 12, 31)).toThrow(RangeError);
  });

  test('results stay right when more different days pass than the cache holds', () => {
    let day: Day = '1950-01-01';
    for (let n = 1; n <= 50_000; n++) day = addDays(day, 1);
    expect(day).toBe(Temporal.PlainDate.from('1950-01-01').add({ days: 50_000 }).toString());
    expect(daysBetween('1950-01-01', day)).toBe(50_000);
  });
});
