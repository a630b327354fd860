// One booking with everything the rules of matching ask about it.

import { type Fitting, fitAmount, TELLING_FITS } from './match-fit.ts';
import type { Ledger } from './match-ledger.ts';
import type { Mention } from './match-mention.ts';
import type { Booking, Candidate, MatchRule, OpenInvoice, PayerHistory } from './match-types.ts';
import { nameWords, sameName } from './match-words.ts';

/** Everything the rules ask about one booking. */
export interface Case {
  booking: Booking;
  history: PayerHistory;
  ledger: Ledger;
  mentions: readonly Mention<number>[];
  /** Whether the payer is known to be this customer: his account or his name. */
  isPayer(customerId: number): boolean;
  /** Whether the account is on record for others, but not for this customer. */
  isOther(customerId: number): boolean;
}

export function openCase(booking: Booking, history: PayerHistory, ledger: Ledger): Case {
  const payerWords = nameWords(booking.payerName ?? '');
  const namesAgree = (id: number): boolean => sameName(payerWords, ledger.nameWordsOf(id));
  const mentions = ledger.mentionsIn(booking.text);
  return {
    booking,
    history: { ...history, settledInvoices: [...history.settledInvoices, ...settledByNow(mentions, ledger)] },
    ledger,
    mentions,
    isPayer: (id) => history.onRecord.includes(id) || namesAgree(id),
    isOther: (id) => history.onRecord.length > 0 && !history.onRecord.includes(id),
  };
}

/** Invoices the text names surely that another booking of the same file has settled: this one pays them again. */
function settledByNow(mentions: readonly Mention<number>[], ledger: Ledger): PayerHistory['settledInvoices'] {
  const named = mentions.filter((mention) => mention.grade !== 'weak').map((mention) => mention.target);
  return [...new Set(named)].flatMap((id) => {
    const invoice = ledger.invoice(id);
    return invoice === undefined || invoice.openCents > 0 ? [] : [invoice];
  });
}

/** What it would mean to book on these invoices of one customer. */
export function candidateOf({ booking, ledger }: Case, rule: MatchRule, invoices: readonly OpenInvoice[]): Candidate {
  const paid = { cents: booking.amountCents, valueOn: booking.valueOn };
  const isComparable = invoices.every((invoice) => invoice.currency === booking.currency);
  const fitting: Fitting = isComparable
    ? fitAmount(paid, invoices, ledger.noticesOf(invoices.map((invoice) => invoice.id)))
    : { fit: 'unclear', allocations: [], chargesCents: 0 };
  return { rule, customerId: invoices[0]?.customerId ?? 0, ...fitting };
}

/** Whether the amount alone tells that these invoices were meant. */
export function isTelling(candidate: Candidate): boolean {
  return TELLING_FITS.includes(candidate.fit);
}
