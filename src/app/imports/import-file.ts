// Importing a file of customers, invoices or payments: read and judged row by row first, then written in one
// transaction.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { insertImport, setImportCounts } from '../../db/ingest.ts';
import { UseCaseError } from '../errors.ts';
import { IMPORT_KINDS, type ImportFile, type ImportKind, ImportRefused, readImportFile } from '../ingest/index.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { inTransaction, noteChanges, operation, startWork, type Work } from '../use-case.ts';
import { type Applied, applyCustomers } from './customers.ts';
import { applyInvoices } from './invoices.ts';
import { applyPayments } from './payments.ts';
import type { ImportReport } from './report.ts';

const bytesInput = z.custom<Uint8Array | AsyncIterable<Uint8Array>>(
  (value) =>
    value instanceof Uint8Array || (typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
  { message: 'expected the bytes of a file' },
);

export const importFile = operation({
  name: 'file.import',
  summary: 'Imports customers, invoices or payments from a CSV file. Bad rows are reported, good ones kept.',
  role: 'approver',
  input: z.strictObject({
    name: z.string().min(1).max(255),
    bytes: bytesInput,
    sizeBytes: z.int().nonnegative().optional(),
    kind: z.enum(IMPORT_KINDS).optional(),
    /** Columns a person has said to leave out. */
    ignoredColumns: z.array(z.string().max(200)).max(200).default([]),
  }),
  async run(ctx, input): Promise<ImportReport> {
    const { organisation } = await startWork(ctx, ctx.store.db);
    const file = await readFile(input, organisation.currency);
    return inTransaction(ctx, (work) => importRows(work, input.name, file));
  },
});

interface FileInput {
  name: string;
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  sizeBytes?: number | undefined;
  kind?: ImportKind | undefined;
  ignoredColumns: readonly string[];
}

async function readFile(input: FileInput, defaultCurrency: string): Promise<ImportFile> {
  const { kind, sizeBytes, ignoredColumns } = input;
  try {
    return await readImportFile(
      { name: input.name, bytes: input.bytes, ...(sizeBytes === undefined ? {} : { sizeBytes }) },
      { defaultCurrency, ignoredColumns, ...(kind === undefined ? {} : { kind }) },
    );
  } catch (error) {
    if (error instanceof ImportRefused) throw importRefused(error);
    throw error;
  }
}

/** The refusal of a whole file, with the first of its rows' problems where there were too many. */
export function importRefused(refusal: ImportRefused): UseCaseError {
  const problems = refusal.problems.map(({ line, column, reason }) => ({
    path: column === null ? `line ${line}` : `line ${line}, column "${column}"`,
    message: reason,
  }));
  return new UseCaseError('invalid_input', refusal.message, problems);
}

/** Writes rows that were read and judged; part of a transaction. */
export async function importRows(work: Work, name: string, file: ImportFile): Promise<ImportReport> {
  const importId = await insertImport(work.db, {
    kind: file.kind,
    fileName: name,
    sha256: hashOf(file),
    counts: {},
    importedAt: work.now,
    importedBy: work.ctx.actor.name,
  });
  const applied = await apply(work, file, importId);
  const { withdrawn } = await reviewAfterChange(work, { customerIds: [...new Set(applied.customerIds)] });
  const problems = [...file.problems, ...applied.problems].sort((a, b) => a.line - b.line);
  const { added, changed, unchanged } = applied;
  const counts = { rows: file.totalRows, added, changed, unchanged, problems: problems.length };
  await setImportCounts(work.db, importId, counts);
  await noteChanges(work, 'file.import', [
    { entity: 'import', entityId: String(importId), after: { kind: file.kind, file: name, ...counts } },
  ]);
  const { kind, assumptions } = file;
  return { kind, file: name, ...counts, problems, assumptions, withdrawnProposals: withdrawn };
}

function apply(work: Work, file: ImportFile, importId: number): Promise<Applied> {
  switch (file.kind) {
    case 'customers':
      return applyCustomers(work, file.rows);
    case 'invoices':
      return applyInvoices(work, file.rows, importId);
    case 'payments':
      return applyPayments(work, file.rows, importId);
  }
}

/** Of the rows as understood: two files that say the same have the same hash. */
function hashOf(file: ImportFile): string {
  return createHash('sha256').update(JSON.stringify(file.rows)).digest('hex');
}
