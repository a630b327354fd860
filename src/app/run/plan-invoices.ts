// The daily run of a plan with one notice per invoice: the path that is built for a million invoices. Candidates come
// from one index, the core decides on each, new proposals are written in bulk while the next candidates are read.

import type { Plan } from '../../core/plan.ts';
import { diffProposals } from '../../core/proposal-diff.ts';
import type { Reason, WithdrawalReason } from '../../core/reason.ts';
import { type CustomerFacts, planCustomer, type Verdict } from '../../core/run.ts';
import { type Candidate, type CandidateBatch, forEachCandidateBatch, openCandidates } from '../../db/candidates.ts';
import {
  hasOpenProposals,
  insertProposals,
  type ProposalContent,
  type ProposalOrigin,
  readOpenProposals,
  readUndecidedAbout,
  refreshProposals,
  withdrawProposals,
} from '../../db/proposals.ts';
import { type RunHolds, readRunHolds } from '../../db/run-holds.ts';
import type { RunCounts } from '../../db/schema/index.ts';
import type { Db } from '../../db/store.ts';
import type { Engine } from '../engine.ts';
import { contentOf, countHeld } from './wanted.ts';

/**
 * Plans all candidates of the plan; adds what it did to `counts`. Returns the ids of older undecided proposals that
 * must be looked at again: outdated ones, and those that a hold may keep back now.
 */
export async function planInvoices(
  db: Db,
  engine: Engine,
  plan: Plan,
  origin: ProposalOrigin,
  counts: RunCounts,
): Promise<number[]> {
  const { settings, organisation } = engine;
  // Before the holds: whoever puts a proposal off meanwhile is then among them, and nobody is asked again.
  await openCandidates(db, plan, settings.today, engine.highestPosition);
  const holds = await readRunHolds(db, settings.today, organisation);
  const anyOpen = await hasOpenProposals(db, plan.id);
  const doubtful = new Set(anyOpen ? await readUndecidedAbout(db, plan.id, holds.touched) : []);
  let writing: Promise<unknown> = Promise.resolve();
  const decideAndWrite = async ({ candidates, outdated }: CandidateBatch): Promise<void> => {
    counts.candidates += candidates.length;
    for (const id of outdated) doubtful.add(id);
    const { wanted, reasons } = decideBatch(candidates, engine, plan, holds, counts);
    // The write of the batch before must be through, so that no more than two batches are ever in memory.
    await writing;
    writing = writeBatch(db, candidates, wanted, reasons, origin, counts);
    // Awaited a batch later; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
  };
  try {
    await forEachCandidateBatch(db, decideAndWrite);
  } finally {
    // Nothing may still be written once the transaction ends, however it ends.
    await writing;
  }
  return [...doubtful];
}

function decideBatch(batch: readonly Candidate[], engine: Engine, plan: Plan, holds: RunHolds, counts: RunCounts) {
  const wanted: ProposalContent[] = [];
  const reasons = new Map<number, Reason>();
  for (const candidate of batch) {
    const { proposals, verdicts } = planCustomer(factsOf(candidate, holds), plan, engine.settings);
    for (const proposal of proposals) wanted.push(contentOf(proposal));
    if (proposals.length === 0) noteReasons(verdicts, reasons, counts);
  }
  return { wanted, reasons };
}

function noteReasons(verdicts: readonly Verdict[], reasons: Map<number, Reason>, counts: RunCounts): void {
  for (const verdict of verdicts) if (verdict.kind === 'held') reasons.set(verdict.invoiceId, verdict.reason);
  countHeld(counts.held, verdicts);
}

function factsOf(candidate: Candidate, holds: RunHolds): CustomerFacts {
  const { customerId } = candidate;
  return {
    id: customerId,
    holds: holds.ofCustomer(customerId),
    lastNoticeOn: holds.lastNoticeOn(customerId),
    lastStatementOn: {},
    unmatchedCents: holds.unmatchedOf(customerId),
    invoices: [
      {
        id: candidate.id,
        currency: candidate.currency,
        dueDate: candidate.dueDate,
        openCents: candidate.openCents,
        passedPosition: candidate.passedPosition,
        anchorOn: candidate.anchorOn,
        lastPassedOn: candidate.lastPassedOn,
        holds: holds.ofInvoice(candidate.id),
      },
    ],
  };
}

async function writeBatch(
  db: Db,
  candidates: readonly Candidate[],
  wanted: readonly ProposalContent[],
  reasons: ReadonlyMap<number, Reason>,
  origin: ProposalOrigin,
  counts: RunCounts,
): Promise<void> {
  const asked = candidates.filter(({ proposalId }) => proposalId !== null);
  const open = await readOpenProposals(
    db,
    asked.flatMap(({ proposalId }) => proposalId ?? []),
  );
  // Decided since the candidates were read: what that person said stands until the next run.
  const undecided = new Set(open.map((proposal) => proposal.id));
  const decided = new Set(asked.filter((one) => !undecided.has(one.proposalId ?? 0)).map(({ id }) => id));
  const stillWanted = wanted.filter((content) => content.lines.every((line) => !decided.has(line.invoiceId)));
  const byRun = open.filter((proposal) => !proposal.byHand);
  await applyDiff(db, byRun, stillWanted, (id) => reasons.get(id) ?? { code: 'paid' }, origin, counts);
}

/** Writes the difference between open and wanted proposals. */
export async function applyDiff(
  db: Db,
  open: readonly { id: number; content: ProposalContent }[],
  wanted: readonly ProposalContent[],
  reasonOf: (invoiceId: number) => WithdrawalReason,
  origin: ProposalOrigin,
  counts: RunCounts,
): Promise<void> {
  const diff = diffProposals(open, wanted, reasonOf);
  const withdrawn = await withdrawProposals(db, diff.withdrawn, origin.at);
  await refreshProposals(db, diff.refreshed, origin.on);
  await insertProposals(db, origin, diff.added);
  counts.proposed += diff.added.length;
  counts.refreshed += diff.refreshed.length;
  counts.withdrawn += withdrawn.length;
}
