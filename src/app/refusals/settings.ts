// What plans, texts, people, tokens and webhooks may answer.

import type { Role } from '../../core/actor.ts';
import { missing, says, type Texts } from './say.ts';
import { ROLE } from './state-words.ts';

export const SETTINGS = {
  plan_unknown: missing<{ plan: number }>({
    en: ({ plan }) => `Dunning plan ${plan}`,
    de: ({ plan }) => `Mahnplan ${plan}`,
  }),
  level_unknown: missing<{ level: number }>({
    en: ({ level }) => `Level ${level}`,
    de: ({ level }) => `Stufe ${level}`,
  }),
  default_plan_stays: says('refused', {
    en: 'Make another plan the default one instead.',
    de: 'Bitte stattdessen einen anderen Plan zum Standard machen.',
  }),
  plan_has_customers: says<{ plan: string; customers: number }>('refused', {
    en: ({ plan, customers }) => `${customers} customers are on "${plan}". Put them on another plan first.`,
    de: ({ plan, customers }) =>
      `Für ${customers} Kunden gilt „${plan}“. Bitte ihnen zuerst einen anderen Mahnplan geben.`,
  }),
  plan_has_proposals: says<{ plan: string; proposals: number }>('refused', {
    en: ({ plan, proposals }) => `${proposals} proposals of "${plan}" are open. Decide them first.`,
    de: ({ plan, proposals }) => `${proposals} Vorschläge von „${plan}“ sind offen. Bitte zuerst entscheiden.`,
  }),
  plan_taken_away: says<{ plan: string }>('refused', {
    en: ({ plan }) => `The plan "${plan}" of this run is not in use any more.`,
    de: ({ plan }) => `Der Mahnplan „${plan}“ dieses Laufs ist nicht mehr in Gebrauch.`,
  }),
  run_unknown: missing<{ run: number }>({ en: ({ run }) => `Run ${run}`, de: ({ run }) => `Mahnlauf ${run}` }),
  period_backwards: says<{ from: string; to: string }>('refused', {
    en: ({ from, to }) => `The period ends on ${to}, before it begins on ${from}.`,
    de: ({ from, to }) => `Der Zeitraum endet am ${to}, bevor er am ${from} beginnt.`,
  }),
  period_too_long: says<{ days: number; most: number }>('refused', {
    en: ({ days, most }) => `A period has at most ${most} days; this one has ${days}.`,
    de: ({ days, most }) => `Ein Zeitraum hat höchstens ${most} Tage; dieser hat ${days}.`,
  }),
  level_not_of_plan: says<{ level: number }>('refused', {
    en: ({ level }) => `Level ${level} is not a level of this plan.`,
    de: ({ level }) => `Stufe ${level} gehört nicht zu diesem Plan.`,
  }),
  text_version_unknown: missing<{ version: number }>({
    en: ({ version }) => `Version ${version} of this text`,
    de: ({ version }) => `Fassung ${version} dieses Textes`,
  }),
  text_wrong: says<{ what: Texts; field: string; line: number; column: number }>('invalid_input', {
    en: ({ what, field, line, column }) => `template.save: ${what.en} (${field}, line ${line}, column ${column})`,
    de: ({ what, field, line, column }) =>
      `template.save: ${what.de} (${field === 'subject' ? 'Betreff' : 'Text'}, Zeile ${line}, Spalte ${column})`,
  }),
  no_invoice_to_show: says('refused', {
    en: 'There is no open invoice to try the text on yet. Import invoices first.',
    de: 'Es gibt noch keine offene Rechnung, an der sich der Text zeigen ließe. Bitte zuerst Rechnungen einlesen.',
  }),
  person_unknown: missing<{ person: number }>({
    en: ({ person }) => `Person ${person}`,
    de: ({ person }) => `Person ${person}`,
  }),
  person_not_invited: missing<{ person: number }>(
    { en: ({ person }) => `Person ${person}`, de: ({ person }) => `Person ${person}` },
    { en: 'Deactivated people cannot be invited.', de: 'Deaktivierte Personen können nicht eingeladen werden.' },
  ),
  only_admin: says<{ name: string }>('refused', {
    en: ({ name }) => `${name} is the only active admin. Make somebody else an admin first.`,
    de: ({ name }) => `${name} ist der einzige aktive Admin. Bitte zuerst jemand anderen zum Admin machen.`,
  }),
  taken_by: says<{ what: string; by: string; active: boolean }>('conflict', {
    en: ({ what, by, active }) => `${what} belongs to ${by}${active ? '' : ', who is deactivated'}.`,
    de: ({ what, by, active }) => `${what} gehört zu ${by}${active ? '' : ' (deaktiviert)'}.`,
  }),
  not_a_listed_person: says<{ name: string }>('refused', {
    en: ({ name }) => `${name} is not on the list of people.`,
    de: ({ name }) => `${name} steht nicht in der Liste der Personen.`,
  }),
  password_guessable: says('invalid_input', {
    en: 'The password is too easy to guess: neither a name nor a series nor a well-known word.',
    de: 'Das Passwort ist zu leicht zu erraten: weder ein Name noch eine Reihe noch ein bekanntes Wort.',
  }),
  token_unknown: missing<{ token: number }>({
    en: ({ token }) => `Token ${token}`,
    de: ({ token }) => `Token ${token}`,
  }),
  token_above_person: says<{ name: string; has: Role; wanted: Role }>('refused', {
    en: ({ name, has, wanted }) =>
      `${name} has the role ${ROLE.en[has]}; a token in that name cannot have the role ${ROLE.en[wanted]}.`,
    de: ({ name, has, wanted }) =>
      `${name} hat die Rolle ${ROLE.de[has]}; ein Token auf diesen Namen kann nicht die Rolle ${ROLE.de[wanted]} haben.`,
  }),
  out_of_scope: says<{ scope: string }>('forbidden', {
    en: ({ scope }) => `This token may not use "${scope}": its scopes do not contain it.`,
    de: ({ scope }) => `Dieses Token darf „${scope}“ nicht nutzen: das gehört nicht zu seinem Umfang.`,
  }),
  own_address_unknown: says<{ name: string }>('refused', {
    en: ({ name }) => `The list of people has no e-mail address of ${name}. An admin can enter it under people.`,
    de: ({ name }) => `Die Liste der Personen hat keine E-Mail-Adresse von ${name}. Ein Admin kann sie eintragen.`,
  }),
  chat_not_configured: says('refused', {
    en: 'Slack is not configured: its tokens are not in the environment of the service.',
    de: 'Slack ist nicht eingerichtet: Die Token fehlen in der Umgebung des Dienstes.',
  }),
  chat_has_no_channel: says('refused', {
    en: 'No channel is chosen yet. Write "/dunning setup here" in one, or name it here.',
    de: 'Noch ist kein Kanal gewählt. Bitte dort „/dunning setup here“ schreiben oder ihn hier nennen.',
  }),
  chat_test_refused: says<{ channel: string; detail: string }>('refused', {
    en: ({ channel, detail }) => `Slack did not take the message to ${channel}: ${detail}.`,
    de: ({ channel, detail }) => `Slack hat die Nachricht an ${channel} nicht angenommen: ${detail}.`,
  }),
  webhook_unknown: missing<{ webhook: number }>({
    en: ({ webhook }) => `Webhook ${webhook}`,
    de: ({ webhook }) => `Webhook ${webhook}`,
  }),
  webhook_delivery_unknown: missing<{ delivery: number }>({
    en: ({ delivery }) => `Webhook delivery ${delivery}`,
    de: ({ delivery }) => `Webhook-Zustellung ${delivery}`,
  }),
};
