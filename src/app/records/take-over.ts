// Records that another program sends are taken over as rows of a file are: added by their number, changed where they
// say something else. All of them or none: a program has nobody who reads a report of rows that were left out.

import { z } from 'zod';
import { invalidInput } from '../errors.ts';
import { importRows } from '../imports/import-file.ts';
import type { ImportReport } from '../imports/report.ts';
import { settleDuplicates } from '../ingest/duplicates.ts';
import type { ImportFile, ImportRow, Problem } from '../ingest/index.ts';
import { fileOfRows } from '../ingest/made-rows.ts';
import { textInput } from '../inputs.ts';
import type { InputProblem } from '../refusals/complaints.ts';
import { rowTexts } from '../refusals/rows.ts';
import { command, type Work } from '../use-case.ts';
import {
  CUSTOMER_RECORD,
  INVOICE_RECORD,
  PAYMENT_RECORD,
  type Read,
  readCustomerRecord,
  readInvoiceRecord,
  readPaymentRecord,
} from './rows.ts';

const RECORDS_AT_MOST = 1_000;

const recordsInput = <R extends z.ZodType>(record: R) =>
  z.strictObject({
    rows: z.array(record).min(1).max(RECORDS_AT_MOST),
    /** What stands in the history of imports for the name of a file. */
    source: textInput(100).default('API'),
  });

/** Counts of records; the entry in the history of imports, by which they can be taken back. */
export type TakenOver = Pick<
  ImportReport,
  'importId' | 'rows' | 'added' | 'changed' | 'unchanged' | 'withdrawnProposals' | 'matchedAgain'
>;

export const takeOverCustomers = command({
  name: 'customer.take_over',
  summary: 'Takes over customers: added by number, changed in what is named. All of them or none.',
  role: 'approver',
  input: recordsInput(CUSTOMER_RECORD),
  run: (work, { rows, source }) =>
    takeOver(
      work,
      'customer.take_over',
      source,
      fileOfRows(
        'customers',
        readAll('customer.take_over', rows, readCustomerRecord, ({ number }) => number),
      ),
    ),
});

export const takeOverInvoices = command({
  name: 'invoice.take_over',
  summary:
    'Takes over invoices and credit notes by their numbers. One that is on record with other content is refused. ' +
    'All of them or none.',
  role: 'approver',
  input: recordsInput(INVOICE_RECORD),
  run: (work, { rows, source }) => {
    const read = (record: (typeof rows)[number], line: number) =>
      readInvoiceRecord(record, line, work.organisation.currency);
    return takeOver(
      work,
      'invoice.take_over',
      source,
      fileOfRows(
        'invoices',
        readAll('invoice.take_over', rows, read, (row) => row.number),
      ),
    );
  },
});

export const takeOverPayments = command({
  name: 'payment.take_over',
  summary: 'Takes over payments by the ids of the program that sends them. All of them or none.',
  role: 'approver',
  input: recordsInput(PAYMENT_RECORD),
  run: (work, { rows, source }) => {
    const read = (record: (typeof rows)[number], line: number) =>
      readPaymentRecord(record, line, work.organisation.currency);
    return takeOver(
      work,
      'payment.take_over',
      source,
      fileOfRows(
        'payments',
        readAll('payment.take_over', rows, read, (row) => row.externalId),
      ),
    );
  },
});

/** The rows of all records; throws `invalid_input` with the path of everything that is wrong. */
function readAll<T, R extends ImportRow>(
  useCase: string,
  records: readonly T[],
  read: (record: T, line: number) => Read<R>,
  keyOf: (row: R) => string,
): R[] {
  const problems: InputProblem[] = [];
  const rows: R[] = [];
  for (const [index, record] of records.entries()) {
    const one = read(record, index + 1);
    if ('row' in one) rows.push(one.row);
    else problems.push(...one.problems.map((problem) => ({ ...problem, path: `rows.${index}.${problem.path}` })));
  }
  const settled = settleDuplicates(rows, { column: null, of: keyOf });
  problems.push(...settled.problems.filter(({ code }) => code === 'conflict').map(placed));
  if (problems.length > 0) throw invalidInput(useCase, problems);
  return settled.rows;
}

/** Throws when what is on record does not go with a record: then nothing of them is kept. */
async function takeOver(work: Work, useCase: string, source: string, file: ImportFile) {
  const report = await importRows(work, source, file);
  if (report.problems.length > 0) throw invalidInput(useCase, report.problems.map(placed));
  const { importId, rows, added, changed, unchanged, withdrawnProposals, matchedAgain } = report;
  const result: TakenOver = { importId, rows, added, changed, unchanged, withdrawnProposals, matchedAgain };
  return { result, audit: [] };
}

/** A problem of a row under the path of its record. */
function placed(problem: Problem): InputProblem {
  return { path: `rows.${problem.line - 1}`, code: problem.code, texts: rowTexts(problem) };
}
