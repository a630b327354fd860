// The holidays themselves: what each is called and on which day of a year it falls. Who keeps it: holiday-regions.ts.
// Rules are valid for days from 2000 on. Names are German, since every calendar here has a German-speaking part.

import { addDays, type Day, type IsoWeekday, isoWeekday, makeDay } from './day.ts';

type MonthDay = `${number}-${number}`;

/** Every year on the same day; counted from Easter Sunday; or the first such weekday on or after a day. */
type When = { fixed: MonthDay } | { easter: number } | { first: IsoWeekday; onOrAfter: MonthDay };

interface HolidayRule {
  name: string;
  when: When;
  /** First year in which it is kept. */
  since?: number;
  /** The only years in which it is kept. */
  only?: readonly number[];
  /** Kept only, or never, when it falls on one of these weekdays. */
  onWeekdays?: readonly IsoWeekday[];
  notOnWeekdays?: readonly IsoWeekday[];
  /** Falling on this day counted from Easter it may be held a week later: both days are then optional. */
  uncertainAtEaster?: number;
}

/** A holiday in one year. Optional = not kept everywhere in the region, or not certain: closed for deadlines only. */
export interface HolidayDate {
  day: Day;
  name: string;
  optional: boolean;
}

const RULES = {
  newYear: { name: 'Neujahr', when: { fixed: '01-01' } },
  berchtold: { name: 'Berchtoldstag', when: { fixed: '01-02' } },
  berchtoldOnMonday: { name: 'Berchtoldstag', when: { fixed: '01-02' }, onWeekdays: [1] },
  epiphany: { name: 'Heilige Drei Könige', when: { fixed: '01-06' } },
  republicNeuchatel: { name: 'Jahrestag der Ausrufung der Republik', when: { fixed: '03-01' } },
  womensDaySince2019: { name: 'Internationaler Frauentag', when: { fixed: '03-08' }, since: 2019 },
  womensDaySince2023: { name: 'Internationaler Frauentag', when: { fixed: '03-08' }, since: 2023 },
  joseph: { name: 'Josefstag', when: { fixed: '03-19' } },
  goodFriday: { name: 'Karfreitag', when: { easter: -2 } },
  easterSunday: { name: 'Ostersonntag', when: { easter: 0 } },
  easterMonday: { name: 'Ostermontag', when: { easter: 1 } },
  naefelserFahrt: { name: 'Näfelser Fahrt', when: { first: 4, onOrAfter: '04-01' }, uncertainAtEaster: -3 },
  labourDay: { name: 'Tag der Arbeit', when: { fixed: '05-01' } },
  liberation: { name: 'Tag der Befreiung', when: { fixed: '05-08' }, only: [2020, 2025] },
  ascension: { name: 'Christi Himmelfahrt', when: { easter: 39 } },
  whitSunday: { name: 'Pfingstsonntag', when: { easter: 49 } },
  whitMonday: { name: 'Pfingstmontag', when: { easter: 50 } },
  corpusChristi: { name: 'Fronleichnam', when: { easter: 60 } },
  uprising: { name: 'Jahrestag des Volksaufstands', when: { fixed: '06-17' }, only: [2028] },
  independenceJura: { name: 'Fest der Unabhängigkeit', when: { fixed: '06-23' } },
  peterAndPaul: { name: 'Peter und Paul', when: { fixed: '06-29' } },
  swissNationalDay: { name: 'Bundesfeiertag', when: { fixed: '08-01' } },
  assumption: { name: 'Mariä Himmelfahrt', when: { fixed: '08-15' } },
  // Thursday after the first Sunday of September.
  fastGeneva: { name: 'Genfer Bettag', when: { first: 4, onOrAfter: '09-05' } },
  // Monday after the second Saturday of September.
  knabenschiessen: { name: 'Knabenschiessen', when: { first: 1, onOrAfter: '09-10' } },
  // Monday after the third Sunday of September.
  fastMonday: { name: 'Bettagsmontag', when: { first: 1, onOrAfter: '09-16' } },
  childrensDay: { name: 'Weltkindertag', when: { fixed: '09-20' }, since: 2019 },
  maurice: { name: 'Mauritiustag', when: { fixed: '09-22' } },
  brotherKlaus: { name: 'Bruderklausenfest', when: { fixed: '09-25' } },
  germanUnity: { name: 'Tag der Deutschen Einheit', when: { fixed: '10-03' } },
  austrianNationalDay: { name: 'Nationalfeiertag', when: { fixed: '10-26' } },
  reformation: { name: 'Reformationstag', when: { fixed: '10-31' } },
  reformation2017: { name: 'Reformationstag', when: { fixed: '10-31' }, only: [2017] },
  reformationSince2018: { name: 'Reformationstag', when: { fixed: '10-31' }, since: 2018 },
  allSaints: { name: 'Allerheiligen', when: { fixed: '11-01' } },
  // Wednesday before 23 November.
  repentance: { name: 'Buß- und Bettag', when: { first: 3, onOrAfter: '11-16' } },
  immaculateConception: { name: 'Mariä Empfängnis', when: { fixed: '12-08' } },
  christmasEve: { name: 'Heiligabend', when: { fixed: '12-24' } },
  christmas: { name: 'Weihnachtstag', when: { fixed: '12-25' } },
  stephen: { name: 'Zweiter Weihnachtstag', when: { fixed: '12-26' } },
  stephenOnMonday: { name: 'Stephanstag', when: { fixed: '12-26' }, onWeekdays: [1] },
  stephenNotMonday: { name: 'Stephanstag', when: { fixed: '12-26' }, notOnWeekdays: [1] },
  stephenNotMondayFriday: { name: 'Stephanstag', when: { fixed: '12-26' }, notOnWeekdays: [1, 5] },
  stephenNotTuesdaySaturday: { name: 'Stephanstag', when: { fixed: '12-26' }, notOnWeekdays: [2, 6] },
  restorationGeneva: { name: 'Wiederherstellung der Republik', when: { fixed: '12-31' } },
} as const satisfies Record<string, HolidayRule>;

