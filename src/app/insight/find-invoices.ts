// Finding invoices by what people know: a number, a part of it, or the customer.

import { z } from 'zod';
import { type FoundInvoice, searchInvoices, similarInvoiceNumbers } from '../../db/lookups.ts';
import { numberInput } from '../inputs.ts';
import { query } from '../use-case.ts';

export interface InvoiceSearch {
  /** The invoice of exactly this number comes first. */
  found: FoundInvoice[];
  /** Numbers with the same digits, when nothing else was found. */
  similar: string[];
}

export const findInvoices = query({
  name: 'invoice.find',
  summary: 'Invoices by a part of their number, or by the number or name of their customer.',
  role: 'viewer',
  input: z.strictObject({ text: numberInput, limit: z.int().min(1).max(100).default(25) }),
  async run(work, { text, limit }): Promise<InvoiceSearch> {
    const found = await searchInvoices(work.db, text, limit);
    return { found, similar: found.length > 0 ? [] : await similarInvoiceNumbers(work.db, text) };
  },
});
