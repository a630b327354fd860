// Rows that no file brought: made by other parts of the program in the form in which files are understood.

import type { CustomerRow, ImportFile, ImportRow } from './types.ts';

/** A customer of whom nothing is said but number and name. */
export function customerNamed(number: string, name: string, line = 0): CustomerRow {
  const unknown = { street: null, houseNumber: null, postalCode: null, city: null, country: null, state: null };
  const unsaid = { language: null, party: null, applyFees: null, dunning: null, plan: null, salutation: null };
  const block = { blockReason: null, blockUntil: null };
  return { line, number, name, extra: [], ...unknown, ...unsaid, ...block, emailsTo: [], emailsCc: [], iban: null };
}

/** Such rows as the reader of files gives its own; how a file writes amounts has no meaning here. */
export function fileOfRows<K extends ImportFile['kind'], R extends ImportRow>(kind: K, rows: R[]) {
  const written = { separator: ',' as const, encoding: 'utf-8' as const, numberFormat: null };
  return { ...written, kind, rows, problems: [], totalRows: rows.length, assumptions: [] };
}
