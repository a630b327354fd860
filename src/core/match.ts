// Which open invoices a booking pays: certain, or a question with candidates. The order is that of how telling a thing
// is: structured reference, end-to-end id, invoice number in the text, account and amount, name and amount.
// An automatic match must be right always; whatever speaks against it makes it a question.

import { type Case, candidateOf, isTelling, openCase } from './match-case.ts';
import { keyOf } from './match-key.ts';
import type { Ledger } from './match-ledger.ts';
import type { Mention } from './match-mention.ts';
import { likelyCandidates } from './match-suggest.ts';
import type { Booking, Candidate, Doubt, MatchRule, OpenInvoice, PayerHistory, Verdict } from './match-types.ts';
import { announcesNumber } from './match-words.ts';

/** Judges one incoming booking. What is certain is taken off the ledger, so that the next booking sees what is left. */
export function matchBooking(booking: Booking, history: PayerHistory, ledger: Ledger): Verdict {
  const one = openCase(booking, history, ledger);
  const verdict = byReference(one) ?? byNumber(one) ?? byAccount(one) ?? unknown(one);
  if (verdict.kind === 'certain') ledger.settle(verdict.candidate);
  return verdict;
}

/** Rule 1 and 2: a reference the payer took over from the invoice; a wrong digit in it fits nothing. */
function byReference(one: Case): Verdict | null {
  const { booking } = one;
  const structured = booking.reference === null ? [] : referenced(one, booking.reference);
  const endToEnd = booking.endToEndId === null ? [] : referenced(one, booking.endToEndId);
  const rule: MatchRule = structured.length > 0 ? 'reference' : 'end_to_end_id';
  const invoices = structured.length > 0 ? structured : endToEnd;
  const [only] = invoices;
  if (only === undefined) return null;
  if (invoices.length > 1)
    return ask(
      one,
      'several_fit',
      invoices.map((invoice) => candidateOf(one, rule, [invoice])),
    );
  const candidate = candidateOf(one, rule, [only]);
  const named = namedInvoices(one).filter((invoice) => invoice.id !== only.id);
  if (only.currency !== booking.currency) return ask(one, 'other_currency', [candidate]);
  if (named.length > 0) return bySeveral(one, [only, ...named]);
  // A bare number as end-to-end id may be any number of the payer's own.
  const isSure = rule === 'reference' || /[A-Za-z]/.test(only.number) || one.isPayer(only.customerId);
  if (one.isOther(only.customerId) && !(rule === 'reference' && isTelling(candidate))) {
    return ask(one, 'other_payer', [candidate]);
  }
  const takes = isTelling(candidate) || (candidate.fit === 'part' && rule === 'reference');
  if (takes && isSure) return { kind: 'certain', candidate };
  return ask(one, 'amount_differs', [candidate]);
}

/** Open invoices that a reference stands for; an RF reference may be made of the invoice's number. */
function referenced({ ledger }: Case, reference: string): OpenInvoice[] {
  const key = keyOf(reference);
  if (key.length < 3) return [];
  const direct = ledger.byReference(key);
  const ids = direct.length === 0 && key.startsWith('RF') ? ledger.byReference(key.slice(4)) : direct;
  return ids.flatMap((id) => openInvoice(ledger, id));
}

/** Rule 3: invoice numbers in the text. */
function byNumber(one: Case): Verdict | null {
  const named = namedInvoices(one);
  const [first] = named;
  if (first === undefined) return byUncertainNumber(one);
  if (named.length > 1) return bySeveral(one, named);
  const candidate = candidateOf(one, 'number', [first]);
  if (isAlike(one, first.id)) return ask(one, 'several_fit', [candidate, ...mentioned(one)]);
  const doubt = doubtOf(one, first, candidate);
  if (doubt !== null) return ask(one, doubt, [candidate, ...mentioned(one)]);
  return { kind: 'certain', candidate };
}

/** What speaks against booking on the one invoice that the text names. */
function doubtOf(one: Case, invoice: OpenInvoice, candidate: Candidate): Doubt | null {
  if (invoice.currency !== one.booking.currency) return 'other_currency';
  if (one.history.settledInvoices.length > 0) return 'settled_invoice';
  if (one.isOther(invoice.customerId)) return 'other_payer';
  if (hasUnknownNumber(one)) return 'unknown_number';
  if (isTelling(candidate)) return null;
  const grade = gradeOf(one, invoice.id);
  return candidate.fit === 'part' && grade === 'named' && one.isPayer(invoice.customerId) ? null : 'amount_differs';
}

/** Several invoices named: they must be one customer's, and the amount must be their sum. */
function bySeveral(one: Case, invoices: readonly OpenInvoice[]): Verdict {
  const customers = new Set(invoices.map((invoice) => invoice.customerId));
  const currencies = new Set([one.booking.currency, ...invoices.map((invoice) => invoice.currency)]);
  const each = invoices.map((invoice) => candidateOf(one, 'number', [invoice]));
  if (customers.size > 1) return ask(one, 'several_fit', each);
  if (currencies.size > 1) return ask(one, 'other_currency', each);
  const together = candidateOf(one, 'number', invoices);
  const [first] = invoices;
  if (first === undefined || !isTelling(together)) return ask(one, 'amount_differs', [together, ...each]);
  if (one.history.settledInvoices.length > 0) return ask(one, 'settled_invoice', [together]);
  if (one.isOther(first.customerId)) return ask(one, 'other_payer', [together]);
  if (invoices.some((invoice) => isAlike(one, invoice.id))) return ask(one, 'several_fit', [together]);
  return hasUnknownNumber(one) ? ask(one, 'unknown_number', [together]) : { kind: 'certain', candidate: together };
}

