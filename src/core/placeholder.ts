// The placeholders of templates: name, meaning, example. Pure data, so that the editor's completion, the check at
// saving and the documentation speak of the same names. `[]` marks a list: in a template it is gone through with `for`.

import type { Language } from './notice.ts';

/** `amount` prints as money and is false when zero; `list` is for `for`; `block` must stand alone on its line. */
export type PlaceholderKind = 'text' | 'number' | 'amount' | 'list' | 'block';

export interface Placeholder {
  name: string;
  kind: PlaceholderKind;
  /** May be empty, so a template should ask with `if` before it prints it. */
  optional: boolean;
  en: string;
  de: string;
  example: string;
}

type Entry = readonly [name: string, kind: PlaceholderKind, optional: boolean, en: string, de: string, example: string];

const ENTRIES: readonly Entry[] = [
  // The five names that must never change (dunning rules, section 5).
  [
    'referencedInvoiceNumber',
    'text',
    false,
    'number of the invoice; several are listed',
    'Nummer der Rechnung; mehrere werden aufgezählt',
    'RE-2026-01042',
  ],
  [
    'referencedInvoiceDate',
    'text',
    false,
    'date of the invoice; several: from - to',
    'Datum der Rechnung; bei mehreren: von - bis',
    '15.03.2026',
  ],
  ['totalGrossAmount', 'text', false, 'total due on this notice', 'Gesamtbetrag dieses Schreibens', '1.239,56 €'],
  [
    'dueDate',
    'text',
    false,
    'pay by: the due date of this notice',
    'zahlbar bis: Frist dieses Schreibens',
    '05.12.2026',
  ],
  ['tenant.name', 'text', false, 'name of the sender', 'Name des Absenders', 'Beispiel GmbH'],

  [
    'salutation',
    'text',
    false,
    "the customer's own salutation, else a neutral one",
    'Anrede des Kunden, sonst neutral',
    'Sehr geehrte Damen und Herren,',
  ],
  [
    'noticeNumber',
    'text',
    true,
    'number of this notice; empty in a draft',
    'Nummer des Schreibens; leer im Entwurf',
    'M-2026-0815',
  ],
  ['issuedOn', 'text', false, 'date of this notice', 'Datum des Schreibens', '21.11.2026'],
  ['currency', 'text', false, 'currency code', 'Währung', 'EUR'],
  ['paymentReference', 'text', false, 'reference for the payment', 'Verwendungszweck', 'M-2026-0815'],
  [
    'remark',
    'text',
    true,
    'remark of the person who approved',
    'Bemerkung der freigebenden Person',
    'Wie telefonisch besprochen ...',
  ],
  ['invoiceCount', 'number', false, 'number of invoices', 'Anzahl der Rechnungen', '3'],
  ['daysOverdue', 'number', false, 'days overdue of the oldest invoice', 'Tage überfällig der ältesten Rechnung', '21'],

  [
    'level.name',
    'text',
    true,
    'name of the level; empty on a statement',
    'Name der Mahnstufe; leer auf der Kontoübersicht',
    '2. Mahnung',
  ],
  ['level.position', 'number', true, 'number of the level', 'Nummer der Mahnstufe', '2'],

  ['principal', 'amount', false, 'open amounts without charges', 'Hauptforderung', '1.234,56 €'],
  ['fee', 'amount', true, 'dunning fee', 'Mahngebühr', '5,00 €'],
  ['carried', 'amount', true, 'unpaid charges of earlier notices', 'Gebühren früherer Schreiben', '5,00 €'],
  ['interest', 'amount', true, 'default interest', 'Verzugszinsen', '12,34 €'],
  ['compensation', 'amount', true, 'compensation for recovery costs', 'Verzugspauschale', '40,00 €'],
  ['charges', 'amount', true, 'fee, carried, interest and compensation together', 'alle Nebenforderungen', '57,34 €'],
  ['total', 'amount', false, 'total due, as amount', 'Gesamtbetrag als Zahl', '1.239,56 €'],
  [
    'unmatched',
    'amount',
    true,
    'money received that no invoice claims; not subtracted',
    'Guthaben ohne Zuordnung; nicht abgezogen',
    '100,00 €',
  ],

  ['customer.number', 'text', false, 'customer number', 'Kundennummer', '10 4711'],
  ['customer.name', 'text', false, "customer's name", 'Name des Kunden', 'Muster AG'],
  [
    'customer.salutation',
    'text',
    true,
    'salutation in the customer record',
    'Anrede im Kundenstamm',
    'Sehr geehrte Frau Muster,',
  ],
  ['customer.party', 'text', false, 'business or consumer', 'business oder consumer', 'business'],
  ['customer.street', 'text', true, 'street and number', 'Straße und Hausnummer', 'Hauptstraße 1'],
  ['customer.postalCode', 'text', true, 'postal code', 'Postleitzahl', '20354'],
  ['customer.city', 'text', true, 'town', 'Ort', 'Hamburg'],
  ['customer.country', 'text', true, 'country code', 'Länderkürzel', 'DE'],

  ['tenant.street', 'text', false, "sender's street and number", 'Straße des Absenders', 'Kölner Straße 118'],
  ['tenant.postalCode', 'text', false, "sender's postal code", 'Postleitzahl des Absenders', '50859'],
  ['tenant.city', 'text', false, "sender's town", 'Ort des Absenders', 'Köln'],
  ['tenant.country', 'text', false, "sender's country code", 'Länderkürzel des Absenders', 'DE'],
  ['tenant.email', 'text', true, "sender's e-mail address", 'E-Mail des Absenders', 'buchhaltung@firma.example'],
  ['tenant.phone', 'text', true, "sender's telephone", 'Telefon des Absenders', '+49 221 555 0118'],
  ['tenant.website', 'text', true, "sender's website", 'Website des Absenders', 'www.firma.example'],
  ['tenant.vatId', 'text', true, "sender's VAT id", 'USt-IdNr. des Absenders', 'DE811234567'],
  ['tenant.iban', 'text', true, 'IBAN in groups of four', 'IBAN in Vierergruppen', 'DE89 3704 0044 0532 0130 00'],
  ['tenant.bic', 'text', true, 'BIC', 'BIC', 'COBADEFFXXX'],
  ['tenant.bankName', 'text', true, 'name of the bank', 'Name der Bank', 'Kölner Privatbank'],
  ['tenant.accountHolder', 'text', false, 'account holder', 'Kontoinhaber', 'Beispiel GmbH'],

  ['invoices', 'list', false, 'all invoices, ordered by due date', 'alle Rechnungen nach Fälligkeit', ''],
  ['invoices[].number', 'text', false, 'invoice number', 'Rechnungsnummer', 'RE-2026-01042'],
  ['invoices[].issuedOn', 'text', false, 'invoice date', 'Rechnungsdatum', '15.03.2026'],
  ['invoices[].dueDate', 'text', false, 'due date of the invoice', 'Fälligkeit der Rechnung', '15.04.2026'],
  ['invoices[].daysOverdue', 'number', false, 'days overdue', 'Tage überfällig', '21'],
  ['invoices[].grossAmount', 'amount', false, 'invoice amount', 'Rechnungsbetrag', '1.500,00 €'],
  ['invoices[].paidAmount', 'amount', true, 'payments and credits', 'Zahlungen und Gutschriften', '265,44 €'],
  ['invoices[].openAmount', 'amount', false, 'open amount', 'offener Betrag', '1.234,56 €'],
  ['invoices[].interest', 'amount', true, 'default interest of the invoice', 'Verzugszinsen der Rechnung', '12,34 €'],
  [
    'invoices[].compensation',
    'amount',
    true,
    'compensation of the invoice',
    'Verzugspauschale der Rechnung',
    '40,00 €',
  ],
  ['invoices[].levelName', 'text', true, 'level the invoice reaches', 'Mahnstufe der Rechnung', '2. Mahnung'],
  [
    'invoices[].paymentReference',
    'text',
    true,
    "the invoice's own payment reference",
    'Verwendungszweck der Rechnung',
    'RE-2026-01042',
  ],

  [
    'carriedCharges',
    'list',
    true,
    'unpaid charges of earlier notices, one by one',
    'Gebühren früherer Schreiben, einzeln',
    '',
  ],
  [
    'carriedCharges[].noticeNumber',
    'text',
    false,
    'number of the earlier notice',
    'Nummer des früheren Schreibens',
    'M-2026-0711',
  ],
  ['carriedCharges[].issuedOn', 'text', false, 'its date', 'sein Datum', '26.10.2026'],
  ['carriedCharges[].amount', 'amount', false, 'its unpaid charges', 'seine offenen Gebühren', '5,00 €'],

  [
    'history',
    'list',
    true,
    'earlier notices about these invoices, oldest first',
    'frühere Schreiben zu diesen Rechnungen',
    '',
  ],
  ['history[].number', 'text', false, 'number of the notice', 'Nummer des Schreibens', 'M-2026-0711'],
  ['history[].levelName', 'text', false, 'its level', 'seine Mahnstufe', '1. Mahnung'],
  ['history[].issuedOn', 'text', false, 'its date', 'sein Datum', '26.10.2026'],
  ['history[].deadline', 'text', false, 'its due date', 'seine Frist', '09.11.2026'],

  [
    'invoiceTable',
    'block',
    false,
    'the table of invoices with charges and total',
    'Tabelle der Rechnungen mit Summen',
    '',
  ],
  ['paymentDetails', 'block', false, 'bank details and payment code', 'Bankverbindung und Zahlungscode', ''],
];

export const PLACEHOLDERS: readonly Placeholder[] = ENTRIES.map(([name, kind, optional, en, de, example]) => ({
  name,
  kind,
  optional,
  en,
  de,
  example,
}));

/** What a placeholder is, in the language of the person who edits; English for all but German. */
export function describePlaceholder(placeholder: Placeholder, language: Language): string {
  return language === 'de' ? placeholder.de : placeholder.en;
}
