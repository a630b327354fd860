// The fixed words of the documents in four languages: labels of tables, boxes and headers. Texts of a level are
// templates; what stands here is never edited.

import type { Language, NoticeKind } from '../../core/notice.ts';

export interface Words {
  salutation: string;
  title: Record<NoticeKind, string>;
  noticeNumber: string;
  customerNumber: string;
  invoice: string;
  date: string;
  invoiceDate: string;
  due: string;
  days: string;
  amount: string;
  paid: string;
  open: string;
  interest: string;
  compensation: string;
  tableInterest: string;
  tableCompensation: string;
  tableTotal: string;
  compensationLaw: Readonly<Record<string, string>>;
  fee: string;
  sum: string;
  carry: string;
  principal: string;
  carried: string;
  carriedFrom: (number: string, day: string) => string;
  payBy: (day: string) => string;
  balance: string;
  overdueOfThat: string;
  unmatched: string;
  alsoOverdue: string;
  invoices: (count: number) => string;
  andMore: (count: number) => string;
  and: string;
  range: (from: string, to: string) => string;
  interestTitle: string;
  interestSegment: (rate: string, amount: string, from: string, to: string, days: number) => string;
  interestMore: string;
  interestUnknown: (day: string) => string;
  period: string;
  rate: string;
  base: string;
  paymentTitle: string;
  payee: string;
  iban: string;
  bic: string;
  bank: string;
  reference: string;
  total: string;
  payUntil: string;
  scan: string;
  codeAlt: string;
  swissCodeAlt: string;
  remark: string;
  phone: string;
  email: string;
  vatId: string;
  page: (page: number, pages: number) => string;
  tableAlso: (count: number) => string;
  draft: string;
}

