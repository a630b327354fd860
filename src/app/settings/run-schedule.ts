// The daily run's schedule as people write it: minute, hour, day, month, weekday.

import { Cron } from 'croner';
import { addDays, type Day } from '../../core/day.ts';

/** Whether a cron expression can be a schedule; a bad one throws on construction. */
export function isSchedule(pattern: string, timeZone: string): boolean {
  try {
    return new Cron(pattern, { timezone: timeZone, paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

/** Whether the schedule falls on a day, at whatever hour; it knows no holidays. Throws on a bad expression. */
export function isScheduledOn(pattern: string, day: Day): boolean {
  // Plain days and hours are compared with each other, so one zone is as good as another, and this one has no summer.
  const cron = new Cron(pattern, { timezone: 'UTC', paused: true });
  return (
    cron
      .nextRun(`${addDays(day, -1)}T23:59:59`)
      ?.toISOString()
      .startsWith(day) === true
  );
}
