// The closed list of reasons why an invoice is not dunned, or why a proposal was withdrawn. The words people read are
// made in one place (reason-text.ts), so that chat, console, API and command line say the same.

import type { Day } from './day.ts';

export type Reason =
  | { code: 'paid' }
  | { code: 'dunning_suspended'; until: Day | null; by: string; reason: string }
  | { code: 'customer_blocked'; until: Day | null; by: string; reason: string }
  | { code: 'customer_not_activated' }
  | { code: 'invoice_paused'; until: Day | null; by: string; reason: string }
  | { code: 'disputed'; since: Day; by: string; reason: string }
  | { code: 'promised'; on: Day; through: Day; by: string }
  | { code: 'payment_in_question'; cents: number; currency: string; bookedOn: Day }
  | { code: 'plan_paused' }
  | { code: 'exhausted' }
  | { code: 'levels_inactive' }
  | { code: 'not_overdue'; dueDate: Day; levelName: string; reachedOn: Day }
  | { code: 'waiting'; levelName: string; reachedOn: Day }
  | { code: 'undelivered'; noticeNumber: string }
  | { code: 'bound_to_proposal'; proposalId: number; as: 'approved' | 'by_hand' }
  | { code: 'snoozed'; until: Day }
  | { code: 'skipped_today' }
  | { code: 'customer_gap'; lastNoticeOn: Day; until: Day }
  | { code: 'below_minimum'; openCents: number; minimumCents: number; currency: string }
  | { code: 'covered_by_credit'; unmatchedCents: number; openCents: number; currency: string }
  | { code: 'statement_not_due'; nextOn: Day }
  | { code: 'no_minimum_for_currency'; currency: string };

export type ReasonCode = Reason['code'];

/** Written as a record, so that no code can be forgotten. */
const EVERY_CODE: Record<ReasonCode, true> = {
  not_overdue: true,
  waiting: true,
  paid: true,
  dunning_suspended: true,
  customer_blocked: true,
  customer_not_activated: true,
  invoice_paused: true,
  disputed: true,
  promised: true,
  payment_in_question: true,
  plan_paused: true,
  exhausted: true,
  levels_inactive: true,
  undelivered: true,
  bound_to_proposal: true,
  snoozed: true,
  skipped_today: true,
  customer_gap: true,
  below_minimum: true,
  covered_by_credit: true,
  statement_not_due: true,
  no_minimum_for_currency: true,
};

/** All codes, for whoever chooses one of them. */
export const REASON_CODES = Object.keys(EVERY_CODE) as readonly ReasonCode[];

/** Why a proposal was withdrawn: its invoice's new reason, or what became of the proposal itself. */
export type WithdrawalReason = Reason | { code: 'superseded' } | { code: 'plan_changed' };

/** Why an approved proposal came back to be decided again. */
export type ReopenReason =
  | { code: 'changed_since_approval' }
  | { code: 'unprintable_characters'; characters: string[] }
  | { code: 'document_failed'; detail: string }
  | { code: 'taken_back'; by: string }
  | { code: 'automation_stopped'; by: string };

/** Why the whole run stopped. */
export type GateReason =
  | {
      code: 'payments_stale';
      lastPostedOn: Day | null;
      staleAfterDays: number;
      counted: 'banking_days' | 'calendar_days';
    }
  | { code: 'plan_paused' };
