// From a proposal and the facts of now to the draft of its notice, or why there can be none. Issuing, lists and
// previews all go through here, so that what people look at is what would be issued.

import type { Reason, ReopenReason } from '../../core/reason.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import { type ProposalLineRow, type ProposalRow, readLines } from '../../db/proposals.ts';
import { type Engine, planOf, readTruths } from '../engine.ts';
import type { Work } from '../use-case.ts';
import type { NoticeDraft } from './compose.ts';
import { recheckProposal } from './recheck.ts';
import { readTexts, type TextsOf } from './texts.ts';

export type Prepared =
  | { outcome: 'prepared'; draft: NoticeDraft }
  /** None of its invoices may be dunned any more. */
  | { outcome: 'withdraw'; reason: Reason }
  /** What would be issued is not what was proposed. */
  | { outcome: 'reopen'; reason: ReopenReason };

/** A proposal with the facts of now about its customer. */
export interface ProposalFacts {
  proposal: ProposalRow;
  lines: readonly ProposalLineRow[];
  truth: CustomerTruth;
}

/** Reads the facts of proposals in a few statements, however many there are; in the order given. */
export async function readProposalFacts(
  work: Work,
  engine: Engine,
  proposals: readonly ProposalRow[],
): Promise<ProposalFacts[]> {
  const lines = await readLines(
    work.db,
    proposals.map((proposal) => proposal.id),
  );
  const truths = await readTruths(
    work.db,
    engine,
    proposals.map((proposal) => proposal.customerId),
    [...lines.values()].flat().map((line) => line.invoiceId),
  );
  const truthOf = new Map(truths.map((truth) => [truth.row.id, truth]));
  return proposals.map((proposal) => {
    const truth = truthOf.get(proposal.customerId);
    if (truth === undefined) {
      throw new Error(`customer ${proposal.customerId} of proposal ${proposal.id} does not exist`);
    }
    return { proposal, lines: lines.get(proposal.id) ?? [], truth };
  });
}

/** The draft of a proposed or approved notice, checked against the facts. */
export function prepareNotice(facts: ProposalFacts, engine: Engine): Prepared {
  const { proposal, lines } = facts;
  const plan = planOf(engine, proposal.planId);
  const truth = ownApprovalIgnored(facts.truth, proposal.id);
  const checked = recheckProposal(proposal, lines, truth, plan, engine);
  if (checked.outcome !== 'as_approved') return checked;
  const draft: NoticeDraft = {
    truth,
    plan,
    level: checked.level,
    currency: proposal.currency,
    lines: checked.lines,
    unmatchedCents: truth.facts.unmatchedCents[proposal.currency] ?? 0,
    waiveFee: proposal.waiveFee,
    remark: proposal.remark,
  };
  return { outcome: 'prepared', draft };
}

/** The texts a draft would be issued with, and when the newest of them was saved (null = both are shipped). */
export function readTextsOf(work: Work, draft: NoticeDraft): ReturnType<typeof readTexts> {
  return readTexts(work, textsOf(work, draft));
}

/** Which texts a draft is issued with. */
export function textsOf({ organisation }: Pick<Work, 'organisation'>, { level, truth }: NoticeDraft): TextsOf {
  return {
    levelId: level?.id ?? null,
    kind: level?.kind ?? 'recap',
    language: truth.row.language ?? organisation.language,
  };
}

/** The approval that is being carried out does not hold its own invoices back. */
function ownApprovalIgnored(truth: CustomerTruth, proposalId: number): CustomerTruth {
  const invoices = truth.facts.invoices.map((invoice) =>
    invoice.holds.boundTo?.proposalId === proposalId
      ? { ...invoice, holds: { ...invoice.holds, boundTo: null } }
      : invoice,
  );
  return { ...truth, facts: { ...truth.facts, invoices } };
}
