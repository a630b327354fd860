// Attempts counted by the minute, for all processes together.

import { lt, sql } from 'drizzle-orm';
import { rateWindows } from './schema/index.ts';
import type { Db } from './store.ts';

/**
 * Takes up to `wanted` attempts from the minute of a key that allows `most`; returns how many it got and which minute
 * was counted: a process whose clock is behind counts in the minute that others have begun.
 */
export async function takeAttempts(
  db: Db,
  { key, startsAt, wanted, most }: { key: string; startsAt: string; wanted: number; most: number },
): Promise<{ granted: number; startsAt: string }> {
  const minute = sql`greatest(rate_windows.starts_at, excluded.starts_at)`;
  const before = sql`case when rate_windows.starts_at < excluded.starts_at then 0 else rate_windows.used end`;
  const [row] = await db
    .insert(rateWindows)
    .values({ key, startsAt, used: wanted })
    .onConflictDoUpdate({
      target: rateWindows.key,
      // What nobody gets is counted, too: what is above the most was not granted.
      set: { startsAt: minute, used: sql`least(${before}, ${most}::int) + ${wanted}::int` },
    })
    .returning({ used: rateWindows.used, startsAt: rateWindows.startsAt });
  if (row === undefined) throw new Error('a minute of attempts was not written');
  return { granted: Math.max(0, Math.min(wanted, most - (row.used - wanted))), startsAt: row.startsAt };
}

/** Forgets minutes that began before an instant. */
export async function deleteOldAttempts(db: Db, before: string): Promise<void> {
  await db.delete(rateWindows).where(lt(rateWindows.startsAt, before));
}
