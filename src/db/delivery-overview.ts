// Where deliveries stand, for people: what is under way, what has been for too long, and what needs a person.

import { asc, count, eq, inArray, lt, sql } from 'drizzle-orm';
import type { DeliveryState } from '../core/delivery.ts';
import { customers, deliveries, notices } from './schema/index.ts';
import type { Db } from './store.ts';

/** Deliveries in these states, counted, and how many of them came into being before an instant and are due. */
export async function countOpenDeliveries(
  db: Db,
  states: readonly DeliveryState[],
  before: string,
): Promise<{ byState: Partial<Record<DeliveryState, number>>; overdue: number }> {
  const rows = await db
    .select({
      state: deliveries.state,
      all: count(),
      overdue: count(sql`case when ${lt(deliveries.createdAt, before)} then 1 end`),
    })
    .from(deliveries)
    .where(inArray(deliveries.state, [...states]))
    .groupBy(deliveries.state);
  return {
    byState: Object.fromEntries(rows.map((row) => [row.state, row.all])),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}

/** Deliveries of which nobody knows whether they arrived, the oldest first. */
export async function readReviewList(db: Db) {
  return db
    .select({
      delivery: deliveries.id,
      channel: deliveries.channel,
      notice: notices.number,
      customer: customers.number,
      customerName: customers.name,
      transport: deliveries.transport,
      reason: deliveries.reason,
      doubtSince: deliveries.doubtSince,
    })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .where(eq(deliveries.state, 'needs_review'))
    .orderBy(asc(deliveries.doubtSince), asc(deliveries.id))
    .limit(1_000);
}
