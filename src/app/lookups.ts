// Fetch-or-refuse: the row behind a number somebody typed, or a refusal that helps.

import { withPlainSigns } from '../core/invoice-number.ts';
import { findCustomer, findInvoice, type InvoiceRow, similarInvoiceNumbers } from '../db/lookups.ts';
import type { Db } from '../db/store.ts';
import { refusal } from './errors.ts';

/** The invoice of a number, however its dashes and spaces were typed; a near miss names the numbers like it. */
export async function invoiceOf(db: Db, number: string): Promise<InvoiceRow> {
  const row = (await findInvoice(db, number)) ?? (await asPlainlyTyped(number, (plain) => findInvoice(db, plain)));
  if (row !== null) return row;
  const similar = await similarInvoiceNumbers(db, number);
  throw refusal('invoice_unknown', { invoice: number, similar });
}

/** The customer of a number, however its dashes and spaces were typed. */
export async function customerOf(db: Db, number: string) {
  const row = (await findCustomer(db, number)) ?? (await asPlainlyTyped(number, (plain) => findCustomer(db, plain)));
  if (row === null) throw refusal('customer_unknown', { customer: number });
  return row;
}

/** A number that stands on record exactly comes first: an accounting program may well write an en dash. */
async function asPlainlyTyped<T>(number: string, find: (plain: string) => Promise<T | null>): Promise<T | null> {
  const plain = withPlainSigns(number);
  return plain === number ? null : find(plain);
}
