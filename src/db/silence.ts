// Transports that do not answer: how often that was found, and until when they are left alone; one row for all workers.

import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { transportLimits } from './schema/index.ts';
import type { Db } from './store.ts';

/** One more hand-over whose outcome nobody knows; returns how many there were one after the other. */
export async function countDoubt(db: Db, name: string): Promise<number> {
  const [row] = await db
    .insert(transportLimits)
    .values({ name, doubts: 1 })
    .onConflictDoUpdate({ target: transportLimits.name, set: { doubts: sql`${transportLimits.doubts} + 1` } })
    .returning({ doubts: transportLimits.doubts });
  return row?.doubts ?? 1;
}

/**
 * The transport was found silent: it rests, the longer the more often that was found, or the more doubts beyond
 * `atDoubts` there were. Returns how often.
 */
export async function countSilence(
  db: Db,
  name: string,
  rest: { reason: string; atDoubts: number; untilAfter: (times: number) => string },
): Promise<number> {
  const [row] = await db
    .insert(transportLimits)
    .values({ name, silences: 1, restReason: rest.reason })
    .onConflictDoUpdate({
      target: transportLimits.name,
      set: { silences: sql`${transportLimits.silences} + 1`, restReason: rest.reason },
    })
    .returning({ silences: transportLimits.silences, doubts: transportLimits.doubts });
  const times = Math.max(row?.silences ?? 1, (row?.doubts ?? 0) - rest.atDoubts + 1);
  await db
    .update(transportLimits)
    .set({ restsUntil: rest.untilAfter(times) })
    .where(eq(transportLimits.name, name));
  return times;
}

/** The other side has answered: nothing of its silence is left. */
export async function forgetSilence(db: Db, name: string): Promise<void> {
  await db
    .update(transportLimits)
    .set({ doubts: 0, silences: 0, restsUntil: null, restReason: null })
    .where(eq(transportLimits.name, name));
}

/** Something may be handed over again; whether it is answered is not known, so the doubts stay counted. */
export async function endRest(db: Db, name: string): Promise<void> {
  await db.update(transportLimits).set({ silences: 0, restsUntil: null }).where(eq(transportLimits.name, name));
}

/**
 * Takes the turn to ask a silent transport whose rest is over, for everybody until `until`; false when it is not its
 * time, or somebody else asks.
 */
export async function takeProbe(db: Db, name: string, now: string, until: string): Promise<boolean> {
  const rows = await db
    .update(transportLimits)
    .set({ restsUntil: until })
    .where(and(eq(transportLimits.name, name), gt(transportLimits.silences, 0), lte(transportLimits.restsUntil, now)))
    .returning({ name: transportLimits.name });
  return rows.length > 0;
}
