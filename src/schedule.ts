// The clockwork: which scheduled run is due, and making up one that was missed. Days come from the schedule's own
// instant, never from "now", so that a late or repeated tick meets the same unique key. Decides nothing else.

import { Cron } from 'croner';
import type { Context, Instant } from './app/context.ts';
import { type PlanRun, startRun } from './app/run/start-run.ts';
import { dateOf, localAt } from './clock.ts';
import { isBusinessDay } from './core/calendar.ts';
import type { Day } from './core/day.ts';
import { calendarOf, type Organisation, readOrganisation } from './db/organisation.ts';
import { readPlanRows } from './db/plans.ts';
import { lastScheduledRuns } from './db/runs.ts';

/** How many past ticks are looked at for one that was missed: more than two months of workdays. */
const LOOK_BACK = 50;

/**
 * The day of the newest scheduled run up to `now` that has not taken place, or null. Holidays have none. Only the
 * newest is made up: one level a run, and an older day says nothing that the newest does not. Where no run was ever,
 * only what lies after `since` counts: nothing was missed by a service that did not run yet.
 */
export function dueRun(organisation: Organisation, lastRunOn: Day | null, since: Date, now: Date): Day | null {
  const cron = new Cron(organisation.runSchedule, { timezone: organisation.timeZone, paused: true });
  const calendar = calendarOf(organisation);
  for (const tick of cron.previousRuns(LOOK_BACK, now)) {
    const { day } = localAt(tick, organisation.timeZone);
    if (lastRunOn === null ? tick < since : day <= lastRunOn) return null;
    if (isBusinessDay(calendar, day, 'sending')) return day;
  }
  return null;
}

/** Day and time of the next scheduled run after `now`; holidays have none. Null = none within the next weeks. */
export function nextRun(organisation: Organisation, now: Date): { day: Day; time: string } | null {
  const cron = new Cron(organisation.runSchedule, { timezone: organisation.timeZone, paused: true });
  const calendar = calendarOf(organisation);
  for (const tick of cron.nextRuns(LOOK_BACK, now)) {
    const at = localAt(tick, organisation.timeZone);
    if (isBusinessDay(calendar, at.day, 'sending')) return at;
  }
  return null;
}

/**
 * Runs every plan whose scheduled run has come and has not taken place: the one of this minute, one that failed before,
 * one missed while the service was down or the machine asleep. Safe to ask as often as one likes.
 */
export async function runDue(ctx: Context, since: Instant): Promise<PlanRun[]> {
  const { db } = ctx.store;
  const organisation = await readOrganisation(db);
  if (organisation === null) return [];
  const lastRuns = await lastScheduledRuns(db);
  const { day: today } = ctx.clock.local(organisation.timeZone);
  const done: PlanRun[] = [];
  for (const { id } of await readPlanRows(db)) {
    const on = dueRun(organisation, lastRuns.get(id) ?? null, dateOf(since), dateOf(ctx.clock.now()));
    if (on === null) continue;
    const trigger = on === today ? 'schedule' : 'catch_up';
    done.push(...(await startRun(ctx, { planIds: [id], on, trigger })));
  }
  return done.filter((run) => run.outcome !== 'already_run');
}

/** Starts ticking. Returns how to stop. */
export function startSchedule(
  ctx: Context,
  organisation: Organisation,
  jobs: { everyMinute: () => Promise<void>; everyNight: () => Promise<void> },
): () => void {
  const failed = (error: unknown) => ctx.ports.log('error', 'a scheduled job failed', { cause: nameOf(error) });
  const options = { timezone: organisation.timeZone, protect: true, catch: failed };
  const crons = [new Cron('* * * * *', options, jobs.everyMinute), new Cron('30 3 * * *', options, jobs.everyNight)];
  return () => {
    for (const cron of crons) cron.stop();
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
