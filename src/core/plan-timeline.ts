// The dates a plan gives for one example invoice when nobody pays and nothing holds a notice back: the same rules as
// the engine's, on the real calendar, looked at ahead.

import { deadlineOf } from './amounts.ts';
import { type Calendar, isBusinessDay } from './calendar.ts';
import { addDays, type Day, daysBetween } from './day.ts';
import { NO_INVOICE_HOLDS } from './hold.ts';
import { nextLevel, type Plan } from './plan.ts';
import { type InvoiceFacts, levelReachedOn, type Passage, progressOf } from './position.ts';
import { statementPeriod } from './recap.ts';

export interface TimelineStep {
  /** Index of the level in the plan; null for a statement of account. */
  level: number | null;
  name: string;
  on: Day;
  /** The notice's own due date; null for a statement. */
  deadline: Day | null;
  /** Days after the invoice's due date; negative before it. */
  daysAfterDue: number;
  /** Whether the deadline of the notice before is over by then; true for the first. */
  isPastDeadline: boolean;
}

export interface TimelineExample {
  dueDate: Day;
  calendar: Calendar;
  moveDeadline: boolean;
}

/** Statements that a recap plan shows. */
const STATEMENTS = 6;

/**
 * The steps of a plan for an invoice due on a day, in order; a run takes place on every business day, and everything is
 * issued on the day it is proposed. The day before which a run cannot have been is not looked at: negative days count.
 */
export function planTimeline(plan: Plan, example: TimelineExample): TimelineStep[] {
  if (plan.recap !== null) return statements(plan.recap, plan.name, example.dueDate);
  const { dueDate, calendar, moveDeadline } = example;
  const passages: Passage[] = [];
  const steps: TimelineStep[] = [];
  for (;;) {
    const progress = progressOf(dueDate, passages, plan.countFrom);
    const next = nextLevel(plan, progress.passedPosition);
    if (next.kind !== 'level') return steps;
    const { level } = next;
    const on = nextRunDay(calendar, levelReachedOn(level, factsOf(dueDate, progress)));
    const deadline = deadlineOf(on, level.paymentTermDays, calendar, moveDeadline);
    const before = passages.at(-1)?.deadline ?? null;
    steps.push({
      level: plan.levels.indexOf(level),
      name: level.name,
      on,
      deadline,
      daysAfterDue: daysBetween(dueDate, on),
      isPastDeadline: before === null || on > before,
    });
    passages.push({ levelId: level.id, position: level.position, kind: 'issued', on, deadline });
  }
}

function factsOf(dueDate: Day, progress: ReturnType<typeof progressOf>): InvoiceFacts {
  return { id: 0, currency: 'EUR', dueDate, openCents: 1, holds: NO_INVOICE_HOLDS, ...progress };
}

function nextRunDay(calendar: Calendar, day: Day): Day {
  let on = day;
  while (!isBusinessDay(calendar, on, 'sending')) on = addDays(on, 1);
  return on;
}

/** The statements that follow an invoice's due date. */
function statements(recap: NonNullable<Plan['recap']>, name: string, dueDate: Day): TimelineStep[] {
  const steps: TimelineStep[] = [];
  for (let after = dueDate; steps.length < STATEMENTS; ) {
    const on = statementPeriod(recap, after).nextOn;
    steps.push({ level: null, name, on, deadline: null, daysAfterDue: daysBetween(dueDate, on), isPastDeadline: true });
    after = on;
  }
  return steps;
}
