// The clockwork: which scheduled run is due, and making up one that was missed. Days come from the schedule's own
// instant, never from "now", so that a late or repeated tick meets the same unique key. Decides nothing else.

import { Cron } from 'croner';
import type { Context } from './app/context.ts';
import { type PlanRun, startRun } from './app/run/start-run.ts';
import { dateOf, localAt } from './clock.ts';
import { isBusinessDay } from './core/calendar.ts';
import type { Day } from './core/day.ts';
import { calendarOf, type Organisation, readOrganisation } from './db/organisation.ts';
import { lastScheduledRuns } from './db/runs.ts';

/** How many past ticks are looked at for one that was missed: more than two months of workdays. */
const LOOK_BACK = 50;

/** Whether a cron expression can be a schedule; a bad one throws on construction. */
export function isSchedule(pattern: string, timeZone: string): boolean {
  try {
    return new Cron(pattern, { timezone: timeZone, paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

/**
 * The day of the newest scheduled run before `now` that has not taken place, or null. Holidays have none. Only the
 * newest is made up: one level a run, and an older day says nothing that the newest does not.
 */
export function missedRun(organisation: Organisation, lastRunOn: Day | null, now: Date): Day | null {
  const cron = new Cron(organisation.runSchedule, { timezone: organisation.timeZone, paused: true });
  const calendar = calendarOf(organisation);
  for (const tick of cron.previousRuns(LOOK_BACK, now)) {
    const { day } = localAt(tick, organisation.timeZone);
    if (lastRunOn !== null && day <= lastRunOn) return null;
    if (isBusinessDay(calendar, day, 'sending')) return day;
  }
  return null;
}

/** Makes up the newest missed run, if any. Nothing was missed by a service that never ran. */
export async function catchUp(ctx: Context): Promise<PlanRun[]> {
  const { db } = ctx.store;
  const organisation = await readOrganisation(db);
  const lastRuns = await lastScheduledRuns(db);
  const latest = [...lastRuns.values()].sort().at(-1) ?? null;
  if (organisation === null || latest === null) return [];
  const day = missedRun(organisation, latest, dateOf(ctx.clock.now()));
  return day === null ? [] : startRun(ctx, { trigger: 'catch_up', on: day });
}

/** Starts ticking: the daily run by the organisation's schedule, and `everyMinute`. Returns how to stop. */
export function startSchedule(
  ctx: Context,
  organisation: Organisation,
  jobs: { run: (day: Day) => Promise<void>; everyMinute: () => void; everyNight: () => Promise<void> },
): () => void {
  const failed = (error: unknown) => ctx.ports.log('error', 'a scheduled job failed', { cause: nameOf(error) });
  const options = { timezone: organisation.timeZone, protect: true, catch: failed };
  const crons = [
    new Cron(organisation.runSchedule, options, async (self: Cron) => {
      const { day } = localAt(self.currentRun() ?? dateOf(ctx.clock.now()), organisation.timeZone);
      if (isBusinessDay(calendarOf(organisation), day, 'sending')) await jobs.run(day);
    }),
    new Cron('* * * * *', options, jobs.everyMinute),
    new Cron('30 3 * * *', options, jobs.everyNight),
  ];
  return () => {
    for (const cron of crons) cron.stop();
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
