// The sentences behind reasons, in the two languages of the screens. One place for chat, console, API and command line.

import type { Day } from './day.ts';
import { formatDay, formatMoney } from './format.ts';
import type { GateReason, Reason, ReopenReason, WithdrawalReason } from './reason.ts';

export type ScreenLanguage = 'de' | 'en';

/** One sentence, e.g. "Paused by Anna until 10 January 2026." */
export function reasonText(reason: Reason | WithdrawalReason, language: ScreenLanguage): string {
  return language === 'de' ? german(reason) : english(reason);
}

function english(reason: WithdrawalReason): string {
  const day = (value: Day) => formatDay(value, 'en');
  const money = (cents: number, of: { currency: string }) => formatMoney(cents, of.currency, 'en');
  switch (reason.code) {
    case 'paid':
      return 'Nothing is open.';
    case 'dunning_suspended':
      return `All dunning is suspended by ${reason.by}${untilEn(reason.until)}.${because(reason.reason)}`;
    case 'customer_blocked':
      return `The customer is blocked by ${reason.by}${untilEn(reason.until)}.${because(reason.reason)}`;
    case 'customer_not_activated':
      return 'The customer is not activated for dunning.';
    case 'invoice_paused':
      return `Paused by ${reason.by}${untilEn(reason.until)}.${because(reason.reason)}`;
    case 'disputed':
      return `Disputed since ${day(reason.since)} (${reason.by}).${because(reason.reason)}`;
    case 'promised':
      return `Payment is promised for ${day(reason.on)}; held through ${day(reason.through)}.`;
    case 'payment_in_question':
      return `${money(reason.cents, reason)} booked on ${day(reason.bookedOn)} may be its payment: match it first.`;
    case 'plan_paused':
      return 'The dunning plan is paused.';
    case 'exhausted':
      return 'All levels are sent; ready for handover to collection.';
    case 'levels_inactive':
      return 'All further levels are switched off.';
    case 'not_overdue':
      return `Due on ${day(reason.dueDate)}; "${reason.levelName}" is reached on ${day(reason.reachedOn)}.`;
    case 'waiting':
      return `Waiting: "${reason.levelName}" is reached on ${day(reason.reachedOn)}.`;
    case 'undelivered':
      return `Notice ${reason.noticeNumber} reached nobody: send it again, accept it or cancel it.`;
    case 'bound_to_proposal':
      return reason.as === 'approved'
        ? `Approved in proposal ${reason.proposalId}, waiting to be issued.`
        : `Proposed by hand in proposal ${reason.proposalId}.`;
    case 'snoozed':
      return `Snoozed; asked again on ${day(reason.until)}.`;
    case 'skipped_today':
      return 'Skipped today; asked again at the next run.';
    case 'customer_gap':
      return `The customer had a notice on ${day(reason.lastNoticeOn)}; the next one may come on ${day(reason.until)}.`;
    case 'below_minimum':
      return `${money(reason.openCents, reason)} is not above the minimum of ${money(reason.minimumCents, reason)}.`;
    case 'covered_by_credit':
      return `Unmatched ${money(reason.unmatchedCents, reason)} cover the open ${money(reason.openCents, reason)}.`;
    case 'statement_not_due':
      return `The next statement is due on ${day(reason.nextOn)}.`;
    case 'no_minimum_for_currency':
      return `The plan has no minimum amount for ${reason.currency}.`;
    case 'superseded':
      return 'Another proposal took its place.';
    case 'plan_changed':
      return 'The customer has another dunning plan now.';
  }
}

