// One booking of a camt statement and the transactions of its batch.

import { isCurrency, parseAmount } from '../../core/money.ts';
import { attribute, element, elements, textAt, type XmlNode } from '../ingest/xml.ts';
import { dayAt } from './camt.ts';
import { type BookingDraft, bankText, identifier, type TransactionDraft, tidyIban } from './drafts.ts';
import { MAX_TRANSACTIONS } from './limits.ts';
import type { StatementProblem } from './types.ts';

interface Shared {
  currency: string;
  isDebit: boolean;
  isReturn: boolean;
  text: string | null;
}

/** The booking with its transactions, or null when it cannot be read; then `problems` says why. */
export function readTransactions(
  entry: XmlNode,
  place: string,
  accountCurrency: string,
  problems: StatementProblem[],
): BookingDraft | null {
  const report = (value: string | null, reason: string, german: string): null => {
    problems.push({ place, value, reason, german, code: 'statement_entry' });
    return null;
  };
  const amount = amountOf(element(entry, 'Amt'), accountCurrency);
  if (amount === null)
    return report(
      textAt(entry, 'Amt'),
      'The amount of the booking cannot be read.',
      'Der Betrag der Buchung ist nicht lesbar.',
    );
  if (amount.cents === 0) return null;
  const booked = dayAt(entry, 'BookgDt', 'Dt') ?? dayAt(entry, 'BookgDt', 'DtTm');
  const value = dayAt(entry, 'ValDt', 'Dt') ?? dayAt(entry, 'ValDt', 'DtTm');
  const bookedOn = booked ?? value;
  const valueOn = value ?? booked;
  if (bookedOn === null || valueOn === null) {
    const german = 'Die Buchung hat keinen Tag, den es gibt.';
    return report(textAt(entry, 'BookgDt', 'Dt'), 'The booking has no day that exists.', german);
  }
  const direction = textAt(entry, 'CdtDbtInd');
  if (direction !== 'CRDT' && direction !== 'DBIT') {
    const german = 'Die Buchung sagt weder Gutschrift noch Belastung.';
    return report(direction, 'The booking says neither credit nor debit.', german);
  }
  const shared: Shared = {
    currency: amount.currency,
    isDebit: direction === 'DBIT',
    isReturn: textAt(entry, 'RvslInd') === 'true' || textAt(entry, 'RvslInd') === '1',
    text: textAt(entry, 'AddtlNtryInf'),
  };
  const bookingReference = identifier(textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef'));
  const amountCents = shared.isDebit ? -amount.cents : amount.cents;
  const booking = { place, bookingReference, bookedOn, valueOn, amountCents, currency: amount.currency };
  const details = elements(entry, 'NtryDtls').flatMap((part) => elements(part, 'TxDtls'));
  if (details.length > MAX_TRANSACTIONS) {
    const german = `Die Buchung hat mehr als ${MAX_TRANSACTIONS} Teile.`;
    return report(null, `The booking holds more than ${MAX_TRANSACTIONS} parts.`, german);
  }
  const transactions = details.map((part) => transactionOf(part, shared, amount.cents, details.length === 1));
  if (transactions.length === 0) transactions.push(bare(entry, shared, amountCents));
  const readable = transactions.flatMap((one) => (one === null ? [] : [one]));
  const sum = readable.reduce((total, one) => total + one.amountCents, 0);
  if (readable.length < transactions.length || sum !== amountCents) {
    // Parts that do not make up the whole are no basis for booking money: the whole is kept for a person.
    problems.push({
      place,
      value: null,
      reason: 'The parts of the booking do not add up to its amount; it is kept as one sum for a person to decide.',
      german:
        'Die Teile der Buchung ergeben nicht ihren Betrag; sie bleibt als eine Summe, über die ein Mensch entscheidet.',
      code: 'statement_entry',
    });
    return { ...booking, transactions: [bare(entry, shared, amountCents)] };
  }
  return { ...booking, transactions: readable };
}

/** One transaction of a batch; null when its amount cannot be read in the currency of the booking. */
function transactionOf(part: XmlNode, shared: Shared, wholeCents: number, isOnly: boolean): TransactionDraft | null {
  const own = element(part, 'Amt') ?? element(part, 'AmtDtls', 'TxAmt', 'Amt');
  const amount = own === undefined ? null : amountOf(own, shared.currency);
  // The amount of a single transaction may be told in the payer's currency: what was booked is what counts.
  const cents = isOnly ? wholeCents : amount?.currency === shared.currency ? amount.cents : null;
  if (cents === null || cents === 0) return null;
  const direction = textAt(part, 'CdtDbtInd');
  const isDebit = direction === null ? shared.isDebit : direction === 'DBIT';
  const returned = returnOf(part);
  const parties = element(part, 'RltdPties');
  // Of a return the payer of then is the one who gets his money back: still the debtor of the first payment.
  const payer = element(parties, 'Dbtr');
  const account = element(parties, 'DbtrAcct');
  const other = isDebit && payer === undefined ? element(parties, 'Cdtr') : payer;
  const otherAccount = isDebit && account === undefined ? element(parties, 'CdtrAcct') : account;
  return {
    amountCents: isDebit ? -cents : cents,
    currency: shared.currency,
    payerName: nameOf(other) ?? textAt(element(parties, 'UltmtDbtr'), 'Nm'),
    payerIban: tidyIban(textAt(otherAccount, 'Id', 'IBAN')),
    endToEndId: identifier(textAt(part, 'Refs', 'EndToEndId')),
    mandateId: identifier(textAt(part, 'Refs', 'MndtId')),
    reference: referenceOf(part),
    text: textOf(part, shared),
    bankReference: identifier(textAt(part, 'Refs', 'AcctSvcrRef') ?? textAt(part, 'Refs', 'TxId')),
    returnReason: returned,
    isReturn: shared.isReturn || returned !== null || isReturnCode(part),
  };
}

/** A booking of which the bank gave no transactions. */
function bare(entry: XmlNode, shared: Shared, amountCents: number): TransactionDraft {
  return {
    amountCents,
    currency: shared.currency,
    payerName: null,
    payerIban: null,
    endToEndId: null,
    mandateId: null,
    reference: null,
    text: bankText([shared.text ?? '']),
    bankReference: null,
    returnReason: shared.isReturn && shared.isDebit ? 'reversal' : null,
    isReturn: shared.isReturn || isReturnCode(entry),
  };
}

/** Version 02 writes the name into the party, 08 into its `Pty`. */
function nameOf(party: XmlNode | undefined): string | null {
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm');
}

function referenceOf(part: XmlNode): string | null {
  for (const structured of elements(element(part, 'RmtInf'), 'Strd')) {
    const reference = identifier(textAt(structured, 'CdtrRefInf', 'Ref'));
    if (reference !== null) return reference.replace(/\s/g, '').toUpperCase();
  }
  return null;
}

/** What the payer wrote; the bank's own words stand in only where he wrote nothing. */
function textOf(part: XmlNode, shared: Shared): string {
  const remittance = element(part, 'RmtInf');
  const lines = elements(remittance, 'Ustrd').map((line) => textAt(line) ?? '');
  const structured = elements(remittance, 'Strd').flatMap((one) => [
    ...elements(one, 'RfrdDocInf').map((document) => textAt(document, 'Nb') ?? ''),
    ...elements(one, 'AddtlRmtInf').map((line) => textAt(line) ?? ''),
  ]);
  const written = bankText([...lines, ...structured.map((line) => ` ${line}`)]);
  return written === '' ? bankText([textAt(part, 'AddtlTxInf') ?? shared.text ?? '']) : written;
}

function returnOf(part: XmlNode): string | null {
  const information = element(part, 'RtrInf');
  if (information === undefined) return null;
  return textAt(information, 'Rsn', 'Cd') ?? textAt(information, 'Rsn', 'Prtry') ?? 'returned';
}

/** Domain codes of returned direct debits and transfers (ISO 20022 external code set: UPDD, RRTN and their like). */
const RETURN_CODES = new Set(['UPDD', 'RRTN', 'RPCR', 'UPCT', 'RVSL']);

function isReturnCode(node: XmlNode): boolean {
  const code = textAt(node, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd');
  return code !== null && RETURN_CODES.has(code);
}

function amountOf(node: XmlNode | undefined, fallback: string): { cents: number; currency: string } | null {
  const currency = attribute(node, 'Ccy') ?? fallback;
  const cents = isCurrency(currency) ? parseAmount(textAt(node) ?? '', currency) : null;
  return cents === null || cents < 0 ? null : { cents, currency };
}
