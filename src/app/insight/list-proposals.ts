// The proposals that wait for a decision: a page of them, and what a decision on some or all would concern.

import { z } from 'zod';
import { sumCents } from '../../core/money.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { PROPOSAL_SORTS, PROPOSAL_WARNINGS } from '../../core/proposal-list.ts';
import { listProposals, type ProposalSum, pageOfProposals, sumProposals } from '../../db/proposal-list.ts';
import { idInput, textInput } from '../inputs.ts';
import { query, type Work } from '../use-case.ts';
import { type ProposalView, viewProposals } from './proposal-view.ts';

/** As many as one decision may name. */
const SELECTED_AT_MOST = 10_000;
/** As many as are looked at together: the facts of their customers are in memory meanwhile. */
const VIEWED_AT_ONCE = 1_000;

const FILTER = {
  levelId: idInput.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Part of the customer's name or number. */
  customer: textInput(100).optional(),
  /** Part of an invoice's number, or of the remark. */
  text: textInput(100).optional(),
  /** One of the warnings, or any that is more than a hint. */
  warning: z.enum([...PROPOSAL_WARNINGS, 'any']).optional(),
  /** Only those that nobody approved yet, or only those that one person did. */
  state: z.enum(['proposed', 'approved_once']).optional(),
};
const BY_LEVEL = { sort: 'level', reversed: false } as const;
const SORT = { sort: z.enum(PROPOSAL_SORTS).default('level'), reversed: z.boolean().default(false) };

export interface ProposalPage {
  rows: ProposalView[];
  /** Of all that wait, whatever was asked for. */
  sums: ProposalSum[];
  /** Of what the filter finds. */
  found: ProposalSum[];
  /** How many the filter finds. */
  total: number;
  /** Behind what the next page begins, in the form of `after`; null on the last. */
  next: string | null;
}

export const listUndecided = query({
  name: 'proposal.list',
  summary: 'A page of the proposals that wait for a decision, with sums by level and currency of all of them.',
  role: 'viewer',
  input: z.strictObject({
    ...FILTER,
    ...SORT,
    /** What the page before gave as `next`: rank and id of its last proposal. */
    after: z
      .string()
      .regex(/^-?\d{1,15}\.\d{1,15}$/)
      .optional(),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { sort, reversed, after, limit, ...asked }): Promise<ProposalPage> {
    const { state, ...filter } = asked;
    const scope = scopeOf(work, state);
    const [rank, id] = after?.split('.').map(Number) ?? [];
    const behind = rank === undefined || id === undefined ? null : { rank, id };
    const found = await pageOfProposals(work.db, scope, filter, { sort, reversed, after: behind, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const ids = shown.map((one) => one.id);
    const last = shown.at(-1);
    const sums = await sumProposals(work.db, scopeOf(work, undefined));
    const isFiltered = Object.values(asked).some((value) => value !== undefined);
    const foundSums = isFiltered ? await sumProposals(work.db, scope, filter) : sums;
    return {
      rows: await viewProposals(work, await listProposals(work.db, scope.states, ids)),
      sums,
      found: foundSums,
      total: countOf(foundSums),
      next: found.length > limit && last !== undefined ? `${last.rank}.${last.id}` : null,
    };
  },
});

function countOf(sums: readonly ProposalSum[]): number {
  return sums.reduce((count, sum) => count + sum.count, 0);
}

function scopeOf({ organisation: { fourEyes } }: Work, state: 'proposed' | 'approved_once' | undefined) {
  return { states: state === undefined ? UNDECIDED_STATES : [state], fourEyes };
}

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
  /** How many more the filter finds than one decision may name. */
  left: number;
}

export const weighProposals = query({
  name: 'proposal.weigh',
  summary: 'What a decision on some, on what a filter finds, or on all undecided proposals would concern.',
  role: 'viewer',
  input: z.strictObject({
    proposals: z.union([
      z.literal('all'),
      z.strictObject({ ...FILTER, ...SORT }),
      z.array(idInput).min(1).max(SELECTED_AT_MOST),
    ]),
  }),
  async run(work, { proposals }): Promise<Selection> {
    const asked = Array.isArray(proposals) ? [...new Set(proposals)] : [];
    const list = proposals === 'all' || Array.isArray(proposals) ? { ...BY_LEVEL, state: undefined } : proposals;
    const { state, sort, reversed, ...filter } = list;
    const wanted = Array.isArray(proposals) ? { ids: asked } : filter;
    const scope = scopeOf(work, state);
    const place = { sort, reversed, after: null, limit: SELECTED_AT_MOST };
    const ids = (await pageOfProposals(work.db, scope, wanted, place)).map((one) => one.id);
    const rows: ProposalView[] = [];
    for (let start = 0; start < ids.length; start += VIEWED_AT_ONCE) {
      const some = await listProposals(work.db, scope.states, ids.slice(start, start + VIEWED_AT_ONCE));
      rows.push(...(await viewProposals(work, some)));
    }
    const present = new Set(rows.map((row) => row.id));
    return {
      rows,
      sums: sumSelection(rows),
      gone: asked.filter((id) => !present.has(id)),
      left: ids.length < SELECTED_AT_MOST ? 0 : countOf(await sumProposals(work.db, scope, wanted)) - ids.length,
    };
  },
});

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
