// What is wrong with a field, in every language of the screens. Input schemas give the name of a complaint as their
// message; what the schema library itself finds is put into words here as well.

import { z } from 'zod';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import type { Texts } from './say.ts';

/** What a sentence may name: the limits of the check that failed, or what the use case says. */
export interface Limits {
  max?: number;
  min?: number;
  currency?: string;
  name?: string;
  expected?: string;
}

type Sentence = string | ((limits: Limits) => string);

const COMPLAINTS = {
  account_number: { en: 'expected an account number of digits', de: 'erwartet wird eine Kontonummer aus Ziffern' },
  address_needed: { en: 'an address is needed', de: 'eine Adresse wird gebraucht' },
  amount: { en: 'expected an amount like 5.00', de: 'erwartet wird ein Betrag wie 5,00' },
  amount_above_zero: {
    en: ({ currency = '' }) => `expected an amount in ${currency} above 0, e.g. 119.00`,
    de: ({ currency = '' }) => `erwartet wird ein Betrag in ${currency} über 0, z. B. 119,00`,
  },
  amount_decimals: {
    en: 'an amount has more decimals than its currency',
    de: 'ein Betrag hat mehr Nachkommastellen als seine Währung',
  },
  amount_not_zero: {
    en: ({ currency = '' }) => `expected an amount in ${currency} that is not 0, e.g. 119.00`,
    de: ({ currency = '' }) => `erwartet wird ein Betrag in ${currency}, der nicht 0 ist, z. B. 119,00`,
  },
  amount_signed: {
    en: ({ currency = '' }) => `expected an amount in ${currency} with the sign of the booking, e.g. 119.00`,
    de: ({ currency = '' }) => `erwartet wird ein Betrag in ${currency} mit dem Vorzeichen der Buchung, z. B. 119,00`,
  },
  audit_head: {
    en: 'expected a head as "duly audit head" prints it: number:hash',
    de: 'erwartet wird ein Kopf, wie ihn „duly audit head“ ausgibt: Nummer:Prüfsumme',
  },
  boolean: { en: 'expected true or false', de: 'erwartet wird true oder false' },
  calendar: {
    en: 'expected a calendar like DE-BY, AT, CH-ZH or none',
    de: 'erwartet wird ein Kalender wie DE-BY, AT, CH-ZH oder none',
  },
  candidate_or_invoices: {
    en: 'name either a candidate or invoices',
    de: 'entweder einen Kandidaten oder Rechnungen nennen',
  },
  changed_by: {
    en: ({ name = '', expected = '' }) => `changed by ${name} at ${expected}`,
    de: ({ name = '', expected = '' }) => `geändert von ${name} um ${expected}`,
  },
  changed_meanwhile: { en: 'changed meanwhile', de: 'inzwischen geändert' },
  channel_id: {
    en: 'expected the id of a channel, like C0123456789',
    de: 'erwartet wird die Kennung eines Kanals wie C0123456789',
  },
  client_number: {
    en: 'expected the client number, 1 to 5 digits',
    de: 'erwartet wird die Mandantennummer, 1 bis 5 Ziffern',
  },
  consultant_number: {
    en: 'expected the consultant number, 4 to 7 digits',
    de: 'erwartet wird die Beraternummer, 4 bis 7 Ziffern',
  },
  control_characters: { en: 'control characters are not allowed', de: 'Steuerzeichen sind nicht erlaubt' },
  country: { en: 'expected a country such as DE', de: 'erwartet wird ein Land wie DE' },
  credit_note_only: {
    en: 'only a credit note is set against an invoice',
    de: 'nur eine Gutschrift wird einer Rechnung zugeordnet',
  },
  currency: { en: 'expected a currency code like EUR', de: 'erwartet wird ein Währungscode wie EUR' },
  currency_or_any: { en: 'expected a currency code or *', de: 'erwartet wird ein Währungscode oder *' },
  cursor: { en: 'expected the cursor of a page before', de: 'erwartet wird der Cursor einer früheren Seite' },
  day: {
    en: 'expected a day that exists, as YYYY-MM-DD',
    de: 'erwartet wird ein Tag, den es gibt, als JJJJ-MM-TT',
  },
  due_before_issue: { en: 'due before it is issued', de: 'fällig, bevor sie ausgestellt ist' },
  due_date_needed: { en: 'an invoice needs a due date', de: 'eine Rechnung braucht eine Fälligkeit' },
  email: {
    en: 'expected an e-mail address like anna@example.com',
    de: 'erwartet wird eine E-Mail-Adresse wie anna@example.com',
  },
  empty: { en: 'must not be empty', de: 'darf nicht leer sein' },
  fee_bounds: {
    en: 'expected at most the upper bound of the fee',
    de: 'erwartet wird höchstens die Obergrenze der Gebühr',
  },
  file_bytes: { en: 'expected the bytes of a file', de: 'erwartet wird der Inhalt einer Datei' },
  first_level_only: {
    en: 'only the first level may come before the due date',
    de: 'nur die erste Stufe darf vor der Fälligkeit kommen',
  },
  guessable: {
    en: 'too easy to guess: neither a name nor a series nor a well-known word',
    de: 'zu leicht zu erraten: weder ein Name noch eine Reihe noch ein bekanntes Wort',
  },
  iban: { en: 'the length or check digits are wrong', de: 'Länge oder Prüfziffern stimmen nicht' },
  in_address: { en: 'stands in the address already', de: 'steht schon in der Adresse' },
  invoice_or_customer: { en: 'name the invoice, or the customer', de: 'die Rechnung nennen, oder den Kunden' },
  json: {
    en: ({ expected = '' }) => `the body is not JSON: ${expected}`,
    de: ({ expected = '' }) => `der Inhalt ist kein JSON: ${expected}`,
  },
  json_object: { en: 'expected a JSON object', de: 'erwartet wird ein JSON-Objekt' },
  key_form: { en: 'expected 1 to 200 visible characters', de: 'erwartet werden 1 bis 200 sichtbare Zeichen' },
  member_id: {
    en: 'expected a member ID of Slack like U012AB3CD',
    de: 'erwartet wird eine Slack-Mitgliedskennung wie U012AB3CD',
  },
  name_letters: { en: 'name a batch or deliveries', de: 'einen Stapel oder Zustellungen nennen' },
  no_such_field: { en: 'expected no such field', de: 'ein solches Feld wird nicht erwartet' },
  period: { en: 'the period ends before it begins', de: 'der Zeitraum endet, bevor er beginnt' },
  reason_needed: { en: 'a reason is needed', de: 'eine Begründung wird gebraucht' },
  recap_periodicity: {
    en: 'a recap plan, and only that, has a periodicity',
    de: 'ein Plan für Kontoübersichten, und nur der, hat einen Rhythmus',
  },
  same_level_name: { en: 'two levels have the same name', de: 'zwei Stufen haben denselben Namen' },
  schedule: {
    en: 'expected minute, hour, day, month and weekday of the daily run, e.g. 0 8 * * 1-5',
    de: 'erwartet werden Minute, Stunde, Tag, Monat und Wochentag des täglichen Laufs, z. B. 0 8 * * 1-5',
  },
  state: {
    en: 'expected the code of a state, e.g. BY or ZH',
    de: 'erwartet wird das Kürzel eines Landes oder Kantons, z. B. BY oder ZH',
  },
  taken: {
    en: ({ name = '', expected = '' }) => `${expected} belongs to ${name}`,
    de: ({ name = '', expected = '' }) => `${expected} gehört zu ${name}`,
  },
  taken_inactive: {
    en: ({ name = '', expected = '' }) => `${expected} belongs to ${name}, who is deactivated`,
    de: ({ name = '', expected = '' }) => `${expected} gehört zu ${name} (deaktiviert)`,
  },
  time_of_day: {
    en: 'expected a time of day like 12:00',
    de: 'erwartet wird eine Uhrzeit wie 12:00',
  },
  time_zone: {
    en: 'expected a time zone like Europe/Berlin',
    de: 'erwartet wird eine Zeitzone wie Europe/Berlin',
  },
  too_big: { en: ({ max = 0 }) => `at most ${max}`, de: ({ max = 0 }) => `höchstens ${max}` },
  too_long: {
    en: ({ max = 0 }) => `at most ${max} characters`,
    de: ({ max = 0 }) => `höchstens ${max} Zeichen`,
  },
  too_small: { en: ({ min = 0 }) => `at least ${min}`, de: ({ min = 0 }) => `mindestens ${min}` },
  too_short: {
    en: ({ min = 0 }) => `at least ${min} characters`,
    de: ({ min = 0 }) => `mindestens ${min} Zeichen`,
  },
  user_group: {
    en: 'expected the id of a user group, like S0123456789',
    de: 'erwartet wird die Kennung einer Nutzergruppe wie S0123456789',
  },
  webhook_address: {
    en: 'expected an address like https://example.com/duly',
    de: 'erwartet wird eine Adresse wie https://example.com/duly',
  },
  webhook_not_https: {
    en: 'the address must begin with https://',
    de: 'die Adresse muss mit https:// beginnen',
  },
  webhook_private: {
    en: 'the address lies inside this network; DULY_WEBHOOKS_PRIVATE=1 would allow that',
    de: 'die Adresse liegt in diesem Netz; DULY_WEBHOOKS_PRIVATE=1 würde das erlauben',
  },
  whole_number: { en: 'expected a whole number', de: 'erwartet wird eine ganze Zahl' },
  within_gross: {
    en: 'expected an amount within that of the invoice',
    de: 'erwartet wird ein Betrag innerhalb des Rechnungsbetrags',
  },
} as const satisfies Record<string, Readonly<Record<ScreenLanguage, Sentence>>>;

