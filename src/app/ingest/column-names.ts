// What columns are called in the files people have: the first name is the one messages use, the second the German one.
// Names are compared folded (fold.ts), so case, spaces, hyphens and umlaut spellings need no entries of their own.

import type { ImportKind } from './types.ts';

export type CustomerField =
  | 'number'
  | 'name'
  | 'extra'
  | 'extra2'
  | 'street'
  | 'houseNumber'
  | 'postalCode'
  | 'city'
  | 'country'
  | 'state'
  | 'language'
  | 'party'
  | 'emailsTo'
  | 'emailsCc'
  | 'applyFees'
  | 'dunning'
  | 'blocked'
  | 'blockReason'
  | 'blockUntil'
  | 'plan'
  | 'salutation'
  | 'iban'
  | 'activated'
  | 'preferredChannel';

export type InvoiceField =
  | 'number'
  | 'customerNumber'
  | 'kind'
  | 'issuedOn'
  | 'dueDate'
  | 'currency'
  | 'gross'
  | 'paymentReference'
  | 'appliesTo'
  | 'open'
  | 'customerName'
  | 'discount'
  | 'discountUntil';

export type PaymentField =
  | 'externalId'
  | 'invoiceNumber'
  | 'customerNumber'
  | 'amount'
  | 'currency'
  | 'valueOn'
  | 'postedOn'
  | 'method'
  | 'text';

export type ImportField = CustomerField | InvoiceField | PaymentField;

export interface KindColumns {
  names: Readonly<Partial<Record<ImportField, readonly string[]>>>;
  /** Each group needs at least one of its fields as a column. */
  required: readonly (readonly ImportField[])[];
}

const CUSTOMER_NAMES: Readonly<Record<CustomerField, readonly string[]>> = {
  number: named(
    'Customer number, Kundennummer, Number, Nummer, Nr, Customer no, Customer id, Customer, Kunden-Nr, Kd-Nr, ' +
      'KdNr., Kunde, Debitor, Debitorennummer, Debitorenkonto, Konto, Account',
  ),
  name: named('Name, Firma, Customer name, Company, Company name, Kundenname, Firmenname'),
  extra: named(
    'Address line 2, Adresszusatz, Address extra, Additional address, Zusatz, Abteilung, Department, ' +
      'zu Händen, Attention',
  ),
  extra2: named('Address line 3, Adresszusatz 2, Address extra 2, Zusatz 2'),
  street: named(
    'Street, Straße, Strasse, Address, Address line 1, Adresse, Anschrift, Straße und Hausnummer, Straße/Nr.',
  ),
  houseNumber: named('House number, Hausnummer, House no, Haus-Nr'),
  postalCode: named('Postal code, PLZ, Postcode, Zip, Zip code, Postleitzahl'),
  city: named('City, Ort, Town, Stadt, Wohnort'),
  country: named('Country, Land, Country code, Ländercode, Länderkürzel, Länderkennzeichen'),
  state: named('State, Bundesland, Canton, Kanton, Region'),
  language: named('Language, Sprache, Korrespondenzsprache'),
  party: named('Business or consumer, Kundenart, Party, Customer type, Kundentyp, Unternehmen oder Verbraucher'),
  emailsTo: named(
    'E-mail, E-Mail-Adresse, Mail, E-mail to, E-mail address, E-mails, Mailadresse, Rechnungs-E-Mail, ' +
      'Invoice e-mail, Dunning e-mail, Mahn-E-Mail',
  ),
  emailsCc: named('E-mail cc, E-Mail Kopie, Cc, Kopie an, E-mail copy'),
  applyFees: named('Apply fees, Gebühren berechnen, Fees, Dunning fees, Mahngebühren, Gebühren'),
  dunning: named('Dunning, Mahnen, Mahnwesen, Dunning active, Mahnung erlaubt, Mahnbar'),
  blocked: named('Dunning block, Mahnsperre, Blocked, Gesperrt, Exclude, Mahnausschluss'),
  blockReason: named(
    'Block reason, Mahnsperre Grund, Dunning block reason, Sperrgrund, Grund der Mahnsperre, Grund Mahnsperre',
  ),
  blockUntil: named('Block until, Mahnsperre bis, Dunning block until, Blocked until, Gesperrt bis'),
  plan: named('Dunning plan, Mahnplan, Plan, Mahngruppe'),
  salutation: named('Salutation line, Briefanrede, Salutation, Letter salutation, Anredezeile, Anrede'),
  iban: named('IBAN, IBAN des Kunden, Customer IBAN, Kunden-IBAN'),
  activated: named('Activated, Zum Mahnen aktiviert, Activated for dunning'),
  preferredChannel: named('Preferred channel, Bevorzugter Versandweg, Channel, Versandweg'),
};

