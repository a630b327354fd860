// Deliveries: claimed by one worker at a time (lease and fencing number), moved from state to state by
// compare-and-set. Every change goes through the table of permitted steps in core; each is one statement, safe on both
// databases.

import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { assertDeliveryMayBecome, type DeliveryState } from '../core/delivery.ts';
import type { Channel } from '../core/plan.ts';
import { deliveries, deliveryAttempts, notices } from './schema/index.ts';
import type { Db } from './store.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;

export async function readDeliveriesOf(db: Db, noticeId: number): Promise<DeliveryRow[]> {
  return db.select().from(deliveries).where(eq(deliveries.noticeId, noticeId)).orderBy(asc(deliveries.createdAt));
}

/** One delivery, locked until the transaction ends; null when there is none. */
export async function lockDelivery(db: Db, id: string): Promise<DeliveryRow | null> {
  const [row] = await db.select().from(deliveries).where(eq(deliveries.id, id)).for('update');
  return row ?? null;
}

/** Deliveries of a notice that have not left yet will not leave. */
export async function cancelWaitingDeliveries(db: Db, noticeId: number, reason: string, at: string): Promise<void> {
  const waiting = ['approved', 'claimed'] as const;
  for (const state of waiting) assertDeliveryMayBecome(state, 'cancelled');
  await db
    .update(deliveries)
    .set({ state: 'cancelled', reason, settledAt: at, leaseUntil: null })
    .where(and(eq(deliveries.noticeId, noticeId), inArray(deliveries.state, [...waiting])));
}

/**
 * Ids of deliveries by these channels whose time has come: waiting, in doubt, or claimed by a worker whose lease has
 * run out; in the order in which they came into being.
 */
export async function dueDeliveryIds(
  db: Db,
  now: string,
  limit: number,
  channels: readonly Channel[],
): Promise<string[]> {
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isDue(now), inArray(deliveries.channel, [...channels])))
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

function isDue(now: string): SQL | undefined {
  return and(
    inArray(deliveries.state, ['approved', 'claimed', 'unknown']),
    or(isNull(deliveries.notBefore), lte(deliveries.notBefore, now)),
    or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now)),
  );
}

/** Claims one delivery whose time has come; null when there is nothing to do, or another worker was first. */
export async function claimDelivery(db: Db, id: string, now: string, leaseUntil: string): Promise<DeliveryRow | null> {
  assertDeliveryMayBecome('approved', 'claimed');
  // One in doubt keeps its state while it is being looked at: the lease alone says whose it is.
  const state = sql`case ${deliveries.state} when 'unknown' then 'unknown' else 'claimed' end`;
  const [row] = await db
    .update(deliveries)
    .set({ state, epoch: sql`${deliveries.epoch} + 1`, leaseUntil })
    .where(and(eq(deliveries.id, id), isDue(now)))
    .returning();
  return row ?? null;
}

/** What a step writes besides the state; what is left out stays as it is. */
export interface DeliveryChange {
  state: DeliveryState;
  reason?: string | null;
  notBefore?: string | null;
  doubtSince?: string | null;
  transportReference?: string | null;
  sentAt?: string | null;
  settledAt?: string | null;
}

/** A delivery as somebody holds it: whoever has an older epoch, or another idea of its state, writes nothing. */
export interface Held {
  id: string;
  epoch: number;
}

/**
 * Moves a held delivery on from `from`, or puts it back unchanged in state; the lease ends. False when it is not ours.
 * @throws when there is no such step.
 */
export async function moveDelivery(db: Db, held: Held, from: DeliveryState, change: DeliveryChange): Promise<boolean> {
  if (change.state !== from) assertDeliveryMayBecome(from, change.state);
  const rows = await db
    .update(deliveries)
    .set({ ...change, leaseUntil: null })
    .where(and(eq(deliveries.id, held.id), eq(deliveries.epoch, held.epoch), eq(deliveries.state, from)))
    .returning({ id: deliveries.id });
  return rows.length > 0;
}

/** What came of an attempt, whoever holds the delivery now. */
export async function endAttempt(
  db: Db,
  held: Held,
  end: { at: string; outcome: 'accepted' | 'refused' | 'unknown'; detail: string | null },
): Promise<void> {
  await db
    .update(deliveryAttempts)
    .set({ endedAt: end.at, outcome: end.outcome, detail: end.detail })
    .where(and(eq(deliveryAttempts.deliveryId, held.id), eq(deliveryAttempts.epoch, held.epoch)));
}

/** Deliveries whose worker ended in the middle: attempts without a result, their claim over by `leaseEndedBy`. */
export async function readInterrupted(db: Db, leaseEndedBy: string): Promise<(DeliveryRow & { intendedAt: string })[]> {
  const rows = await db
    .select({ delivery: deliveries, intendedAt: deliveryAttempts.startedAt })
    .from(deliveries)
    .innerJoin(
      deliveryAttempts,
      and(eq(deliveryAttempts.deliveryId, deliveries.id), eq(deliveryAttempts.epoch, deliveries.epoch)),
    )
    .where(and(eq(deliveries.state, 'attempted'), lte(deliveries.leaseUntil, leaseEndedBy)));
  return rows.map(({ delivery, intendedAt }) => ({ ...delivery, intendedAt }));
}

/** Gives claims back whose process is known to have ended, before their lease runs out. */
export async function releaseClaims(db: Db, leaseEndedBy: string): Promise<void> {
  assertDeliveryMayBecome('claimed', 'approved');
  await db
    .update(deliveries)
    .set({ state: 'approved', leaseUntil: null })
    .where(and(eq(deliveries.state, 'claimed'), lte(deliveries.leaseUntil, leaseEndedBy)));
  await db
    .update(deliveries)
    .set({ leaseUntil: null })
    .where(and(eq(deliveries.state, 'unknown'), lte(deliveries.leaseUntil, leaseEndedBy)));
}

/** Waiting deliveries of a plan's notices start at the earliest at `notBefore`; returns how many had been due. */
export async function deferDeliveries(
  db: Db,
  which: { planId: number; channels: readonly Channel[]; dueBy: string },
  notBefore: string,
): Promise<number> {
  const rows = await db
    .update(deliveries)
    .set({ notBefore })
    .from(notices)
    .where(
      and(
        eq(notices.id, deliveries.noticeId),
        eq(notices.planId, which.planId),
        eq(deliveries.state, 'approved'),
        inArray(deliveries.channel, [...which.channels]),
        isDue(which.dueBy),
      ),
    )
    .returning({ id: deliveries.id });
  return rows.length;
}
