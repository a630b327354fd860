// The only wall clock, and the virtual one for simulations and tests. Nothing else in the program asks what time it is.

import type { Clock, Instant } from './app/context.ts';
import { type Day, isDay } from './core/day.ts';

const localFormats = new Map<string, Intl.DateTimeFormat>();

/** The machine's clock. */
export const wallClock: Clock = {
  now: () => new Date().toISOString(),
  after,
  elapsedMs,
  at: instantAt,
  local: (timeZone) => localAt(new Date(), timeZone),
  deadline: (ms) => AbortSignal.timeout(ms),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A clock that stands at a day until it is set to another; every reading is a millisecond later, so order is kept. */
export interface VirtualClock extends Clock {
  set(day: Day, time?: string): void;
}

export function virtualClock(day: Day, timeZone: string, time = '08:00'): VirtualClock {
  let ms = instantOf(day, time, timeZone);
  return {
    now: () => {
      ms += 1;
      return new Date(ms).toISOString();
    },
    after,
    elapsedMs,
    at: instantAt,
    local: (zone) => localAt(new Date(ms), zone),
    // Time stands while a call is made, so no deadline ever comes; whoever sleeps makes it go on.
    deadline: () => new AbortController().signal,
    sleep: async (howLong) => {
      ms += howLong;
    },
    set: (to, at = '08:00') => {
      ms = Math.max(ms, instantOf(to, at, timeZone));
    },
  };
}

/** The plain date and time of day of an instant in a zone. */
export function localAt(date: Date, timeZone: string): { day: Day; time: string } {
  let format = localFormats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    localFormats.set(timeZone, format);
  }
  // Swedish dates are ISO dates: "2026-11-22 08:05".
  const [day = '', time = ''] = format.format(date).split(' ');
  if (!isDay(day)) throw new RangeError(`the clock is outside the years this program knows: ${day}`);
  return { day, time };
}

/** An instant in the form that libraries ask for. */
export function dateOf(instant: Instant): Date {
  return new Date(instant);
}

function elapsedMs(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

function after(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

function instantAt(day: Day, time: string, timeZone: string): Instant {
  return new Date(instantOf(day, time, timeZone)).toISOString();
}

/**
 * The instant at which it is this day and time in the zone; of two the first, in a gap of summer time the first one
 * after the gap.
 */
function instantOf(day: Day, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const before = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const after = asUtc - offsetAt(asUtc + DAY_MS, timeZone);
  const [first, second] = before < after ? [before, after] : [after, before];
  for (const candidate of [first, second]) {
    const shown = localAt(new Date(candidate), timeZone);
    if (shown.day === day && shown.time === time) return candidate;
  }
  // Clocks were put forward between the two: the first minute at which the new offset holds.
  let change = first;
  while (offsetAt(change, timeZone) !== offsetAt(second, timeZone)) change += MINUTE_MS;
  return change;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How far the zone's clocks are ahead of UTC at an instant, in ms. */
function offsetAt(ms: number, timeZone: string): number {
  const shown = localAt(new Date(ms), timeZone);
  return Date.parse(`${shown.day}T${shown.time}:00Z`) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