const INVOICE_NAMES: Readonly<Record<InvoiceField, readonly string[]>> = {
  number: named(
    'Invoice number, Rechnungsnummer, Number, Nummer, Invoice no, Invoice, Rechnung, Rechnungs-Nr, ' +
      'Rechn.-Nr., Belegnummer, Beleg-Nr, Document number, Document no',
  ),
  customerNumber: named(
    'Customer number, Kundennummer, Customer no, Customer id, Customer, Kunden-Nr, Kd-Nr, Kunde, Debitor, ' +
      'Debitorennummer, Debitorenkonto, Konto, Account',
  ),
  kind: named('Kind, Belegart, Type, Document type, Invoice type, Art, Typ, Rechnungsart'),
  issuedOn: named(
    'Issue date, Rechnungsdatum, Issued, Issued on, Invoice date, Date, Datum, Belegdatum, Document date, ' +
      'Ausgestellt am, Ausstellungsdatum',
  ),
  dueDate: named(
    'Due date, Fälligkeit, Due, Due on, Fälligkeitsdatum, Fällig, Fällig am, Fällig bis, Zahlbar bis, ' +
      'Nettofälligkeit',
  ),
  currency: named('Currency, Währung, Currency code, Währungscode, Währungskennzeichen, WKZ'),
  gross: named(
    'Gross amount, Bruttobetrag, Gross, Brutto, Amount, Betrag, Total, Total gross, Invoice amount, ' +
      'Rechnungsbetrag, Gesamtbetrag, Gesamtbetrag brutto, Betrag brutto, Summe brutto, Endbetrag',
  ),
  paymentReference: named(
    'Payment reference, Verwendungszweck, Reference, Referenz, Zahlungsreferenz, QR-Referenz, ' +
      'Structured reference',
  ),
  appliesTo: named(
    'Applies to, Zu Rechnung, Gutschrift zu, Zu Rechnungsnummer, Bezugsrechnung, Credited invoice, ' +
      'Applies to invoice, Gutschrift zu Rechnung',
  ),
  open: named('Open amount, Offener Betrag, Open, Offen, Saldo, Open balance, Restbetrag, Offener Saldo'),
  customerName: named('Debtor name, Name des Schuldners'),
  discount: named('Cash discount, Skonto, Skontobetrag, Discount amount'),
  discountUntil: named('Cash discount until, Skonto bis, Skontodatum, Skontofrist'),
};

const PAYMENT_NAMES: Readonly<Record<PaymentField, readonly string[]>> = {
  externalId: named(
    'External id, Zahlungs-ID, Id, Payment id, Transaction id, Transaktions-ID, Transaktionsnummer, ' +
      'Buchungs-ID, Buchungsnummer, Zahlungsnummer',
  ),
  invoiceNumber: named(
    'Invoice number, Rechnungsnummer, Invoice no, Invoice, Rechnung, Rechnungs-Nr, Rechn.-Nr., Belegnummer, ' +
      'Beleg-Nr',
  ),
  customerNumber: named(
    'Customer number, Kundennummer, Customer no, Customer id, Customer, Kunden-Nr, Kd-Nr, Kunde, Debitor, ' +
      'Debitorennummer, Debitorenkonto, Konto, Account',
  ),
  amount: named('Amount, Betrag, Paid, Payment, Payment amount, Zahlbetrag, Zahlungsbetrag, Zahlung, Gezahlt'),
  currency: named('Currency, Währung, Currency code, Währungscode, Währungskennzeichen, WKZ'),
  valueOn: named(
    'Value date, Wertstellung, Value on, Valuta, Valutadatum, Wertstellungsdatum, Wertstellungstag, Date, ' +
      'Datum, Payment date, Zahlungsdatum, Paid on, Gezahlt am, Zahldatum',
  ),
  postedOn: named('Posting date, Buchungstag, Posted, Posted on, Booking date, Buchungsdatum, Gebucht am'),
  method: named('Method, Zahlungsart, Payment method, Zahlweise, Zahlungsmethode, Type, Art'),
  text: named(
    'Text, Verwendungszweck, Remittance, Remittance text, Reference, Buchungstext, Zweck, Beschreibung, ' +
      'Description, Remark, Bemerkung',
  ),
};

export const COLUMNS: Readonly<Record<ImportKind, KindColumns>> = {
  customers: { names: CUSTOMER_NAMES, required: [['number'], ['name']] },
  invoices: {
    names: INVOICE_NAMES,
    required: [['number'], ['customerNumber'], ['issuedOn'], ['dueDate'], ['gross']],
  },
  payments: {
    names: PAYMENT_NAMES,
    required: [['amount'], ['valueOn', 'postedOn'], ['invoiceNumber', 'customerNumber']],
  },
};

function named(list: string): string[] {
  return list.split(', ');
}
