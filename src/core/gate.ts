// What stops a whole run before any invoice is looked at.

import { businessDaysAfter, type Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import type { GateReason } from './reason.ts';

export interface GateFacts {
  today: Day;
  /** Days without bank postings after which a scheduled run stops; null = the guard is off. */
  staleAfterDays: number | null;
  /** Latest posting day of a bank-transfer payment or of an imported statement; null = none ever. */
  lastPostedOn: Day | null;
  /** Banking days are counted in this calendar; `none` counts calendar days. */
  bankingCalendar: Calendar;
  planPaused: boolean;
}

/**
 * The reason why a scheduled run must not take place, or null.
 *
 * A run is stale when more than `staleAfterDays` banking days have passed since money was last posted: reminders sent
 * on old payment data reach people who have paid (rules section 4.2). A person may run all the same.
 */
export function gateOf(facts: GateFacts): GateReason | null {
  if (facts.planPaused) return { code: 'plan_paused' };
  const { staleAfterDays, lastPostedOn, bankingCalendar, today } = facts;
  if (staleAfterDays === null) return null;
  const passed = lastPostedOn === null ? null : businessDaysAfter(bankingCalendar, lastPostedOn, today);
  if (passed !== null && passed <= staleAfterDays) return null;
  const counted = bankingCalendar.id === 'none' ? 'calendar_days' : 'banking_days';
  return { code: 'payments_stale', lastPostedOn, staleAfterDays, counted };
}
