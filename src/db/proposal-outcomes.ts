// What became of proposals, and what was issued on a day, in the words people read.

import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { DeliveryState } from '../core/delivery.ts';
import type { Channel } from '../core/plan.ts';
import { among } from './among.ts';
import { customers, deliveries, levels, notices, proposals } from './schema/index.ts';
import type { Db } from './store.ts';

/** State, decision and notice of proposals, in the order of their ids. */
export async function readProposalOutcomes(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: proposals.id,
      state: proposals.state,
      customerNumber: customers.number,
      customerName: customers.name,
      levelName: levels.name,
      currency: proposals.currency,
      principalCents: proposals.principalCents,
      secondNeeded: proposals.secondNeeded,
      firstApprovedBy: proposals.firstApprovedBy,
      firstApproverId: proposals.firstApproverId,
      firstApprovedAt: proposals.firstApprovedAt,
      firstApprovedFrom: proposals.firstApprovedFrom,
      decidedBy: proposals.decidedBy,
      decidedAt: proposals.decidedAt,
      decidedFrom: proposals.decidedFrom,
      snoozedUntil: proposals.snoozedUntil,
      withdrawnReason: proposals.withdrawnReason,
      reopenedReason: proposals.reopenedReason,
      noticeNumber: notices.number,
    })
    .from(proposals)
    .innerJoin(customers, eq(customers.id, proposals.customerId))
    .leftJoin(levels, eq(levels.id, proposals.levelId))
    .leftJoin(notices, and(eq(notices.proposalId, proposals.id), ne(notices.state, 'drafted')))
    .where(among(proposals.id, ids))
    .orderBy(asc(proposals.id));
}

export type ProposalOutcomeRow = Awaited<ReturnType<typeof readProposalOutcomes>>[number];

export interface IssuedRow {
  number: number;
  customerNumber: string;
  customerName: string;
  levelName: string | null;
  currency: string;
  totalCents: number;
  /** Its latest delivery; null when it is not to be sent. */
  channel: Channel | null;
  deliveryState: DeliveryState | null;
  deliveryReason: string | null;
}

/** Standing notices issued on a day, the latest first. */
export async function listIssuedOn(db: Db, day: Day, limit: number): Promise<IssuedRow[]> {
  const rows = await db
    .selectDistinctOn([notices.number], {
      number: notices.number,
      customerNumber: customers.number,
      customerName: customers.name,
      levelName: levels.name,
      currency: notices.currency,
      totalCents: notices.totalCents,
      channel: deliveries.channel,
      deliveryState: deliveries.state,
      deliveryReason: deliveries.reason,
    })
    .from(notices)
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .leftJoin(levels, eq(levels.id, notices.levelId))
    .leftJoin(deliveries, eq(deliveries.noticeId, notices.id))
    .where(and(eq(notices.state, 'issued'), eq(notices.issuedOn, day)))
    .orderBy(desc(notices.number), desc(deliveries.createdAt))
    .limit(limit);
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}

/** How many notices that stand were issued on a day, and in which state their deliveries are. */
export async function countIssuedOn(
  db: Db,
  day: Day,
): Promise<{ notices: number; deliveries: Partial<Record<DeliveryState, number>> }> {
  const onDay = and(eq(notices.state, 'issued'), eq(notices.issuedOn, day));
  const [issued] = await db.select({ count: sql<string>`count(*)::text` }).from(notices).where(onDay);
  const states = await db
    .select({ state: deliveries.state, count: sql<string>`count(*)::text` })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(onDay)
    .groupBy(deliveries.state);
  return {
    notices: Number(issued?.count ?? 0),
    deliveries: Object.fromEntries(states.map((row) => [row.state, Number(row.count)])),
  };
}
