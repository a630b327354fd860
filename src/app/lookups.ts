// Fetch-or-refuse: the row behind a number somebody typed, or a refusal that helps.

import { findCustomer, findInvoice, type InvoiceRow, similarInvoiceNumbers } from '../db/lookups.ts';
import type { Db } from '../db/store.ts';
import { notFound } from './errors.ts';

/** The invoice of a number; a near miss names the numbers that are like it. */
export async function invoiceOf(db: Db, number: string): Promise<InvoiceRow> {
  const row = await findInvoice(db, number);
  if (row !== null) return row;
  const similar = await similarInvoiceNumbers(db, number);
  throw notFound(`Invoice ${number}`, similar.length === 0 ? '' : `Did you mean ${similar.join(', ')}?`);
}

export async function customerOf(db: Db, number: string) {
  const row = await findCustomer(db, number);
  if (row === null) throw notFound(`Customer ${number}`);
  return row;
}
