// The run over whole customers: plans with one notice per customer, statements of account, and proposals whose facts
// have changed since they were made. Reads the truth about each customer instead of the copies on the invoices.

import type { Plan } from '../../core/plan.ts';
import type { Reason, WithdrawalReason } from '../../core/reason.ts';
import { readCandidateCustomers } from '../../db/candidates.ts';
import {
  type OpenProposal,
  openProposalsOfCustomers,
  type ProposalContent,
  type ProposalOrigin,
  readOpenProposals,
} from '../../db/proposals.ts';
import type { RunCounts } from '../../db/schema/index.ts';
import type { Db } from '../../db/store.ts';
import { type Engine, readTruths } from '../engine.ts';
import { applyDiff } from './plan-invoices.ts';
import { reviewByHand } from './review-by-hand.ts';
import { contentOf, countHeld, planFor } from './wanted.ts';

/** Customers whose facts are held in memory at a time. */
const CUSTOMERS_PER_STEP = 500;

/** Plans every customer of a grouped or recap plan that may have something due. */
export async function planCustomers(
  db: Db,
  engine: Engine,
  plan: Plan,
  origin: ProposalOrigin,
  counts: RunCounts,
): Promise<void> {
  const ids = await readCandidateCustomers(db, plan, engine.settings.today, engine.highestPosition);
  for (let start = 0; start < ids.length; start += CUSTOMERS_PER_STEP) {
    const step = ids.slice(start, start + CUSTOMERS_PER_STEP);
    const open = await readOpenProposals(db, await openProposalsOfCustomers(db, plan.id, step));
    await planStep(db, engine, plan, step, open, origin, counts);
  }
}

/** Brings undecided proposals of a plan in step with the facts: refreshed, or withdrawn with the reason. */
export async function reviewProposals(
  db: Db,
  engine: Engine,
  plan: Plan,
  ids: readonly number[],
  origin: ProposalOrigin,
  counts: RunCounts,
): Promise<void> {
  for (let start = 0; start < ids.length; start += CUSTOMERS_PER_STEP) {
    const open = await readOpenProposals(db, ids.slice(start, start + CUSTOMERS_PER_STEP));
    const customers = [...new Set(open.map((proposal) => proposal.customerId))];
    const invoices = new Set(open.flatMap((proposal) => proposal.content.lines.map((line) => line.invoiceId)));
    await planStep(db, engine, plan, customers, open, origin, counts, invoices);
  }
}

/** Plans some customers; with `only`, nothing but what concerns these invoices is changed. */
async function planStep(
  db: Db,
  engine: Engine,
  plan: Plan,
  customerIds: readonly number[],
  open: readonly OpenProposal[],
  origin: ProposalOrigin,
  counts: RunCounts,
  only?: ReadonlySet<number>,
): Promise<void> {
  const listed = open.flatMap((proposal) => proposal.content.lines.map((line) => line.invoiceId));
  const truths = await readTruths(db, engine, customerIds, listed);
  const wanted: ProposalContent[] = [];
  const reasons = new Map<number, Reason>();
  const elsewhere = new Set<number>();
  for (const truth of truths) {
    // A customer who changed to another plan meanwhile is that plan's business; here his proposals only end.
    if (truth.planId !== plan.id) {
      for (const { id } of truth.facts.invoices) elsewhere.add(id);
      continue;
    }
    const { proposals, verdicts } = planFor(truth.facts, plan, engine.settings);
    if (only === undefined) counts.candidates += truth.facts.invoices.length;
    if (only === undefined) countHeld(counts.held, verdicts);
    for (const verdict of verdicts) if (verdict.kind === 'held') reasons.set(verdict.invoiceId, verdict.reason);
    const contents = proposals.map(contentOf);
    wanted.push(...contents.filter((content) => only === undefined || concerns(content, only)));
  }
  const byRun = open.filter((proposal) => !proposal.byHand);
  const reasonOf = (id: number): WithdrawalReason =>
    elsewhere.has(id) ? { code: 'plan_changed' } : (reasons.get(id) ?? { code: 'paid' });
  await applyDiff(db, byRun, wanted, reasonOf, origin, counts);
  await reviewByHand(
    db,
    engine,
    plan,
    truths,
    open.filter((proposal) => proposal.byHand),
    counts,
    origin.at,
  );
}

function concerns(content: ProposalContent, invoiceIds: ReadonlySet<number>): boolean {
  return content.lines.some((line) => line.moves && invoiceIds.has(line.invoiceId));
}
