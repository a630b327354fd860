// Which days are business days: weekends, the holidays of a calendar, and days an organisation closes by itself.
// Weekends are Saturday and Sunday everywhere; the calendar `none` knows neither weekends nor holidays.

import { addDays, type Day, daysBetween, isoWeekday, yearOf } from './day.ts';
import { REGIONS, type RegionHolidays } from './holiday-regions.ts';
import { type HolidayDate, holidayDates } from './holidays.ts';

export type CalendarId = keyof typeof REGIONS;

/** Every calendar there is, in the order to offer them. */
export const CALENDARS = Object.keys(REGIONS) as readonly CalendarId[];

/** A calendar as an organisation uses it: a region's holidays and its own closed days, e.g. between the years. */
export interface Calendar {
  id: CalendarId;
  extraDays?: ReadonlySet<Day>;
}

/**
 * Why one asks: a `deadline` moves over days that are holidays in parts of the region only, too (never shorter than the
 * debtor's right); `sending` does not wait for those.
 */
export type DayReading = 'deadline' | 'sending';

/** Last year for which the tables were compared with a second source; later days follow from the rules alone. */
export const CALENDARS_CHECKED_UNTIL = 2030;

const EXTRA_DAY_NAME = 'Betriebsruhe';

type YearHolidays = ReadonlyMap<Day, HolidayDate>;

// One entry per calendar and year that was ever asked for; bounded by the calendars there are, in practice a handful.
const holidaysByYear = new Map<CalendarId, Map<number, YearHolidays>>();

/** Whether there is a calendar of this name, e.g. 'DE-BY'. */
export function isCalendar(id: string): id is CalendarId {
  return Object.hasOwn(REGIONS, id);
}

/** German name of the holiday, optional ones too, or of a closed day of the organisation; null on any other day. */
export function holidayName(calendar: Calendar, day: Day): string | null {
  const holiday = holidayOn(calendar.id, day);
  if (holiday !== undefined) return holiday.name;
  return calendar.extraDays?.has(day) ? EXTRA_DAY_NAME : null;
}

/** Whether the day is a business day; see `DayReading` for the two ways to ask. */
export function isBusinessDay(calendar: Calendar, day: Day, reading: DayReading): boolean {
  if (calendar.extraDays?.has(day)) return false;
  if (calendar.id === 'none') return true;
  if (isoWeekday(day) >= 6) return false;
  const holiday = holidayOn(calendar.id, day);
  return holiday === undefined || (holiday.optional && reading === 'sending');
}

/** The day itself when it is a business day for deadlines, else the next one (BGB 193 and its like). */
export function moveToBusinessDay(calendar: Calendar, day: Day): Day {
  let moved = day;
  while (!isBusinessDay(calendar, moved, 'deadline')) moved = addDays(moved, 1);
  return moved;
}

/** The first business day for deadlines strictly after the day. */
export function nextBusinessDay(calendar: Calendar, day: Day): Day {
  return moveToBusinessDay(calendar, addDays(day, 1));
}

/**
 * Business days d (for deadlines) with from < d <= to, 0 when `to` is not later; calendar days under `none`.
 *
 * The staleness guard counts the age of bank data with it: Friday to Monday is 1.
 */
export function businessDaysAfter(calendar: Calendar, from: Day, to: Day): number {
  let count = 0;
  for (let left = daysBetween(from, to), day = from; left > 0; left--) {
    day = addDays(day, 1);
    if (isBusinessDay(calendar, day, 'deadline')) count++;
  }
  return count;
}

function holidayOn(id: CalendarId, day: Day): HolidayDate | undefined {
  const year = yearOf(day);
  return (holidaysByYear.get(id)?.get(year) ?? loadYear(id, year)).get(day);
}

function loadYear(id: CalendarId, year: number): YearHolidays {
  const region: RegionHolidays = REGIONS[id];
  const holidays = new Map<Day, HolidayDate>();
  for (const holiday of region.optional.flatMap((name) => holidayDates(name, year))) {
    holidays.set(holiday.day, { ...holiday, optional: true });
  }
  // Public days come last: a day that is both is closed for good. Certain days win over uncertain ones likewise.
  const publicDays = region.public.flatMap((name) => holidayDates(name, year));
  for (const holiday of publicDays.sort((a, b) => Number(b.optional) - Number(a.optional))) {
    holidays.set(holiday.day, holiday);
  }
  const years = holidaysByYear.get(id) ?? new Map<number, YearHolidays>();
  holidaysByYear.set(id, years.set(year, holidays));
  return holidays;
}
