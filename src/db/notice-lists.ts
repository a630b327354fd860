// Issued notices in lists: number, level, amounts, and where the latest delivery stands.

import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { deliveries, levels, notices } from './schema/index.ts';
import type { Db } from './store.ts';

/** The latest notices of a customer, cancelled ones included. */
export async function listNoticesOfCustomer(db: Db, customerId: number, limit: number) {
  const latest = sql`(select ${deliveries.id} from ${deliveries} where ${deliveries.noticeId} = ${notices.id}
    order by ${deliveries.createdAt} desc, ${deliveries.round} desc limit 1)`;
  return db
    .select({
      number: notices.number,
      state: notices.state,
      levelName: levels.name,
      issuedOn: notices.issuedOn,
      deadline: notices.deadline,
      currency: notices.currency,
      totalCents: notices.totalCents,
      channel: deliveries.channel,
      deliveryState: deliveries.state,
      deliveryReason: deliveries.reason,
    })
    .from(notices)
    .leftJoin(levels, eq(levels.id, notices.levelId))
    .leftJoin(deliveries, eq(deliveries.id, latest))
    .where(and(eq(notices.customerId, customerId), ne(notices.state, 'drafted')))
    .orderBy(desc(notices.issuedOn), desc(notices.id))
    .limit(limit);
}
