// What is wrong with the rows of a file, in the languages of the screens. The English sentence comes from the reader,
// with its details; the German one follows from the code, unless the reader or the record has more to say.

import type { ScreenLanguage } from '../../core/reason-text.ts';
import type { Problem, ProblemCode } from '../ingest/types.ts';
import type { Texts } from './say.ts';

/** Codes that stand for several sentences; who uses them says both languages. */
type Told = 'conflict' | 'contradiction' | 'statement_entry' | 'file_refused';

const BY_CODE: Record<Exclude<ProblemCode, Told>, string> = {
  address_incomplete:
    'Der Anschrift fehlt der Ort oder die Postleitzahl. Bitte ergänzen oder die ganze Anschrift leer lassen.',
  amount_ambiguous:
    'Das kann zwei Zahlen bedeuten, und kein anderer Betrag der Datei zeigt, welche. Bitte mit zwei Nachkommastellen schreiben.',
  amount_decimals: 'Der Betrag hat mehr Nachkommastellen als seine Währung.',
  amount_invalid: 'Das ist kein Betrag. Bitte 1234,56 oder 1234.56 schreiben, die Währung in einer eigenen Spalte.',
  amount_negative: 'Der Betrag darf nicht negativ sein. Ist es eine Gutschrift, gehört das in die Spalte „Belegart“.',
  amount_too_large: 'Der Betrag ist zu groß.',
  amount_zero: 'Es ist nichts zu zahlen. Bitte die Zeile entfernen.',
  choice_unknown: 'Dieser Wert ist hier nicht vorgesehen.',
  column_count:
    'Die Zeile hat eine andere Zahl von Feldern als die Kopfzeile. Ein Trennzeichen fehlt oder ist zu viel.',
  country_unknown: 'Bitte das Land als Kürzel schreiben, z. B. DE, AT oder CH.',
  currency_unknown: 'Das ist kein Währungskürzel wie EUR oder CHF.',
  damaged_text: 'Ein Zeichen ging bei einer früheren Umwandlung verloren. Bitte die Datei als UTF-8 neu exportieren.',
  day_invalid: 'Das ist kein Tag, den es gibt. Bitte 2026-05-24 oder 24.05.2026 schreiben.',
  day_out_of_range: 'Das Jahr liegt außerhalb von 1990 bis 2099. Bitte das Datum berichtigen.',
  day_two_digit_year: 'Das Jahr hat nur zwei Stellen. Bitte 2026-05-24 oder 24.05.2026 schreiben.',
  due_before_issue: 'Die Fälligkeit liegt vor dem Rechnungsdatum. Bitte eines von beiden berichtigen.',
  email_invalid: 'Das ist keine E-Mail-Adresse. Bitte name@example.com schreiben, mehrere mit Komma getrennt.',
  field_too_long: 'Die Zeile hat zu viel Text in einem Feld. Fehlt ein Anführungszeichen?',
  iban_invalid: 'Prüfziffer oder Länge der IBAN stimmen nicht.',
  quote_misplaced:
    'Ein Anführungszeichen steht mitten im Feld. Bitte das Feld in Anführungszeichen setzen und es verdoppeln.',
  quote_not_closed:
    'Ein Anführungszeichen wird geöffnet und nicht geschlossen. Bitte schließen, oder verdoppeln, wenn es zum Text gehört.',
  repeated: 'Dieselbe Zeile steht schon weiter oben; sie zählt einmal.',
  required: 'Die Zelle ist leer, hier wird aber ein Wert gebraucht.',
  salutation_too_short:
    'Ein Brief braucht die ganze Zeile, z. B. „Sehr geehrte Frau Müller“. Leer steht für eine neutrale Anrede.',
  state_unknown:
    'Dieses Bundesland oder diesen Kanton gibt es in dem Land nicht. Bitte das Kürzel schreiben, z. B. BY oder ZH.',
  statement_balance: 'Der Saldo des Auszugs kann nicht gelesen werden.',
  too_long: 'Der Text ist zu lang. Bitte kürzen.',
  unassigned: 'Die Zeile nennt weder Rechnung noch Kunde; die Zahlung gehört also niemandem.',
  unnamed_column: 'Eine Spalte ohne Namen hat in dieser Zeile einen Wert.',
  unprintable: 'Der Text enthält ein unsichtbares Zeichen. Bitte entfernen.',
};

/** What is wrong with a row, in a language. */
export function rowReason(
  { reason, german, code }: Pick<Problem, 'reason' | 'german' | 'code'>,
  language: ScreenLanguage,
) {
  if (language === 'en') return reason;
  if (german !== undefined) return german;
  return code in BY_CODE ? BY_CODE[code as keyof typeof BY_CODE] : reason;
}

/** The same in every language. */
export function rowTexts(problem: Pick<Problem, 'reason' | 'german' | 'code'>): Texts {
  return { en: rowReason(problem, 'en'), de: rowReason(problem, 'de') };
}

/** Sentences of both languages as a problem carries them. */
export function told({ en, de }: Texts): Pick<Problem, 'reason' | 'german'> {
  return { reason: en, german: de };
}
