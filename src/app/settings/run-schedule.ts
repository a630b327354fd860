// The daily run's schedule as people write it: minute, hour, day, month, weekday.

import { Cron } from 'croner';

/** Whether a cron expression can be a schedule; a bad one throws on construction. */
export function isSchedule(pattern: string, timeZone: string): boolean {
  try {
    return new Cron(pattern, { timezone: timeZone, paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}
