// When notices may leave: on business days of the organisation's calendar, from the plan's time of day on.

import { isBusinessDay } from '../../core/calendar.ts';
import { addDays, type Day } from '../../core/day.ts';
import { calendarOf } from '../../db/organisation.ts';
import type { Instant } from '../context.ts';
import type { Work } from '../use-case.ts';

/** Put off by this much at most: a window or a calendar that was changed meanwhile is then met. */
const AT_MOST_MS = 60 * 60_000;

/** When the window opens next, an hour ahead at most; null = it is open now. */
export function nextOpening({ ctx, organisation, today, now }: Work, sendFrom: string): Instant | null {
  const calendar = calendarOf(organisation);
  const { time } = ctx.clock.local(organisation.timeZone);
  const isDay = (day: Day) => isBusinessDay(calendar, day, 'sending');
  if (isDay(today) && time >= sendFrom) return null;
  let day = isDay(today) && time < sendFrom ? today : addDays(today, 1);
  while (!isDay(day)) day = addDays(day, 1);
  const waitMs = ctx.clock.elapsedMs(now, ctx.clock.at(day, sendFrom, organisation.timeZone));
  return ctx.clock.after(now, Math.min(AT_MOST_MS, Math.max(0, waitMs)));
}