export type HolidayId = keyof typeof RULES;

/** The days of a year on which a holiday is kept: usually one, none in years it does not cover, two while uncertain. */
export function holidayDates(id: HolidayId, year: number): HolidayDate[] {
  const rule: HolidayRule = RULES[id];
  if (year < (rule.since ?? year) || !(rule.only?.includes(year) ?? true)) return [];
  const easter = easterSunday(year);
  const day = dayOfRule(rule.when, year, easter);
  const weekday = isoWeekday(day);
  if (!(rule.onWeekdays?.includes(weekday) ?? true) || rule.notOnWeekdays?.includes(weekday)) return [];
  if (rule.uncertainAtEaster !== undefined && day === addDays(easter, rule.uncertainAtEaster)) {
    return [day, addDays(day, 7)].map((possible) => ({ day: possible, name: rule.name, optional: true }));
  }
  return [{ day, name: rule.name, optional: false }];
}

/** Easter Sunday of a Gregorian year, by the rule of Meeus, Jones and Butcher, e.g. 2026 -> 2026-04-05. */
export function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leapOffset = 32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4);
  const toSunday = (leapOffset - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * late + 114;
  return makeDay(year, Math.floor(march / 31), (march % 31) + 1);
}

function dayOfRule(when: When, year: number, easter: Day): Day {
  if ('easter' in when) return addDays(easter, when.easter);
  if ('fixed' in when) return dayInYear(year, when.fixed);
  const start = dayInYear(year, when.onOrAfter);
  return addDays(start, (when.first - isoWeekday(start) + 7) % 7);
}

function dayInYear(year: number, monthDay: MonthDay): Day {
  return makeDay(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3, 5)));
}
