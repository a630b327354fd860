// What notices, letters, their deliveries and papers may answer.

import type { Day } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import type { ProblemAction } from '../../core/delivery-problem.ts';
import { formatDay } from '../../core/format.ts';
import type { Channel } from '../../core/plan.ts';
import { missing, says } from './say.ts';
import { ACTION, DELIVERY } from './state-words.ts';

export const NOTICES = {
  /** A number as people write it (M-00042). */
  notice_unknown: missing<{ notice: string }>({
    en: ({ notice }) => `Notice ${notice}`,
    de: ({ notice }) => `Schreiben ${notice}`,
  }),
  delivery_unknown: missing({ en: 'This delivery', de: 'Diese Zustellung' }),
  batch_unknown: missing<{ batch: number }>({
    en: ({ batch }) => `Print batch ${batch}`,
    de: ({ batch }) => `Druckstapel ${batch}`,
  }),
  notice_cancelled: says<{ notice: string }>('refused', {
    en: ({ notice }) => `Notice ${notice} is cancelled.`,
    de: ({ notice }) => `Schreiben ${notice} ist storniert.`,
  }),
  notice_cancelled_already: says<{ notice: string }>('refused', {
    en: ({ notice }) => `Notice ${notice} is cancelled already.`,
    de: ({ notice }) => `Schreiben ${notice} ist schon storniert.`,
  }),
  notice_not_cancelled: says<{ notice: string }>('refused', {
    en: ({ notice }) => `Notice ${notice} is not cancelled.`,
    de: ({ notice }) => `Schreiben ${notice} ist nicht storniert.`,
  }),
  later_notice_stands: says<{ notice: string; later: readonly string[] }>('refused', {
    en: ({ notice, later }) =>
      `Notice ${notice} cannot be cancelled while notice ${later.join(', ')} stands: cancel that first.`,
    de: ({ notice, later }) =>
      `Schreiben ${notice} kann nicht storniert werden, solange ${later.join(', ')} gilt: bitte das zuerst stornieren.`,
  }),
  no_notice_about: says<{ invoice: string }>('refused', {
    en: ({ invoice }) => `There is no issued notice about invoice ${invoice}.`,
    de: ({ invoice }) => `Zu Rechnung ${invoice} gibt es kein ausgestelltes Schreiben.`,
  }),
  sending_paused_already: says('refused', {
    en: 'Sending is paused already.',
    de: 'Der Versand ist schon angehalten.',
  }),
  sending_not_held: says('refused', { en: 'Sending is not on hold.', de: 'Der Versand ist nicht angehalten.' }),
  on_its_way: says<{ notice: string; state: DeliveryState }>('refused', {
    en: ({ notice, state }) => `Notice ${notice} is on its way already (${DELIVERY.en[state]}).`,
    de: ({ notice, state }) => `Schreiben ${notice} ist schon unterwegs (${DELIVERY.de[state]}).`,
  }),
  no_way_to_send: says<{ missing: readonly Channel[] }>('refused', {
    en: ({ missing: ways }) => `The customer has ${ways.map((way) => NO_ADDRESS.en[way]).join(', ')}.`,
    de: ({ missing: ways }) => `Der Kunde hat ${ways.map((way) => NO_ADDRESS.de[way]).join(', ')}.`,
  }),
  not_failed: says<{ notice: string; state: DeliveryState }>('refused', {
    en: ({ notice, state }) => `Notice ${notice} has not failed: one of its deliveries is ${DELIVERY.en[state]}.`,
    de: ({ notice, state }) =>
      `Schreiben ${notice} ist nicht gescheitert: eine seiner Zustellungen ist „${DELIVERY.de[state]}“.`,
  }),
  accepted_already: says<{ notice: string }>('refused', {
    en: ({ notice }) => `For notice ${notice} that was accepted already.`,
    de: ({ notice }) => `Bei Schreiben ${notice} wurde das schon hingenommen.`,
  }),
  problem_gone: says('refused', {
    en: 'This delivery is no problem any more: it was sent again, accepted or cancelled.',
    de: 'Diese Zustellung ist kein Problem mehr: sie wurde erneut gesendet, hingenommen oder storniert.',
  }),
  needs_other_action: says<{ notice: string; actions: readonly ProblemAction[] }>('refused', {
    en: ({ notice, actions }) =>
      `Notice ${notice} needs something else: ${actions.map((one) => ACTION.en[one]).join(', ')}.`,
    de: ({ notice, actions }) =>
      `Schreiben ${notice} braucht etwas anderes: ${actions.map((one) => ACTION.de[one]).join(', ')}.`,
  }),
  was_letter_before: says<{ notice: string }>('refused', {
    en: ({ notice }) => `Notice ${notice} went out as a letter before.`,
    de: ({ notice }) => `Schreiben ${notice} ging schon einmal als Brief hinaus.`,
  }),
  no_postal_address: says<{ notice: string }>('refused', {
    en: ({ notice }) =>
      `Notice ${notice} has no postal address. Complete the customer, cancel the notice, and run again.`,
    de: ({ notice }) =>
      `Schreiben ${notice} hat keine Postanschrift. Bitte den Kunden ergänzen, das Schreiben stornieren, neu mahnen.`,
  }),
  letter_version_unknown: says<{ notice: string; version: number }>('not_found', {
    en: ({ notice, version }) => `The letter of notice ${notice} has no version ${version}.`,
    de: ({ notice, version }) => `Der Brief zu Schreiben ${notice} hat keine Fassung ${version}.`,
  }),
  say_it_came_back: says<{ notice: string }>('refused', {
    en: ({ notice }) => `The letter ${notice} was sent. Only if it came back may another one go out: say so.`,
    de: ({ notice }) =>
      `Der Brief ${notice} ging hinaus. Nur wenn er zurückkam, darf ein zweiter gehen: bitte angeben.`,
  }),
  same_address: says<{ notice: string }>('refused', {
    en: ({ notice }) => `This address stands on the letter ${notice} already.`,
    de: ({ notice }) => `Diese Anschrift steht schon auf dem Brief ${notice}.`,
  }),
  address_unprintable: says<{ characters: readonly string[] }>('invalid_input', {
    en: ({ characters }) => `No font has these characters: ${characters.join(' ')}. Write the address without them.`,
    de: ({ characters }) => `Keine Schrift hat diese Zeichen: ${characters.join(' ')}. Bitte anders schreiben.`,
  }),
  letter_differs: says<{ notice: string }>('refused', {
    en: ({ notice }) =>
      `The invoices behind the letter ${notice} were replaced since. Cancel the notice and issue it anew.`,
    de: ({ notice }) =>
      `Die Rechnungen hinter dem Brief ${notice} wurden seither ersetzt. Bitte stornieren und neu mahnen.`,
  }),
  no_email_address: says<{ text: string }>('invalid_input', {
    en: ({ text }) => `"${text}" is not an e-mail address. Write it like pay@example.com.`,
    de: ({ text }) => `„${text}“ ist keine E-Mail-Adresse. Bitte so schreiben: pay@example.com.`,
  }),
  person_must_say: says('refused', {
    en: 'Only a person can say what became of this delivery.',
    de: 'Nur ein Mensch kann sagen, was aus dieser Zustellung wurde.',
  }),
  needs_no_review: says<{ state: DeliveryState }>('refused', {
    en: ({ state }) => `This delivery needs no review: it is ${DELIVERY.en[state]}.`,
    de: ({ state }) => `Diese Zustellung ist nicht zu prüfen: ihr Stand ist „${DELIVERY.de[state]}“.`,
  }),
  /** `detail` is what the other side said. */
  test_mail_not_taken: says<{ detail: string }>('refused', {
    en: ({ detail }) => `The test mail was not taken: ${detail}`,
    de: ({ detail }) => `Die Testmail wurde nicht angenommen: ${detail}`,
  }),
  nothing_to_print: says('refused', {
    en: 'No letter waits to be printed.',
    de: 'Kein Brief wartet auf den Druck.',
  }),
  posted_to_come: says<{ on: Day }>('refused', {
    en: ({ on }) => `${formatDay(on, 'en')} is yet to come. Say so when the letters were posted.`,
    de: ({ on }) => `${formatDay(on, 'de')} kommt erst noch. Bitte melden, wenn die Briefe in der Post sind.`,
  }),
  not_printed_yet: says<{ notice: string }>('refused', {
    en: ({ notice }) => `Letter ${notice} is not printed yet.`,
    de: ({ notice }) => `Brief ${notice} ist noch nicht gedruckt.`,
  }),
  nothing_to_post: says('refused', {
    en: 'None of these letters waits to be posted.',
    de: 'Keiner dieser Briefe wartet auf die Post.',
  }),
  nothing_in_queue: says('refused', {
    en: 'None of these letters waits in the print queue.',
    de: 'Keiner dieser Briefe wartet auf den Druck.',
  }),
  not_with_provider: says('refused', {
    en: 'Only a letter that a provider has taken can be called back.',
    de: 'Nur ein Brief, den ein Dienstleister angenommen hat, kann zurückgerufen werden.',
  }),
  provider_silent: says('refused', {
    en: 'The provider did not answer. Try again, or cancel the letter there.',
    de: 'Der Dienstleister hat nicht geantwortet. Bitte noch einmal versuchen oder den Brief dort stornieren.',
  }),
  printed_already: says('refused', {
    en: 'It is too late: the provider has printed the letter already.',
    de: 'Das kam zu spät: der Dienstleister hat den Brief schon gedruckt.',
  }),
  nothing_overdue: says<{ customer: string; currency: string }>('refused', {
    en: ({ customer, currency }) => `Customer ${customer} has nothing overdue in ${currency}.`,
    de: ({ customer, currency }) => `Bei Kunde ${customer} ist in ${currency} nichts überfällig.`,
  }),
  owes_nothing: says<{ customer: string; currency: string }>('refused', {
    en: ({ customer, currency }) => `Customer ${customer} owes nothing in ${currency}.`,
    de: ({ customer, currency }) => `Kunde ${customer} schuldet in ${currency} nichts.`,
  }),
  not_dunnable: says<{ number: string }>('refused', {
    en: ({ number }) => `${number} is no invoice that can be dunned.`,
    de: ({ number }) => `${number} ist keine Rechnung, die gemahnt werden kann.`,
  }),
};

const NO_ADDRESS = {
  en: { email: 'no e-mail address', letter: 'no postal address' },
  de: { email: 'keine E-Mail-Adresse', letter: 'keine Postanschrift' },
} as const;
