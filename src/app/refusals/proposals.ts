// What proposals, runs, holds and the explanations of them may answer.

import type { Day } from '../../core/day.ts';
import { formatDay } from '../../core/format.ts';
import type { Reason, ReopenReason, WithdrawalReason } from '../../core/reason.ts';
import { reasonText, reopenText } from '../../core/reason-text.ts';
import { missing, says } from './say.ts';

export const PROPOSALS = {
  proposal_unknown: missing<{ proposal: number }>({
    en: ({ proposal }) => `Proposal ${proposal}`,
    de: ({ proposal }) => `Vorschlag ${proposal}`,
  }),
  digest_unknown: missing<{ digest: number }>({
    en: ({ digest }) => `Digest ${digest}`,
    de: ({ digest }) => `Übersicht ${digest}`,
  }),
  proposal_changed: says<{ proposal: number }>('refused', {
    en: ({ proposal }) =>
      `Proposal ${proposal} has changed since you looked at it. Look at it again before you decide.`,
    de: ({ proposal }) =>
      `Vorschlag ${proposal} hat sich seither geändert. Bitte vor der Entscheidung noch einmal ansehen.`,
  }),
  snooze_past: says<{ today: Day }>('refused', {
    en: ({ today }) => `Snooze until a day after today (${formatDay(today, 'en')}).`,
    de: ({ today }) => `Bitte bis zu einem Tag nach heute (${formatDay(today, 'de')}) zurückstellen.`,
  }),
  not_put_off: says<{ proposal: number }>('refused', {
    en: ({ proposal }) => `Proposal ${proposal} was neither skipped nor snoozed.`,
    de: ({ proposal }) => `Vorschlag ${proposal} wurde weder übersprungen noch zurückgestellt.`,
  }),
  level_passed_since: says('refused', {
    en: 'It came too late: another level was reached since.',
    de: 'Das kam zu spät: inzwischen wurde eine weitere Stufe erreicht.',
  }),
  issued_already: says<{ proposal: number }>('refused', {
    en: ({ proposal }) => `It came too late: the notice of proposal ${proposal} is issued already.`,
    de: ({ proposal }) => `Das kam zu spät: das Schreiben zu Vorschlag ${proposal} ist schon ausgestellt.`,
  }),
  not_approved: says<{ proposal: number }>('refused', {
    en: ({ proposal }) => `Proposal ${proposal} is not approved.`,
    de: ({ proposal }) => `Vorschlag ${proposal} ist nicht freigegeben.`,
  }),
  approved_already: says<{ proposal: number }>('refused', {
    en: ({ proposal }) => `Proposal ${proposal} is approved already: take the approval back first.`,
    de: ({ proposal }) => `Vorschlag ${proposal} ist schon freigegeben: bitte zuerst die Freigabe zurücknehmen.`,
  }),
  at_level_already: says<{ proposal: number; level: string }>('refused', {
    en: ({ proposal, level }) => `Proposal ${proposal} is at level "${level}" already.`,
    de: ({ proposal, level }) => `Vorschlag ${proposal} ist schon auf Stufe „${level}“.`,
  }),
  above_level_already: says<{ proposal: number; position: number }>('refused', {
    en: ({ proposal, position }) =>
      `Proposal ${proposal} is at level ${position} already: a lower one cannot be chosen.`,
    de: ({ proposal, position }) =>
      `Vorschlag ${proposal} ist schon auf Stufe ${position}: eine niedrigere kann nicht gewählt werden.`,
  }),
  other_plan: says<{ proposal: number; level: string }>('refused', {
    en: ({ proposal, level }) => `Proposal ${proposal} belongs to another plan than level "${level}".`,
    de: ({ proposal, level }) => `Vorschlag ${proposal} gehört zu einem anderen Plan als Stufe „${level}“.`,
  }),
  level_off: says<{ level: string }>('refused', {
    en: ({ level }) => `Level "${level}" is switched off.`,
    de: ({ level }) => `Stufe „${level}“ ist abgeschaltet.`,
  }),
  grouped_plan: says('refused', {
    en: 'Notices of this plan cover all of a customer: choose on the proposal.',
    de: 'Schreiben dieses Plans umfassen alles von einem Kunden: bitte am Vorschlag wählen.',
  }),
  level_not_named: missing<{ level: string; plan: string; known: readonly string[] }>(
    { en: ({ level }) => `Level ${level}`, de: ({ level }) => `Stufe ${level}` },
    {
      en: ({ plan, known }) => `The plan "${plan}" has: ${known.join(', ')}.`,
      de: ({ plan, known }) => `Der Plan „${plan}“ hat: ${known.join(', ')}.`,
    },
  ),
  not_proposable: says<{ invoice: string }>('refused', {
    en: ({ invoice }) => `Invoice ${invoice} cannot be proposed.`,
    de: ({ invoice }) => `Rechnung ${invoice} kann nicht vorgeschlagen werden.`,
  }),
  not_proposable_for: says<{ invoice: string; why: Reason }>('refused', {
    en: ({ invoice, why }) => `Invoice ${invoice} cannot be proposed: ${reasonText(why, 'en')}`,
    de: ({ invoice, why }) => `Rechnung ${invoice} kann nicht vorgeschlagen werden: ${reasonText(why, 'de')}`,
  }),
  not_overdue: says<{ invoice: string; dueDate: Day }>('refused', {
    en: ({ invoice, dueDate }) => `Invoice ${invoice} is not overdue: it is due on ${formatDay(dueDate, 'en')}.`,
    de: ({ invoice, dueDate }) =>
      `Rechnung ${invoice} ist nicht überfällig: sie wird am ${formatDay(dueDate, 'de')} fällig.`,
  }),
  proposed_already: says<{ proposal: number; invoice: string }>('refused', {
    en: ({ proposal, invoice }) =>
      `Proposal ${proposal} about invoice ${invoice} waits for a decision already: decide it there.`,
    de: ({ proposal, invoice }) =>
      `Vorschlag ${proposal} zu Rechnung ${invoice} wartet schon auf eine Entscheidung: bitte dort entscheiden.`,
  }),
  level_of_other_plan: says<{ level: number; plan: string }>('refused', {
    en: ({ level, plan }) => `Level ${level} is not a level of the plan "${plan}".`,
    de: ({ level, plan }) => `Stufe ${level} gehört nicht zum Plan „${plan}“.`,
  }),
  level_passed: says<{ invoice: string; level: string }>('refused', {
    en: ({ invoice, level }) => `Invoice ${invoice} has passed level "${level}" already.`,
    de: ({ invoice, level }) => `Rechnung ${invoice} hat Stufe „${level}“ schon hinter sich.`,
  }),
  no_letter_any_more: says<{ proposal: number; why: WithdrawalReason }>('refused', {
    en: ({ proposal, why }) => `Proposal ${proposal} has no letter any more: ${reasonText(why, 'en')}`,
    de: ({ proposal, why }) => `Vorschlag ${proposal} hat kein Schreiben mehr: ${reasonText(why, 'de')}`,
  }),
  no_letter: says<{ proposal: number; why: ReopenReason }>('refused', {
    en: ({ proposal, why }) => `Proposal ${proposal} has no letter: ${reopenText(why, 'en')}`,
    de: ({ proposal, why }) => `Vorschlag ${proposal} hat kein Schreiben: ${reopenText(why, 'de')}`,
  }),
  run_to_come: says<{ on: Day }>('refused', {
    en: ({ on }) => `${formatDay(on, 'en')} is still to come. Only a dry run can look ahead (--dry).`,
    de: ({ on }) => `${formatDay(on, 'de')} kommt erst noch. Nur ein Probelauf kann vorausschauen (--dry).`,
  }),
  no_run_on: says<{ on: Day }>('refused', {
    en: ({ on }) => `There was no run on ${formatDay(on, 'en')}: nothing was decided on that day.`,
    de: ({ on }) => `Am ${formatDay(on, 'de')} gab es keinen Lauf: an dem Tag wurde nichts entschieden.`,
  }),
  not_on_record_on: says<{ invoice: string; on: Day }>('refused', {
    en: ({ invoice, on }) => `Invoice ${invoice} was not on record on ${formatDay(on, 'en')}.`,
    de: ({ invoice, on }) => `Rechnung ${invoice} war am ${formatDay(on, 'de')} noch nicht erfasst.`,
  }),
  credit_note_never_dunned: says<{ invoice: string }>('refused', {
    en: ({ invoice }) => `${invoice} is a credit note: it lowers what its customer owes, and is never dunned.`,
    de: ({ invoice }) => `${invoice} ist eine Gutschrift: sie mindert die Schuld des Kunden und wird nie gemahnt.`,
  }),
  recorded_after_run: says<{ invoice: string; on: Day }>('refused', {
    en: ({ invoice, on }) => `Invoice ${invoice} was recorded after the run of ${formatDay(on, 'en')} had taken place.`,
    de: ({ invoice, on }) => `Rechnung ${invoice} wurde erst nach dem Lauf vom ${formatDay(on, 'de')} erfasst.`,
  }),
  block_ends_first: says<{ from: Day; until: Day }>('refused', {
    en: ({ from, until }) =>
      `A block until ${formatDay(until, 'en')} would end before it begins (${formatDay(from, 'en')}).`,
    de: ({ from, until }) =>
      `Eine Sperre bis ${formatDay(until, 'de')} würde enden, bevor sie beginnt (${formatDay(from, 'de')}).`,
  }),
  disputed_already: says<{ invoice: string }>('refused', {
    en: ({ invoice }) => `Invoice ${invoice} is disputed already.`,
    de: ({ invoice }) => `Rechnung ${invoice} ist schon strittig.`,
  }),
};