export const WORDS: Record<Language, Words> = {
  de: {
    salutation: 'Sehr geehrte Damen und Herren,',
    title: { reminder: 'Zahlungserinnerung', notice: 'Mahnung', final: 'Letzte Mahnung', recap: 'Kontoübersicht' },
    noticeNumber: 'Nummer',
    customerNumber: 'Kundennummer',
    invoice: 'Rechnung',
    date: 'Datum',
    invoiceDate: 'Datum',
    due: 'Fällig am',
    days: 'Tage',
    amount: 'Betrag',
    paid: 'Bezahlt',
    open: 'Offen',
    interest: 'Verzugszinsen',
    compensation: 'Verzugspauschale',
    tableInterest: 'Zinsen',
    tableCompensation: 'Pauschale',
    tableTotal: 'Gesamt',
    compensationLaw: { DE: 'Verzugspauschale (§\u00a0288 Abs.\u00a05 BGB)', AT: 'Verzugspauschale (§\u00a0458 UGB)' },
    fee: 'Mahngebühr',
    sum: 'Summe',
    carry: 'Übertrag',
    principal: 'Offene Hauptforderung',
    carried: 'Frühere Gebühren',
    carriedFrom: (number, day) => `Offene Gebühren aus ${number} vom ${day}`,
    payBy: (day) => `Zu zahlen bis ${day}`,
    balance: 'Offener Betrag',
    overdueOfThat: 'davon überfällig',
    unmatched: 'Noch nicht zugeordnetes Guthaben (nicht abgezogen)',
    alsoOverdue: 'ebenfalls überfällig',
    invoices: (count) => (count === 1 ? '1 Rechnung' : `${count} Rechnungen`),
    andMore: (count) => (count === 1 ? 'eine weitere' : `${count} weitere`),
    and: 'und',
    range: (from, to) => `${from} bis ${to}`,
    interestTitle: 'Berechnung der Verzugszinsen',
    interestSegment: (rate, amount, from, to, days) =>
      `${rate} p.\u00a0a. auf ${amount} vom ${from} bis ${to} (${days}\u00a0${days === 1 ? 'Tag' : 'Tage'})`,
    interestMore: 'Die Berechnung der Verzugszinsen ist in einer eigenen Tabelle aufgeführt.',
    interestUnknown: (day) => `Für die Zeit ab ${day} sind noch keine Zinsen berechnet.`,
    period: 'Zeitraum',
    rate: 'Zinssatz',
    base: 'Verzinster Betrag',
    paymentTitle: 'Zahlung per Überweisung',
    payee: 'Empfänger',
    iban: 'IBAN',
    bic: 'BIC',
    bank: 'Bank',
    reference: 'Verwendungszweck',
    total: 'Betrag',
    payUntil: 'Zahlbar bis',
    scan: 'Mit der Banking-App scannen',
    codeAlt: 'QR-Code für die Überweisung mit der Banking-App',
    swissCodeAlt: 'Swiss QR Code der QR-Rechnung',
    remark: 'Bemerkung',
    phone: 'Telefon',
    email: 'E-Mail',
    vatId: 'USt-IdNr.',
    page: (page, pages) => `Seite ${page} von ${pages}`,
    tableAlso: (count) => `und ${count} weitere Rechnungen, siehe beigefügtes PDF`,
    draft: 'Entwurf',
  },
  en: {
    salutation: 'Dear Sir or Madam,',
    title: {
      reminder: 'Payment reminder',
      notice: 'Dunning notice',
      final: 'Final notice',
      recap: 'Statement of account',
    },
    noticeNumber: 'Number',
    customerNumber: 'Customer number',
    invoice: 'Invoice',
    date: 'Date',
    invoiceDate: 'Date',
    due: 'Due on',
    days: 'Days',
    amount: 'Amount',
    paid: 'Paid',
    open: 'Open',
    interest: 'Default interest',
    compensation: 'Compensation for recovery costs',
    tableInterest: 'Interest',
    tableCompensation: 'Compens.',
    tableTotal: 'Total',
    compensationLaw: {},
    fee: 'Dunning fee',
    sum: 'Sum',
    carry: 'Carried forward',
    principal: 'Open invoices',
    carried: 'Earlier charges',
    carriedFrom: (number, day) => `Unpaid charges of ${number} of ${day}`,
    payBy: (day) => `To be paid by ${day}`,
    balance: 'Open balance',
    overdueOfThat: 'of which overdue',
    unmatched: 'Credit not yet matched (not deducted)',
    alsoOverdue: 'also overdue',
    invoices: (count) => (count === 1 ? '1 invoice' : `${count} invoices`),
    andMore: (count) => (count === 1 ? 'one more' : `${count} more`),
    and: 'and',
    range: (from, to) => `${from} to ${to}`,
    interestTitle: 'How the default interest was computed',
    interestSegment: (rate, amount, from, to, days) =>
      `${rate} a year on ${amount} from ${from} to ${to} (${days}\u00a0${days === 1 ? 'day' : 'days'})`,
    interestMore: 'How the interest was computed is shown in a table of its own.',
    interestUnknown: (day) => `No interest has been computed yet for the time from ${day}.`,
    period: 'Period',
    rate: 'Rate',
    base: 'On the amount of',
    paymentTitle: 'Payment by bank transfer',
    payee: 'Payee',
    iban: 'IBAN',
    bic: 'BIC',
    bank: 'Bank',
    reference: 'Reference',
    total: 'Amount',
    payUntil: 'Pay by',
    scan: 'Scan with your banking app',
    codeAlt: 'QR code for the bank transfer with a banking app',
    swissCodeAlt: 'Swiss QR code of the QR-bill',
    remark: 'Remark',
    phone: 'Telephone',
    email: 'E-mail',
    vatId: 'VAT id',
    page: (page, pages) => `Page ${page} of ${pages}`,
    tableAlso: (count) => `and ${count} more invoices, see the attached PDF`,
    draft: 'Draft',
  },
  fr: {
    salutation: 'Madame, Monsieur,',
    title: {
      reminder: 'Rappel de paiement',
      notice: 'Mise en demeure',
      final: 'Dernier rappel',
      recap: 'Relevé de compte',
    },
    noticeNumber: 'Numéro',
    customerNumber: 'Numéro de client',
    invoice: 'Facture',
    date: 'Date',
    invoiceDate: 'Date',
    due: 'Échéance',
    days: 'Jours',
    amount: 'Montant',
    paid: 'Payé',
    open: 'Solde',
    interest: 'Intérêts de retard',
    compensation: 'Indemnité forfaitaire de recouvrement',
    tableInterest: 'Intérêts',
    tableCompensation: 'Indemnité',
    tableTotal: 'Total',
    compensationLaw: { FR: 'Indemnité de recouvrement (art.\u00a0L441-10 C.\u00a0com.)' },
    fee: 'Frais de rappel',
    sum: 'Total',
    carry: 'Report',
    principal: 'Factures ouvertes',
    carried: 'Frais antérieurs',
    carriedFrom: (number, day) => `Frais impayés de ${number} du ${day}`,
    payBy: (day) => `À payer jusqu’au ${day}`,
    balance: 'Solde ouvert',
    overdueOfThat: 'dont échu',
    unmatched: 'Avoir non encore attribué (non déduit)',
    alsoOverdue: 'également échue',
    invoices: (count) => (count === 1 ? '1 facture' : `${count} factures`),
    andMore: (count) => (count === 1 ? 'une autre' : `${count} autres`),
    and: 'et',
    range: (from, to) => `${from} au ${to}`,
    interestTitle: 'Calcul des intérêts de retard',
    interestSegment: (rate, amount, from, to, days) =>
      `${rate} par an sur ${amount} du ${from} au ${to} (${days}\u00a0${days === 1 ? 'jour' : 'jours'})`,
    interestMore: 'Le calcul des intérêts figure dans un tableau séparé.',
    interestUnknown: (day) => `Aucun intérêt n’a encore été calculé à partir du ${day}.`,
    period: 'Période',
    rate: 'Taux',
    base: 'Sur le montant de',
    paymentTitle: 'Paiement par virement',
    payee: 'Bénéficiaire',
    iban: 'IBAN',
    bic: 'BIC',
    bank: 'Banque',
    reference: 'Communication',
    total: 'Montant',
    payUntil: 'À payer jusqu’au',
    scan: 'À scanner avec votre application bancaire',
    codeAlt: 'Code QR pour le virement avec une application bancaire',
    swissCodeAlt: 'Swiss QR Code de la QR-facture',
    remark: 'Remarque',
    phone: 'Téléphone',
    email: 'E-mail',
    vatId: 'N°\u00a0TVA',
    page: (page, pages) => `Page ${page} sur ${pages}`,
    tableAlso: (count) => `et ${count} autres factures, voir le PDF joint`,
    draft: 'Brouillon',
  },
  it: {
    salutation: 'Gentili Signore e Signori,',
    title: {
      reminder: 'Promemoria di pagamento',
      notice: 'Sollecito di pagamento',
      final: 'Ultimo sollecito',
      recap: 'Estratto conto',
    },
    noticeNumber: 'Numero',
    customerNumber: 'Numero cliente',
    invoice: 'Fattura',
    date: 'Data',
    invoiceDate: 'Data',
    due: 'Scadenza',
    days: 'Giorni',
    amount: 'Importo',
    paid: 'Pagato',
    open: 'Aperto',
    interest: 'Interessi di mora',
    compensation: 'Indennizzo per costi di recupero',
    tableInterest: 'Interessi',
    tableCompensation: 'Indennizzo',
    tableTotal: 'Totale',
    compensationLaw: { IT: 'Indennizzo (art.\u00a06 D.Lgs.\u00a0231/2002)' },
    fee: 'Spese di sollecito',
    sum: 'Totale',
    carry: 'Riporto',
    principal: 'Fatture aperte',
    carried: 'Spese precedenti',
    carriedFrom: (number, day) => `Spese non pagate di ${number} del ${day}`,
    payBy: (day) => `Da pagare entro il ${day}`,
    balance: 'Saldo aperto',
    overdueOfThat: 'di cui scaduto',
    unmatched: 'Credito non ancora attribuito (non dedotto)',
    alsoOverdue: 'anch’essa scaduta',
    invoices: (count) => (count === 1 ? '1 fattura' : `${count} fatture`),
    andMore: (count) => (count === 1 ? 'un’altra' : `altre ${count}`),
    and: 'e',
    range: (from, to) => `${from} – ${to}`,
    interestTitle: 'Calcolo degli interessi di mora',
    interestSegment: (rate, amount, from, to, days) =>
      `${rate} annuo su ${amount} dal ${from} al ${to} (${days}\u00a0${days === 1 ? 'giorno' : 'giorni'})`,
    interestMore: 'Il calcolo degli interessi si trova in una tabella a parte.',
    interestUnknown: (day) => `A partire dal ${day} non sono ancora stati calcolati interessi.`,
    period: 'Periodo',
    rate: 'Tasso',
    base: 'Sull’importo di',
    paymentTitle: 'Pagamento con bonifico',
    payee: 'Beneficiario',
    iban: 'IBAN',
    bic: 'BIC',
    bank: 'Banca',
    reference: 'Causale',
    total: 'Importo',
    payUntil: 'Pagabile entro',
    scan: 'Da scansionare con l’app della banca',
    codeAlt: 'Codice QR per il bonifico con l’app della banca',
    swissCodeAlt: 'Swiss QR Code della QR-fattura',
    remark: 'Osservazione',
    phone: 'Telefono',
    email: 'E-mail',
    vatId: 'Partita IVA',
    page: (page, pages) => `Pagina ${page} di ${pages}`,
    tableAlso: (count) => `e altre ${count} fatture, si veda il PDF allegato`,
    draft: 'Bozza',
  },
};
