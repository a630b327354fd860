// What holds notices back without deleting anything: blocks, disputes, promises, snoozes and the like.
// A hold never stops the clock of a level; it only keeps the notice back while it holds.

import { type Calendar, nextBusinessDay } from './calendar.ts';
import type { Day } from './day.ts';

export const BLOCK_SCOPES = ['invoice', 'customer', 'all'] as const;
export type BlockScope = (typeof BLOCK_SCOPES)[number];

/** Someone's decision that no notice goes out: for an invoice, a customer, or the whole organisation. */
export interface Block {
  scope: BlockScope;
  from: Day;
  /** Last day on which it holds; null = until somebody ends it. */
  until: Day | null;
  reason: string;
  setBy: string;
}

/** A promise to pay, kept open until it is broken. */
export interface PaymentPromise {
  on: Day;
  madeBy: string;
}

/** Holds that concern the customer or everybody. */
export interface CustomerHolds {
  /** Blocks of scope customer and all that have not been ended. */
  blocks: readonly Block[];
  /** False when the organisation duns only activated customers and this one is not. */
  activated: boolean;
}

/** Holds that concern one invoice. */
export interface InvoiceHolds {
  /** Blocks of scope invoice that have not been ended. */
  pauses: readonly Block[];
  dispute: { raisedOn: Day; reason: string; raisedBy: string } | null;
  promise: PaymentPromise | null;
  /** Money that may be its payment, on which nobody has decided yet. */
  paymentInQuestion: { cents: number; currency: string; bookedOn: Day } | null;
  /** Asked again on this day. */
  snoozedUntil: Day | null;
  /** The latest day on which somebody said "not this time". */
  skippedOn: Day | null;
  /** Number of the last issued notice, when all its deliveries failed and nobody has dealt with it. */
  undeliveredNotice: string | null;
  /** An open proposal that the run leaves alone: approved and waiting to be issued, or made by a person. */
  boundTo: { proposalId: number; as: 'approved' | 'by_hand' } | null;
}

/** No hold at all; shared, so that the many invoices without one cost nothing. */
export const NO_INVOICE_HOLDS: InvoiceHolds = Object.freeze({
  pauses: [],
  dispute: null,
  promise: null,
  paymentInQuestion: null,
  snoozedUntil: null,
  skippedOn: null,
  undeliveredNotice: null,
  boundTo: null,
});

/** Holds with one more; of two snoozes the one that lasts longer counts, in whatever order they are read. */
export function withHold(holds: InvoiceHolds | undefined, more: Partial<InvoiceHolds>): InvoiceHolds {
  const { snoozedUntil: before } = holds ?? NO_INVOICE_HOLDS;
  const all = { ...(holds ?? NO_INVOICE_HOLDS), ...more };
  return before !== null && before > (all.snoozedUntil ?? '') ? { ...all, snoozedUntil: before } : all;
}

/** Whether a block holds on a day: from its first through its last day ("until" is inclusive, rules section 2). */
export function blockHolds(block: Block, day: Day): boolean {
  return block.from <= day && (block.until === null || day <= block.until);
}

/** The last day on which a promise holds: the business day after the promised date (rules section 2, "Suspended"). */
export function promiseHoldsThrough(promise: PaymentPromise, calendar: Calendar): Day {
  return nextBusinessDay(calendar, promise.on);
}
