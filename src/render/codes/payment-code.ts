// Which payment code a notice gets: EPC for euro, Swiss QR-bill for francs and for euro on a Swiss account. Rather none
// than a wrong one; the reason is part of the answer.

import type { Notice } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';
import { WORDS } from '../text/words/index.ts';
import { EPC_MAX_VERSION, epcPayload } from './epc.ts';
import { isSwissIban } from './iban.ts';
import { type QrMatrix, qrMatrix } from './qr.ts';
import { SWISS_MAX_VERSION, type SwissBill, swissPartyProblem, swissPayload, swissReferenceKind } from './swiss.ts';

export type PaymentCode =
  | { kind: 'epc'; payload: string; matrix: QrMatrix }
  | { kind: 'swiss'; payload: string; matrix: QrMatrix; bill: SwissBill; note: string | null }
  | { kind: 'none'; reason: string };

/** The code of a notice's total. `note` says what was left out of a Swiss code, e.g. a debtor in Greek letters. */
export function paymentCodeOf(notice: Notice): PaymentCode {
  const { iban } = notice.organisation;
  if (iban === null) return none('no IBAN in the organisation settings');
  if (notice.totalCents <= 0) return none('nothing to pay');
  if (isSwissIban(iban) && (notice.currency === 'CHF' || notice.currency === 'EUR')) return swissCode(notice, iban);
  if (notice.currency !== 'EUR') return none(`no payment code exists for ${notice.currency} on account ${iban}`);
  return epcCode(notice, iban);
}

function none(reason: string): PaymentCode {
  return { kind: 'none', reason };
}

function epcCode(notice: Notice, iban: string): PaymentCode {
  const result = epcPayload({
    name: cleanText(notice.organisation.accountHolder),
    iban,
    bic: notice.organisation.bic,
    cents: notice.totalCents,
    reference: cleanText(notice.paymentReference),
  });
  if ('reason' in result) return none(result.reason);
  return { kind: 'epc', payload: result.payload, matrix: qrMatrix(result.payload, EPC_MAX_VERSION) };
}

function swissCode(notice: Notice, iban: string): PaymentCode {
  const { organisation, customer } = notice;
  const reference = cleanText(notice.paymentReference).replaceAll(' ', '');
  const isStructured = swissReferenceKind(reference) !== 'NON';
  const debtor = customer.address ? { name: cleanText(customer.name), address: customer.address } : null;
  const problem = debtor ? swissPartyProblem(debtor) : null;
  const bill: SwissBill = {
    iban,
    creditor: { name: cleanText(organisation.accountHolder), address: organisation.address },
    cents: notice.totalCents,
    currency: notice.currency === 'EUR' ? 'EUR' : 'CHF',
    debtor: problem === null ? debtor : null,
    reference: isStructured ? reference : '',
    message: isStructured ? messageOf(notice) : cleanText(notice.paymentReference),
  };
  const result = swissPayload(bill);
  if ('reason' in result) return none(result.reason);
  const matrix = qrMatrix(result.payload, SWISS_MAX_VERSION);
  return { kind: 'swiss', payload: result.payload, matrix, bill, note: problem && `debtor left blank: ${problem}` };
}

/** What the payer reads on his statement beside a structured reference: kind and number of the notice. */
function messageOf(notice: Notice): string {
  return cleanText(`${WORDS[notice.language].title[notice.kind]} ${notice.number ?? ''}`).trim();
}
