// The timeline of an invoice: everything that happened to it, in order, each with who and when.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import { UNDECIDED_STATES } from '../../core/proposal.ts';
import { readInvoiceRecord } from '../../db/history.ts';
import { levelNames } from '../../db/plans.ts';
import { numberInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { query } from '../use-case.ts';

export const HISTORY_KINDS = [
  'recorded',
  'payment',
  'reversal',
  'credited',
  'original',
  'paused',
  'resumed',
  'excluded',
  'included',
  'disputed',
  'settled',
  'promised',
  'promise_ended',
  'proposed',
  'decided',
  'withdrawn',
  'issued',
  'level_skipped',
  'cancelled',
  'undelivered_accepted',
  'delivery',
] as const;

export interface HistoryEvent {
  at: string;
  kind: (typeof HISTORY_KINDS)[number];
  by: string | null;
  /** Facts of the event; amounts in minor units of the invoice's currency. */
  facts: Record<string, string | number | boolean | null>;
}

export interface InvoiceHistory {
  invoice: {
    number: string;
    kind: string;
    currency: string;
    issuedOn: Day;
    dueDate: Day;
    grossCents: number;
    openCents: number;
  };
  events: HistoryEvent[];
}

type Invoice = Awaited<ReturnType<typeof invoiceOf>>;
type InvoiceRecord = Awaited<ReturnType<typeof readInvoiceRecord>>;

export const invoiceHistory = query({
  name: 'invoice.history',
  summary: 'Everything that happened to an invoice: payments, holds, proposals, notices, deliveries.',
  role: 'viewer',
  input: z.strictObject({ invoice: numberInput }),
  async run(work, { invoice: number }): Promise<InvoiceHistory> {
    const invoice = await invoiceOf(work.db, number);
    const record = await readInvoiceRecord(work.db, invoice);
    const names = await levelNames(work.db);
    const events = [
      ...moneyEvents(invoice, record),
      ...holdEvents(record),
      ...proposalEvents(record, names),
      ...noticeEvents(record, names),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const { kind, currency, issuedOn, dueDate, grossCents, openCents } = invoice;
    return { invoice: { number: invoice.number, kind, currency, issuedOn, dueDate, grossCents, openCents }, events };
  },
});

function moneyEvents(invoice: Invoice, record: InvoiceRecord): HistoryEvent[] {
  return [
    { at: invoice.recordedAt, kind: 'recorded', by: null, facts: { grossCents: invoice.grossCents } },
    ...record.payments.map(
      (payment): HistoryEvent => ({
        at: payment.recordedAt,
        kind: payment.amountCents < 0 ? 'reversal' : 'payment',
        by: payment.recordedBy,
        facts: { amountCents: payment.amountCents, valueOn: payment.valueOn, method: payment.method },
      }),
    ),
    ...record.credits.map(
      ({ recordedAt, number, grossCents }): HistoryEvent => ({
        at: recordedAt,
        kind: 'credited',
        by: null,
        facts: { creditNote: number, amountCents: grossCents },
      }),
    ),
    ...record.originals.map(
      ({ recordedAt, fileName }): HistoryEvent => ({ at: recordedAt, kind: 'original', by: null, facts: { fileName } }),
    ),
  ];
}

function holdEvents(record: InvoiceRecord): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const { scope, setAt, setBy, untilOn: until, reason, endedAt, endedBy } of record.blocks) {
    const [begun, ended] = scope === 'invoice' ? (['paused', 'resumed'] as const) : (['excluded', 'included'] as const);
    events.push({ at: setAt, kind: begun, by: setBy, facts: { until, reason } });
    if (endedAt !== null) events.push({ at: endedAt, kind: ended, by: endedBy, facts: {} });
  }
  for (const dispute of record.disputes) {
    events.push({ at: dispute.raisedAt, kind: 'disputed', by: dispute.raisedBy, facts: { reason: dispute.reason } });
    if (dispute.settledAt !== null)
      events.push({ at: dispute.settledAt, kind: 'settled', by: dispute.settledBy, facts: {} });
  }
  for (const promise of record.promises) {
    const { promisedOn: on, amountCents, remark } = promise;
    events.push({ at: promise.madeAt, kind: 'promised', by: promise.madeBy, facts: { on, amountCents, remark } });
    if (promise.endedAt !== null)
      events.push({ at: promise.endedAt, kind: 'promise_ended', by: promise.endedBy, facts: { on } });
  }
  return events;
}

function proposalEvents(record: InvoiceRecord, names: ReadonlyMap<number, string>): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const { proposal } of record.proposals) {
    const facts = { proposalId: proposal.id, level: names.get(proposal.levelId ?? 0) ?? null };
    events.push({ at: proposal.proposedAt, kind: 'proposed', by: proposal.proposedBy, facts });
    if (proposal.firstApprovedAt !== null) {
      const first = { ...facts, decision: 'approved_once', remark: proposal.remark };
      events.push({ at: proposal.firstApprovedAt, kind: 'decided', by: proposal.firstApprovedBy, facts: first });
    }
    if (proposal.decidedAt !== null && !UNDECIDED_STATES.includes(proposal.state)) {
      const decision = proposal.state === 'issued' || proposal.state === 'withdrawn' ? 'approved' : proposal.state;
      const how = { ...facts, decision, remark: proposal.remark, until: proposal.snoozedUntil };
      events.push({ at: proposal.decidedAt, kind: 'decided', by: proposal.decidedBy, facts: how });
    }
    if (proposal.withdrawnReason !== null) {
      const at = proposal.withdrawnAt ?? proposal.decidedAt ?? proposal.proposedAt;
      events.push({ at, kind: 'withdrawn', by: null, facts: { ...facts, reason: proposal.withdrawnReason.code } });
    }
  }
  return events;
}

function noticeEvents(record: InvoiceRecord, names: ReadonlyMap<number, string>): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const { notice, line } of record.notices) {
    if (notice.state === 'drafted') continue;
    const facts = { number: notice.number, level: names.get(line.levelId ?? 0) ?? null, totalCents: notice.totalCents };
    events.push({
      at: notice.issuedAt,
      kind: 'issued',
      by: notice.issuedBy,
      facts: { ...facts, deadline: notice.deadline },
    });
    if (notice.cancelledAt !== null) {
      events.push({
        at: notice.cancelledAt,
        kind: 'cancelled',
        by: notice.cancelledBy,
        facts: { number: notice.number },
      });
    }
    if (notice.undeliveredAcceptedAt !== null) {
      events.push({
        at: notice.undeliveredAcceptedAt,
        kind: 'undelivered_accepted',
        by: notice.undeliveredAcceptedBy,
        facts: { number: notice.number, reason: notice.undeliveredReason },
      });
    }
  }
  for (const passage of record.passages) {
    if (passage.kind !== 'skipped') continue;
    events.push({
      at: passage.recordedAt,
      kind: 'level_skipped',
      by: null,
      facts: { level: names.get(passage.levelId) ?? null },
    });
  }
  for (const delivery of record.deliveries) {
    const { channel, state, transport, reason } = delivery;
    const at = delivery.settledAt ?? delivery.createdAt;
    events.push({ at, kind: 'delivery', by: null, facts: { channel, state, transport, reason } });
  }
  return events;
}
