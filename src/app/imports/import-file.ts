// Importing a file of customers, invoices or payments: read and judged row by row first, then written in one
// transaction.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import { insertImport, setImportCounts } from '../../db/ingest.ts';
import type { Db } from '../../db/store.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { IMPORT_KINDS, type ImportFile } from '../ingest/index.ts';
import type { ColumnMapping } from '../ingest/presets.ts';
import { dayInput } from '../inputs.ts';
import { matchWaiting, type News } from '../matching/again.ts';
import { complain } from '../refusals/complaints.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { inTransaction, noteChanges, operation, startWork, type Work } from '../use-case.ts';
import { type Applied, applyCustomers } from './customers.ts';
import { importEInvoices } from './e-invoices.ts';
import { importInvoices } from './invoice-rows.ts';
import { applyList, type Closed, type ListOptions } from './open-items.ts';
import { applyPayments } from './payments.ts';
import type { ReadAny, ReadOne } from './read-any.ts';
import { readUpload } from './read-upload.ts';
import { type ImportReport, mergeReports } from './report.ts';
import { importStatements } from './statements.ts';

const bytesInput = z.custom<Uint8Array | AsyncIterable<Uint8Array>>(
  (value) =>
    value instanceof Uint8Array || (typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
  { message: complain('file_bytes') },
);

export const importFile = operation({
  name: 'file.import',
  summary:
    'Imports a CSV file of customers, invoices or payments, or a bank statement (camt, MT940, ZIP), told by its ' +
    'content. Bad rows are reported, good ones kept. A dry run says what would change and keeps nothing.',
  role: 'approver',
  input: z.strictObject({
    name: z.string().min(1).max(255),
    bytes: bytesInput,
    sizeBytes: z.int().nonnegative().optional(),
    kind: z.enum(IMPORT_KINDS).optional(),
    /** Columns a person has said to leave out. */
    ignoredColumns: z.array(z.string().max(200)).max(200).default([]),
    dryRun: z.boolean().default(false),
    /** A preset, or the name of a saved mapping: which heading is which field. */
    mapping: z.string().min(1).max(100).optional(),
    /** `complete`: the table lists all open items, so what is missing has been settled. */
    mode: z.enum(['changes', 'complete']).default('changes'),
    /** The day of a complete list; today unless it says otherwise. */
    listDay: dayInput.optional(),
    /** A person has seen that more than half of the open invoices would be closed. */
    closeMany: z.boolean().default(false),
  }),
  async run(ctx, input): Promise<ImportReport> {
    const { organisation } = await startWork(ctx, ctx.store.db);
    const file = await readUpload(ctx, input, organisation.currency);
    return write(ctx, input, file);
  },
});

/** Takes over what was read, or says what that would do; `after` is part of the same transaction. */
async function write(
  ctx: Context,
  input: ListInput & { name: string; dryRun: boolean },
  file: ReadAny,
  after: AfterImport = async () => undefined,
): Promise<ImportReport> {
  const run = async (work: Work) => {
    const report = await importRead(work, input.name, file, listOf(work, input));
    if (!input.dryRun) await after(work.db, report);
    return report;
  };
  return input.dryRun ? rolledBack(ctx, run) : inTransaction(ctx, run);
}

type AfterImport = (db: Db, report: ImportReport) => Promise<void>;

/** A file that lies here, with the mapping it was given. */
export interface KeptFile {
  name: string;
  bytes: Uint8Array;
  /** undefined = by the names everybody uses. */
  mapping: ColumnMapping | undefined;
}

/** What a kept file would do; the role is its caller's to ask for. */
export async function weighKept(ctx: Context, file: KeptFile): Promise<ImportReport> {
  return write(ctx, { ...CHANGES, name: file.name, dryRun: true }, await readKept(ctx, file));
}

/** Takes a kept file over; `after` is part of the import's own transaction. The role is its caller's to ask for. */
export async function takeKept(ctx: Context, file: KeptFile, after: AfterImport): Promise<ImportReport> {
  return write(ctx, { ...CHANGES, name: file.name, dryRun: false }, await readKept(ctx, file), after);
}

const CHANGES = { mode: 'changes', closeMany: false } as const;

async function readKept(ctx: Context, file: KeptFile): Promise<ReadAny> {
  const { organisation } = await startWork(ctx, ctx.store.db);
  return readUpload(ctx, { ...file, ignoredColumns: [] }, organisation.currency);
}

interface ListInput {
  mode: 'changes' | 'complete';
  listDay?: Day | undefined;
  closeMany: boolean;
}

/** How a complete list is applied; null = changes only. */
function listOf(work: Work, input: ListInput): ListOptions | null {
  if (input.mode === 'changes') return null;
  const on = input.listDay ?? work.today;
  if (on > work.today) throw refusal('list_to_come', { on });
  return { on, complete: true, closeMany: input.closeMany };
}

/** Carries the report of a dry run out of the transaction that is given up. */
class DryRun extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('dry run');
    this.report = report;
  }
}

