// Transports that do not answer: how often that was found, and until when they are left alone; one row for all workers.
// One that was silent and has no end of a rest may be tried, and is left alone for longer when that shows the same.

import { and, eq, gt, lte, not, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { transportLimits } from './schema/index.ts';
import type { Db } from './store.ts';

const { silences, restsUntil } = transportLimits;

/** Condition on a row of `transport_limits`: left alone until somebody has asked whether it answers again. */
export const isLeftAlone = sql<boolean>`(${silences} > 0 and ${restsUntil} is not null)`;

/** Condition: nothing is to be handed over at an instant, for whichever reason. */
export const restsAt = (now: string) => or(gt(restsUntil, now), isLeftAlone);

/**
 * One more hand-over whose outcome nobody knows; returns how many there were one after the other, and whether it is
 * left alone already.
 */
export async function countDoubt(db: Db, name: string): Promise<{ doubts: number; isLeftAlone: boolean }> {
  const [row] = await db
    .insert(transportLimits)
    .values({ name, doubts: 1 })
    .onConflictDoUpdate({ target: transportLimits.name, set: { doubts: sql`${transportLimits.doubts} + 1` } })
    .returning({ doubts: transportLimits.doubts, isLeftAlone });
  return row ?? { doubts: 1, isLeftAlone: false };
}

/**
 * The transport was found silent: it rests for `firstMs`, and twice as long each time it is found so again. However
 * many find it at once, it counts once: only where it is not left alone yet, or whoever asked still has the turn it
 * took until `turn`. Returns how often it was found, null where it did not count.
 */
export async function countSilence(
  db: Db,
  name: string,
  rest: { reason: string; now: string; firstMs: number; longestMs: number },
  turn: string | null,
): Promise<number | null> {
  const until = (times: SQL) => sql`${rest.now}::timestamptz + interval '1 millisecond'
    * least(${rest.longestMs}::float8, ${rest.firstMs}::float8 * power(2, least(${times}, 10)))`;
  const [row] = await db
    .insert(transportLimits)
    .values({ name, silences: 1, restReason: rest.reason, restsUntil: until(sql`0`) })
    .onConflictDoUpdate({
      target: transportLimits.name,
      set: {
        silences: sql`${silences} + 1`,
        restReason: rest.reason,
        restsUntil: sql`greatest(${restsUntil}, ${until(sql`${silences}`)})`,
      },
      setWhere: turn === null ? not(isLeftAlone) : sql`${silences} > 0 and ${restsUntil} = ${turn}::timestamptz`,
    })
    .returning({ silences });
  return row?.silences ?? null;
}

/** The other side has answered: nothing of its silence is left. A rest that it asked for itself stays. */
export async function forgetSilence(db: Db, name: string): Promise<void> {
  const unlessSilent = (column: SQLWrapper) => sql`case when ${silences} > 0 then null else ${column} end`;
  await db
    .update(transportLimits)
    .set({
      doubts: 0,
      silences: 0,
      restsUntil: unlessSilent(restsUntil),
      restReason: unlessSilent(transportLimits.restReason),
    })
    .where(eq(transportLimits.name, name));
}

/** Something may be handed over again; whether it is answered is not known, so what was counted stays. */
export async function endRest(db: Db, name: string): Promise<void> {
  await db
    .update(transportLimits)
    .set({ restsUntil: null })
    .where(and(eq(transportLimits.name, name), isLeftAlone));
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
