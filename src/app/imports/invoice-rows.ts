// Rows of an invoices file or a list of open items: customers that only the list knows are added first.

import { customersByNumber } from '../../db/ingest.ts';
import type { CustomerRow, InvoiceRow } from '../ingest/index.ts';
import { customerNamed } from '../ingest/made-rows.ts';
import type { Work } from '../use-case.ts';
import { type Applied, applyCustomers } from './customers.ts';
import { applyInvoices } from './invoices.ts';

export async function importInvoices(
  work: Work,
  rows: readonly InvoiceRow[],
  importId: number,
  isList: boolean,
): Promise<Applied> {
  const named = new Map(
    rows.flatMap((row) => (row.customerName === undefined ? [] : [[row.customerNumber, row] as const])),
  );
  if (named.size > 0) {
    const known = await customersByNumber(work.db, [...named.keys()]);
    const fresh = [...named.values()].filter((row) => !known.has(row.customerNumber)).map(listedCustomer);
    if (fresh.length > 0) {
      await applyCustomers(work, fresh);
    }
  }
  return applyInvoices(work, rows, importId, isList);
}

/** A customer of whom the list says no more than number and name. */
function listedCustomer({ line, customerNumber, customerName }: InvoiceRow): CustomerRow {
  return customerNamed(customerNumber, customerName ?? customerNumber, line);
}
