// Where an invoice stands: what is open, which level it has passed, from which day the next one counts.

import { addDays, type Day, maxDay } from './day.ts';
import type { InvoiceHolds } from './hold.ts';
import type { Period, Settlement } from './interest.ts';
import type { CountFrom, Level } from './plan.ts';

/** A level an invoice has passed in its cycle: by an issued notice, or skipped by a person. */
export interface Passage {
  levelId: number;
  /** The level's position in its plan as it is now; a removed level keeps the position it had. */
  position: number;
  kind: 'issued' | 'skipped';
  on: Day;
  /** The notice's own due date; null when the level was skipped. */
  deadline: Day | null;
}

/** What follows from an invoice's passages for its next level. */
export interface Progress {
  /** Highest position passed; 0 = none. */
  passedPosition: number;
  /** Day from which the next level's days run. */
  anchorOn: Day;
  lastPassedOn: Day | null;
}

/**
 * Where an invoice stands in its plan.
 *
 * The next level counts from the due date as long as nothing was passed, afterwards by the plan's way of counting. A
 * skipped level has no deadline and counts from the day it was skipped (rules section 2). The highest position counts,
 * not the latest passage, so that levels moved in a live plan never send an invoice backwards.
 */
export function progressOf(dueDate: Day, passages: readonly Passage[], countFrom: CountFrom): Progress {
  let last: Passage | undefined;
  let passedPosition = 0;
  for (const passage of passages) {
    if (passage.position > passedPosition) passedPosition = passage.position;
    if (last === undefined || passage.on > last.on || (passage.on === last.on && passage.position > last.position)) {
      last = passage;
    }
  }
  if (last === undefined) return { passedPosition: 0, anchorOn: dueDate, lastPassedOn: null };
  return { passedPosition, anchorOn: anchorAfter(last, dueDate, countFrom), lastPassedOn: last.on };
}

function anchorAfter(last: Passage, dueDate: Day, countFrom: CountFrom): Day {
  switch (countFrom) {
    case 'due_date':
      return dueDate;
    case 'previous_notice':
      return last.on;
    case 'previous_deadline':
      return last.deadline ?? last.on;
  }
}

/** One receivable as the engine sees it. Credit notes are not among them: they are settlements or free money. */
export interface InvoiceFacts extends Progress {
  id: number;
  currency: string;
  dueDate: Day;
  /** Gross - credits - payments, in minor units; may be negative when overpaid. */
  openCents: number;
  holds: InvoiceHolds;
}

/** An invoice with all that a notice says about it and that its amounts are computed from. */
export interface InvoiceTruth extends InvoiceFacts {
  number: string;
  issuedOn: Day;
  grossCents: number;
  cycle: number;
  paymentReference: string | null;
  /** Payments by value date and credits by their date; reversals are negative. */
  settlements: Settlement[];
  /** Time in dispute for which whoever settled it waived the interest. */
  interestWaived: Period[];
  /** Passages of the present cycle that stand (not cancelled), oldest first. */
  passages: Passage[];
}

/** Overdue: today is after the due date and something is open (rules section 1). */
export function isOverdue(invoice: InvoiceFacts, today: Day): boolean {
  return invoice.openCents > 0 && today > invoice.dueDate;
}

/**
 * The first day on which an invoice reaches a level, whatever holds it back.
 *
 * Days that are not negative never reach a level before the invoice is overdue. An invoice that passed a level today
 * waits until tomorrow: it never moves by more than one level a run, and a day has one run (rules sections 2 and 4.1).
 */
export function levelReachedOn(level: Level, invoice: InvoiceFacts): Day {
  let day = addDays(invoice.anchorOn, level.afterDays);
  if (level.afterDays >= 0) day = maxDay(day, addDays(invoice.dueDate, 1));
  if (invoice.lastPassedOn !== null) day = maxDay(day, addDays(invoice.lastPassedOn, 1));
  return day;
}
