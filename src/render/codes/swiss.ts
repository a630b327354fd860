// Swiss QR-bill: the payload of the Swiss QR code, structured addresses only, and the rules that refuse a wrong one.

import type { Address } from '../../core/notice.ts';
import type { Payload } from './epc.ts';
import { isIban, isQrIban, isSwissIban } from './iban.ts';
import { isCreditorReference, isQrReference } from './reference.ts';

export interface SwissParty {
  name: string;
  address: Address;
}

export type SwissReferenceKind = 'QRR' | 'SCOR' | 'NON';

export interface SwissBill {
  iban: string;
  creditor: SwissParty;
  cents: number;
  currency: 'CHF' | 'EUR';
  debtor: SwissParty | null;
  /** A QR reference with a QR-IBAN, an RF reference with another; any other text becomes the message. */
  reference: string;
  message: string;
}

const MAX_CENTS = 99_999_999_999;
const MAX_MESSAGE = 140;
/** Versions of a Swiss QR code go up to 25 (117 modules). */
export const SWISS_MAX_VERSION = 25;
/** Character set of the implementation guidelines since 2.3. */
const PERMITTED = /^[\u0020-\u007E\u00A0-\u017F\u0218-\u021B\u20AC]*$/;

/** Which reference field a text belongs to. */
export function swissReferenceKind(reference: string): SwissReferenceKind {
  if (isQrReference(reference)) return 'QRR';
  return isCreditorReference(reference) ? 'SCOR' : 'NON';
}

/** Why a party cannot stand in the code; null = it can. */
export function swissPartyProblem(party: SwissParty): string | null {
  const { street, houseNumber, postalCode, city, country } = party.address;
  if (party.name === '' || postalCode === '' || city === '') return 'name, postal code or town is missing';
  if (!/^[A-Z]{2}$/.test(country)) return `country "${country}" is no two-letter code`;
  const limits: readonly (readonly [string, number])[] = [
    [party.name, 70],
    [street, 70],
    [houseNumber, 16],
    [postalCode, 16],
    [city, 35],
  ];
  for (const [text, limit] of limits) {
    if (text.length > limit) return `"${text}" is longer than ${limit} characters`;
    if (!PERMITTED.test(text)) return `"${text}" has characters the QR-bill does not permit`;
  }
  return null;
}

/** The payload, or why there is none. 31 lines: no bill information, no alternative schemes. */
export function swissPayload(bill: SwissBill): Payload {
  const reason = refusal(bill);
  if (reason !== null) return { reason };
  const kind = swissReferenceKind(bill.reference);
  const amount = `${Math.floor(bill.cents / 100)}.${String(bill.cents % 100).padStart(2, '0')}`;
  const lines = [
    'SPC',
    '0200',
    '1',
    bill.iban,
    ...partyLines(bill.creditor),
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    amount,
    bill.currency,
    ...partyLines(bill.debtor),
    kind,
    kind === 'NON' ? '' : bill.reference,
    bill.message,
    'EPD',
  ];
  return { payload: lines.join('\n') };
}

function refusal(bill: SwissBill): string | null {
  if (!isIban(bill.iban) || !isSwissIban(bill.iban)) return `IBAN ${bill.iban} is no valid Swiss IBAN`;
  if (bill.cents < 1 || bill.cents > MAX_CENTS) return 'amount outside 0.01 to 999,999,999.99';
  const kind = swissReferenceKind(bill.reference);
  if (isQrIban(bill.iban) !== (kind === 'QRR')) {
    return isQrIban(bill.iban) ? 'a QR-IBAN needs a QR reference of 27 digits' : 'a QR reference needs a QR-IBAN';
  }
  const problem = swissPartyProblem(bill.creditor);
  if (problem !== null) return `sender: ${problem}`;
  if (bill.message.length > MAX_MESSAGE) return `message longer than ${MAX_MESSAGE} characters`;
  if (!PERMITTED.test(bill.message)) return 'message has characters the QR-bill does not permit';
  return null;
}

function partyLines(party: SwissParty | null): string[] {
  if (!party) return ['', '', '', '', '', '', ''];
  const { street, houseNumber, postalCode, city, country } = party.address;
  return ['S', party.name, street, houseNumber, postalCode, city, country];
}
