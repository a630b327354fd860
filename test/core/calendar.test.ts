// Holidays by region: computed check dates, traps, a comparison with date-holidays, and business days built on them.

import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  businessDaysAfter,
  CALENDARS,
  CALENDARS_CHECKED_UNTIL,
  type Calendar,
  type CalendarId,
  holidayName,
  isBusinessDay,
  isCalendar,
  moveToBusinessDay,
  nextBusinessDay,
} from '../../src/core/calendar.ts';
import { addDays, type Day, daysBetween, isoWeekday, makeDay } from '../../src/core/day.ts';
import { REGIONS, type RegionHolidays } from '../../src/core/holiday-regions.ts';
import { easterSunday, holidayDates } from '../../src/core/holidays.ts';

const on = (id: CalendarId): Calendar => ({ id });
const closed = (id: CalendarId, day: Day) => !isBusinessDay(on(id), day, 'deadline');
const keptBy = (day: Day) => CALENDARS.filter((id) => !isBusinessDay(on(id), day, 'sending'));

describe('check dates', () => {
  // Good Friday, Easter, Ascension, Whit Monday, Corpus Christi, Buss- und Bettag, Geneva's Thursday.
  test.each([
    [2024, '03-29', '03-31', '05-09', '05-20', '05-30', '11-20', '09-05'],
    [2025, '04-18', '04-20', '05-29', '06-09', '06-19', '11-19', '09-11'],
    [2026, '04-03', '04-05', '05-14', '05-25', '06-04', '11-18', '09-10'],
    [2027, '03-26', '03-28', '05-06', '05-17', '05-27', '11-17', '09-09'],
    [2028, '04-14', '04-16', '05-25', '06-05', '06-15', '11-22', '09-07'],
    [2029, '03-30', '04-01', '05-10', '05-21', '05-31', '11-21', '09-06'],
    [2030, '04-19', '04-21', '05-30', '06-10', '06-20', '11-20', '09-05'],
  ])('of %d', (year, goodFriday, easter, ascension, whitMonday, corpusChristi, repentance, geneva) => {
    const dayOf = (id: Parameters<typeof holidayDates>[0]) => holidayDates(id, year)[0]?.day.slice(5);
    expect(easterSunday(year)).toBe(`${year}-${easter}`);
    expect(dayOf('goodFriday')).toBe(goodFriday);
    expect(dayOf('ascension')).toBe(ascension);
    expect(dayOf('whitMonday')).toBe(whitMonday);
    expect(dayOf('corpusChristi')).toBe(corpusChristi);
    expect(dayOf('repentance')).toBe(repentance);
    expect(dayOf('fastGeneva')).toBe(geneva);
  });

  test('Easter is right at the ends of its range', () => {
    expect(easterSunday(2285)).toBe('2285-03-22');
    expect(easterSunday(2038)).toBe('2038-04-25');
    expect(easterSunday(1954)).toBe('1954-04-18');
    expect(easterSunday(2049)).toBe('2049-04-18');
    expect(easterSunday(2076)).toBe('2076-04-19');
  });

  test('Buss- und Bettag is the Wednesday before 23 November, also when that is a Wednesday', () => {
    expect(keptBy('2022-11-16')).toEqual(['DE-SN']);
    expect(keptBy('2022-11-23')).toEqual([]);
  });

  test('a last day to pay on a Saturday moves to Monday (BGB 193)', () => {
    expect(moveToBusinessDay(on('DE'), '2026-05-09')).toBe('2026-05-11');
    expect(nextBusinessDay(on('DE'), '2026-05-11')).toBe('2026-05-12');
  });

  test('days that catch mistakes', () => {
    expect(closed('DE-BE', '2026-06-04')).toBe(false);
    expect(closed('DE-BY', '2026-06-04')).toBe(true);
    expect(closed('AT', '2026-06-04')).toBe(true);
    expect(keptBy('2026-11-18')).toEqual(['DE-SN']);
    expect(closed('DE', '2026-10-26')).toBe(false);
    expect(keptBy('2026-10-26')).toEqual(['AT']);
    expect(closed('AT', '2026-12-08')).toBe(true);
    expect(closed('CH-TI', '2026-12-08')).toBe(true);
    expect(closed('CH-BE', '2026-12-08')).toBe(false);
    expect(keptBy('2027-01-01')).toEqual(CALENDARS.filter((id) => id !== 'none'));
  });

  test('Good Friday is a business day in Austria, Ticino and Valais, and none for banks', () => {
    for (const id of ['AT', 'CH-TI', 'CH-VS'] as const) expect(closed(id, '2026-04-03')).toBe(false);
    for (const id of ['DE', 'CH', 'CH-ZH', 'CH-GR', 'TARGET'] as const) expect(closed(id, '2026-04-03')).toBe(true);
    expect(isBusinessDay(on('CH-GR'), '2026-04-03', 'sending')).toBe(true);
  });

  test('TARGET closes on its six days and on weekends, and on no other holiday', () => {
    for (const day of ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25'] as const) {
      expect(closed('TARGET', day)).toBe(true);
    }
    expect(closed('TARGET', '2025-12-26')).toBe(true);
    for (const day of ['2026-05-14', '2026-05-25', '2026-12-24', '2026-12-31', '2024-10-03'] as const) {
      expect(closed('TARGET', day)).toBe(false);
    }
  });
});

