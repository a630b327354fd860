// From the engine's proposals to what is stored of them.

import type { Plan } from '../../core/plan.ts';
import type { InvoiceFacts } from '../../core/position.ts';
import { planRecap } from '../../core/recap.ts';
import {
  type CustomerFacts,
  type CustomerPlan,
  type ProposedNotice,
  planCustomer,
  type RunSettings,
  type Verdict,
} from '../../core/run.ts';
import type { ProposalContent } from '../../db/proposals.ts';

/** Plans a customer by the kind of his plan. */
export function planFor<I extends InvoiceFacts>(
  customer: CustomerFacts<I>,
  plan: Plan,
  settings: RunSettings,
): CustomerPlan<I> {
  return plan.kind === 'recap' ? planRecap(customer, plan, settings) : planCustomer(customer, plan, settings);
}

export function contentOf(proposal: ProposedNotice): ProposalContent {
  return {
    customerId: proposal.customerId,
    currency: proposal.currency,
    levelId: proposal.level?.id ?? null,
    principalCents: proposal.principalCents,
    unmatchedCents: proposal.unmatchedCents,
    lines: proposal.lines.map(({ invoice, level }) => ({
      invoiceId: invoice.id,
      levelId: level?.id ?? null,
      // On a statement of account no line has a level, and all of them are what it is about.
      moves: level !== null || proposal.level === null,
      openCents: invoice.openCents,
    })),
  };
}

/** Counts why candidates are not proposed, by reason code. */
export function countHeld(held: Record<string, number>, verdicts: readonly Verdict[]): void {
  for (const verdict of verdicts) {
    if (verdict.kind === 'held') held[verdict.reason.code] = (held[verdict.reason.code] ?? 0) + 1;
  }
}