/** Does everything, says what it did, and keeps nothing of it: a dry run cannot say anything else than the real one. */
async function rolledBack(ctx: Context, run: (work: Work) => Promise<ImportReport>): Promise<ImportReport> {
  try {
    return await inTransaction(ctx, async (work) => {
      throw new DryRun({ ...(await run(work)), dryRun: true });
    });
  } catch (error) {
    if (error instanceof DryRun) return error.report;
    throw error;
  }
}

async function importRead(work: Work, name: string, read: ReadAny, list: ListOptions | null): Promise<ImportReport> {
  if (read.kind !== 'archive') return importOne(work, name, read, list);
  if (list !== null) throw refusal('not_one_list', { file: name });
  const parts: ImportReport[] = [];
  for (const part of read.parts) parts.push(await importOne(work, part.name, part.read, null));
  return mergeReports(name, parts, read.refused);
}

function importOne(work: Work, name: string, read: ReadOne, list: ListOptions | null): Promise<ImportReport> {
  if (list !== null && (read.kind !== 'table' || read.file.kind !== 'invoices')) {
    throw refusal('not_a_list', { file: name });
  }
  switch (read.kind) {
    case 'table':
      return importRows(work, name, read.file, list);
    case 'statement':
      return importStatements(work, name, read.file);
    case 'e_invoice':
      return importEInvoices(work, name, read.files);
  }
}

/** Writes rows that were read and judged; part of a transaction. */
export async function importRows(
  work: Work,
  name: string,
  file: ImportFile,
  list: ListOptions | null = null,
): Promise<ImportReport> {
  work.ctx.progress?.({ phase: 'writing', rows: 0, total: file.totalRows });
  const importId = await insertImport(work.db, {
    kind: file.kind,
    fileName: name,
    sha256: hashOf(file),
    counts: {},
    // The day of a complete list proves how fresh our knowledge of payments is.
    lastPostedOn: list?.on ?? null,
    importedAt: work.now,
    importedBy: work.ctx.actor.name,
  });
  const applied = await apply(work, file, importId, list !== null);
  const listed = await applyOpenAmounts(work, file, importId, list);
  const again = await matchWaiting(work, newsOf(file));
  const customerIds = [...new Set([...applied.customerIds, ...listed.customerIds, ...again.customerIds])];
  const { withdrawn } = await reviewAfterChange(work, { customerIds });
  const problems = [...file.problems, ...applied.problems, ...listed.problems].sort((a, b) => a.line - b.line);
  const { added } = applied;
  const { closed, reduced } = listed;
  const changed = applied.changed + reduced;
  const unchanged = applied.unchanged - reduced;
  const counts = { rows: file.totalRows, added, changed, unchanged, closed, problems: problems.length };
  await setImportCounts(work.db, importId, counts);
  await noteChanges(work, 'file.import', [
    { entity: 'import', entityId: String(importId), after: { kind: file.kind, file: name, ...counts } },
  ]);
  const { kind, assumptions } = file;
  return {
    kind,
    file: name,
    importId,
    ...counts,
    problems,
    assumptions,
    withdrawnProposals: withdrawn,
    matchedAgain: again.booked,
    statement: null,
    dryRun: false,
  };
}

/** What a table brings that may explain bookings which wait. */
function newsOf(file: ImportFile): News {
  switch (file.kind) {
    case 'customers':
      return { ibans: file.rows.flatMap((row) => row.iban ?? []) };
    case 'invoices':
      return { invoices: file.rows };
    case 'payments':
      return { ibans: [] };
  }
}

/** Open amounts count in every table that names them; only a complete list closes what it does not name. */
async function applyOpenAmounts(
  work: Work,
  file: ImportFile,
  importId: number,
  list: ListOptions | null,
): Promise<Closed> {
  if (file.kind !== 'invoices') return NOTHING_CLOSED;
  if (list !== null) return applyList(work, file.rows, importId, list);
  if (file.rows.every((row) => row.openCents === undefined)) return NOTHING_CLOSED;
  return applyList(work, file.rows, importId, { on: work.today, complete: false, closeMany: false });
}

const NOTHING_CLOSED: Closed = { closed: 0, reduced: 0, problems: [], customerIds: [] };

function apply(work: Work, file: ImportFile, importId: number, isList: boolean): Promise<Applied> {
  switch (file.kind) {
    case 'customers':
      return applyCustomers(work, file.rows);
    case 'invoices':
      return importInvoices(work, file.rows, importId, isList);
    case 'payments':
      return applyPayments(work, file.rows, importId);
  }
}

/** Of the rows as understood: two files that say the same have the same hash. */
function hashOf(file: ImportFile): string {
  return createHash('sha256').update(JSON.stringify(file.rows)).digest('hex');
}