describe('from a year on, and once', () => {
  test.each([
    ['DE-BE', '2018-03-08', false],
    ['DE-BE', '2019-03-08', true],
    ['DE-MV', '2022-03-08', false],
    ['DE-MV', '2023-03-08', true],
    ['DE-TH', '2018-09-20', false],
    ['DE-TH', '2019-09-20', true],
    ['DE-NI', '2016-10-31', false],
    ['DE-NI', '2017-10-31', true],
    ['DE-NI', '2018-10-31', true],
    ['DE-BY', '2017-10-31', true],
    ['DE-BY', '2018-10-31', false],
    ['DE-BE', '2020-05-08', true],
    ['DE-BE', '2023-05-08', false],
    ['DE-BE', '2025-05-08', true],
    ['DE-BE', '2026-05-08', false],
    ['DE-BE', '2027-06-17', false],
    ['DE-BE', '2031-06-17', false],
  ] as const)('%s %s is a holiday: %s', (id, day, holiday) => {
    expect(closed(id, day)).toBe(holiday);
  });

  test('17 June 2028 in Berlin falls on a Saturday and has a name all the same', () => {
    expect(holidayName(on('DE-BE'), '2028-06-17')).toBe('Jahrestag des Volksaufstands');
  });

  test.each([
    // 26 December by weekday: 2022 Monday, 2023 Tuesday, 2025 Friday, 2024 Thursday.
    ['CH-UR', '2022-12-26', false],
    ['CH-UR', '2025-12-26', false],
    ['CH-UR', '2024-12-26', true],
    ['CH-AR', '2022-12-26', false],
    ['CH-AR', '2023-12-26', true],
    ['CH-AI', '2023-12-26', false],
    ['CH-AI', '2024-12-26', true],
    ['CH-NE', '2022-12-26', true],
    ['CH-NE', '2024-12-26', false],
    ['CH-NE', '2023-01-02', true],
    ['CH-NE', '2025-01-02', false],
    ['CH-VD', '2024-12-26', false],
    ['CH-GE', '2024-12-26', false],
    ['CH-GE', '2024-12-31', true],
    ['CH-VD', '2025-09-22', true],
  ] as const)('%s %s is a holiday: %s', (id, day, holiday) => {
    expect(closed(id, day)).toBe(holiday);
  });
});

