// A reason in few words, for counts of what a run held back: one home for chat and console. Sentences are in
// reason-text.ts.

import type { ReasonCode } from './reason.ts';
import type { ScreenLanguage } from './reason-text.ts';

const EN: Record<ReasonCode, string> = {
  paid: 'paid',
  dunning_suspended: 'all dunning suspended',
  customer_blocked: 'customer blocked',
  customer_not_activated: 'customer not activated',
  invoice_paused: 'paused',
  disputed: 'disputed',
  promised: 'payment promised',
  payment_in_question: 'a payment to be matched',
  plan_paused: 'plan paused',
  exhausted: 'all levels sent',
  levels_inactive: 'levels switched off',
  not_overdue: 'not overdue',
  waiting: 'waiting for the next level',
  undelivered: 'last notice not delivered',
  bound_to_proposal: 'in an open proposal',
  snoozed: 'snoozed',
  skipped_today: 'skipped today',
  customer_gap: 'too soon after the last notice',
  below_minimum: 'below the minimum amount',
  covered_by_credit: 'covered by unmatched money',
  statement_not_due: 'statement not due',
  no_minimum_for_currency: 'no minimum for the currency',
};

const DE: Record<ReasonCode, string> = {
  paid: 'bezahlt',
  dunning_suspended: 'Mahnwesen ausgesetzt',
  customer_blocked: 'Kunde gesperrt',
  customer_not_activated: 'Kunde nicht aktiviert',
  invoice_paused: 'pausiert',
  disputed: 'strittig',
  promised: 'Zahlung zugesagt',
  payment_in_question: 'Zahlung noch zuzuordnen',
  plan_paused: 'Mahnplan pausiert',
  exhausted: 'ausgemahnt',
  levels_inactive: 'Stufen abgeschaltet',
  not_overdue: 'nicht überfällig',
  waiting: 'wartet auf die nächste Stufe',
  undelivered: 'letzte Mahnung kam nicht an',
  bound_to_proposal: 'in einem offenen Vorschlag',
  snoozed: 'zurückgestellt',
  skipped_today: 'heute übersprungen',
  customer_gap: 'zu bald nach der letzten Mahnung',
  below_minimum: 'unter dem Mindestbetrag',
  covered_by_credit: 'durch Guthaben gedeckt',
  statement_not_due: 'Kontoübersicht nicht fällig',
  no_minimum_for_currency: 'kein Mindestbetrag für die Währung',
};

/** The words for each reason, by language. */
export const REASON_WORDS: Readonly<Record<ScreenLanguage, Readonly<Record<ReasonCode, string>>>> = { de: DE, en: EN };

/** The words for a reason; a code that is not known any more, on an old run, is its own word. */
export function reasonWords(code: string, language: ScreenLanguage): string {
  const words: Readonly<Record<string, string>> = REASON_WORDS[language];
  return words[code] ?? code;
}
