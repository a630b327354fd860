// Deliveries: claimed by one worker at a time (lease and fencing number), checked and marked in the same statement that
// starts the hand-over, settled with what came of it. Every step is a single compare-and-set, safe on both databases.

import { and, asc, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { DeliveryState } from '../core/delivery.ts';
import { deliveries, deliveryAttempts } from './schema/index.ts';
import type { Db } from './store.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;

export async function readDeliveriesOf(db: Db, noticeId: number): Promise<DeliveryRow[]> {
  return db.select().from(deliveries).where(eq(deliveries.noticeId, noticeId)).orderBy(asc(deliveries.createdAt));
}

/** Deliveries of a notice that have not left yet will not leave. */
export async function cancelWaitingDeliveries(db: Db, noticeId: number, reason: string, at: string): Promise<void> {
  await db
    .update(deliveries)
    .set({ state: 'cancelled', reason, settledAt: at })
    .where(and(eq(deliveries.noticeId, noticeId), inArray(deliveries.state, ['approved', 'claimed'])));
}

/** Ids of deliveries that may be worked on now: waiting, or claimed by a worker whose lease has run out. */
export async function dueDeliveryIds(db: Db, now: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      or(
        and(eq(deliveries.state, 'approved'), or(sql`${deliveries.notBefore} is null`, lte(deliveries.notBefore, now))),
        and(eq(deliveries.state, 'claimed'), lte(deliveries.leaseUntil, now)),
      ),
    )
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Claims one delivery; null when another worker was first. */
export async function claimDelivery(db: Db, id: string, now: string, leaseUntil: string): Promise<DeliveryRow | null> {
  const [row] = await db
    .update(deliveries)
    .set({ state: 'claimed', epoch: sql`${deliveries.epoch} + 1`, leaseUntil })
    .where(
      and(
        eq(deliveries.id, id),
        or(eq(deliveries.state, 'approved'), and(eq(deliveries.state, 'claimed'), lte(deliveries.leaseUntil, now))),
      ),
    )
    .returning();
  return row ?? null;
}

/**
 * Locks, shared, what people change to stop a notice: its invoices, its customer, the organisation. A stop under way is
 * waited for; one that comes later waits until the intent is committed.
 */
export async function lockForIntent(db: Db, deliveryId: string): Promise<void> {
  const notice = sql`(select notice_id from deliveries where id = ${deliveryId}::uuid)`;
  await db.execute(sql`select id from organisation for share`);
  await db.execute(sql`
    select id from customers where id = (select customer_id from notices where id = ${notice}) for share`);
  await db.execute(sql`
    select id from invoices where id in (select invoice_id from notice_invoices where notice_id = ${notice})
    order by id for share`);
}

/**
 * The intent: marks the delivery as attempted, if and only if nothing that stops it has been committed. One statement,
 * so that no payment, pause, exclusion or dispute committed before can be overtaken (promise P2 of the send protocol).
 *
 * `promisesFrom`: a promise to pay for this day or later still holds. Returns false when something stops it or the
 * claim is no longer ours.
 */
export async function writeIntent(
  db: Db,
  delivery: { id: string; epoch: number },
  check: { today: Day; promisesFrom: Day; now: string; payloadSha256: string; transport: string },
): Promise<boolean> {
  const { rows } = (await db.execute(sql`
    with intent as (
      update deliveries set state = 'attempted', attempts = attempts + 1, transport = ${check.transport}::text
      where id = ${delivery.id}::uuid and epoch = ${delivery.epoch}::int and state = 'claimed'
        and not ${stopped(check.today, check.promisesFrom)}
      returning id, epoch
    )
    insert into delivery_attempts (delivery_id, epoch, payload_sha256, transport, started_at)
    select id, epoch, ${check.payloadSha256}::text, ${check.transport}::text, ${check.now}::timestamptz from intent
    returning delivery_id`)) as unknown as { rows: unknown[] };
  return rows.length > 0;
}

/** Condition on a row of `deliveries`: its notice must not go out any more. */
function stopped(today: Day, promisesFrom: Day): SQL {
  return sql`exists (
    select from notices notice
    join notice_invoices line on line.notice_id = notice.id
    join invoices invoice on invoice.id = line.invoice_id
    where notice.id = deliveries.notice_id and (
      notice.state <> 'issued'
      or invoice.open_cents < line.open_cents
      or exists (select from blocks where ended_at is null and from_on <= ${today}::date
        and (until_on is null or until_on >= ${today}::date)
        and (scope = 'all' or invoice_id = invoice.id or customer_id = invoice.customer_id))
      or exists (select from disputes where invoice_id = invoice.id and settled_at is null)
      or exists (select from promises where invoice_id = invoice.id and ended_at is null
        and promised_on >= ${promisesFrom}::date)
    ))`;
}

/** Writes what came of an attempt, if the claim is still ours; and the delivery's new state. */
export async function settleAttempt(
  db: Db,
  delivery: { id: string; epoch: number },
  result: {
    outcome: 'accepted' | 'refused' | 'unknown';
    state: DeliveryState;
    at: string;
    reference: string | null;
    reason: string | null;
    notBefore: string | null;
  },
): Promise<boolean> {
  const settled = result.state !== 'approved' && result.state !== 'unknown';
  const rows = await db
    .update(deliveries)
    .set({
      state: result.state,
      reason: result.reason,
      transportReference: result.reference,
      notBefore: result.notBefore,
      leaseUntil: null,
      sentAt: result.state === 'sent' ? result.at : null,
      settledAt: settled ? result.at : null,
    })
    .where(and(eq(deliveries.id, delivery.id), eq(deliveries.epoch, delivery.epoch), eq(deliveries.state, 'attempted')))
    .returning({ id: deliveries.id });
  await db
    .update(deliveryAttempts)
    .set({ endedAt: result.at, outcome: result.outcome, detail: result.reason })
    .where(and(eq(deliveryAttempts.deliveryId, delivery.id), eq(deliveryAttempts.epoch, delivery.epoch)));
  return rows.length > 0;
}

/** A claimed delivery whose notice must not go out is cancelled with the reason. */
export async function cancelClaimed(
  db: Db,
  delivery: { id: string; epoch: number },
  reason: string,
  at: string,
): Promise<boolean> {
  const rows = await db
    .update(deliveries)
    .set({ state: 'cancelled', reason, settledAt: at, leaseUntil: null })
    .where(and(eq(deliveries.id, delivery.id), eq(deliveries.epoch, delivery.epoch), eq(deliveries.state, 'claimed')))
    .returning({ id: deliveries.id });
  return rows.length > 0;
}

/** Gives a claim back untouched. */
export async function releaseClaim(db: Db, delivery: { id: string; epoch: number }, notBefore: string): Promise<void> {
  await db
    .update(deliveries)
    .set({ state: 'approved', leaseUntil: null, notBefore })
    .where(and(eq(deliveries.id, delivery.id), eq(deliveries.epoch, delivery.epoch), eq(deliveries.state, 'claimed')));
}

/**
 * An attempt without a result whose claim has run out is unknown, never new (send protocol, step 7). Returns the ids.
 */
export async function markInterruptedUnknown(db: Db, leaseEndedBy: string): Promise<string[]> {
  const rows = await db
    .update(deliveries)
    .set({ state: 'unknown', reason: 'the service stopped while it was being handed over', leaseUntil: null })
    .where(and(eq(deliveries.state, 'attempted'), lte(deliveries.leaseUntil, leaseEndedBy)))
    .returning({ id: deliveries.id });
  return rows.map((row) => row.id);
}
