// The compare-and-set of a decision: the first one wins, whoever else decided is told.

import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { ProposalState } from '../core/proposal.ts';
import { among } from './among.ts';
import type { ProposalRow } from './proposals.ts';
import { proposals } from './schema/index.ts';
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
    | 'attachOriginal'
    | 'alsoLetter'
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

/** How many proposals wait for somebody: to be decided, or approved and to be issued. */
export async function countOpenProposals(db: Db): Promise<{ undecided: number; approved: number }> {
  const { rows } = (await db.execute(sql`
    select count(*) filter (where state in ('proposed', 'approved_once'))::int as undecided,
      count(*) filter (where state = 'approved')::int as approved
    from proposals where state in ('proposed', 'approved_once', 'approved')`)) as unknown as {
    rows: { undecided: number; approved: number }[];
  };
  return rows[0] ?? { undecided: 0, approved: 0 };
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
