// The open invoices as matching asks for them: by number in a text, by reference, by customer. Bookings of one file are
// matched one after the other, so what a certain match settles is taken off at once.

import { keyOf } from './match-key.ts';
import { findMentions, indexNumbers, type Mention, type NumberIndex } from './match-mention.ts';
import type { Candidate, MatchCustomer, NoticeTotal, OpenInvoice } from './match-types.ts';
import { nameWords } from './match-words.ts';

export interface Ledger {
  customer(id: number): MatchCustomer | undefined;
  nameWordsOf(customerId: number): ReadonlySet<string>;
  /** Open invoices of a customer in a currency, the oldest first. */
  openOf(customerId: number, currency: string): OpenInvoice[];
  invoice(id: number): OpenInvoice | undefined;
  mentionsIn(text: string): Mention<number>[];
  /** Ids of open invoices whose reference or number is this; several when they are alike. */
  byReference(reference: string): number[];
  /** Open invoices of this amount in a currency, whoever owes them. */
  byAmount(cents: number, currency: string): OpenInvoice[];
  noticesOf(invoiceIds: readonly number[]): NoticeTotal[];
  /** Takes off what a match settles. */
  settle(candidate: Candidate): void;
}

export interface LedgerFacts {
  /** By due date. */
  invoices: readonly OpenInvoice[];
  customers: readonly MatchCustomer[];
  notices: readonly NoticeTotal[];
}

export function openLedger(facts: LedgerFacts): Ledger {
  const invoices = new Map(facts.invoices.map((invoice) => [invoice.id, invoice]));
  const customers = new Map(facts.customers.map((customer) => [customer.id, customer]));
  const names = new Map(facts.customers.map((customer) => [customer.id, nameWords(customer.name)]));
  const ofCustomer = group(facts.invoices, (invoice) => invoice.customerId);
  const ofAmount = group(facts.invoices, (invoice) => invoice.openCents);
  const references = group([...referencesOf(facts.invoices)], ({ key }) => key);
  const notices = new Map(facts.notices.flatMap((notice) => notice.invoiceIds.map((id) => [id, notice] as const)));
  const index: NumberIndex<number> = indexNumbers(numbersOf(facts.invoices));
  const stillOpen = (list: readonly OpenInvoice[]): OpenInvoice[] =>
    list.flatMap(({ id }) => {
      const now = invoices.get(id);
      return now === undefined || now.openCents <= 0 ? [] : [now];
    });
  return {
    customer: (id) => customers.get(id),
    nameWordsOf: (id) => names.get(id) ?? new Set(),
    openOf: (id, currency) => stillOpen(ofCustomer.get(id) ?? []).filter((one) => one.currency === currency),
    invoice: (id) => invoices.get(id),
    mentionsIn: (text) => findMentions(text, index),
    byReference: (reference) => [...new Set((references.get(keyOf(reference)) ?? []).map(({ id }) => id))],
    byAmount: (cents, currency) =>
      stillOpen(ofAmount.get(cents) ?? []).filter((one) => one.currency === currency && one.openCents === cents),
    noticesOf: (ids) => [...new Set(ids.flatMap((id) => notices.get(id) ?? []))],
    settle: ({ allocations }) => {
      for (const { invoiceId, cents, writeOffCents } of allocations) {
        const invoice = invoices.get(invoiceId);
        if (invoice === undefined) continue;
        invoices.set(invoiceId, { ...invoice, openCents: invoice.openCents - cents - writeOffCents });
      }
    },
  };
}

/** The number and the payment reference of every invoice, to be found in texts. */
function* numbersOf(invoices: readonly OpenInvoice[]): Generator<{ number: string; target: number }> {
  for (const { id, number, paymentReference } of invoices) {
    yield { number, target: id };
    if (paymentReference !== null && keyOf(paymentReference) !== keyOf(number)) {
      yield { number: paymentReference, target: id };
    }
  }
}

/** References by which a structured reference finds its invoice: its own, its number, an RF reference made of it. */
function* referencesOf(invoices: readonly OpenInvoice[]): Generator<{ key: string; id: number }> {
  for (const { id, number, paymentReference } of invoices) {
    yield { key: keyOf(number), id };
    if (paymentReference !== null) yield { key: keyOf(paymentReference), id };
  }
}

function group<T, K>(items: readonly T[], keyOfItem: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [item]);
    else list.push(item);
  }
  return groups;
}