describe('optional days', () => {
  test.each([
    ['DE-SN', '2026-06-04'],
    ['DE-TH', '2026-06-04'],
    ['DE-BY', '2025-08-15'],
    ['CH-ZH', '2026-01-02'],
    ['CH-ZH', '2026-09-14'],
    ['CH-SO', '2026-03-19'],
    ['CH', '2026-04-06'],
  ] as const)('%s %s: a deadline moves over it, sending does not wait, and it has a name', (id, day) => {
    expect(isBusinessDay(on(id), day, 'deadline')).toBe(false);
    expect(isBusinessDay(on(id), day, 'sending')).toBe(true);
    expect(holidayName(on(id), day)).not.toBeNull();
  });

  test("Glarus' Fahrtsfest is the first Thursday of April; in Holy Week both possible days are optional", () => {
    expect(isBusinessDay(on('CH-GL'), '2025-04-03', 'sending')).toBe(false);
    for (const day of ['2026-04-02', '2026-04-09'] as const) {
      expect(isBusinessDay(on('CH-GL'), day, 'deadline')).toBe(false);
      expect(isBusinessDay(on('CH-GL'), day, 'sending')).toBe(true);
    }
  });

  test('a day that is public by one rule and optional by another is public (Ascension on 1 May 2008)', () => {
    expect(isBusinessDay(on('CH-ZH'), '2008-05-01', 'sending')).toBe(false);
  });
});

describe('compared with date-holidays, Monday to Saturday', () => {
  type Kind = 'public' | 'optional' | 'none';
  const keep = (days: Map<string, { kind: Kind; name: string }>, day: string, kind: Kind, name: string) => {
    if (days.get(day)?.kind !== 'public') days.set(day, { kind, name });
  };
  const ours = (id: CalendarId, year: number) => {
    const days = new Map<string, { kind: Kind; name: string }>();
    const region: RegionHolidays = REGIONS[id];
    const all = (ids: RegionHolidays['public']) => ids.flatMap((holiday) => holidayDates(holiday, year));
    for (const { day, name, optional } of all(region.public)) keep(days, day, optional ? 'optional' : 'public', name);
    for (const { day, name } of all(region.optional)) keep(days, day, 'optional', name);
    return days;
  };
  const theirs = (source: Holidays, year: number) => {
    const days = new Map<string, { kind: Kind; name: string }>();
    for (const { date, name, type } of source.getHolidays(year, 'de')) {
      if (type === 'public' || type === 'optional') keep(days, date.slice(0, 10), type, name);
    }
    return days;
  };
  const differences = (country: string) => {
    const found = new Set<string>();
    for (const id of CALENDARS.filter((calendar) => calendar.startsWith(country))) {
      const [, state] = id.split('-');
      const source = state === undefined ? new Holidays(country) : new Holidays(country, state);
      for (let year = 2024; year <= CALENDARS_CHECKED_UNTIL; year++) {
        const [mine, other] = [ours(id, year), theirs(source, year)];
        for (const day of new Set([...mine.keys(), ...other.keys()])) {
          const [a, b] = [mine.get(day), other.get(day)];
          if (isoWeekday(day as Day) === 7 || a?.kind === b?.kind) continue;
          found.add(`${id} ${a?.name ?? b?.name}: ${a?.kind ?? 'none'}, there ${b?.kind ?? 'none'}`);
        }
      }
    }
    return [...found].sort();
  };

  test('Germany differs only in days kept in single communities, which it does not list', () => {
    expect(differences('DE')).toEqual([
      'DE-BY Mariä Himmelfahrt: optional, there none',
      'DE-SN Fronleichnam: optional, there none',
      'DE-TH Fronleichnam: optional, there none',
    ]);
  });

  test('Austria does not differ', () => {
    expect(differences('AT')).toEqual([]);
  });

  test('Switzerland differs in these days', () => {
    expect(differences('CH')).toEqual(
      [
        // Canton unknown: what only most cantons keep is optional here.
        'CH Karfreitag: optional, there public',
        'CH Ostermontag: optional, there public',
        'CH Pfingstmontag: optional, there public',
        'CH Zweiter Weihnachtstag: optional, there public',
        // Not among the canton's public days in the list this table follows.
        'CH-GL Heiliger Abend: none, there public',
        'CH-GL Silvester: none, there public',
        // 2026 falls into Holy Week (both days optional here); 2027: 1 April here, 8 April there.
        'CH-GL Näfelser Fahrt: none, there public',
        'CH-GL Näfelser Fahrt: optional, there none',
        'CH-GL Näfelser Fahrt: optional, there public',
        'CH-GL Näfelser Fahrt: public, there none',
        'CH-NE Bettagsmontag: none, there optional',
        // Eight communities only.
        'CH-SO Josefstag: optional, there public',
      ].sort(),
    );
  });
});

