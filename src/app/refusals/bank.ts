// What payments, bank bookings and their matching may answer.

import type { BankEntryState } from '../../core/bank-entry.ts';
import type { Day } from '../../core/day.ts';
import { formatDay, formatMoney } from '../../core/format.ts';
import { missing, says } from './say.ts';
import { BOOKING } from './state-words.ts';

interface Amount {
  cents: number;
  currency: string;
}

export const BANK = {
  booking_unknown: missing<{ booking: number }>({
    en: ({ booking }) => `Bank booking ${booking}`,
    de: ({ booking }) => `Bankbuchung ${booking}`,
  }),
  booking_changed: says<{ state: BankEntryState; by: string | null }>('conflict', {
    en: ({ state, by }) =>
      `This booking has changed meanwhile (${BOOKING.en[state]}).${by === null ? '' : ` ${by} was first.`} ` +
      'Look at it again.',
    de: ({ state, by }) =>
      `Diese Buchung hat sich inzwischen geändert (${BOOKING.de[state]}).${by === null ? '' : ` ${by} war schneller.`} ` +
      'Bitte noch einmal ansehen.',
  }),
  booking_is_return: says('refused', {
    en: 'This is a return: name the invoice whose payment came back.',
    de: 'Das ist eine Rückgabe: bitte die Rechnung nennen, deren Zahlung zurückkam.',
  }),
  return_writes_nothing_off: says('refused', {
    en: 'A return writes nothing off.',
    de: 'Eine Rückgabe bucht nichts aus.',
  }),
  gap_unknown: missing<{ account: string }>({
    en: ({ account }) => `A gap between the statements of account ${account}`,
    de: ({ account }) => `Eine Lücke zwischen den Auszügen des Kontos ${account}`,
  }),
  candidate_unknown: missing(
    { en: 'This candidate', de: 'Dieser Kandidat' },
    { en: 'Look at the booking again.', de: 'Bitte die Buchung noch einmal ansehen.' },
  ),
  candidate_has_several: says('refused', {
    en: 'Name the invoices with their amounts: they are several.',
    de: 'Bitte die Rechnungen mit ihren Beträgen nennen: es sind mehrere.',
  }),
  less_is_open: says<{ invoice: string; open: Amount }>('refused', {
    en: ({ invoice, open }) => `On invoice ${invoice} ${money(open, 'en')} are open now: name the amounts.`,
    de: ({ invoice, open }) =>
      `Auf Rechnung ${invoice} sind jetzt ${money(open, 'de')} offen: bitte die Beträge nennen.`,
  }),
  name_an_invoice: says('refused', {
    en: 'Name at least one invoice.',
    de: 'Bitte mindestens eine Rechnung nennen.',
  }),
  is_no_invoice: says<{ number: string }>('refused', {
    en: ({ number }) => `${number} is no invoice.`,
    de: ({ number }) => `${number} ist keine Rechnung.`,
  }),
  other_customer: says<{ invoice: string; first: string }>('refused', {
    en: ({ invoice, first }) => `${invoice} is another customer's than ${first}.`,
    de: ({ invoice, first }) => `${invoice} gehört einem anderen Kunden als ${first}.`,
  }),
  other_currency: says<{ invoice: string; currency: string; booking: string }>('refused', {
    en: ({ invoice, currency, booking }) => `Invoice ${invoice} is in ${currency}, the booking in ${booking}.`,
    de: ({ invoice, currency, booking }) => `Rechnung ${invoice} lautet auf ${currency}, die Buchung auf ${booking}.`,
  }),
  more_than_booking: says<{ booking: Amount }>('refused', {
    en: ({ booking }) => `The amounts are more than the booking (${money(booking, 'en')}).`,
    de: ({ booking }) => `Die Beträge sind mehr als die Buchung (${money(booking, 'de')}).`,
  }),
  nothing_open: says('refused', {
    en: 'Nothing is open on these invoices: name an amount.',
    de: 'Auf diesen Rechnungen ist nichts offen: bitte einen Betrag nennen.',
  }),
  nothing_open_on: says<{ invoice: string }>('refused', {
    en: ({ invoice }) => `Nothing is open on invoice ${invoice}: name the amount if more was paid.`,
    de: ({ invoice }) => `Auf Rechnung ${invoice} ist nichts offen: bitte den Betrag nennen, wenn mehr bezahlt wurde.`,
  }),
  payment_to_come: says<{ on: Day }>('refused', {
    en: ({ on }) => `A payment cannot be posted on ${formatDay(on, 'en')}: that day is to come.`,
    de: ({ on }) => `Eine Zahlung kann nicht am ${formatDay(on, 'de')} gebucht sein: der Tag kommt erst noch.`,
  }),
  bank_data_to_come: says<{ on: Day }>('refused', {
    en: ({ on }) => `Bank data cannot reach ${formatDay(on, 'en')}: that day is to come.`,
    de: ({ on }) => `Bankdaten können nicht bis ${formatDay(on, 'de')} reichen: der Tag kommt erst noch.`,
  }),
  payment_unknown: missing({ en: 'This payment', de: 'Diese Zahlung' }),
  payment_not_by_hand: says('refused', {
    en: 'Only a payment entered by hand can be taken back.',
    de: 'Nur eine von Hand erfasste Zahlung kann zurückgenommen werden.',
  }),
  payment_taken_back: says('refused', {
    en: 'This payment is taken back already.',
    de: 'Diese Zahlung ist schon zurückgenommen.',
  }),
};

function money({ cents, currency }: Amount, language: 'en' | 'de'): string {
  return formatMoney(cents, currency, language);
}
