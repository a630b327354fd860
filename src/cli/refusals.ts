// What the command line itself refuses, before or beside what the use cases refuse.

import { refuserOf } from '../app/errors.ts';
import { missing, says, type Texts } from '../app/refusals/say.ts';

const LIST = {
  person_of_environment_unknown: says<{ email: string }>('forbidden', {
    en: ({ email }) => `DULY_PERSON names ${email}, who is not on the list of active people. "duly people" shows them.`,
    de: ({ email }) => `DULY_PERSON nennt ${email}; so heißt keine aktive Person. „duly people“ zeigt die Liste.`,
  }),
  no_organisation: says<{ place: string }>('unavailable', {
    en: ({ place }) =>
      `There is no organisation yet in ${place}. Copy templates/organisation.example.json, fill it in, and run: ` +
      'duly setup organisation.json',
    de: ({ place }) =>
      `In ${place} ist keine Organisation eingerichtet. templates/organisation.example.json kopieren, ausfüllen, ` +
      'dann: duly setup organisation.json',
  }),
  organisation_incomplete: says<{ path: string; lines: Texts }>('invalid_input', {
    en: ({ path, lines }) => `${path} is not a complete organisation:\n${lines.en}`,
    de: ({ path, lines }) => `${path} ist keine vollständige Organisation:\n${lines.de}`,
  }),
  scenario_wrong: says<{ lines: Texts }>('invalid_input', {
    en: ({ lines }) => `This is not a valid scenario:\n${lines.en}`,
    de: ({ lines }) => `Das ist kein gültiges Szenario:\n${lines.de}`,
  }),
  not_json: says<{ path: string | null; why: string }>('invalid_input', {
    en: ({ path, why }) => `${path ?? 'This'} is not a JSON document: ${why}`,
    de: ({ path, why }) => `${path ?? 'Das'} ist kein JSON-Dokument: ${why}`,
  }),
  path_is_folder: says<{ path: string }>('invalid_input', {
    en: ({ path }) => `${path} is a folder. Name the files in it.`,
    de: ({ path }) => `${path} ist ein Ordner. Bitte die Dateien darin nennen.`,
  }),
  not_utf8: says<{ file: string }>('invalid_input', {
    en: ({ file }) => `${file} is not a text in UTF-8. Save it as UTF-8.`,
    de: ({ file }) => `${file} ist kein Text in UTF-8. Bitte als UTF-8 speichern.`,
  }),
  no_file: says<{ path: string }>('invalid_input', {
    en: ({ path }) => `There is no file ${path}.`,
    de: ({ path }) => `Es gibt keine Datei ${path}.`,
  }),
  unreadable: says<{ path: string; why: string }>('invalid_input', {
    en: ({ path, why }) => `${path} cannot be read: ${why}.`,
    de: ({ path, why }) => `${path} ist nicht lesbar: ${why}.`,
  }),
  file_exists: says<{ path: string }>('refused', {
    en: ({ path }) => `${path} exists already.`,
    de: ({ path }) => `${path} gibt es schon.`,
  }),
  unwritable: says<{ path: string; why: string }>('refused', {
    en: ({ path, why }) => `${path} cannot be written (${why}).`,
    de: ({ path, why }) => `${path} lässt sich nicht schreiben (${why}).`,
  }),
  plan_not_named: says<{ plan: string; known: readonly string[] }>('not_found', {
    en: ({ plan, known }) => `There is no dunning plan "${plan}". There is: ${known.map(inEnglish).join(', ')}.`,
    de: ({ plan, known }) => `Es gibt keinen Mahnplan „${plan}“. Es gibt: ${known.map(inGerman).join(', ')}.`,
  }),
  level_not_in_plan: says<{ plan: string; level: string; known: readonly string[] }>('not_found', {
    en: ({ plan, level, known }) =>
      `Plan "${plan}" has no level "${level}". It has: ${known.map(inEnglish).join(', ')}.`,
    de: ({ plan, level, known }) =>
      `Der Plan „${plan}“ hat keine Stufe „${level}“. Er hat: ${known.map(inGerman).join(', ')}.`,
  }),
  person_not_named: missing<{ who: string }>(
    { en: ({ who }) => `Person ${who}`, de: ({ who }) => `Person ${who}` },
    {
      en: 'Name a person by number or e-mail address.',
      de: 'Eine Person mit Nummer oder E-Mail-Adresse nennen.',
    },
  ),
  slack_not_configured: says('unavailable', {
    en: 'Slack is not configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET).',
    de: 'Slack ist nicht konfiguriert: SLACK_BOT_TOKEN und SLACK_APP_TOKEN (oder SLACK_SIGNING_SECRET) setzen.',
  }),
  proposals_or_all: says('invalid_input', {
    en: 'Name the proposals to approve, or say --all: one of both.',
    de: 'Bitte die Vorschläge nennen oder --all sagen: eins von beiden.',
  }),
  level_not_for_all: says('invalid_input', {
    en: 'A higher level is chosen for proposals by their numbers, not for --all.',
    de: 'Eine höhere Stufe wird für Vorschläge nach Nummer gewählt, nicht für --all.',
  }),
  nothing_waits: says('refused', {
    en: 'None of these proposals waits for a decision.',
    de: 'Keiner dieser Vorschläge wartet auf eine Entscheidung.',
  }),
  proposals_in_several_plans: says('refused', {
    en: 'These proposals are in different dunning plans: approve them separately.',
    de: 'Diese Vorschläge gehören zu verschiedenen Mahnplänen: bitte getrennt freigeben.',
  }),
  invoices_in_several_plans: says('refused', {
    en: 'These invoices are in different dunning plans: propose them separately.',
    de: 'Diese Rechnungen gehören zu verschiedenen Mahnplänen: bitte getrennt vorschlagen.',
  }),
  no_problem_with: says<{ notice: string }>('not_found', {
    en: ({ notice }) => `Notice ${notice} has no problem. See: duly problems`,
    de: ({ notice }) => `Mit Schreiben ${notice} gibt es kein Problem. Siehe: duly problems`,
  }),
  name_the_customer: says('refused', {
    en: 'Name the customer: duly export customer NUMBER.',
    de: 'Bitte den Kunden nennen: duly export customer NUMMER.',
  }),
  name_the_period: says('refused', {
    en: 'Name the period: --from DAY --to DAY.',
    de: 'Bitte den Zeitraum nennen: --from TAG --to TAG.',
  }),
  also_an_invoice: says<{ number: string; notice: string }>('refused', {
    en: ({ number, notice }) =>
      `There is an invoice ${number}, too. Say --notice or --invoice, or write the notice as ${notice}.`,
    de: ({ number, notice }) =>
      `Es gibt auch eine Rechnung ${number}. Bitte --notice oder --invoice sagen oder das Schreiben ${notice} nennen.`,
  }),
  never_sent: says<{ notice: string }>('not_found', {
    en: ({ notice }) => `Notice ${notice} was never to be sent. See: duly notices`,
    de: ({ notice }) => `Schreiben ${notice} sollte nie hinausgehen. Siehe: duly notices`,
  }),
  no_notice_number: says<{ text: string }>('invalid_input', {
    en: ({ text }) => `"${text}" is not the number of a notice. Write M-00042 or 42.`,
    de: ({ text }) => `„${text}“ ist keine Nummer eines Schreibens. Bitte M-00042 oder 42 schreiben.`,
  }),
};

/** The refusal to throw from a command. */
export const refuse = refuserOf(LIST);

function inEnglish(name: string): string {
  return `"${name}"`;
}

function inGerman(name: string): string {
  return `„${name}“`;
}
