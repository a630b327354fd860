// From the texts of an e-invoice to checked values: every amount and day is verified, and the sums must agree.

import { isDay } from '../../core/day.ts';
import { isCurrency, parseAmount } from '../../core/money.ts';
import { readIban } from '../ingest/iban.ts';
import { NUMBER_LENGTH, REFERENCE_LENGTH } from '../ingest/limits.ts';
import { readMailbox } from '../ingest/mailbox.ts';
import { ImportRefused } from '../ingest/refused.ts';
import { showText, tidyText } from '../ingest/text.ts';
import { attribute, textAt, type XmlNode } from '../ingest/xml.ts';
import type { EInvoice } from './types.ts';

type Text = string | null;

/** The texts as they stand in the file. */
export interface Draft {
  syntax: 'ubl' | 'cii';
  number: Text;
  typeCode: Text;
  isCreditNote: boolean;
  issuedOn: Text;
  dueDate: Text;
  terms: Text;
  currency: Text;
  payable: Text;
  gross: Text;
  prepaid: Text;
  rounding: Text;
  paymentReference: Text;
  ibans: string[];
  precedingInvoice: Text;
  seller: { name: Text; vatId: Text };
  buyer: {
    name: Text;
    id: Text;
    vatId: Text;
    email: Text;
    street: Text;
    extra: Text[];
    postalCode: Text;
    city: Text;
    country: Text;
  };
}

/** UNTDID 1001: credit notes of every kind. */
const CREDIT_TYPES = new Set(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532']);
const LINE_LENGTH = 140;

/** Throws ImportRefused when a value that dunning rests on is missing or cannot be right. */
export function checkDraft(file: string, draft: Draft): EInvoice {
  const fail = (what: string): never => {
    const todo = 'Correct the invoice at its source, or enter it in a CSV file.';
    throw new ImportRefused({ code: 'invoice_refused', file, line: null, what, todo });
  };
  const number = line(draft.number, NUMBER_LENGTH) ?? fail('the invoice has no number (BT-1)');
  const currency = draft.currency?.toUpperCase() ?? '';
  if (!isCurrency(currency)) fail(`the currency "${showText(currency)}" is not known (BT-5)`);
  const cents = (text: Text, name: string): number =>
    parseAmount((text ?? '').replace(/^\+/, ''), currency) ?? fail(`${name} "${showText(text ?? '')}" is no amount`);
  const optional = (text: Text, name: string): number => (text === null ? 0 : cents(text, name));
  const prepaidCents = optional(draft.prepaid, 'the amount paid (BT-113)');
  const roundingCents = optional(draft.rounding, 'the rounding (BT-114)');
  // Version 1 of ZUGFeRD may leave the amount due out where nothing is paid yet; all later formats demand it.
  const due = draft.payable ?? (draft.prepaid === null && draft.rounding === null ? draft.gross : null);
  const payableCents = cents(due, 'the amount due (BT-115)');
  const grossCents = draft.gross === null ? payableCents + prepaidCents - roundingCents : cents(draft.gross, 'BT-112');
  if (payableCents !== grossCents - prepaidCents + roundingCents) {
    fail('its amount due is not its total less what is paid (BR-CO-16)');
  }
  const issuedOn = draft.issuedOn?.slice(0, 10) ?? '';
  if (!isDay(issuedOn)) return fail(`the issue date "${showText(issuedOn)}" does not exist (BT-2)`);
  const dueDate = draft.dueDate?.slice(0, 10) ?? null;
  if (dueDate !== null && !isDay(dueDate)) return fail(`the due date "${showText(dueDate)}" does not exist (BT-9)`);
  const { seller, buyer } = draft;
  return {
    syntax: draft.syntax,
    number,
    kind: draft.isCreditNote || CREDIT_TYPES.has(draft.typeCode ?? '') ? 'credit_note' : 'invoice',
    issuedOn,
    dueDate,
    terms: draft.terms,
    currency,
    payableCents,
    grossCents,
    prepaidCents,
    roundingCents,
    paymentReference: line(draft.paymentReference, REFERENCE_LENGTH),
    ibans: [...new Set(draft.ibans.flatMap((iban) => readIban(iban.replace(/\s/g, '')) ?? []))],
    precedingInvoice: line(draft.precedingInvoice, NUMBER_LENGTH),
    seller: { name: line(seller.name, LINE_LENGTH) ?? '', vatId: vat(seller.vatId) },
    buyer: {
      name: line(buyer.name, LINE_LENGTH) ?? fail('the invoice names no buyer (BT-44)'),
      id: line(buyer.id, NUMBER_LENGTH),
      vatId: vat(buyer.vatId),
      email: buyer.email,
      street: line(buyer.street, LINE_LENGTH),
      extra: buyer.extra.flatMap((text) => line(text, LINE_LENGTH) ?? []),
      postalCode: line(buyer.postalCode, 20),
      city: line(buyer.city, LINE_LENGTH),
      country: /^[A-Z]{2}$/.test(buyer.country ?? '') ? buyer.country : null,
    },
  };
}

/** The contact's address, else the electronic address where its scheme says that it is a mailbox. */
export function emailOf(contact: Text, endpoint: XmlNode | undefined): Text {
  const address = attribute(endpoint, 'schemeID') === 'EM' ? textAt(endpoint) : null;
  for (const text of [contact, address]) {
    const mailbox = text === null ? null : readMailbox(text);
    if (mailbox !== null) return mailbox;
  }
  return null;
}

/** One clean line; null when it is empty or longer than it may be. */
function line(text: Text, maxLength: number): Text {
  const clean = tidyText((text ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replace(/ +/g, ' '));
  return clean === '' || clean.length > maxLength ? null : clean;
}

function vat(text: Text): Text {
  const clean = (text ?? '').replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  return clean === '' ? null : clean.slice(0, 20);
}
