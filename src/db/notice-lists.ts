// Issued notices in lists: number, level, amounts, and where the latest delivery stands.

import { and, desc, eq, lt, ne, sql } from 'drizzle-orm';
import { customers, deliveries, invoices, levels, noticeInvoices, notices } from './schema/index.ts';
import type { Db } from './store.ts';

/** What a notice asks for, frozen when it was issued. */
export const NOTICE_AMOUNTS = {
  principalCents: notices.principalCents,
  feeCents: notices.feeCents,
  carriedCents: notices.carriedCents,
  interestCents: notices.interestCents,
  compensationCents: notices.compensationCents,
  totalCents: notices.totalCents,
};

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

/** Issued notices, the newest number first; drafts have none. Cancelled ones are among them. */
export async function listNoticeRows(
  db: Db,
  customerId: number | undefined,
  { before, limit }: { before: number | undefined; limit: number },
) {
  return db
    .select({
      number: sql<number>`${notices.number}::float8`,
      state: notices.state,
      customer: customers.number,
      customerName: customers.name,
      levelName: levels.name,
      kind: notices.kind,
      /** Their numbers, in order. */
      invoices: sql<string[]>`array(select ${invoices.number} from ${noticeInvoices}
        join ${invoices} on ${invoices.id} = ${noticeInvoices.invoiceId}
        where ${noticeInvoices.noticeId} = ${notices.id} order by ${invoices.number})`,
      issuedOn: notices.issuedOn,
      deadline: notices.deadline,
      currency: notices.currency,
      ...NOTICE_AMOUNTS,
      issuedAt: notices.issuedAt,
      issuedBy: notices.issuedBy,
      cancelledAt: notices.cancelledAt,
      cancelReason: notices.cancelReason,
    })
    .from(notices)
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .leftJoin(levels, eq(levels.id, notices.levelId))
    .where(
      and(
        ne(notices.state, 'drafted'),
        customerId === undefined ? undefined : eq(notices.customerId, customerId),
        before === undefined ? undefined : lt(notices.number, before),
      ),
    )
    .orderBy(desc(notices.number))
    .limit(limit);
}
