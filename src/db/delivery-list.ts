// Deliveries, the newest first, with whom they go to and the receipt of whoever took them; a page from a key on.

import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { DeliveryState } from '../core/delivery.ts';
import { containing } from './containing.ts';
import { customers, deliveries, notices } from './schema/index.ts';
import type { Db } from './store.ts';

/** The last row of the page before. */
export interface DeliveryKey {
  at: string;
  id: string;
}

export interface DeliveryFilter {
  /** Empty = all. */
  states: readonly DeliveryState[];
  /** Number of a notice, or part of the customer's name; his number as a whole. */
  text: string;
}

export async function listDeliveryRows(
  db: Db,
  { states, text }: DeliveryFilter,
  page: { after: DeliveryKey | null; limit: number },
) {
  const { after } = page;
  return db
    .select({
      id: deliveries.id,
      at: deliveries.createdAt,
      notice: notices.number,
      customer: customers.number,
      customerName: customers.name,
      channel: deliveries.channel,
      round: deliveries.round,
      recipients: deliveries.recipients,
      state: deliveries.state,
      transport: deliveries.transport,
      reference: deliveries.transportReference,
      attempts: deliveries.attempts,
      notBefore: deliveries.notBefore,
      sentAt: deliveries.sentAt,
      settledAt: deliveries.settledAt,
      reason: deliveries.reason,
    })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .where(
      and(
        states.length === 0 ? undefined : inArray(deliveries.state, [...states]),
        text === '' ? undefined : textCondition(text),
        after === null
          ? undefined
          : sql`(${deliveries.createdAt}, ${deliveries.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(page.limit);
}

function textCondition(text: string): SQL | undefined {
  const pattern = containing(text);
  const number = /^\D*0*([1-9]\d{0,8})$/.exec(text)?.[1];
  return or(
    number === undefined ? undefined : eq(notices.number, Number(number)),
    eq(customers.number, text),
    sql`${customers.name} ilike ${pattern}`,
  );
}
