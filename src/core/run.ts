// The engine: one customer's facts and a plan in, proposals and one verdict per open invoice out. Reads no clock.

import type { Calendar } from './calendar.ts';
import { addDays, type Day } from './day.ts';
import { judgeInvoice, suspensionOf } from './eligibility.ts';
import type { CustomerHolds } from './hold.ts';
import { amountIn, sumCents } from './money.ts';
import { type Level, nextLevel, type Plan } from './plan.ts';
import { type InvoiceFacts, isOverdue } from './position.ts';
import type { Reason } from './reason.ts';

/** A customer as the engine sees him; generic, so that richer invoice records pass through unchanged. */
export interface CustomerFacts<I extends InvoiceFacts = InvoiceFacts> {
  id: number;
  holds: CustomerHolds;
  /** Day of the last notice issued to him, whatever it was about. */
  lastNoticeOn: Day | null;
  /** Day of the last statement of account issued or passed over, by currency (recap plans). */
  lastStatementOn: Readonly<Record<string, Day>>;
  /** Money not matched to an invoice and free credit notes, minor units by currency. */
  unmatchedCents: Readonly<Record<string, number>>;
  invoices: readonly I[];
}

/** What holds for the whole organisation on the day of the run. */
export interface RunSettings {
  today: Day;
  calendar: Calendar;
  /** Least number of days between two notices to the same customer; 0 = none. */
  minDaysBetweenNotices: number;
}

/** An invoice on a proposal; `level` is null when it is only listed because it is overdue too. */
export interface ProposedLine<I extends InvoiceFacts = InvoiceFacts> {
  invoice: I;
  level: Level | null;
}

export interface ProposedNotice<I extends InvoiceFacts = InvoiceFacts> {
  customerId: number;
  currency: string;
  /** The highest level that one of the invoices reaches; null on a recap. */
  level: Level | null;
  lines: ProposedLine<I>[];
  principalCents: number;
  unmatchedCents: number;
}

export type Verdict =
  | { kind: 'proposed'; invoiceId: number; level: Level | null }
  | { kind: 'held'; invoiceId: number; reason: Reason };

export interface CustomerPlan<I extends InvoiceFacts = InvoiceFacts> {
  proposals: ProposedNotice<I>[];
  /** Exactly one per open invoice that was given, in their order. */
  verdicts: Verdict[];
}

/**
 * Plans one customer for one day: which notices are proposed, and why the other invoices are not in one.
 *
 * Pure and independent of the order of invoices. Source: dunning rules, sections 2 and 4.3.
 */
export function planCustomer<I extends InvoiceFacts>(
  customer: CustomerFacts<I>,
  plan: Plan,
  settings: RunSettings,
): CustomerPlan<I> {
  const reasons = new Map<number, Reason>();
  const due: { invoice: I; level: Level }[] = [];
  for (const invoice of customer.invoices) {
    const judged = plan.paused
      ? pausedPlan(invoice)
      : judgeInvoice(invoice, customer.holds, plan, settings.calendar, settings.today);
    if (judged.kind === 'due') due.push({ invoice, level: judged.level });
    else reasons.set(invoice.id, judged.reason);
  }
  const proposals: ProposedNotice<I>[] = [];
  for (const group of groupDue(due, plan)) {
    const proposal = proposeGroup(group, customer, plan, settings);
    const against = reasonAgainst(proposal, customer, plan, settings);
    if (against === null) proposals.push(proposal);
    else for (const { invoice } of group) reasons.set(invoice.id, against);
  }
  return { proposals, verdicts: verdictsOf(customer.invoices, proposals, reasons) };
}

function pausedPlan(invoice: InvoiceFacts): { kind: 'not_due'; reason: Reason } {
  return { kind: 'not_due', reason: { code: invoice.openCents <= 0 ? 'paid' : 'plan_paused' } };
}

/** Invoices that go on one notice: each alone, or all of the customer in one currency. Ordered by due date. */
function groupDue<I extends InvoiceFacts>(due: { invoice: I; level: Level }[], plan: Plan): (typeof due)[] {
  if (due.length < 2) return due.length === 0 ? [] : [due];
  due.sort((a, b) => compareInvoices(a.invoice, b.invoice));
  if (plan.grouping === 'invoice') return due.map((one) => [one]);
  const byCurrency = new Map<string, typeof due>();
  for (const one of due) {
    const group = byCurrency.get(one.invoice.currency);
    if (group === undefined) byCurrency.set(one.invoice.currency, [one]);
    else group.push(one);
  }
  return [...byCurrency.values()];
}

/** The order in which invoices stand on a proposal: by due date, then id. */
export function compareInvoices(a: InvoiceFacts, b: InvoiceFacts): number {
  if (a.dueDate !== b.dueDate) return a.dueDate < b.dueDate ? -1 : 1;
  return a.id - b.id;
}

