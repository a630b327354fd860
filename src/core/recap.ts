// The periodic statement of account (recap plan): all open invoices of a customer, no level, no fee, decided like a
// notice.

import { addDays, addMonths, type Day } from './day.ts';
import { suspensionOf } from './eligibility.ts';
import { sumCents } from './money.ts';
import type { Periodicity, Plan } from './plan.ts';
import type { InvoiceFacts } from './position.ts';
import type { Reason } from './reason.ts';
import {
  type CustomerFacts,
  type CustomerPlan,
  compareInvoices,
  type ProposedNotice,
  type RunSettings,
  reasonAgainst,
  verdictsOf,
} from './run.ts';

/** The statement date that has come last (null before the first) and the one that comes next. */
export interface StatementPeriod {
  startedOn: Day | null;
  nextOn: Day;
}

const MONTHS: Record<Exclude<Periodicity, 'weekly'>, number> = { monthly: 1, quarterly: 3 };

/**
 * The period of a recap plan that a day falls into. Dates are counted from the first one, so that a plan that starts on
 * the 31st states on the last day of shorter months and comes back to the 31st.
 */
export function statementPeriod(recap: { firstOn: Day; periodicity: Periodicity }, today: Day): StatementPeriod {
  const { firstOn, periodicity } = recap;
  const nth = (n: number): Day =>
    periodicity === 'weekly' ? addDays(firstOn, 7 * n) : addMonths(firstOn, MONTHS[periodicity] * n);
  let n = 0;
  while (nth(n) <= today) n += 1;
  return { startedOn: n === 0 ? null : nth(n - 1), nextOn: nth(n) };
}

/**
 * Plans the statements of one customer for one day, one per currency.
 *
 * Due from the period's date on until one was issued or passed over, so a run missed on the day itself is made up.
 * Invoices that are suspended are left out: no notice while a block holds (rules section 2).
 */
export function planRecap<I extends InvoiceFacts>(
  customer: CustomerFacts<I>,
  plan: Plan,
  settings: RunSettings,
): CustomerPlan<I> {
  if (plan.recap === null) throw new Error(`planRecap: plan ${plan.id} has no periodicity`);
  const period = statementPeriod(plan.recap, settings.today);
  const reasons = new Map<number, Reason>();
  const byCurrency = new Map<string, I[]>();
  for (const invoice of [...customer.invoices].sort(compareInvoices)) {
    const reason = reasonAgainstListing(invoice, customer, plan, period, settings);
    if (reason !== null) reasons.set(invoice.id, reason);
    else byCurrency.set(invoice.currency, [...(byCurrency.get(invoice.currency) ?? []), invoice]);
  }
  const proposals: ProposedNotice<I>[] = [];
  for (const [currency, invoices] of byCurrency) {
    const proposal: ProposedNotice<I> = {
      customerId: customer.id,
      currency,
      level: null,
      lines: invoices.map((invoice) => ({ invoice, level: null })),
      principalCents: sumCents(invoices.map((invoice) => invoice.openCents)),
      unmatchedCents: customer.unmatchedCents[currency] ?? 0,
    };
    const against = reasonAgainst(proposal, customer, plan, settings);
    if (against === null) proposals.push(proposal);
    else for (const invoice of invoices) reasons.set(invoice.id, against);
  }
  return { proposals, verdicts: verdictsOf(customer.invoices, proposals, reasons) };
}

function reasonAgainstListing(
  invoice: InvoiceFacts,
  customer: CustomerFacts,
  plan: Plan,
  period: StatementPeriod,
  settings: RunSettings,
): Reason | null {
  if (invoice.openCents <= 0) return { code: 'paid' };
  if (plan.paused) return { code: 'plan_paused' };
  const suspension = suspensionOf(invoice, customer.holds, settings.calendar, settings.today);
  if (suspension !== null) return suspension;
  const { boundTo, snoozedUntil, skippedOn } = invoice.holds;
  if (boundTo !== null) return { code: 'bound_to_proposal', ...boundTo };
  if (snoozedUntil !== null && settings.today < snoozedUntil) return { code: 'snoozed', until: snoozedUntil };
  if (skippedOn === settings.today) return { code: 'skipped_today' };
  const last = customer.lastStatementOn[invoice.currency];
  const due = period.startedOn !== null && (last === undefined || last < period.startedOn);
  return due ? null : { code: 'statement_not_due', nextOn: period.nextOn };
}
