// Notices of which no delivery reached the customer, each by its latest delivery, as long as nobody has accepted that.

import { and, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { DeliveryState } from '../core/delivery.ts';
import { customers, deliveries, levels, notices } from './schema/index.ts';
import type { Db } from './store.ts';

/** Nothing more happens to these by itself. */
const OVER: DeliveryState[] = ['failed', 'bounced', 'complained', 'needs_review', 'cancelled'];

const hasLetter = sql<boolean>`exists (select from deliveries letter
  where letter.notice_id = ${deliveries.noticeId} and letter.channel = 'letter')`;

/** A later delivery of the notice, or one that is on its way or arrived. */
const isAnswered = sql`exists (select from deliveries other where other.notice_id = ${deliveries.noticeId}
  and other.id <> ${deliveries.id}
  and (other.state in ('approved', 'claimed', 'attempted', 'unknown', 'sent', 'delivered')
    or (other.created_at, other.round, other.id) > (${deliveries.createdAt}, ${deliveries.round}, ${deliveries.id})))`;

/** What was cancelled matters as long as something is still open on the notice. */
const isStillOpen = sql`exists (select from notice_invoices line join invoices on invoices.id = line.invoice_id
  where line.notice_id = ${deliveries.noticeId} and invoices.open_cents > 0)`;

export interface ProblemQuery {
  /** Doubts older than this are shown; younger ones settle by themselves. */
  doubtBefore: string;
  deliveryId?: string;
  /** Only what may become a letter by itself. */
  channel?: 'email';
  limit: number;
}

/** The newest first. */
export async function readProblems(db: Db, { doubtBefore, deliveryId, channel, limit }: ProblemQuery) {
  return db
    .select({
      delivery: deliveries.id,
      noticeId: notices.id,
      notice: notices.number,
      /** On the letter as it was issued or corrected; the customer's of today does not matter. */
      hasPostalAddress: sql<boolean>`(jsonb_typeof(${notices.model}->'customer'->'address') = 'object'
        or exists (select from letter_versions where letter_versions.notice_id = ${notices.id}))`,
      customerId: customers.id,
      customer: customers.number,
      customerName: customers.name,
      channel: deliveries.channel,
      round: deliveries.round,
      recipients: deliveries.recipients,
      state: deliveries.state,
      reason: deliveries.reason,
      at: sql<string>`coalesce(${deliveries.settledAt}, ${deliveries.doubtSince}, ${deliveries.createdAt})`.mapWith(
        deliveries.createdAt,
      ),
      levelId: notices.levelId,
      levelChannels: levels.channels,
      letterExists: hasLetter,
    })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .leftJoin(levels, eq(levels.id, notices.levelId))
    .where(
      and(
        eq(notices.state, 'issued'),
        isNull(notices.undeliveredAcceptedAt),
        or(
          inArray(deliveries.state, OVER),
          and(eq(deliveries.state, 'unknown'), lt(deliveries.doubtSince, doubtBefore)),
        ),
        sql`not ${isAnswered}`,
        or(sql`${deliveries.state} <> 'cancelled'`, isStillOpen),
        deliveryId === undefined ? undefined : eq(deliveries.id, deliveryId),
        channel === undefined ? undefined : eq(deliveries.channel, channel),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit);
}

export type ProblemRow = Awaited<ReturnType<typeof readProblems>>[number];

/** Deliveries handed to a provider since an instant, of which nothing was heard yet; the oldest first. */
export async function readUnheard(db: Db, transport: string, since: string, limit: number) {
  return db
    .select({ id: deliveries.id, reference: deliveries.transportReference })
    .from(deliveries)
    .where(and(eq(deliveries.state, 'sent'), eq(deliveries.transport, transport), gt(deliveries.sentAt, since)))
    .orderBy(deliveries.sentAt)
    .limit(limit);
}
