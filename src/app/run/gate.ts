// What would stop a run of a plan on a day: asked by the run itself, and by people before they start one.

import type { Day } from '../../core/day.ts';
import { gateOf } from '../../core/gate.ts';
import type { Plan } from '../../core/plan.ts';
import type { GateReason } from '../../core/reason.ts';
import { bankingCalendarOf } from '../../db/organisation.ts';
import { lastPostedOn } from '../../db/runs.ts';
import type { Work } from '../use-case.ts';

/** The gate with the payment data there is now; null = the run may take place. */
export async function readGate(work: Work, on: Day, plan: Plan): Promise<GateReason | null> {
  return gateOf({
    today: on,
    staleAfterDays: work.organisation.staleAfterDays,
    lastPostedOn: await lastPostedOn(work.db, work.today),
    bankingCalendar: bankingCalendarOf(work.organisation),
    planPaused: plan.paused,
  });
}
