// The words of questions about bank bookings, in both languages. Texts of others never stand in here.

import type { Doubt } from '../../core/match-types.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';

const bookings = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

interface BookingWords {
  title(waiting: number): string;
  done: string;
  unnamed: string;
  choose: string;
  none: string;
  open: string;
  beside(count: number): string;
  book(what: string): string;
  doubts: Readonly<Record<Doubt, string>>;
  /** What became of it; `by` is empty where nobody decided. */
  booked(on: string): string;
  setAside: string;
  kept(customer: string): string;
  waits: string;
  replaced: string;
  by(name: string): string;
  told(on: string): string;
  toldNone: string;
}

const en: BookingWords = {
  title: (count) => `${bookings(count, 'booking needs', 'bookings need')} your decision`,
  done: 'The bookings are decided',
  unnamed: 'Payer not named',
  choose: 'Book it on …',
  none: 'None of these',
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
  replaced: 'Its single transactions took its place',
  by: (name) => `by ${name}`,
  told: (on) => `Booked on ${on}.`,
  toldNone: 'Set aside: it concerns no invoice. The console brings it back.',
};

const de: BookingWords = {
  title: (count) => `${bookings(count, 'Buchung braucht', 'Buchungen brauchen')} eine Entscheidung`,
  done: 'Die Buchungen sind entschieden',
  unnamed: 'Zahler nicht genannt',
  choose: 'Buchen auf …',
  none: 'Keine davon',
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
  replaced: 'Ihre einzelnen Umsätze sind an ihre Stelle getreten',
  by: (name) => `von ${name}`,
  told: (on) => `Gebucht auf ${on}.`,
  toldNone: 'Zur Seite gelegt: betrifft keine Rechnung. In der Konsole lässt sie sich zurückholen.',
};

export const BOOKING_WORDS: Readonly<Record<ScreenLanguage, BookingWords>> = { en, de };
