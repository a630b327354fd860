// Days in files: two ways of writing, nothing that could be read twice, nothing outside a business's life.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDayText } from '../../src/app/ingest/day.ts';
import { addDays, type Day } from '../../src/core/day.ts';

describe('days', () => {
  it('every day from 1990 to 2099 reads back from both ways of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_176 }), fc.boolean(), (n, short) => {
        const day: Day = addDays('1990-01-01', n);
        const [year = '', month = '', date = ''] = day.split('-');
        const german = short ? `${Number(date)}.${Number(month)}.${year}` : `${date}.${month}.${year}`;
        expect(readDayText(day)).toEqual({ kind: 'day', day });
        expect(readDayText(german)).toEqual({ kind: 'day', day });
      }),
    );
  });

  it.each([
    ['2026-02-28', null],
    ['2026-02-30', 'day_invalid'],
    ['30.02.2026', 'day_invalid'],
    ['31.02.', 'day_invalid'],
    ['31.02.2026', 'day_invalid'],
    ['29.02.2024', null],
    ['29.02.2026', 'day_invalid'],
    ['2026-13-01', 'day_invalid'],
    ['00.05.2026', 'day_invalid'],
    ['31.12.99', 'day_two_digit_year'],
    ['1/2/26', 'day_two_digit_year'],
    ['05/06/2026', 'day_invalid'],
    ['2026/05/06', 'day_invalid'],
    ['2026-5-6', 'day_invalid'],
    ['45123', 'day_invalid'],
    ['2026-05-24T00:00', 'day_invalid'],
    ['24:00', 'day_invalid'],
    ['24. Mai 2026', 'day_invalid'],
    ['0001-01-01', 'day_out_of_range'],
    ['1989-12-31', 'day_out_of_range'],
    ['1990-01-01', null],
    ['2099-12-31', null],
    ['2100-01-01', 'day_out_of_range'],
    ['9999-12-31', 'day_out_of_range'],
    ['gestern', 'day_invalid'],
  ])('%s gives %s', (text, code) => {
    const reading = readDayText(text);
    expect(reading.kind === 'day' ? null : reading.flaw.code).toBe(code);
  });

  it.each([
    ['05/06/2026', 'slashes'],
    ['45123', 'day number'],
    ['2026-05-24 10:00', 'time of day'],
    ['31.12.99', 'two digits'],
  ])('%s is told what is wrong with it (%s)', (text, hint) => {
    const reading = readDayText(text);
    expect(reading.kind === 'flaw' && reading.flaw.reason).toContain(hint);
  });
});
