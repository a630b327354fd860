// Fetch-or-refuse: the row behind a number somebody typed, or a refusal that helps.

import { findCustomer, findInvoice, type InvoiceRow, similarInvoiceNumbers } from '../db/lookups.ts';
import type { Db } from '../db/store.ts';
import { refusal } from './errors.ts';

/** The invoice of a number; a near miss names the numbers that are like it. */
export async function invoiceOf(db: Db, number: string): Promise<InvoiceRow> {
  const row = await findInvoice(db, number);
  if (row !== null) return row;
  const similar = await similarInvoiceNumbers(db, number);
  throw refusal('invoice_unknown', { invoice: number, similar });
}

export async function customerOf(db: Db, number: string) {
  const row = await findCustomer(db, number);
  if (row === null) throw refusal('customer_unknown', { customer: number });
  return row;
}
