// The amounts of a notice: principal, fee, carried charges, interest, compensation and their total (rules section 3).

import { type Calendar, moveToBusinessDay } from './calendar.ts';
import { addDays, type Day } from './day.ts';
import { feeOf } from './fee.ts';
import { computeInterest, type Interest } from './interest.ts';
import { amountIn, sumCents } from './money.ts';
import type { Party } from './notice.ts';
import type { Level, Plan } from './plan.ts';
import { type InvoiceTruth, isOverdue } from './position.ts';

/** A notice issued earlier to the same customer in the same currency, and not cancelled. */
export interface IssuedNotice {
  id: number;
  number: string;
  levelName: string;
  issuedOn: Day;
  deadline: Day;
  feeCents: number;
  compensationCents: number;
  /** Invoices that stand on it, with the compensation charged for each. */
  invoices: readonly { invoiceId: number; compensationCents: number }[];
}

export interface ChargingContext {
  plan: Plan;
  level: Level | null;
  currency: string;
  party: Party;
  /** False = no fee ever for this customer. */
  applyFees: boolean;
  /** Calendar of the debtor's place: a due date on a closed day moves before interest starts (BGB 193). */
  debtorCalendar: Calendar;
  /** Issued notices that share an invoice with this one, oldest first. */
  earlier: readonly IssuedNotice[];
  /** The day of the notice. */
  today: Day;
}

export interface InvoiceCharges {
  invoice: InvoiceTruth;
  interest: Interest;
  compensationCents: number;
}

export interface NoticeAmounts {
  lines: InvoiceCharges[];
  principalCents: number;
  feeCents: number;
  carried: { notice: IssuedNotice; cents: number }[];
  carriedCents: number;
  interestCents: number;
  interestUnknownFrom: Day | null;
  compensationCents: number;
  totalCents: number;
}

/**
 * Computes all amounts of a notice over these invoices.
 *
 * Fee, interest rule and compensation are those of the notice's level, for all invoices on it. Interest runs on what
 * was open each day from the day after the due date to today, through a dispute unless whoever settled it waived that
 * (law page, section 15); compensation once per invoice in its whole life, business
 * debtors and overdue invoices only. `totalCents` is the sum of the parts.
 */
export function amountsOf(invoices: readonly InvoiceTruth[], context: ChargingContext): NoticeAmounts {
  const { level, currency } = context;
  const lines = invoices.map((invoice) => ({
    invoice,
    interest: interestOf(invoice, context),
    compensationCents: compensationOf(invoice, context),
  }));
  const principalCents = sumCents(invoices.map((invoice) => invoice.openCents));
  const feeCents = level === null || !context.applyFees ? 0 : feeOf(level.fee, principalCents, currency);
  const carried = level === null ? [] : carriedCharges(context);
  const carriedCents = sumCents(carried.map((charge) => charge.cents));
  const interestCents = sumCents(lines.map((line) => line.interest.cents));
  const compensationCents = sumCents(lines.map((line) => line.compensationCents));
  return {
    lines,
    principalCents,
    feeCents,
    carried,
    carriedCents,
    interestCents,
    interestUnknownFrom: firstUnknown(lines),
    compensationCents,
    totalCents: sumCents([principalCents, feeCents, carriedCents, interestCents, compensationCents]),
  };
}

function firstUnknown(lines: readonly InvoiceCharges[]): Day | null {
  let first: Day | null = null;
  for (const { interest } of lines) {
    if (interest.unknownFrom !== null && (first === null || interest.unknownFrom < first)) first = interest.unknownFrom;
  }
  return first;
}

function interestOf(invoice: InvoiceTruth, context: ChargingContext): Interest {
  return computeInterest({
    rule: context.level?.interest ?? { kind: 'none' },
    party: context.party,
    grossCents: invoice.grossCents,
    settlements: invoice.settlements,
    waived: invoice.interestWaived,
    from: addDays(moveToBusinessDay(context.debtorCalendar, invoice.dueDate), 1),
    to: context.today,
  });
}

function compensationOf(invoice: InvoiceTruth, context: ChargingContext): number {
  const { level, party, currency, today, earlier } = context;
  if (level?.compensation == null || party !== 'business' || !isOverdue(invoice, today)) return 0;
  const charged = earlier.some((notice) =>
    notice.invoices.some((line) => line.invoiceId === invoice.id && line.compensationCents > 0),
  );
  return charged ? 0 : (amountIn(level.compensation, currency) ?? 0);
}

/**
 * Charges of earlier notices that share an invoice with this one: fees and compensation, each notice once. Nothing
 * under the policy `latest`; no fees for a customer whose fees were switched off since ("no fee ever").
 */
function carriedCharges(context: ChargingContext): { notice: IssuedNotice; cents: number }[] {
  if (context.plan.feePolicy === 'latest') return [];
  return context.earlier
    .map((notice) => ({ notice, cents: (context.applyFees ? notice.feeCents : 0) + notice.compensationCents }))
    .filter((charge) => charge.cents > 0);
}

/**
 * The notice's own due date: the day of issue + the level's payment term, moved to the next business day of the
 * organisation's calendar unless the setting `move deadline` is off (rules section 2).
 */
export function deadlineOf(issuedOn: Day, paymentTermDays: number, calendar: Calendar, moveDeadline: boolean): Day {
  const day = addDays(issuedOn, paymentTermDays);
  return moveDeadline ? moveToBusinessDay(calendar, day) : day;
}
