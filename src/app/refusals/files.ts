// What imports, mappings, exports and originals may answer.

import type { Day } from '../../core/day.ts';
import { formatDay } from '../../core/format.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import type { BuiltOn } from '../../db/import-history.ts';
import type { ImportRefused, RefusalCode } from '../ingest/refused.ts';
import type { LogoFault, PdfFault } from '../renderer-port.ts';
import { missing, says, type Texts } from './say.ts';

const BUILT: Readonly<Record<ScreenLanguage, Readonly<Record<BuiltOn, string>>>> = {
  en: {
    runs: 'a dunning run has seen it',
    payments: 'payments were booked on its invoices',
    credits: 'credit notes were set against its invoices',
    proposals: 'its invoices stand on proposals',
    notices: 'its invoices stand on notices',
    holds: 'its invoices were paused, disputed or promised',
    decisions: 'people have decided on its bank bookings',
    bookings: 'its bank bookings took the place of others',
  },
  de: {
    runs: 'ein Mahnlauf hat ihn gesehen',
    payments: 'auf seine Rechnungen wurden Zahlungen gebucht',
    credits: 'gegen seine Rechnungen wurden Gutschriften verrechnet',
    proposals: 'seine Rechnungen stehen auf Vorschlägen',
    notices: 'seine Rechnungen stehen auf Mahnungen',
    holds: 'seine Rechnungen wurden pausiert, bestritten oder zugesagt',
    decisions: 'über seine Bankbuchungen wurde entschieden',
    bookings: 'seine Bankbuchungen haben andere ersetzt',
  },
};

/** What the reader of foreign PDFs says in English itself. */
const LOGO: Record<LogoFault, Record<'en' | 'de', string>> = {
  empty: { en: 'the file is empty.', de: 'Die Datei ist leer.' },
  too_large: { en: 'more than 2 MB. Save the picture smaller.', de: 'mehr als 2 MB. Bitte kleiner speichern.' },
  no_picture: { en: 'neither a PNG nor a JPEG picture.', de: 'weder ein PNG- noch ein JPEG-Bild.' },
  too_many_pixels: {
    en: 'more than 4 million pixels. Save the picture smaller.',
    de: 'mehr als 4 Millionen Bildpunkte. Bitte kleiner speichern.',
  },
  too_small: {
    en: 'less than 24 pixels high or wide; on paper nothing would be seen of it.',
    de: 'weniger als 24 Bildpunkte hoch oder breit; auf Papier wäre nichts davon zu sehen.',
  },
  damaged: {
    en: 'the picture is damaged, or nothing can be seen on it. Export it again.',
    de: 'Das Bild ist beschädigt, oder es ist nichts darauf zu sehen. Bitte neu exportieren.',
  },
};

const PDF_DE: Readonly<Record<PdfFault, string>> = {
  empty: 'Die Datei ist leer.',
  no_pdf: 'Die Datei ist kein PDF: sie beginnt nicht mit %PDF-.',
  damaged: 'Das PDF ist beschädigt oder unvollständig. Bitte neu exportieren und noch einmal einreichen.',
  password: 'Das PDF ist mit einem Kennwort geschützt. Bitte ohne Kennwort einreichen.',
  too_large: 'Das PDF ist zu groß.',
  too_slow: 'Das Lesen des PDF dauert zu lange. Bitte in ein neues PDF drucken und dieses einreichen.',
  too_much_memory: 'Das PDF braucht zu viel Speicher. Bitte in ein neues PDF drucken und dieses einreichen.',
};

