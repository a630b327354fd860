// What the tests of this folder share: reading a text as a file, and what became of it.

import { Buffer } from 'node:buffer';
import type { CustomersFile, ImportFile, InvoicesFile, PaymentsFile, ProblemCode } from '../../src/app/ingest/index.ts';
import { ImportRefused, type ReadOptions, readImportFile } from '../../src/app/ingest/index.ts';

type Options = Partial<ReadOptions>;

export function read(content: string | Uint8Array, options: Options = {}): Promise<ImportFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return readImportFile({ name: 'list.csv', bytes }, { defaultCurrency: 'EUR', ...options });
}

export async function readCustomers(content: string | Uint8Array, options: Options = {}): Promise<CustomersFile> {
  const file = await read(content, { kind: 'customers', ...options });
  if (file.kind !== 'customers') throw new Error(`read as ${file.kind}`);
  return file;
}

export async function readInvoices(content: string | Uint8Array, options: Options = {}): Promise<InvoicesFile> {
  const file = await read(content, { kind: 'invoices', ...options });
  if (file.kind !== 'invoices') throw new Error(`read as ${file.kind}`);
  return file;
}

export async function readPayments(content: string | Uint8Array, options: Options = {}): Promise<PaymentsFile> {
  const file = await read(content, { kind: 'payments', ...options });
  if (file.kind !== 'payments') throw new Error(`read as ${file.kind}`);
  return file;
}

/** The refusal of a file that must be refused. */
export async function refusalOf(promise: Promise<unknown>): Promise<ImportRefused> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ImportRefused) return error;
    throw error;
  }
  throw new Error('The file was taken.');
}

/** Problems as [line, column, code], which is what tests compare. */
export function found(file: ImportFile): [number, string | null, ProblemCode][] {
  return file.problems.map(({ line, column, code }) => [line, column, code]);
}

/** An invoices file with one line per row of `number;customer;issued;due;amount`. */
export function invoiceList(...rows: string[]): string {
  return ['Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Bruttobetrag', ...rows].join('\n');
}
