// Day and time of day of a stored instant in a zone, for screens. Parses the instant itself: core owns no clock.

import { type Day, daysBetween } from './day.ts';

const MS_PER_DAY = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Plain day and HH:MM of an ISO instant in UTC (`YYYY-MM-DDTHH:MM:SS.mmmZ`) as a wall clock of the zone shows it. */
export function localParts(at: string, timeZone: string): { day: Day; time: string } {
  // Swedish dates are ISO dates: "2026-11-22 08:05".
  const [day = '', time = ''] = clockFormat(timeZone).format(msOfInstant(at)).split(' ');
  return { day: day as Day, time };
}

/** Milliseconds since 1970 of the start of a day in UTC, for formats that name weekdays. */
export function msOfDay(day: Day): number {
  return daysBetween('1970-01-01', day) * MS_PER_DAY;
}

function clockFormat(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(timeZone, format);
  return format;
}

function msOfInstant(at: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = at.slice(11, 19).split(':').map(Number);
  return msOfDay(at.slice(0, 10) as Day) + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}