function german(reason: WithdrawalReason): string {
  const day = (value: Day) => formatDay(value, 'de');
  const money = (cents: number, of: { currency: string }) => formatMoney(cents, of.currency, 'de');
  switch (reason.code) {
    case 'paid':
      return 'Nichts mehr offen.';
    case 'dunning_suspended':
      return `Mahnwesen ausgesetzt durch ${reason.by}${untilDe(reason.until)}.${because(reason.reason)}`;
    case 'customer_blocked':
      return `Kunde gesperrt durch ${reason.by}${untilDe(reason.until)}.${because(reason.reason)}`;
    case 'customer_not_activated':
      return 'Kunde ist nicht für das Mahnwesen aktiviert.';
    case 'invoice_paused':
      return `Pausiert durch ${reason.by}${untilDe(reason.until)}.${because(reason.reason)}`;
    case 'disputed':
      return `Strittig seit ${day(reason.since)} (${reason.by}).${because(reason.reason)}`;
    case 'promised':
      return `Zahlung zugesagt zum ${day(reason.on)}; gehalten bis einschließlich ${day(reason.through)}.`;
    case 'payment_in_question':
      return `${money(reason.cents, reason)} vom ${day(reason.bookedOn)} können die Zahlung sein: erst zuordnen.`;
    case 'plan_paused':
      return 'Der Mahnplan ist pausiert.';
    case 'exhausted':
      return 'Ausgemahnt; bereit zur Inkassoübergabe.';
    case 'levels_inactive':
      return 'Alle weiteren Mahnstufen sind abgeschaltet.';
    case 'not_overdue':
      return `Fällig am ${day(reason.dueDate)}; „${reason.levelName}“ wird am ${day(reason.reachedOn)} erreicht.`;
    case 'waiting':
      return `Wartet: „${reason.levelName}“ wird am ${day(reason.reachedOn)} erreicht.`;
    case 'undelivered':
      return `Mahnung ${reason.noticeNumber} kam nicht an: erneut senden, hinnehmen oder stornieren.`;
    case 'bound_to_proposal':
      return reason.as === 'approved'
        ? `Freigegeben im Vorschlag ${reason.proposalId}, wird ausgestellt.`
        : `Von Hand vorgeschlagen im Vorschlag ${reason.proposalId}.`;
    case 'snoozed':
      return `Zurückgestellt bis ${day(reason.until)}.`;
    case 'skipped_today':
      return 'Heute übersprungen; beim nächsten Mahnlauf wieder gefragt.';
    case 'customer_gap':
      return `Der Kunde bekam am ${day(reason.lastNoticeOn)} ein Schreiben, das nächste ab ${day(reason.until)}.`;
    case 'below_minimum':
      return `${money(reason.openCents, reason)} nicht über dem Mindestbetrag ${money(reason.minimumCents, reason)}.`;
    case 'covered_by_credit':
      return `Guthaben ${money(reason.unmatchedCents, reason)} deckt offene ${money(reason.openCents, reason)}.`;
    case 'statement_not_due':
      return `Die nächste Kontoübersicht ist am ${day(reason.nextOn)} fällig.`;
    case 'no_minimum_for_currency':
      return `Der Mahnplan hat keinen Mindestbetrag für ${reason.currency}.`;
    case 'superseded':
      return 'Ein anderer Vorschlag hat ihn ersetzt.';
    case 'plan_changed':
      return 'Der Kunde hat jetzt einen anderen Mahnplan.';
  }
}

/** Why the whole run stopped. */
export function gateText(reason: GateReason, language: ScreenLanguage): string {
  const de = language === 'de';
  if (reason.code === 'plan_paused') return de ? 'Der Mahnplan ist pausiert.' : 'The dunning plan is paused.';
  const none = de ? 'noch keine Bankbuchung' : 'no bank posting yet';
  const of = (day: Day) => `${de ? 'letzte Bankbuchung' : 'last bank posting'} ${formatDay(day, language)}`;
  const last = reason.lastPostedOn === null ? none : of(reason.lastPostedOn);
  const counted = { banking_days: de ? 'Bankarbeitstage' : 'banking days', calendar_days: de ? 'Tage' : 'days' };
  const limit = `${reason.staleAfterDays} ${counted[reason.counted]}`;
  return de
    ? `Zahlungsdaten veraltet: ${last}, erlaubt sind ${limit}. Erst Zahlungen einlesen, dann mahnen.`
    : `Payment data is too old: ${last}, allowed are ${limit}. Import payments before dunning.`;
}

/** Why an approved proposal waits to be decided again. */
export function reopenText(reason: ReopenReason, language: ScreenLanguage): string {
  const de = language === 'de';
  switch (reason.code) {
    case 'changed_since_approval':
      return de ? 'Seit der Freigabe geändert: bitte neu entscheiden.' : 'Changed since it was approved: decide again.';
    case 'unprintable_characters':
      return de
        ? `Nicht druckbare Zeichen: ${reason.characters.join(' ')}. Bitte den Namen oder Text ändern.`
        : `Characters that cannot be printed: ${reason.characters.join(' ')}. Change the name or text.`;
    case 'document_failed':
      return de
        ? `Das Schreiben ließ sich nicht erzeugen: ${reason.detail}`
        : `The letter could not be made: ${reason.detail}`;
    case 'taken_back':
      return de ? `Freigabe zurückgenommen durch ${reason.by}.` : `Approval taken back by ${reason.by}.`;
    case 'automation_stopped':
      return de ? `Automatik angehalten durch ${reason.by}.` : `Automation stopped by ${reason.by}.`;
  }
}

function untilEn(until: Day | null): string {
  return until === null ? '' : ` until ${formatDay(until, 'en')}`;
}

function untilDe(until: Day | null): string {
  return until === null ? '' : ` bis einschließlich ${formatDay(until, 'de')}`;
}

function because(reason: string): string {
  return reason === '' ? '' : ` ${reason}`;
}
