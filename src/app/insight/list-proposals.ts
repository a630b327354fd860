// The proposals that wait for a decision: a page of them, and what a decision on some or all would concern.

import { z } from 'zod';
import { sumCents } from '../../core/money.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { listProposals, type ProposalSum, proposalIdsIn, sumProposals } from '../../db/decisions.ts';
import { idInput } from '../inputs.ts';
import { query } from '../use-case.ts';
import { type ProposalView, viewProposals } from './proposal-view.ts';

/** As many as one decision may name. */
const SELECTED_AT_MOST = 10_000;

export interface ProposalPage {
  rows: ProposalView[];
  /** Of all that wait (in the state asked for), whatever the page and level. */
  sums: ProposalSum[];
  /** How many wait, of the level asked for. */
  total: number;
}

export const listUndecided = query({
  name: 'proposal.list',
  summary: 'A page of the proposals that wait for a decision, with sums by level and currency of all of them.',
  role: 'viewer',
  input: z.strictObject({
    levelId: idInput.optional(),
    /** Only those that nobody approved yet, or only those that one person did. */
    state: z.enum(['proposed', 'approved_once']).optional(),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).max(1_000_000).default(0),
  }),
  async run(work, { levelId, state, limit, offset }): Promise<ProposalPage> {
    const states = state === undefined ? UNDECIDED_STATES : [state];
    const filter = levelId === undefined ? {} : { levelId };
    const rows = await listProposals(work.db, states, { limit, offset }, filter);
    const sums = await sumProposals(work.db, states);
    const shown = sums.filter((sum) => levelId === undefined || sum.levelId === levelId);
    const total = shown.reduce((count, sum) => count + sum.count, 0);
    return { rows: await viewProposals(work, rows), sums, total };
  },
});

/** Count and sums of a selection, as the notices would be issued now. */
export interface SelectionSum {
  levelName: string | null;
  currency: string;
  count: number;
  openCents: number;
  /** Fees, carried charges, interest and compensation. */
  chargesCents: number;
  totalCents: number;
}

export interface Selection {
  rows: ProposalView[];
  sums: SelectionSum[];
  /** Ids asked for that nobody can decide any more. */
  gone: number[];
}

export const weighProposals = query({
  name: 'proposal.weigh',
  summary: 'What a decision on some, a level, or all undecided proposals would concern: rows, counts and sums.',
  role: 'viewer',
  input: z.strictObject({
    proposals: z.union([
      z.literal('all'),
      z.strictObject({ levelId: idInput }),
      z.array(idInput).min(1).max(SELECTED_AT_MOST),
    ]),
  }),
  async run(work, { proposals }): Promise<Selection> {
    const asked = Array.isArray(proposals) ? [...new Set(proposals)] : null;
    const ids =
      asked ?? (await proposalIdsIn(work.db, UNDECIDED_STATES, proposals === 'all' ? {} : filterOf(proposals)));
    const page = { limit: SELECTED_AT_MOST, offset: 0 };
    const rows = await viewProposals(work, await listProposals(work.db, UNDECIDED_STATES, page, { ids }));
    const present = new Set(rows.map((row) => row.id));
    return { rows, sums: sumSelection(rows), gone: (asked ?? []).filter((id) => !present.has(id)) };
  },
});

function filterOf(proposals: { levelId: number } | number[]): { levelId?: number } {
  return 'levelId' in proposals ? { levelId: proposals.levelId } : {};
}

/** In the order of the rows: highest level first. What cannot be issued counts with what is open. */
function sumSelection(rows: readonly ProposalView[]): SelectionSum[] {
  const groups = Map.groupBy(rows, (row) => `${row.level?.id ?? ''} ${row.currency}`);
  return [...groups.values()].map((group) => {
    const openCents = sumCents(group.map((row) => row.openCents));
    const totalCents = sumCents(group.map((row) => row.amounts?.totalCents ?? row.openCents));
    return {
      levelName: group[0]?.level?.name ?? null,
      currency: group[0]?.currency ?? '',
      count: group.length,
      openCents,
      chargesCents: totalCents - openCents,
      totalCents,
    };
  });
}
