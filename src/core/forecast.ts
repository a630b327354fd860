// What will be due in the days to come if everything proposed is issued on its day: the same engine on a copy of the
// facts, nothing written.

import { deadlineOf } from './amounts.ts';
import { addDays, type Day } from './day.ts';
import { nextLevel, type Plan } from './plan.ts';
import { type InvoiceTruth, levelReachedOn, type Passage, progressOf } from './position.ts';
import { planRecap } from './recap.ts';
import { type CustomerFacts, type ProposedNotice, planCustomer, type RunSettings } from './run.ts';

export interface ForecastNotice {
  on: Day;
  customerId: number;
  currency: string;
  /** Null on a statement of account. */
  levelId: number | null;
  principalCents: number;
  invoiceIds: number[];
}

export interface ForecastSettings {
  from: Day;
  days: number;
  /** Whether a run takes place on a day. */
  runsOn: (day: Day) => boolean;
  moveDeadline: boolean;
}

/** Forecasts one customer; the order is by day. His facts are not changed. */
export function forecastCustomer(
  customer: CustomerFacts<InvoiceTruth>,
  plan: Plan,
  run: RunSettings,
  forecast: ForecastSettings,
): ForecastNotice[] {
  const notices: ForecastNotice[] = [];
  let facts = withoutOpenSteps(customer);
  let possibleFrom = firstPossibleDay(facts, plan, forecast.from);
  for (let offset = 0; offset < forecast.days; offset += 1) {
    const today = addDays(forecast.from, offset);
    if (possibleFrom === null || today < possibleFrom || !forecast.runsOn(today)) continue;
    const settings = { ...run, today };
    const planned = plan.kind === 'recap' ? planRecap(facts, plan, settings) : planCustomer(facts, plan, settings);
    for (const proposal of planned.proposals) {
      notices.push(noticeOf(proposal, today));
      facts = afterIssue(facts, proposal, plan, settings, forecast.moveDeadline);
    }
    if (planned.proposals.length > 0) possibleFrom = firstPossibleDay(facts, plan, forecast.from);
  }
  return notices;
}

/**
 * The first day on which the engine could propose anything, whatever holds invoices back: no invoice reaches its next
 * level before. Most customers have nothing to come for weeks, and asking about each day is most of a forecast's cost.
 */
function firstPossibleDay(customer: CustomerFacts<InvoiceTruth>, plan: Plan, from: Day): Day | null {
  if (plan.kind === 'recap') return from;
  let first: Day | null = null;
  for (const invoice of customer.invoices) {
    const next = nextLevel(plan, invoice.passedPosition);
    if (next.kind !== 'level') continue;
    const reached = levelReachedOn(next.level, invoice);
    if (first === null || reached < first) first = reached;
  }
  return first;
}

/** What waits for a decision now is taken as decided with the first run. */
function withoutOpenSteps(customer: CustomerFacts<InvoiceTruth>): CustomerFacts<InvoiceTruth> {
  const invoices = customer.invoices.map((invoice) => ({ ...invoice, holds: { ...invoice.holds, boundTo: null } }));
  return { ...customer, invoices };
}

function noticeOf(proposal: ProposedNotice<InvoiceTruth>, on: Day): ForecastNotice {
  return {
    on,
    customerId: proposal.customerId,
    currency: proposal.currency,
    levelId: proposal.level?.id ?? null,
    principalCents: proposal.principalCents,
    invoiceIds: proposal.lines.map((line) => line.invoice.id),
  };
}

/** The facts after a proposal was issued on the day of the run. */
export function afterIssue(
  customer: CustomerFacts<InvoiceTruth>,
  proposal: ProposedNotice<InvoiceTruth>,
  plan: Plan,
  settings: RunSettings,
  moveDeadline: boolean,
): CustomerFacts<InvoiceTruth> {
  const { today, calendar } = settings;
  const levels = new Map(proposal.lines.map((line) => [line.invoice.id, line.level]));
  const deadline = deadlineOf(today, proposal.level?.paymentTermDays ?? 0, calendar, moveDeadline);
  const invoices = customer.invoices.map((invoice) => {
    const level = levels.get(invoice.id);
    if (level === undefined || level === null) return invoice;
    const passage: Passage = { levelId: level.id, position: level.position, kind: 'issued', on: today, deadline };
    const passages = [...invoice.passages, passage];
    return { ...invoice, passages, ...progressOf(invoice.dueDate, passages, plan.countFrom) };
  });
  const lastStatementOn =
    proposal.level === null ? { ...customer.lastStatementOn, [proposal.currency]: today } : customer.lastStatementOn;
  return { ...customer, invoices, lastNoticeOn: today, lastStatementOn };
}
