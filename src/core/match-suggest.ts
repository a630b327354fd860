// What a booking may mean where nothing is certain: suggestions for the person who decides, never booked by themselves.

import { type Case, candidateOf, isTelling } from './match-case.ts';
import type { Candidate, OpenInvoice } from './match-types.ts';

/** Invoices of one customer that are tried in combination: beyond, a sum proves nothing. */
const MAX_COMBINED = 12;
const MOST = 5;

/** Suggestions, the likeliest first: the payer's invoices by amount and by sum, then anybody's of the same amount. */
export function likelyCandidates(one: Case): Candidate[] {
  const { booking, history, ledger } = one;
  const payers = new Set([...history.onRecord, ...history.hasPaidFor]);
  const ofPayers = [...payers].flatMap((id) => suggestionsOf(one, id, 'iban'));
  const sameAmount = ledger.byAmount(booking.amountCents, booking.currency);
  const byName = sameAmount
    .filter((invoice) => one.isPayer(invoice.customerId) && !payers.has(invoice.customerId))
    .map((invoice) => candidateOf(one, 'name', [invoice]));
  const anybody = sameAmount.map((invoice) => candidateOf(one, 'name', [invoice]));
  return [...ofPayers, ...byName, ...(ofPayers.length > 0 ? [] : anybody)].slice(0, MOST);
}

/** A customer's invoices that the amount would settle, alone, all, or some of them together; else the oldest. */
function suggestionsOf(one: Case, customerId: number, rule: 'iban' | 'name'): Candidate[] {
  const open = one.ledger.openOf(customerId, one.booking.currency);
  const single = open.map((invoice) => candidateOf(one, rule, [invoice])).filter(isTelling);
  const combined = combination(open.slice(0, MAX_COMBINED), one.booking.amountCents);
  const sums = combined === null ? [] : [candidateOf(one, rule, combined)];
  const found = [...single, ...sums];
  const [oldest] = open;
  return found.length > 0 || oldest === undefined ? found : [candidateOf(one, rule, [oldest])];
}

/** The first set of at least two invoices whose open amounts are exactly this sum; null = none. */
function combination(invoices: readonly OpenInvoice[], cents: number): OpenInvoice[] | null {
  for (let choice = (1 << invoices.length) - 1; choice > 0; choice -= 1) {
    const chosen = invoices.filter((_, index) => (choice & (1 << index)) !== 0);
    if (chosen.length < 2) continue;
    if (chosen.reduce((sum, invoice) => sum + invoice.openCents, 0) === cents) return chosen;
  }
  return null;
}
