// What holds for all sending: whether it is on hold, and the pace of each transport, shared by all workers of all
// machines.

import { desc, isNull, sql } from 'drizzle-orm';
import { type SendingHoldCause, sendingHolds, transportLimits } from './schema/index.ts';
import { restsAt } from './silence.ts';
import type { Db } from './store.ts';

export type SendingHold = typeof sendingHolds.$inferSelect;

/** Holds that stand now, the newest first. */
export async function readSendingHolds(db: Db): Promise<SendingHold[]> {
  return db.select().from(sendingHolds).where(isNull(sendingHolds.endedAt)).orderBy(desc(sendingHolds.id));
}

/**
 * Puts all sending on hold. The organisation is locked first: an intent under way is waited for, a later one sees the
 * hold. False when there is one of this cause already.
 */
export async function holdSending(
  db: Db,
  hold: { cause: SendingHoldCause; reason: string; at: string; by: string },
): Promise<boolean> {
  await db.execute(sql`select id from organisation for update`);
  const rows = await db
    .insert(sendingHolds)
    .values({ cause: hold.cause, reason: hold.reason, startedAt: hold.at, startedBy: hold.by })
    .onConflictDoNothing()
    .returning({ id: sendingHolds.id });
  return rows.length > 0;
}

/** Ends every hold that stands; returns them. */
export async function endSendingHolds(db: Db, end: { at: string; by: string; reason: string }): Promise<SendingHold[]> {
  return db
    .update(sendingHolds)
    .set({ endedAt: end.at, endedBy: end.by, endReason: end.reason })
    .where(isNull(sendingHolds.endedAt))
    .returning();
}

/**
 * Takes the next slots of a transport: when each hand-over may start, in milliseconds since 1970. Slots are `everyMs`
 * apart, whoever takes them. None when the queue of slots is longer than `atMostMs`: come back later.
 */
export async function takeSlots(
  db: Db,
  name: string,
  pace: { nowMs: number; everyMs: number; atMostMs: number },
  count = 1,
): Promise<number[]> {
  const { nowMs, everyMs, atMostMs } = pace;
  const takenMs = everyMs * count;
  const [row] = await db
    .insert(transportLimits)
    .values({ name, nextSlotMs: nowMs + takenMs })
    .onConflictDoUpdate({
      target: transportLimits.name,
      set: { nextSlotMs: sql`greatest(${transportLimits.nextSlotMs}, ${nowMs}::float8) + ${takenMs}::float8` },
      setWhere: sql`${transportLimits.nextSlotMs} <= ${nowMs + atMostMs}::float8`,
    })
    .returning({ next: transportLimits.nextSlotMs });
  if (row === undefined) return [];
  return Array.from({ length: count }, (_, index) => row.next - takenMs + index * everyMs);
}

/** The transport takes nothing before this instant; an earlier end of its rest changes nothing. */
export async function restTransport(db: Db, name: string, rest: { until: string; reason: string }): Promise<void> {
  const { until, reason } = rest;
  await db
    .insert(transportLimits)
    .values({ name, restsUntil: until, restReason: reason })
    .onConflictDoUpdate({
      target: transportLimits.name,
      set: { restsUntil: until, restReason: reason },
      setWhere: sql`${transportLimits.restsUntil} is null or ${transportLimits.restsUntil} < ${until}::timestamptz`,
    });
}

/** Transports that rest now, until when and why; a silent one until it answers. */
export async function readRestingTransports(db: Db, now: string) {
  const { name, restReason } = transportLimits;
  // Whatever rests has an end of it: see the condition.
  const until = sql<string>`${transportLimits.restsUntil}`.mapWith(transportLimits.restsUntil);
  return db.select({ name, until, reason: restReason }).from(transportLimits).where(restsAt(now));
}
