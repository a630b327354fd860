// Small facts for tests of the engine: a level, a plan, an invoice, a customer, each with what a test does not name.

import type { Calendar } from '../../src/core/calendar.ts';
import type { Day } from '../../src/core/day.ts';
import { type Block, type InvoiceHolds, NO_INVOICE_HOLDS } from '../../src/core/hold.ts';
import type { Level, Plan } from '../../src/core/plan.ts';
import { type InvoiceTruth, type Passage, progressOf } from '../../src/core/position.ts';
import type { CustomerFacts, RunSettings } from '../../src/core/run.ts';

export const NO_CALENDAR: Calendar = { id: 'none' };
export const BAVARIA: Calendar = { id: 'DE-BY' };

/** The level at a position; its id is the position plus 10, so that the two are never mixed up unseen. */
export function level(position: number, fields: Partial<Level> = {}): Level {
  return {
    id: position + 10,
    position,
    name: `L${position}`,
    kind: 'reminder',
    active: true,
    afterDays: 10,
    paymentTermDays: 7,
    fee: { kind: 'none' },
    interest: { kind: 'none' },
    compensation: null,
    minimumAmount: null,
    automation: 'propose',
    graceDays: 0,
    actAt: '13:00',
    channels: ['email'],
    attachInvoice: false,
    appendInvoice: false,
    ...fields,
  };
}

/** An escalation plan of three levels, ten days each. */
export function plan(fields: Partial<Plan> = {}): Plan {
  return {
    id: 1,
    name: 'Standard',
    kind: 'escalation',
    grouping: 'invoice',
    countFrom: 'previous_notice',
    feePolicy: 'cumulative',
    alsoOverdue: false,
    minimumAmount: { '*': '0.50' },
    paused: false,
    recap: null,
    levels: [level(1), level(2), level(3)],
    ...fields,
  };
}

type InvoiceParts = Partial<Omit<InvoiceTruth, 'holds'>> & {
  holds?: Partial<InvoiceHolds>;
  countFrom?: Plan['countFrom'];
};

/** Invoice A of 100.00 EUR, due on 2026-01-10; where it stands follows from its passages. */
export function invoice(parts: InvoiceParts = {}): InvoiceTruth {
  const { holds, countFrom = 'previous_notice', ...fields } = parts;
  const id = fields.id ?? 1;
  const dueDate = fields.dueDate ?? '2026-01-10';
  const passages = fields.passages ?? [];
  const grossCents = fields.grossCents ?? 10_000;
  return {
    id,
    number: `A-${id}`,
    interestWaived: [],
    currency: 'EUR',
    dueDate,
    issuedOn: '2025-12-01',
    grossCents,
    openCents: grossCents,
    cycle: 1,
    paymentReference: null,
    settlements: [],
    passages,
    ...progressOf(dueDate, passages, countFrom),
    ...fields,
    holds: { ...NO_INVOICE_HOLDS, ...holds },
  };
}

export function passage(position: number, on: Day, fields: Partial<Passage> = {}): Passage {
  return { levelId: position + 10, position, kind: 'issued', on, deadline: on, ...fields };
}

/** Customer 7 with these invoices. */
export function customer(
  invoices: readonly InvoiceTruth[],
  fields: Partial<CustomerFacts<InvoiceTruth>> = {},
): CustomerFacts<InvoiceTruth> {
  const free = { holds: { blocks: [], activated: true }, lastNoticeOn: null, lastStatementOn: {}, unmatchedCents: {} };
  return { id: 7, ...free, invoices, ...fields };
}

export function block(scope: Block['scope'], from: Day, until: Day | null): Block {
  return { scope, from, until, reason: 'asked to', setBy: 'Anna' };
}

export function settings(today: Day, fields: Partial<RunSettings> = {}): RunSettings {
  return { today, calendar: NO_CALENDAR, minDaysBetweenNotices: 0, ...fields };
}
