// The words of questions about bank bookings, in both languages. Texts of others never stand in here.

import type { Doubt } from '../../core/match-types.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';

const bookings = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

interface BookingWords {
  title(waiting: number): string;
  done: string;
  /** None can be decided here, and so many wait on the console. */
  left(count: number): string;
  /** Its import was undone. */
  undone: string;
  unnamed: string;
  choose: string;
  none: string;
  /** Asked before it is set aside: the money no longer holds anything back. */
  noneConfirm: { title: string; text: string; yes: string; no: string };
  open: string;
  beside(count: number): string;
  book(what: string): string;
  doubts: Readonly<Record<Doubt, string>>;
  /** What became of it; `by` is empty where nobody decided. */
  booked(on: string): string;
  setAside: string;
  kept(customer: string): string;
  waits: string;
  reopened: string;
  replaced: string;
  by(name: string): string;
  told(on: string): string;
  toldNone: string;
}

const en: BookingWords = {
  title: (count) => `${bookings(count, 'booking needs', 'bookings need')} your decision`,
  done: 'The bookings are decided',
  left: (count) => `${bookings(count, 'booking waits', 'bookings wait')} on the console`,
  undone: 'The import was undone: there is nothing to decide',
  unnamed: 'Payer not named',
  choose: 'Book it on …',
  none: 'Not a payment of ours',
  noneConfirm: {
    title: 'Not a payment of ours?',
    text:
      'The booking is set aside as concerning no invoice, and holds no reminder back any more. ' +
      'If only these suggestions are wrong, book it on the console.',
    yes: 'Set aside',
    no: 'Back',
  },
  open: 'Open the console',
  beside: (count) => `${bookings(count, 'more booking waits', 'more bookings wait')} on the console.`,
  book: (what) => `Book on ${what}`,
  doubts: {
    several_fit: 'several invoices fit',
    amount_differs: 'the amount differs',
    other_payer: 'another account than usual',
    settled_invoice: 'the invoice is settled already',
    unknown_number: 'the number named is not on record',
    uncertain_number: 'the number is not certain',
    name_only: 'only the name fits',
    other_currency: 'another currency',
    return_unclear: 'a return that fits no payment',
    nothing_fits: 'nothing fits',
  },
  booked: (on) => `Booked on ${on}`,
  setAside: 'Set aside: it concerns no invoice',
  kept: (customer) => `Kept as money of ${customer}`,
  waits: 'Waits on the console: nothing fits any more',
  reopened: 'Brought back, waits on the console',
  replaced: 'Its single transactions took its place',
  by: (name) => `by ${name}`,
  told: (on) => `Booked on ${on}.`,
  toldNone: 'Set aside: it concerns no invoice. The console brings it back.',
};

const de: BookingWords = {
  title: (count) => `${bookings(count, 'Buchung braucht', 'Buchungen brauchen')} eine Entscheidung`,
  done: 'Die Buchungen sind entschieden',
  left: (count) => `${bookings(count, 'Buchung wartet', 'Buchungen warten')} in der Konsole`,
  undone: 'Der Import wurde rückgängig gemacht: nichts ist zu entscheiden',
  unnamed: 'Zahler nicht genannt',
  choose: 'Buchen auf …',
  none: 'Keine Zahlung für uns',
  noneConfirm: {
    title: 'Keine Zahlung für uns?',
    text:
      'Die Buchung wird zur Seite gelegt, weil sie keine Rechnung betrifft, und hält keine Mahnung mehr zurück. ' +
      'Passen nur die Vorschläge nicht, lässt sie sich in der Konsole buchen.',
    yes: 'Zur Seite legen',
    no: 'Zurück',
  },
  open: 'Konsole öffnen',
  beside: (count) => `${bookings(count, 'weitere Buchung wartet', 'weitere Buchungen warten')} in der Konsole.`,
  book: (what) => `Buchen auf ${what}`,
  doubts: {
    several_fit: 'mehrere Rechnungen passen',
    amount_differs: 'der Betrag weicht ab',
    other_payer: 'anderes Konto als sonst',
    settled_invoice: 'die Rechnung ist schon beglichen',
    unknown_number: 'die genannte Nummer ist nicht erfasst',
    uncertain_number: 'die Nummer ist nicht sicher',
    name_only: 'nur der Name passt',
    other_currency: 'andere Währung',
    return_unclear: 'eine Rückgabe, die zu keiner Zahlung passt',
    nothing_fits: 'nichts passt',
  },
  booked: (on) => `Gebucht auf ${on}`,
  setAside: 'Zur Seite gelegt: betrifft keine Rechnung',
  kept: (customer) => `Als Guthaben von ${customer} behalten`,
  waits: 'Wartet in der Konsole: nichts passt mehr',
  reopened: 'Zurückgeholt, wartet in der Konsole',
  replaced: 'Ihre einzelnen Umsätze sind an ihre Stelle getreten',
  by: (name) => `von ${name}`,
  told: (on) => `Gebucht auf ${on}.`,
  toldNone: 'Zur Seite gelegt: betrifft keine Rechnung. In der Konsole lässt sie sich zurückholen.',
};

export const BOOKING_WORDS: Readonly<Record<ScreenLanguage, BookingWords>> = { en, de };
