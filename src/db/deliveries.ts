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

/** One delivery; null when there is none. */
export async function readDelivery(db: Db, id: string): Promise<DeliveryRow | null> {
  const [row] = await db.select().from(deliveries).where(eq(deliveries.id, id));
  return row ?? null;
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

/**
 * Claims those of these deliveries whose time has come; the others have nothing to do, or another worker was first.
 * Taken in the order of their ids, so that two workers who want the same never wait for each other.
 */
export async function claimDeliveries(
  db: Db,
  ids: readonly string[],
  now: string,
  leaseUntil: string,
): Promise<DeliveryRow[]> {
  assertDeliveryMayBecome('approved', 'claimed');
  // One in doubt keeps its state while it is being looked at: the lease alone says whose it is.
  const state = sql`case ${deliveries.state} when 'unknown' then 'unknown' else 'claimed' end`;
  const due = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(inArray(deliveries.id, [...ids]), isDue(now)))
    .orderBy(asc(deliveries.id))
    .for('update');
  return db
    .update(deliveries)
    .set({ state, epoch: sql`${deliveries.epoch} + 1`, leaseUntil })
    .where(inArray(deliveries.id, due))
    .returning();
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

/** A step of a held delivery: on from `from`, or put back unchanged in state. */
export interface Move {
  held: Held;
  from: DeliveryState;
  change: DeliveryChange;
}

/**
 * Makes the steps of those that are still held like this, and ends their leases; returns their ids.
 * @throws when there is no such step.
 */
export async function moveDeliveries(db: Db, moves: readonly Move[]): Promise<Set<string>> {
  for (const { from, change } of moves) if (change.state !== from) assertDeliveryMayBecome(from, change.state);
  // Columns that a change does not name are not in its JSON and stay as they are.
  const steps = moves.map(({ held, from, change }) => ({ ...change, id: held.id, epoch: held.epoch, from }));
  const changed = (column: SQL, key: string, type: string) => {
    const given = sql`(step ->> ${key}::text)${sql.raw(`::${type}`)}`;
    return sql`${column} = case when step ? ${key}::text then ${given} else delivery.${column} end`;
  };
  const { rows } = (await db.execute(sql`
    update deliveries delivery set lease_until = null, state = step ->> 'state',
      ${changed(sql`reason`, 'reason', 'text')}, ${changed(sql`not_before`, 'notBefore', 'timestamptz')},
      ${changed(sql`doubt_since`, 'doubtSince', 'timestamptz')},
      ${changed(sql`transport_reference`, 'transportReference', 'text')},
      ${changed(sql`sent_at`, 'sentAt', 'timestamptz')}, ${changed(sql`settled_at`, 'settledAt', 'timestamptz')}
    from jsonb_array_elements(${JSON.stringify(steps)}::jsonb) step
    where delivery.id = (step ->> 'id')::uuid and delivery.epoch = (step ->> 'epoch')::int
      and delivery.state = step ->> 'from'
    returning delivery.id`)) as unknown as { rows: { id: string }[] };
  return new Set(rows.map((row) => row.id));
}

/** One step; false when the delivery is not ours any more. */
export async function moveDelivery(db: Db, held: Held, from: DeliveryState, change: DeliveryChange): Promise<boolean> {
  return (await moveDeliveries(db, [{ held, from, change }])).has(held.id);
}

/** What came of an attempt. */
export interface AttemptEnd {
  held: Held;
  at: string;
  outcome: 'accepted' | 'refused' | 'unknown';
  detail: string | null;
}

/** Notes what came of attempts, whoever holds the deliveries now. */
export async function endAttempts(db: Db, ends: readonly AttemptEnd[]): Promise<void> {
  if (ends.length === 0) return;
  const column = <T>(of: (end: AttemptEnd) => T) => sql.param(ends.map(of));
  await db.execute(sql`
    update delivery_attempts attempt set ended_at = given.at, outcome = given.outcome, detail = given.detail
    from unnest(${column((end) => end.held.id)}::uuid[], ${column((end) => end.held.epoch)}::int[],
      ${column((end) => end.at)}::timestamptz[], ${column((end) => end.outcome)}::text[],
      ${column((end) => end.detail)}::text[]) as given (id, epoch, at, outcome, detail)
    where attempt.delivery_id = given.id and attempt.epoch = given.epoch`);
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
