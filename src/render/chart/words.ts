// The words of the charts in four languages.

import type { Language } from '../../core/notice.ts';

export interface ChartWords {
  agingTitle: string;
  asOf: (day: string) => string;
  invoices: (count: number) => string;
  customers: (count: number) => string;
  overdueTotal: string;
  days: (from: number, to: number | null) => string;
  nothingOverdue: string;
  recoveryTitle: string;
  recoverySubtitle: string;
  dunned: string;
  paid: string;
  nothingDunned: string;
  of: string;
}

const count = (one: string, many: string) => (number: number) =>
  number === 1 ? `1\u00a0${one}` : `${number}\u00a0${many}`;

export const CHART_WORDS: Record<Language, ChartWords> = {
  de: {
    agingTitle: 'Überfällige Forderungen nach Alter',
    asOf: (day) => `Stand ${day}`,
    invoices: count('Rechnung', 'Rechnungen'),
    customers: count('Kunde', 'Kunden'),
    overdueTotal: 'überfällig gesamt',
    days: (from, to) => (to === null ? `über ${from - 1} Tage` : `${from}–${to} Tage`),
    nothingOverdue: 'Keine Rechnung ist überfällig',
    recoveryTitle: 'Zahlungseingang nach Mahnung',
    recoverySubtitle: 'je Mahnlauf: angemahnter Betrag und davon bis heute bezahlt',
    dunned: 'angemahnt',
    paid: 'bezahlt',
    nothingDunned: 'Noch nichts angemahnt',
    of: 'von',
  },
  en: {
    agingTitle: 'Overdue receivables by age',
    asOf: (day) => `As of ${day}`,
    invoices: count('invoice', 'invoices'),
    customers: count('customer', 'customers'),
    overdueTotal: 'overdue in total',
    days: (from, to) => (to === null ? `over ${from - 1} days` : `${from}–${to} days`),
    nothingOverdue: 'No invoice is overdue',
    recoveryTitle: 'Recovered after dunning',
    recoverySubtitle: 'per run: amount dunned, and how much of it is paid today',
    dunned: 'dunned',
    paid: 'paid',
    nothingDunned: 'Nothing dunned yet',
    of: 'of',
  },
  fr: {
    agingTitle: 'Créances échues par ancienneté',
    asOf: (day) => `Au ${day}`,
    invoices: count('facture', 'factures'),
    customers: count('client', 'clients'),
    overdueTotal: 'échu au total',
    days: (from, to) => (to === null ? `plus de ${from - 1} jours` : `${from}–${to} jours`),
    nothingOverdue: 'Aucune facture n’est échue',
    recoveryTitle: 'Encaissé après rappel',
    recoverySubtitle: 'par passage : montant rappelé et part payée à ce jour',
    dunned: 'rappelé',
    paid: 'payé',
    nothingDunned: 'Encore rien rappelé',
    of: 'sur',
  },
  it: {
    agingTitle: 'Crediti scaduti per anzianità',
    asOf: (day) => `Al ${day}`,
    invoices: count('fattura', 'fatture'),
    customers: count('cliente', 'clienti'),
    overdueTotal: 'scaduto in totale',
    days: (from, to) => (to === null ? `oltre ${from - 1} giorni` : `${from}–${to} giorni`),
    nothingOverdue: 'Nessuna fattura è scaduta',
    recoveryTitle: 'Incassato dopo il sollecito',
    recoverySubtitle: 'per esecuzione: importo sollecitato e quota pagata a oggi',
    dunned: 'sollecitato',
    paid: 'pagato',
    nothingDunned: 'Ancora nessun sollecito',
    of: 'su',
  },
};