export type ComplaintName = keyof typeof COMPLAINTS;

/** What is wrong in one place of an input. */
export interface InputProblem {
  /** Path of the field, e.g. `levels.0.afterDays`. */
  path: string;
  /** The name of the complaint, or the code of the schema library. */
  code: string;
  texts: Texts;
}

/** The message of a check in an input schema. */
export const complain = (name: ComplaintName): ComplaintName => name;

export function inputProblem(path: string, name: ComplaintName, limits: Limits = {}): InputProblem {
  const { en, de }: Readonly<Record<ScreenLanguage, Sentence>> = COMPLAINTS[name];
  const say = (sentence: Sentence) => (typeof sentence === 'string' ? sentence : sentence(limits));
  return { path, code: name, texts: { en: say(en), de: say(de) } };
}

const german = z.locales.de().localeError;

/** A finding of a schema, in words; bounds are those of whole numbers. */
export function problemOfIssue(issue: z.core.$ZodIssue): InputProblem {
  const path = issue.path.join('.');
  const limits: Limits = {
    ...('maximum' in issue ? { max: Number(issue.maximum) - (issue.inclusive === false ? 1 : 0) } : {}),
    ...('minimum' in issue ? { min: Number(issue.minimum) + (issue.inclusive === false ? 1 : 0) } : {}),
  };
  const named = isComplaint(issue.message) ? issue.message : boundOf(issue);
  if (named !== null) return inputProblem(path, named, limits);
  const said = german(issue as Parameters<typeof german>[0]);
  const de = typeof said === 'string' ? said : (said?.message ?? issue.message);
  return { path, code: issue.code, texts: { en: issue.message, de } };
}

/** A number or text beyond its bounds; null for any other finding. */
function boundOf(issue: z.core.$ZodIssue): ComplaintName | null {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return null;
  if (issue.origin === 'number' || issue.origin === 'int') return issue.code;
  if (issue.origin !== 'string') return null;
  if (issue.code === 'too_big') return 'too_long';
  return Number(issue.minimum) === 1 ? 'empty' : 'too_short';
}

/** The findings of a document written by hand: a field that is not known is named by its own path. */
export function problemsOfDocument(issue: z.core.$ZodIssue): InputProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => inputProblem([...issue.path, key].join('.'), 'no_such_field'));
  }
  const problem = problemOfIssue(issue);
  return [{ ...problem, path: problem.path || '(document)' }];
}

/** Problems as lines below a sentence. */
export function problemLines(problems: readonly InputProblem[]): Texts {
  const lines = (language: ScreenLanguage) =>
    problems.map(({ path, texts }) => `  ${path}: ${texts[language]}`).join('\n');
  return { en: lines('en'), de: lines('de') };
}

function isComplaint(message: string): message is ComplaintName {
  return Object.hasOwn(COMPLAINTS, message);
}