describe('business days', () => {
  const anyCalendar = fc.constantFrom(...CALENDARS).map(on);
  const anyDay = fc.integer({ min: 0, max: 15_000 }).map((n) => addDays('2000-01-01', n));

  test('under none every day is a business day and nothing moves', () => {
    expect(moveToBusinessDay(on('none'), '2026-12-25')).toBe('2026-12-25');
    expect(nextBusinessDay(on('none'), '2026-12-25')).toBe('2026-12-26');
    expect(businessDaysAfter(on('none'), '2026-05-08', '2026-05-11')).toBe(3);
    expect(holidayName(on('none'), '2026-12-25')).toBeNull();
  });

  test('moving lands on the first business day and no earlier one lies between', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, (calendar, day) => {
        const moved = moveToBusinessDay(calendar, day);
        expect(isBusinessDay(calendar, moved, 'deadline')).toBe(true);
        expect(isBusinessDay(calendar, moved, 'sending')).toBe(true);
        for (let d = day; d < moved; d = addDays(d, 1)) expect(isBusinessDay(calendar, d, 'deadline')).toBe(false);
        expect(nextBusinessDay(calendar, day) > day).toBe(true);
        expect(daysBetween(day, moved)).toBeLessThanOrEqual(6);
      }),
    );
  });

  test('businessDaysAfter counts (from, to], adds up, and is 0 backwards', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat(60), fc.nat(60), (calendar, from, a, b) => {
        const [middle, to] = [addDays(from, a), addDays(from, a + b)];
        const counted = businessDaysAfter(calendar, from, to);
        expect(counted).toBe(businessDaysAfter(calendar, from, middle) + businessDaysAfter(calendar, middle, to));
        if (a + b > 0) expect(businessDaysAfter(calendar, to, from)).toBe(0);
        expect(businessDaysAfter(calendar, from, nextBusinessDay(calendar, from))).toBe(1);
      }),
    );
    expect(businessDaysAfter(on('TARGET'), '2026-05-08', '2026-05-11')).toBe(1);
    expect(businessDaysAfter(on('TARGET'), '2026-05-08', '2026-05-10')).toBe(0);
    expect(businessDaysAfter(on('TARGET'), '2026-04-02', '2026-04-07')).toBe(1);
    expect(businessDaysAfter(on('TARGET'), '2026-05-08', '2026-05-08')).toBe(0);
  });

  test("an organisation's own closed days count in both readings, and under none", () => {
    const extraDays = new Set<Day>(['2026-12-28', '2026-12-29']);
    for (const id of ['DE-BY', 'none'] as const) {
      const calendar: Calendar = { id, extraDays };
      expect(isBusinessDay(calendar, '2026-12-28', 'deadline')).toBe(false);
      expect(isBusinessDay(calendar, '2026-12-28', 'sending')).toBe(false);
      expect(moveToBusinessDay(calendar, '2026-12-28')).toBe('2026-12-30');
      expect(businessDaysAfter(calendar, '2026-12-27', '2026-12-30')).toBe(1);
      expect(holidayName(calendar, '2026-12-28')).toBe('Betriebsruhe');
    }
    expect(isBusinessDay({ id: 'DE-BY', extraDays: new Set() }, '2026-12-28', 'deadline')).toBe(true);
    expect(holidayName({ id: 'DE', extraDays: new Set(['2026-12-25']) }, '2026-12-25')).toBe('Weihnachtstag');
  });

  test('every calendar of the three countries is there, and invented ones are not', () => {
    expect(CALENDARS.filter((id) => id.startsWith('DE-'))).toHaveLength(16);
    expect(CALENDARS.filter((id) => id.startsWith('CH-'))).toHaveLength(26);
    expect(CALENDARS.every(isCalendar)).toBe(true);
    for (const id of ['', 'DE-XX', 'de-by', 'FR', 'constructor']) expect(isCalendar(id)).toBe(false);
  });

  test('every year up to the end of the range has its holidays', () => {
    for (const id of CALENDARS.filter((calendar) => calendar !== 'none')) {
      for (const year of [2000, 2999]) expect(holidayName(on(id), makeDay(year, 1, 1))).toBe('Neujahr');
    }
  });
});
