// The words of print batch and handover file in four languages.

import type { Language } from '../../core/notice.ts';

export interface PaperWords {
  batchTitle: string;
  batchFacts: (letters: number, pages: number, day: string) => string;
  position: string;
  number: string;
  recipient: string;
  place: string;
  pages: string;
  firstPage: string;
  handoverTitle: string;
  creditor: string;
  debtor: string;
  claimTitle: string;
  claimTotal: (day: string) => string;
  noticesTitle: string;
  level: string;
  date: string;
  deadline: string;
  amount: string;
  proof: string;
  notSent: string;
  paymentsTitle: string;
  invoice: string;
  valueDate: string;
  method: string;
  enclosures: string;
  copyOf: (number: string) => string;
  missing: (name: string, reason: string) => string;
}

export const PAPER_WORDS: Record<Language, PaperWords> = {
  de: {
    batchTitle: 'Druckliste',
    batchFacts: (letters, pages, day) => `${letters} Briefe · ${pages} Seiten · ${day}`,
    position: 'Nr.',
    number: 'Nummer',
    recipient: 'Empfänger',
    place: 'Ort',
    pages: 'Seiten',
    firstPage: 'ab Seite',
    handoverTitle: 'Forderungsaufstellung',
    creditor: 'Gläubiger',
    debtor: 'Schuldner',
    claimTitle: 'Forderung',
    claimTotal: (day) => `Gesamtforderung zum ${day}`,
    noticesTitle: 'Versandte Schreiben',
    level: 'Mahnstufe',
    date: 'Datum',
    deadline: 'Frist',
    amount: 'Betrag',
    proof: 'Nachweis des Versands',
    notSent: 'kein Nachweis',
    paymentsTitle: 'Zahlungen',
    invoice: 'Rechnung',
    valueDate: 'Wertstellung',
    method: 'Zahlungsart',
    enclosures: 'Anlagen',
    copyOf: (number) => `Rechnung ${number}`,
    missing: (name, reason) => `${name} fehlt: ${reason}`,
  },
  en: {
    batchTitle: 'Print list',
    batchFacts: (letters, pages, day) => `${letters} letters · ${pages} pages · ${day}`,
    position: 'No.',
    number: 'Number',
    recipient: 'Recipient',
    place: 'Place',
    pages: 'Pages',
    firstPage: 'from page',
    handoverTitle: 'Statement of claim',
    creditor: 'Creditor',
    debtor: 'Debtor',
    claimTitle: 'Claim',
    claimTotal: (day) => `Total claim as of ${day}`,
    noticesTitle: 'Notices sent',
    level: 'Level',
    date: 'Date',
    deadline: 'Deadline',
    amount: 'Amount',
    proof: 'Proof of sending',
    notSent: 'no proof',
    paymentsTitle: 'Payments',
    invoice: 'Invoice',
    valueDate: 'Value date',
    method: 'Method',
    enclosures: 'Enclosures',
    copyOf: (number) => `Invoice ${number}`,
    missing: (name, reason) => `${name} is missing: ${reason}`,
  },
  fr: {
    batchTitle: 'Liste d’impression',
    batchFacts: (letters, pages, day) => `${letters} lettres · ${pages} pages · ${day}`,
    position: 'N°',
    number: 'Numéro',
    recipient: 'Destinataire',
    place: 'Lieu',
    pages: 'Pages',
    firstPage: 'dès la page',
    handoverTitle: 'Relevé de créance',
    creditor: 'Créancier',
    debtor: 'Débiteur',
    claimTitle: 'Créance',
    claimTotal: (day) => `Créance totale au ${day}`,
    noticesTitle: 'Courriers envoyés',
    level: 'Niveau',
    date: 'Date',
    deadline: 'Délai',
    amount: 'Montant',
    proof: 'Preuve d’envoi',
    notSent: 'aucune preuve',
    paymentsTitle: 'Paiements',
    invoice: 'Facture',
    valueDate: 'Date valeur',
    method: 'Mode',
    enclosures: 'Annexes',
    copyOf: (number) => `Facture ${number}`,
    missing: (name, reason) => `${name} manque : ${reason}`,
  },
  it: {
    batchTitle: 'Elenco di stampa',
    batchFacts: (letters, pages, day) => `${letters} lettere · ${pages} pagine · ${day}`,
    position: 'N.',
    number: 'Numero',
    recipient: 'Destinatario',
    place: 'Luogo',
    pages: 'Pagine',
    firstPage: 'da pagina',
    handoverTitle: 'Prospetto del credito',
    creditor: 'Creditore',
    debtor: 'Debitore',
    claimTitle: 'Credito',
    claimTotal: (day) => `Credito totale al ${day}`,
    noticesTitle: 'Comunicazioni inviate',
    level: 'Livello',
    date: 'Data',
    deadline: 'Termine',
    amount: 'Importo',
    proof: 'Prova dell’invio',
    notSent: 'nessuna prova',
    paymentsTitle: 'Pagamenti',
    invoice: 'Fattura',
    valueDate: 'Valuta',
    method: 'Modalità',
    enclosures: 'Allegati',
    copyOf: (number) => `Fattura ${number}`,
    missing: (name, reason) => `manca ${name}: ${reason}`,
  },
};