/** A shape that may be the number: only the payer and the exact amount together make it sure. */
function byUncertainNumber(one: Case): Verdict | null {
  const candidates = mentioned(one);
  const [only, second] = candidates;
  if (only === undefined) return null;
  const isSure =
    second === undefined &&
    isTelling(only) &&
    one.isPayer(only.customerId) &&
    !one.isOther(only.customerId) &&
    one.history.settledInvoices.length === 0 &&
    !hasUnknownNumber(one);
  return isSure ? { kind: 'certain', candidate: only } : ask(one, 'uncertain_number', candidates);
}

/**
 * Rule 4: an account on one customer's record, and an amount that only one of his invoices, or all of them together,
 * can explain. An account known from earlier payments alone must bear his name, too: some pay for many.
 */
function byAccount(one: Case): Verdict | null {
  const customerId = payingCustomer(one);
  if (customerId === null) return null;
  const { booking, ledger, history } = one;
  const open = ledger.openOf(customerId, booking.currency);
  const exact = open.map((invoice) => candidateOf(one, 'iban', [invoice])).filter(isTelling);
  const all = open.length > 1 ? [candidateOf(one, 'iban', open)].filter(isTelling) : [];
  const [only, second] = [...exact, ...all];
  if (only === undefined) return null;
  if (second !== undefined) return ask(one, 'several_fit', [...exact, ...all], customerId);
  if (history.settledInvoices.length > 0) return ask(one, 'settled_invoice', [only], customerId);
  return hasUnknownNumber(one) ? ask(one, 'unknown_number', [only], customerId) : { kind: 'certain', candidate: only };
}

/** The one customer whose account it is, or null. */
function payingCustomer({ history, isPayer }: Case): number | null {
  const [owner, another] = history.onRecord;
  if (owner !== undefined) return another === undefined ? owner : null;
  const [payer, second] = history.hasPaidFor;
  return payer !== undefined && second === undefined && isPayer(payer) ? payer : null;
}

/** Rule 5: nothing certain. What may be meant is suggested; whose money it is may be known all the same. */
function unknown(one: Case): Verdict {
  if (one.history.settledInvoices.length > 0) return ask(one, 'settled_invoice', []);
  const candidates = likelyCandidates(one);
  const doubt = candidates.length === 0 ? 'nothing_fits' : candidates[0]?.rule === 'name' ? 'name_only' : 'several_fit';
  return ask(one, doubt, candidates);
}

/** A question. The money is a customer's when all that is known points to him alone. */
function ask(one: Case, doubt: Doubt, candidates: readonly Candidate[], customerId: number | null = null): Verdict {
  const unique = [...new Map([...candidates, ...likelyCandidates(one)].map((it) => [idsOf(it), it])).values()];
  return { kind: 'asked', doubt, candidates: unique.slice(0, 5), customerId: customerId ?? ownerOf(one, candidates) };
}

function ownerOf(one: Case, candidates: readonly Candidate[]): number | null {
  const paying = payingCustomer(one);
  const sure = candidates.filter((it) => it.rule === 'reference' || it.rule === 'number' || one.isPayer(it.customerId));
  const settled = one.history.settledInvoices.map((invoice) => invoice.customerId);
  const owners = new Set([...sure.map((it) => it.customerId), ...settled, ...(paying === null ? [] : [paying])]);
  const [only, second] = owners;
  return only === undefined || second !== undefined || one.isOther(only) ? null : only;
}

/** Invoices the text names surely, in its order; none where a number stands for two of them. */
function namedInvoices(one: Case): OpenInvoice[] {
  const sure = one.mentions.filter((mention) => mention.grade !== 'weak');
  return [...new Set(sure.map((mention) => mention.target))].flatMap((id) => openInvoice(one.ledger, id));
}

/** A candidate for each mention, the weak ones, too. */
function mentioned(one: Case): Candidate[] {
  const ids = [...new Set(one.mentions.map((mention) => mention.target))];
  return ids.flatMap((id) => openInvoice(one.ledger, id)).map((invoice) => candidateOf(one, 'number', [invoice]));
}

function gradeOf({ mentions }: Case, invoiceId: number): Mention<number>['grade'] {
  const grades = mentions.filter((mention) => mention.target === invoiceId).map((mention) => mention.grade);
  return grades.includes('named') ? 'named' : grades.includes('plain') ? 'plain' : 'weak';
}

/** Whether the place that names this invoice could name another one as well. */
function isAlike({ mentions, ledger }: Case, invoiceId: number): boolean {
  const own = mentions.filter((mention) => mention.target === invoiceId);
  return mentions.some(
    (other) =>
      other.target !== invoiceId &&
      (ledger.invoice(other.target)?.openCents ?? 0) > 0 &&
      own.some((mention) => mention.from <= other.to && other.from <= mention.to),
  );
}

/** Whether the text announces an invoice number that is none of those found: an invoice we may not know. */
function hasUnknownNumber({ booking, mentions }: Case): boolean {
  return announcesNumber(booking.text).some(
    (place) => !mentions.some((mention) => mention.from <= place.to && place.from <= mention.to),
  );
}

function openInvoice(ledger: Ledger, id: number): OpenInvoice[] {
  const invoice = ledger.invoice(id);
  return invoice === undefined || invoice.openCents <= 0 ? [] : [invoice];
}

function idsOf({ customerId, allocations }: Candidate): string {
  return [customerId, ...allocations.map((one) => one.invoiceId).sort((a, b) => a - b)].join(' ');
}