/** What the reader of files says in English itself. */
const UNREAD_DE: Readonly<Record<RefusalCode, string>> = {
  columns_wrong: 'Die Spalten passen nicht. Bitte die Kopfzeile berichtigen oder eine Zuordnung wählen.',
  empty_file: 'Die Datei ist leer. Bitte noch einmal exportieren.',
  encoding_damaged: 'Der Zeichensatz ist beschädigt. Bitte als UTF-8 speichern und noch einmal einlesen.',
  file_too_large: 'Die Datei ist zu groß. Bitte in mehrere Dateien teilen.',
  kind_unknown: 'Es ist nicht zu erkennen, was die Datei enthält. Bitte die Art oder eine Zuordnung wählen.',
  line_too_long: 'Eine Zeile ist zu lang. Bitte die Datei noch einmal exportieren.',
  mixed_number_formats: 'Beträge sind verschieden geschrieben. Bitte überall dieselbe Schreibweise verwenden.',
  not_csv: 'Die Datei ist keine lesbare CSV-Datei. Bitte als CSV speichern und noch einmal einlesen.',
  nul_byte: 'Die Datei ist keine Textdatei. Bitte als CSV in UTF-8 speichern und noch einmal einlesen.',
  source_failed: 'Die Datei ließ sich nicht lesen. Bitte noch einmal versuchen.',
  too_many_columns: 'Die Datei hat zu viele Spalten. Bitte nur die nötigen exportieren.',
  too_many_problems: 'Zu viele Zeilen sind fehlerhaft. Bitte die genannten berichtigen und noch einmal einlesen.',
  too_many_rows: 'Die Datei hat zu viele Zeilen. Bitte in mehrere Dateien teilen.',
  xml_refused: 'Das XML kann nicht gelesen werden. Bitte die Datei noch einmal von der Bank oder Quelle holen.',
  statement_refused: 'Der Kontoauszug kann nicht übernommen werden. Bitte noch einmal von der Bank holen.',
  archive_refused: 'Das ZIP-Archiv kann nicht gelesen werden. Bitte auspacken und die Dateien einzeln einlesen.',
  invoice_refused: 'Die E-Rechnung kann nicht übernommen werden; nichts wurde eingelesen.',
  too_slow: 'Das Lesen hat zu lange gedauert. Bitte in mehrere Dateien teilen.',
};

const KINDS = {
  en: { customers: 'Customers', invoices: 'Invoices', payments: 'Payments' },
  de: { customers: 'Kunden', invoices: 'Rechnungen', payments: 'Zahlungen' },
} as const;

interface FileRefused {
  code: RefusalCode;
  file: string;
  line: number | null;
  what: string;
  said: string;
}

function fileRefusedGerman({ code, file, line, what }: Omit<FileRefused, 'said'>): string {
  return `${line === null ? file : `${file}, Zeile ${line}`}: ${UNREAD_DE[code]} (${what.replace(/[.?]$/, '')})`;
}

/** Why a file cannot be taken, in every language. */
export function fileRefusedTexts({ code, file, line, message, refusal }: ImportRefused): Texts {
  return { en: message, de: fileRefusedGerman({ code, file, line, what: refusal.what }) };
}

