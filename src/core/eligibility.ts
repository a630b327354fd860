// Whether one invoice is due for its next level today, or the reason why not. The engine's smallest question.

import type { Calendar } from './calendar.ts';
import { addDays, type Day } from './day.ts';
import { type Block, blockHolds, type CustomerHolds, promiseHoldsThrough } from './hold.ts';
import { type Level, nextLevel, type Plan } from './plan.ts';
import { type InvoiceFacts, isOverdue, levelReachedOn } from './position.ts';
import type { Reason } from './reason.ts';

export type Eligibility = { kind: 'due'; level: Level } | { kind: 'not_due'; reason: Reason };

/**
 * What suspends dunning of an invoice today: whole dunning stopped, customer blocked or not activated, invoice paused,
 * open dispute, promise not yet broken, money that may be its payment - in this order. Null when nothing does (rules
 * section 2, "Suspended"; whoever may have paid is not dunned).
 */
export function suspensionOf(
  invoice: InvoiceFacts,
  customer: CustomerHolds,
  calendar: Calendar,
  today: Day,
): Reason | null {
  if (!customer.activated) return { code: 'customer_not_activated' };
  for (const block of customer.blocks) {
    if (blockHolds(block, today)) return blockReason(block);
  }
  const holds = invoice.holds;
  for (const pause of holds.pauses) {
    if (blockHolds(pause, today)) return blockReason(pause);
  }
  if (holds.dispute !== null) {
    return {
      code: 'disputed',
      since: holds.dispute.raisedOn,
      by: holds.dispute.raisedBy,
      reason: holds.dispute.reason,
    };
  }
  if (holds.promise !== null) {
    const through = promiseHoldsThrough(holds.promise, calendar);
    if (today <= through) return { code: 'promised', on: holds.promise.on, through, by: holds.promise.madeBy };
  }
  if (holds.paymentInQuestion !== null) return { code: 'payment_in_question', ...holds.paymentInQuestion };
  return null;
}

/**
 * Judges one invoice by itself: due for a level, or the reason why not. What concerns the whole notice (minimum amount,
 * free money, days between notices) is the engine's next step, see run.ts.
 */
export function judgeInvoice(
  invoice: InvoiceFacts,
  customer: CustomerHolds,
  plan: Plan,
  calendar: Calendar,
  today: Day,
): Eligibility {
  if (invoice.openCents <= 0) return notDue({ code: 'paid' });
  const suspension = suspensionOf(invoice, customer, calendar, today);
  if (suspension !== null) return notDue(suspension);
  const next = nextLevel(plan, invoice.passedPosition);
  if (next.kind === 'exhausted') return notDue({ code: 'exhausted' });
  if (next.kind === 'inactive') return notDue({ code: 'levels_inactive' });
  const reachedOn = levelReachedOn(next.level, invoice);
  if (today < reachedOn) return notDue(waitingFor(next.level, reachedOn, invoice, today));
  const held = heldByAnEarlierStep(invoice, today);
  return held === null ? { kind: 'due', level: next.level } : notDue(held);
}

function waitingFor(level: Level, reachedOn: Day, invoice: InvoiceFacts, today: Day): Reason {
  if (!isOverdue(invoice, today)) {
    return { code: 'not_overdue', dueDate: invoice.dueDate, levelName: level.name, reachedOn };
  }
  return { code: 'waiting', levelName: level.name, reachedOn };
}

/** Not suspensions, but steps of the process that are still open: undelivered notice, own proposal, snooze, skip. */
function heldByAnEarlierStep(invoice: InvoiceFacts, today: Day): Reason | null {
  const { undeliveredNotice, boundTo, snoozedUntil, skippedOn } = invoice.holds;
  if (undeliveredNotice !== null) return { code: 'undelivered', noticeNumber: undeliveredNotice };
  if (boundTo !== null) return { code: 'bound_to_proposal', ...boundTo };
  if (snoozedUntil !== null && today < snoozedUntil) return { code: 'snoozed', until: snoozedUntil };
  if (skippedOn !== null && today < addDays(skippedOn, 1)) return { code: 'skipped_today' };
  return null;
}

function blockReason(block: Block): Reason {
  const words = { until: block.until, by: block.setBy, reason: block.reason };
  switch (block.scope) {
    case 'all':
      return { code: 'dunning_suspended', ...words };
    case 'customer':
      return { code: 'customer_blocked', ...words };
    case 'invoice':
      return { code: 'invoice_paused', ...words };
  }
}

function notDue(reason: Reason): Eligibility {
  return { kind: 'not_due', reason };
}
