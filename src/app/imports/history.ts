// The history of imports, newest first, and taking back one that nothing was built on.

import { z } from 'zod';
import { bankStatementAccounts } from '../../db/bank-statements.ts';
import {
  type BuiltOn,
  builtOn,
  type ImportRecord,
  lockImport,
  readImports,
  removeImport,
} from '../../db/import-history.ts';
import { refreshOpenAmounts } from '../../db/progress.ts';
import { lastPlannedAt } from '../../db/runs.ts';
import type { Db } from '../../db/store.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { checkChain } from '../statements/chain.ts';
import { command, query } from '../use-case.ts';

/** Why an import cannot be taken back: what rests on it, or what it is. */
export type StaysBecause = BuiltOn | 'undone' | 'customers' | 'nothing_added';

export interface ImportLine extends ImportRecord {
  /** Empty = it can be taken back. */
  stays: StaysBecause[];
}

export interface ImportPage {
  rows: ImportLine[];
  /** Ask with this as `before` for the next page; null = this was the last. */
  next: number | null;
}

export const listImports = query({
  name: 'import.list',
  summary: 'What was imported, when and by whom, with its counts. Newest first.',
  role: 'viewer',
  input: z.strictObject({ limit: z.int().min(1).max(500).default(50), before: idInput.optional() }),
  async run(work, { limit, before }): Promise<ImportPage> {
    const found = await readImports(work.db, { limit: limit + 1, before: before ?? null });
    const lastRunAt = await lastPlannedAt(work.db);
    const rows: ImportLine[] = [];
    for (const record of found.slice(0, limit)) {
      rows.push({ ...record, stays: await whyItStays(work.db, record, lastRunAt) });
    }
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
});

export const undoImport = command({
  name: 'import.undo',
  summary: 'Takes an import back: its invoices, payments and bank bookings, as long as nothing was built on them.',
  role: 'approver',
  input: z.strictObject({ import: idInput }),
  async run(work, input) {
    const record = await lockImport(work.db, input.import);
    if (record === null) throw refusal('import_unknown', { import: input.import });
    if (record.undoneAt !== null) throw refusal('import_undone', { import: record.id, by: record.undoneBy });
    if (record.kind === 'customers') throw refusal('import_of_customers');
    const reasons = await builtOn(work.db, record);
    if (reasons.length > 0) throw refusal('import_built_on', { import: record.id, file: record.fileName, reasons });
    const accounts = await bankStatementAccounts(work.db, record.id);
    const by = { name: work.ctx.actor.name, at: work.now };
    const { touchedInvoices, customerIds, ...removed } = await removeImport(work.db, record.id, by);
    await refreshOpenAmounts(work.db, touchedInvoices);
    for (const account of accounts) await checkChain(work.db, account);
    const { withdrawn } = await reviewAfterChange(work, { customerIds });
    const note = { entity: 'import', entityId: String(record.id), before: record.counts, after: { undone: removed } };
    return { result: { ...removed, withdrawn }, audit: [note] };
  },
});

/** Most imports are older than the latest run: what else rests on them need not be looked for. */
async function whyItStays(db: Db, record: ImportRecord, lastRunAt: string | null): Promise<StaysBecause[]> {
  if (record.undoneAt !== null) return ['undone'];
  if (record.kind === 'customers') return ['customers'];
  if ((record.counts.added ?? 0) === 0) return ['nothing_added'];
  if (lastRunAt !== null && lastRunAt >= record.importedAt) return ['runs'];
  return builtOn(db, record);
}
