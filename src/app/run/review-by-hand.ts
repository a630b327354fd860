// Proposals made by a person are kept by the run as they were made: same invoices, same level. They follow the facts
// (amounts change, paid invoices leave, a suspended one withdraws the whole), but wait for no days.

import { suspensionOf } from '../../core/eligibility.ts';
import { sumCents } from '../../core/money.ts';
import type { Plan } from '../../core/plan.ts';
import { type InvoiceTruth, isOverdue } from '../../core/position.ts';
import { saysTheSame } from '../../core/proposal-diff.ts';
import type { Reason } from '../../core/reason.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import { type OpenProposal, type ProposalContent, refreshProposals, withdrawProposals } from '../../db/proposals.ts';
import type { RunCounts } from '../../db/schema/index.ts';
import type { Db } from '../../db/store.ts';
import type { Engine } from '../engine.ts';

export async function reviewByHand(
  db: Db,
  engine: Engine,
  plan: Plan,
  truths: readonly CustomerTruth[],
  open: readonly OpenProposal[],
  counts: RunCounts,
  at: string,
): Promise<void> {
  const withdrawn: { id: number; reason: Reason }[] = [];
  const refreshed: { id: number; content: ProposalContent }[] = [];
  for (const { id, customerId, content } of open) {
    const truth = truths.find((candidate) => candidate.row.id === customerId);
    if (truth === undefined) continue;
    const reviewed = reviewContent(content, truth, engine, plan);
    if ('reason' in reviewed) withdrawn.push({ id, reason: reviewed.reason });
    else if (!saysTheSame(content, reviewed.content)) refreshed.push({ id, content: reviewed.content });
  }
  await withdrawProposals(db, withdrawn, at);
  await refreshProposals(db, refreshed, engine.settings.today);
  counts.withdrawn += withdrawn.length;
  counts.refreshed += refreshed.length;
}

/** The proposal with the facts of today, or why it cannot stand any more. */
function reviewContent(
  content: ProposalContent,
  truth: CustomerTruth,
  engine: Engine,
  plan: Plan,
): { content: ProposalContent } | { reason: Reason } {
  const lines: ProposalContent['lines'][number][] = [];
  let paid: Reason | null = null;
  for (const line of content.lines) {
    const invoice = truth.facts.invoices.find((candidate) => candidate.id === line.invoiceId);
    const reason = invoice === undefined ? ({ code: 'paid' } as const) : reasonAgainst(invoice, truth, engine, plan);
    if (invoice !== undefined && reason === null) lines.push({ ...line, openCents: invoice.openCents });
    else if (reason?.code !== 'paid' && reason !== null) return { reason };
    else paid = reason;
  }
  if (lines.length === 0) return { reason: paid ?? { code: 'paid' } };
  const principalCents = sumCents(lines.map((line) => line.openCents));
  const unmatchedCents = truth.facts.unmatchedCents[content.currency] ?? 0;
  return { content: { ...content, lines, principalCents, unmatchedCents } };
}

function reasonAgainst(invoice: InvoiceTruth, truth: CustomerTruth, engine: Engine, plan: Plan): Reason | null {
  const { today } = engine.settings;
  if (!isOverdue(invoice, today)) return { code: 'paid' };
  if (plan.paused) return { code: 'plan_paused' };
  return suspensionOf(invoice, truth.facts.holds, engine.calendar, today);
}
