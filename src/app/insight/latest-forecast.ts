// The forecast as it was last computed. With 100,000 invoices it takes seconds, too long for a page: it is kept, and
// computed anew beside the page when anything has been recorded since.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import { readChainHead } from '../../db/audit-chain.ts';
import type { Store } from '../../db/store.ts';
import type { Instant } from '../context.ts';
import { query, type Work } from '../use-case.ts';
import { computeForecast, type ForecastRow } from './forecast.ts';

/** Null while the first one of the day is being computed. */
export type LatestForecast = {
  rows: ForecastRow[];
  /** Whose facts it saw. */
  at: Instant;
  /** False: something was recorded since, and it is being computed anew. */
  isCurrent: boolean;
} | null;

interface Kept {
  rows: ForecastRow[];
  at: Instant;
  today: Day;
  /** The last link of the record: every change of a fact adds one, in the order of the commits. */
  seen: number;
  tookMs: number;
}

interface Slot {
  kept: Kept | null;
  renewing: Promise<Kept> | null;
}

/** How long a page waits for a new one before it shows the last, or says that there is none yet. */
const WAIT_MS = 40;
const WAIT_FOR_FIRST_MS = 2_000;
/** What took longer is renewed at most so often that it keeps the process busy for a twentieth of the time. */
const QUICK_MS = 500;
const REST_FACTOR = 20;

const slots = new WeakMap<Store, Map<number, Slot>>();

export const latestForecast = query({
  name: 'forecast.latest',
  summary: 'The forecast as last computed, and whether anything was recorded since.',
  role: 'viewer',
  input: z.strictObject({ days: z.int().min(1).max(366).default(30) }),
  async run(work, { days }): Promise<LatestForecast> {
    const slot = slotOf(work, days);
    const seen = (await readChainHead(work.db))?.seq ?? 0;
    const last = slot.kept?.today === work.today ? slot.kept : null;
    if (last !== null && (last.seen === seen || rests(work, last))) return shown(last, seen);
    slot.renewing ??= renew(work, days, seen, slot);
    return shown(await soonOrLast(work, slot.renewing, last), seen);
  },
});

function shown(kept: Kept | null, seen: number): LatestForecast {
  return kept === null ? null : { rows: kept.rows, at: kept.at, isCurrent: kept.seen === seen };
}

function slotOf({ ctx }: Work, days: number): Slot {
  const ofStore = slots.get(ctx.store) ?? new Map<number, Slot>();
  slots.set(ctx.store, ofStore);
  const slot = ofStore.get(days) ?? { kept: null, renewing: null };
  ofStore.set(days, slot);
  return slot;
}

function rests({ ctx, now }: Work, { at, tookMs }: Kept): boolean {
  return tookMs > QUICK_MS && ctx.clock.elapsedMs(at, now) < tookMs * REST_FACTOR;
}

/** Whoever asks meanwhile waits for the same one. */
async function renew(work: Work, days: number, seen: number, slot: Slot): Promise<Kept> {
  try {
    const rows = await computeForecast(work, days);
    const tookMs = work.ctx.clock.elapsedMs(work.now, work.ctx.clock.now());
    slot.kept = { rows, at: work.now, today: work.today, seen, tookMs };
    return slot.kept;
  } finally {
    slot.renewing = null;
  }
}

/** A renewal that fails after its page was answered is tried again with the next page. */
async function soonOrLast({ ctx }: Work, renewing: Promise<Kept>, last: Kept | null): Promise<Kept | null> {
  const late = new Promise<Kept | null>((resolve) => {
    const waited = ctx.clock.deadline(last === null ? WAIT_FOR_FIRST_MS : WAIT_MS);
    waited.addEventListener('abort', () => resolve(last), { once: true });
  });
  return Promise.race([last === null ? renewing : renewing.catch(() => last), late]);
}
