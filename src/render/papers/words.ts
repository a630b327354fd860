// The words of print batch and handover file in four languages.

import type { Language } from '../../core/notice.ts';
import type { ForeignFault } from '../foreign/limits.ts';

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
  fault: Record<ForeignFault, string>;
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
    fault: {
      empty: 'die Datei ist leer',
      no_pdf: 'die Datei ist kein PDF',
      damaged: 'das PDF ist beschädigt',
      password: 'das PDF ist mit einem Kennwort geschützt',
      too_large: 'das PDF ist zu groß',
      too_slow: 'das PDF war nicht rechtzeitig lesbar',
      too_much_memory: 'das PDF braucht zu viel Speicher',
    },
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
    fault: {
      empty: 'the file is empty',
      no_pdf: 'the file is no PDF',
      damaged: 'the PDF is damaged',
      password: 'the PDF is protected by a password',
      too_large: 'the PDF is too large',
      too_slow: 'the PDF could not be read in time',
      too_much_memory: 'the PDF needs too much memory',
    },
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
    fault: {
      empty: 'le fichier est vide',
      no_pdf: 'le fichier n’est pas un PDF',
      damaged: 'le PDF est endommagé',
      password: 'le PDF est protégé par un mot de passe',
      too_large: 'le PDF est trop volumineux',
      too_slow: 'le PDF n’a pas pu être lu à temps',
      too_much_memory: 'le PDF exige trop de mémoire',
    },
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
    fault: {
      empty: 'il file è vuoto',
      no_pdf: 'il file non è un PDF',
      damaged: 'il PDF è danneggiato',
      password: 'il PDF è protetto da password',
      too_large: 'il PDF è troppo grande',
      too_slow: 'il PDF non è stato letto in tempo',
      too_much_memory: 'il PDF richiede troppa memoria',
    },
  },
};
