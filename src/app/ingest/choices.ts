// Words in cells that stand for one of a few values, in German and English. A word that is not listed is a problem,
// never "probably no".

import { LANGUAGES, type Language, PARTIES, type Party } from '../../core/notice.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '../../core/payment.ts';
import { CHANNELS, type Channel } from '../../core/plan.ts';
import { foldName } from './fold.ts';
import { INVOICE_KINDS, type InvoiceKind } from './types.ts';

/** Values by folded word, and how a message says what may be written. */
export interface Choice<T> {
  values: ReadonlyMap<string, T>;
  expected: string;
}

export const YES_NO: Choice<boolean> = choice('yes or no (ja, nein)', [
  [true, ['yes', 'ja', 'y', 'j', 'true', 'wahr', '1', 'x', 'on', 'an', 'aktiv', 'active']],
  [false, ['no', 'nein', 'n', 'false', 'falsch', '0', 'off', 'aus', 'inaktiv', 'inactive']],
]);

export const PARTY: Choice<Party> = choice(`${PARTIES.join(' or ')} (Unternehmen, Verbraucher)`, [
  [
    'business',
    [
      'business',
      'b2b',
      'unternehmen',
      'unternehmer',
      'gewerblich',
      'geschäftskunde',
      'firma',
      'firmenkunde',
      'company',
    ],
  ],
  ['consumer', ['consumer', 'b2c', 'verbraucher', 'privat', 'private', 'privatkunde', 'privatperson']],
]);

export const LANGUAGE: Choice<Language> = choice(`one of ${LANGUAGES.join(', ')}`, [
  ['de', ['de', 'deutsch', 'german', 'de-DE', 'de-AT', 'de-CH']],
  ['en', ['en', 'englisch', 'english', 'en-GB', 'en-US', 'en-IE']],
  ['fr', ['fr', 'französisch', 'french', 'français', 'fr-FR', 'fr-CH']],
  ['it', ['it', 'italienisch', 'italian', 'italiano', 'it-IT', 'it-CH']],
]);

export const CHANNEL: Choice<Channel> = choice(`${CHANNELS.join(' or ')} (E-Mail, Brief)`, [
  ['email', ['email', 'e-mail', 'mail']],
  ['letter', ['letter', 'brief', 'post', 'postal']],
]);

export const INVOICE_KIND: Choice<InvoiceKind> = choice(`${INVOICE_KINDS.join(' or ')} (Rechnung, Gutschrift)`, [
  ['invoice', ['invoice', 'rechnung', 'ausgangsrechnung', 're', '380']],
  ['credit_note', ['credit_note', 'credit', 'gutschrift', 'rechnungskorrektur', 'stornorechnung', 'gs', '381']],
]);

export const PAYMENT_METHOD: Choice<PaymentMethod> = choice(`one of ${PAYMENT_METHODS.join(', ')}`, [
  ['bank_transfer', ['bank_transfer', 'transfer', 'überweisung', 'banküberweisung', 'bank', 'sepa', 'wire']],
  ['card', ['card', 'credit card', 'debit card', 'karte', 'kreditkarte', 'ec-karte', 'girocard']],
  ['direct_debit', ['direct_debit', 'lastschrift', 'sepa-lastschrift', 'bankeinzug', 'einzug']],
  ['cash', ['cash', 'bar', 'barzahlung', 'kasse']],
  ['write_off', ['write_off', 'ausbuchung', 'abschreibung', 'ausgebucht']],
  ['other', ['other', 'sonstige', 'sonstiges', 'andere', 'paypal', 'verrechnung']],
]);

function choice<T>(expected: string, words: readonly (readonly [T, readonly string[]])[]): Choice<T> {
  const values = new Map(words.flatMap(([value, names]) => names.map((name) => [foldName(name), value] as const)));
  return { values, expected };
}