function proposeGroup<I extends InvoiceFacts>(
  group: readonly { invoice: I; level: Level }[],
  customer: CustomerFacts<I>,
  plan: Plan,
  settings: RunSettings,
): ProposedNotice<I> {
  let level: Level | undefined;
  for (const one of group) if (level === undefined || one.level.position > level.position) level = one.level;
  const currency = group[0]?.invoice.currency;
  if (level === undefined || currency === undefined) throw new Error('proposeGroup: a group has at least one invoice');
  const lines: ProposedLine<I>[] = group.map(({ invoice, level: own }) => ({ invoice, level: own }));
  if (plan.grouping === 'customer' && plan.alsoOverdue) {
    const moving = new Set(group.map(({ invoice }) => invoice.id));
    lines.push(...alsoOverdue(customer, plan, currency, moving, settings).map((invoice) => ({ invoice, level: null })));
    lines.sort((a, b) => compareInvoices(a.invoice, b.invoice));
  }
  return {
    customerId: customer.id,
    currency,
    level,
    lines,
    principalCents: sumCents(lines.map((line) => line.invoice.openCents)),
    unmatchedCents: customer.unmatchedCents[currency] ?? 0,
  };
}

/**
 * Other overdue invoices of the customer in this currency that are not suspended (which one with nothing but inactive
 * levels ahead is, too); their level does not move. One that
 * stands on another open proposal is left to that one, and one that a person snoozed is not asked for either.
 */
export function alsoOverdue<I extends InvoiceFacts>(
  customer: CustomerFacts<I>,
  plan: Plan,
  currency: string,
  moving: ReadonlySet<number>,
  settings: RunSettings,
): I[] {
  return customer.invoices.filter(
    (invoice) =>
      invoice.currency === currency &&
      !moving.has(invoice.id) &&
      isOverdue(invoice, settings.today) &&
      invoice.holds.boundTo === null &&
      !isSnoozed(invoice, settings.today) &&
      nextLevel(plan, invoice.passedPosition).kind !== 'inactive' &&
      suspensionOf(invoice, customer.holds, settings.calendar, settings.today) === null,
  );
}

function isSnoozed(invoice: InvoiceFacts, today: Day): boolean {
  return invoice.holds.snoozedUntil !== null && today < invoice.holds.snoozedUntil;
}

/** What speaks against a whole notice: too soon after the last one, below the minimum, covered by free money. */
export function reasonAgainst(
  proposal: ProposedNotice,
  customer: CustomerFacts,
  plan: Plan,
  settings: RunSettings,
): Reason | null {
  const gapEnds =
    customer.lastNoticeOn === null ? null : addDays(customer.lastNoticeOn, settings.minDaysBetweenNotices);
  // Notices of one day are one contact: only an earlier day keeps today's back.
  const { lastNoticeOn } = customer;
  if (lastNoticeOn !== null && gapEnds !== null && lastNoticeOn < settings.today && settings.today < gapEnds) {
    return { code: 'customer_gap', lastNoticeOn, until: gapEnds };
  }
  const { currency, principalCents, unmatchedCents } = proposal;
  const minimumCents =
    amountIn(proposal.level?.minimumAmount ?? null, currency) ?? amountIn(plan.minimumAmount, currency);
  if (minimumCents === null) return { code: 'no_minimum_for_currency', currency };
  if (principalCents <= minimumCents) {
    return { code: 'below_minimum', openCents: principalCents, minimumCents, currency };
  }
  if (unmatchedCents >= principalCents) {
    return { code: 'covered_by_credit', unmatchedCents, openCents: principalCents, currency };
  }
  return null;
}

/** One verdict per invoice given: in a proposal as one that moves (or stands on a statement), else its reason. */
export function verdictsOf<I extends InvoiceFacts>(
  invoices: readonly I[],
  proposals: readonly ProposedNotice<I>[],
  reasons: ReadonlyMap<number, Reason>,
): Verdict[] {
  const proposed = new Map<number, Level | null>();
  for (const proposal of proposals) {
    for (const line of proposal.lines) {
      const moves = line.level !== null || proposal.level === null;
      if (moves) proposed.set(line.invoice.id, line.level);
    }
  }
  const verdicts: Verdict[] = [];
  for (const { id: invoiceId } of invoices) {
    const level = proposed.get(invoiceId);
    if (level !== undefined) {
      verdicts.push({ kind: 'proposed', invoiceId, level });
      continue;
    }
    const reason = reasons.get(invoiceId);
    if (reason === undefined) throw new Error(`planCustomer: invoice ${invoiceId} has no verdict`);
    verdicts.push({ kind: 'held', invoiceId, reason });
  }
  return verdicts;
}
