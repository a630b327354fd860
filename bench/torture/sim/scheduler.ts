// Virtual time: everything that takes time is an event; the next event is the earliest, ties broken by the seed. A
// process is a life: what was awaited by a life that ended never comes back, exactly like after a kill.
import type { Clock } from '../../../src/app/context.ts';
import type { Random } from './random.ts';

interface Event {
  atMs: number;
  tie: number;
  run: () => void;
}

/** 2026-03-10 12:00 UTC, in milliseconds. */
const START_MS = Date.UTC(2026, 2, 10, 12);

export class Scheduler {
  nowMs = START_MS;
  events = 0;
  readonly #random: Random;
  readonly #queue: Event[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  at(atMs: number, run: () => void): void {
    const event = { atMs, tie: this.#random.next(), run };
    const queue = this.#queue;
    // A heap would be quicker for thousands of events; there are a handful at a time.
    let place = queue.length;
    while (place > 0 && isLater(event, queue[place - 1])) place -= 1;
    queue.splice(place, 0, event);
  }

  after(ms: number, run: () => void): void {
    this.at(this.nowMs + ms, run);
  }

  /** Runs events until none is left, or until a moment; after each one, everything that follows from it at once. */
  async run(untilMs = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      const next = this.#queue.at(-1);
      if (next === undefined || next.atMs > untilMs) break;
      this.#queue.pop();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      this.events += 1;
      next.run();
      await settled();
    }
    if (Number.isFinite(untilMs)) this.nowMs = Math.max(this.nowMs, untilMs);
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }
}

/** Latest first, so that the next one is taken from the end. */
function isLater(event: Event, other: Event | undefined): boolean {
  return other !== undefined && (event.atMs > other.atMs || (event.atMs === other.atMs && event.tie > other.tie));
}

/** All promises that can go on have gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The life of a process. */
export interface Life {
  isAlive(): boolean;
}

/** The clock of a life: a sleep that it does not survive never ends. */
export function clockOf(
  scheduler: Scheduler,
  life: Life,
): Pick<Clock, 'now' | 'after' | 'elapsedMs' | 'deadline' | 'sleep'> {
  return {
    now: () => scheduler.now,
    after: (instant, ms) => new Date(Date.parse(instant) + ms).toISOString(),
    elapsedMs: (from, to) => Date.parse(to) - Date.parse(from),
    deadline: (ms) => {
      const abort = new AbortController();
      scheduler.after(ms, () => life.isAlive() && abort.abort());
      return abort.signal;
    },
    sleep: (ms) => new Promise((resolve) => scheduler.after(ms, () => life.isAlive() && resolve())),
  };
}