export const FILES = {
  /** `what` and `said` are what the reader of files found, in English. */
  file_refused: says<FileRefused>('invalid_input', { en: ({ said }) => said, de: fileRefusedGerman }),
  file_gone: missing(
    { en: 'The file', de: 'Die Datei' },
    { en: 'Hand it in again.', de: 'Bitte noch einmal einreichen.' },
  ),
  list_to_come: says<{ on: Day }>('refused', {
    en: ({ on }) => `A list of ${formatDay(on, 'en')} cannot exist yet.`,
    de: ({ on }) => `Eine Liste vom ${formatDay(on, 'de')} kann es noch nicht geben.`,
  }),
  not_a_list: says<{ file: string }>('refused', {
    en: ({ file }) => `${file} is no list of invoices, so it cannot be a complete list of open items.`,
    de: ({ file }) => `${file} ist keine Liste von Rechnungen, also auch keine vollständige Liste offener Posten.`,
  }),
  not_one_list: says<{ file: string }>('refused', {
    en: ({ file }) => `${file} holds several files, so it cannot be a complete list of open items.`,
    de: ({ file }) => `${file} enthält mehrere Dateien, ist also keine vollständige Liste offener Posten.`,
  }),
  would_close_many: says<{ closes: number; open: number }>('refused', {
    en: ({ closes, open }) =>
      `The list would close ${closes} of ${open} open invoices, more than half. ` +
      'If it is complete, say so and import it again; if it holds new items only, import it as changes.',
    de: ({ closes, open }) =>
      `Die Liste würde ${closes} von ${open} offenen Rechnungen schließen, mehr als die Hälfte. ` +
      'Ist sie vollständig, das bitte sagen und noch einmal einlesen; enthält sie nur Neues, als Änderungen einlesen.',
  }),
  import_unknown: missing<{ import: number }>({
    en: ({ import: id }) => `Import ${id}`,
    de: ({ import: id }) => `Import ${id}`,
  }),
  import_undone: says<{ import: number; by: string | null }>('refused', {
    en: ({ import: id, by }) => `Import ${id} was taken back by ${by ?? 'somebody'} already.`,
    de: ({ import: id, by }) => `Import ${id} wurde schon zurückgenommen (${by ?? 'unbekannt'}).`,
  }),
  import_of_customers: says('refused', {
    en: 'An import of customers cannot be taken back: change them instead.',
    de: 'Ein Import von Kunden kann nicht zurückgenommen werden: bitte die Kunden ändern.',
  }),
  import_built_on: says<{ import: number; file: string; reasons: readonly BuiltOn[] }>('refused', {
    en: ({ import: id, file, reasons }) =>
      `Import ${id} (${file}) stays: ${reasons.map((one) => BUILT.en[one]).join(', ')}.`,
    de: ({ import: id, file, reasons }) =>
      `Import ${id} (${file}) bleibt: ${reasons.map((one) => BUILT.de[one]).join(', ')}.`,
  }),
  mapping_unknown: missing<{ mapping: string; shipped: readonly string[] }>(
    { en: ({ mapping }) => `The mapping "${mapping}"`, de: ({ mapping }) => `Die Zuordnung „${mapping}“` },
    {
      en: ({ shipped }) => `Shipped are ${shipped.join(', ')}.`,
      de: ({ shipped }) => `Mitgeliefert sind ${shipped.join(', ')}.`,
    },
  ),
  mapping_field_unknown: says<{ kind: keyof typeof KINDS.en; field: string; known: readonly string[] }>('refused', {
    en: ({ kind, field, known }) => `${KINDS.en[kind]} have no field "${field}". There are: ${known.join(', ')}.`,
    de: ({ kind, field, known }) => `${KINDS.de[kind]} haben kein Feld „${field}“. Es gibt: ${known.join(', ')}.`,
  }),
  mapping_field_twice: says<{ heading: string }>('invalid_input', {
    en: ({ heading }) => `"${heading}" is that already. Leave one of the two out.`,
    de: ({ heading }) => `Das ist schon „${heading}“. Bitte eine der beiden auslassen.`,
  }),
  mapping_is_preset: says<{ mapping: string }>('refused', {
    en: ({ mapping }) => `"${mapping}" is a preset: choose another name.`,
    de: ({ mapping }) => `„${mapping}“ ist mitgeliefert: bitte einen anderen Namen wählen.`,
  }),
  period_in_one_year: says('refused', {
    en: 'The period must lie within one calendar year.',
    de: 'Der Zeitraum muss in einem Kalenderjahr liegen.',
  }),
  customer_has_open_invoices: says<{ customer: string; invoices: number }>('refused', {
    en: ({ customer, invoices }) => `Customer ${customer} has ${invoices} invoices that are not settled.`,
    de: ({ customer, invoices }) => `Kunde ${customer} hat ${invoices} Rechnungen, die nicht ausgeglichen sind.`,
  }),
  customer_has_open_bookings: says<{ customer: string; bookings: number }>('refused', {
    en: ({ customer, bookings }) => `${bookings} bank bookings of customer ${customer} wait for a decision.`,
    de: ({ customer, bookings }) => `${bookings} Bankbuchungen des Kunden ${customer} warten auf eine Entscheidung.`,
  }),
  original_unknown: missing<{ invoice: string }>(
    {
      en: ({ invoice }) => `The original of invoice ${invoice}`,
      de: ({ invoice }) => `Das Original der Rechnung ${invoice}`,
    },
    { en: 'Hand it in first.', de: 'Bitte zuerst einreichen.' },
  ),
  original_refused: says<{ file: string; fault: PdfFault; said: string }>('refused', {
    en: ({ file, said }) => `${file}: ${said}`,
    de: ({ file, fault }) => `${file}: ${PDF_DE[fault]}`,
  }),
  logo_refused: says<{ file: string; fault: LogoFault }>('refused', {
    en: ({ file, fault }) => `${file}: ${LOGO[fault].en}`,
    de: ({ file, fault }) => `${file}: ${LOGO[fault].de}`,
  }),
};
