// The compare-and-set of a decision: the first one wins, whoever else decided is told.

import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { ProposalState } from '../core/proposal.ts';
import { among } from './among.ts';
import type { ProposalRow } from './proposals.ts';
import { customers, levels, plans, proposals } from './schema/index.ts';
import type { Db } from './store.ts';

export type DecisionFields = Partial<
  Pick<
    ProposalRow,
    | 'decidedOn'
    | 'decidedAt'
    | 'decidedBy'
    | 'decidedFrom'
    | 'deciderId'
    | 'secondNeeded'
    | 'firstApprovedBy'
    | 'firstApproverId'
    | 'firstApprovedAt'
    | 'firstApprovedFrom'
    | 'levelChosenById'
    | 'snoozedUntil'
    | 'remark'
    | 'waiveFee'
    | 'sendAfterIssue'
    | 'reopenedReason'
    | 'issueNotBefore'
  >
>;

/** What goes back to be decided is approved by nobody. */
export const NOBODY_APPROVED = {
  secondNeeded: null,
  firstApprovedBy: null,
  firstApproverId: null,
  firstApprovedAt: null,
  firstApprovedFrom: null,
} satisfies DecisionFields;

/** Moves proposals from one of some states to another; returns the rows that were still in one, in their new state. */
export async function moveProposals(
  db: Db,
  ids: readonly number[],
  from: ProposalState | readonly ProposalState[],
  to: ProposalState,
  fields: DecisionFields,
): Promise<ProposalRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .update(proposals)
    .set({ ...fields, state: to, version: sql`${proposals.version} + 1` })
    .where(and(among(proposals.id, ids), inArray(proposals.state, [from].flat())))
    .returning();
  return rows.sort((a, b) => a.id - b.id);
}

/** Reads proposals by id and locks them, in the order of their ids, until the transaction ends. */
export async function lockProposals(db: Db, ids: readonly number[]): Promise<ProposalRow[]> {
  if (ids.length === 0) return [];
  return db.select().from(proposals).where(among(proposals.id, ids)).orderBy(asc(proposals.id)).for('update');
}

export async function readProposals(db: Db, ids: readonly number[]): Promise<ProposalRow[]> {
  if (ids.length === 0) return [];
  return db.select().from(proposals).where(among(proposals.id, ids)).orderBy(asc(proposals.id));
}

/** Ids of all proposals in some states, ascending; optionally of some levels or one plan. */
export async function proposalIdsIn(
  db: Db,
  states: ProposalState | readonly ProposalState[],
  filter: { levelId?: number } = {},
): Promise<number[]> {
  const rows = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(
      and(
        inArray(proposals.state, [states].flat()),
        filter.levelId === undefined ? undefined : eq(proposals.levelId, filter.levelId),
      ),
    )
    .orderBy(asc(proposals.id));
  return rows.map((row) => row.id);
}

/** Which of these proposals are approved, and whom they are about; in the order of their ids. */
export async function approvedAmong(db: Db, ids: readonly number[]): Promise<{ id: number; customerId: number }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ id: proposals.id, customerId: proposals.customerId })
    .from(proposals)
    .where(and(among(proposals.id, ids), eq(proposals.state, 'approved')))
    .orderBy(asc(proposals.id));
}

/** Ids of approved proposals whose notice may be issued now: the time in which they can be taken back is over. */
export async function proposalIdsToIssue(db: Db, now: string): Promise<number[]> {
  const rows = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(
      and(eq(proposals.state, 'approved'), or(isNull(proposals.issueNotBefore), lte(proposals.issueNotBefore, now))),
    )
    .orderBy(asc(proposals.id));
  return rows.map((row) => row.id);
}

export type ProposalListRow = ProposalRow & {
  customerNumber: string;
  customerName: string;
  emailsTo: string[];
  hasAddress: boolean;
  planName: string;
  levelName: string | null;
  levelPosition: number | null;
  automation: string | null;
};

/**
 * Proposals of some states with the words people read, ordered by level (highest first), customer and id; optionally of
 * one level, or only those named.
 */
export async function listProposals(
  db: Db,
  states: readonly ProposalState[],
  page: { limit: number; offset: number },
  filter: { levelId?: number; ids?: readonly number[] } = {},
): Promise<ProposalListRow[]> {
  const rows = await db
    .select({
      proposal: proposals,
      customerNumber: customers.number,
      customerName: customers.name,
      emailsTo: customers.emailsTo,
      hasAddress: sql<boolean>`${customers.address} is not null`,
      planName: plans.name,
      levelName: levels.name,
      levelPosition: levels.position,
      automation: levels.automation,
    })
    .from(proposals)
    .innerJoin(customers, eq(customers.id, proposals.customerId))
    .innerJoin(plans, eq(plans.id, proposals.planId))
    .leftJoin(levels, eq(levels.id, proposals.levelId))
    .where(
      and(
        inArray(proposals.state, [...states]),
        filter.levelId === undefined ? undefined : eq(proposals.levelId, filter.levelId),
        filter.ids === undefined ? undefined : among(proposals.id, filter.ids),
      ),
    )
    .orderBy(sql`${levels.position} desc nulls last, ${customers.name} collate "und-x-icu", ${proposals.id}`)
    .limit(page.limit)
    .offset(page.offset);
  return rows.map(({ proposal, ...words }) => ({ ...proposal, ...words }));
}

export interface ProposalSum {
  levelId: number | null;
  levelName: string | null;
  levelPosition: number | null;
  currency: string;
  count: number;
  principalCents: number;
}

/** Count and sum of proposals in some states, by level and currency. */
export async function sumProposals(db: Db, states: readonly ProposalState[]): Promise<ProposalSum[]> {
  const rows = await db
    .select({
      levelId: proposals.levelId,
      levelName: levels.name,
      levelPosition: levels.position,
      currency: proposals.currency,
      count: sql<string>`count(*)::text`,
      principalCents: sql<string>`sum(${proposals.principalCents})::text`,
    })
    .from(proposals)
    .leftJoin(levels, eq(levels.id, proposals.levelId))
    .where(inArray(proposals.state, [...states]))
    .groupBy(proposals.levelId, levels.name, levels.position, proposals.currency)
    .orderBy(sql`${levels.position} desc nulls last, ${levels.name}, ${proposals.levelId}, ${proposals.currency}`);
  return rows.map((row) => ({ ...row, count: Number(row.count), principalCents: Number(row.principalCents) }));
}
