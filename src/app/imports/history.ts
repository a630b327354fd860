// What was imported, and taking an import back as long as nothing has been built on it.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import {
  deleteInvoicesOf,
  deletePaymentsOf,
  hasRunSince,
  type ImportRow,
  invoicesBuiltOn,
  listImportRows,
  lockImport,
  markImportUndone,
} from '../../db/import-history.ts';
import { lockInvoices, refreshOpenAmounts } from '../../db/progress.ts';
import { lastPostedOn } from '../../db/runs.ts';
import { notFound, refused } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command, query, type Work } from '../use-case.ts';

export interface ImportHistory {
  rows: ImportRow[];
  next: number | null;
  /** How far bank data is on record. */
  lastPostedOn: Day | null;
}

export const listImports = query({
  name: 'import.list',
  summary: 'The latest imports: file, kind, counts, who and when, and whether they were taken back.',
  role: 'viewer',
  input: z.strictObject({ before: idInput.optional(), limit: z.int().min(1).max(500).default(20) }),
  async run(work, { before, limit }): Promise<ImportHistory> {
    const found = await listImportRows(work.db, { beforeId: before ?? null, limit: limit + 1 });
    return {
      rows: found.slice(0, limit),
      next: found.length > limit ? (found[limit - 1]?.id ?? null) : null,
      lastPostedOn: await lastPostedOn(work.db, work.today),
    };
  },
});

export const undoImport = command({
  name: 'import.undo',
  summary: 'Removes the invoices or payments of an import, as long as no run has seen them and nothing refers to them.',
  role: 'approver',
  input: z.strictObject({ import: idInput }),
  async run(work, { import: id }) {
    const row = await lockImport(work.db, id);
    if (row === null) throw notFound(`Import ${id}`);
    await refuseUnlessFree(work, row);
    const gone = row.kind === 'payments' ? await deletePaymentsOf(work.db, id) : await deleteInvoicesOf(work.db, id);
    await lockInvoices(work.db, gone.creditedIds);
    await refreshOpenAmounts(work.db, gone.creditedIds);
    await markImportUndone(work.db, id, { at: work.now, name: work.ctx.actor.name });
    const { withdrawn } = await reviewAfterChange(work, { customerIds: gone.customerIds });
    const after = { undone: true, removed: gone.count };
    return {
      result: { import: id, removed: gone.count, withdrawn },
      audit: [{ entity: 'import', entityId: String(id), before: { file: row.fileName, kind: row.kind }, after }],
    };
  },
});

/** A fact that a run has seen stays, so that what was decided then can be explained. */
async function refuseUnlessFree(work: Work, row: ImportRow): Promise<void> {
  if (row.undoneAt !== null) throw refused(`Import ${row.id} was taken back already.`);
  if (!mayBeUndone(row)) {
    throw refused(
      row.kind === 'bank_statement'
        ? 'A bank statement is not taken back as a whole: take back its bookings one by one.'
        : `Import ${row.id} changed what was on record already: correct it with another file.`,
    );
  }
  if (await hasRunSince(work.db, row.importedAt)) {
    throw refused(`A run has taken place since import ${row.id}: correct it with another file or by hand.`);
  }
  const built = row.kind === 'invoices' ? await invoicesBuiltOn(work.db, row.id) : [];
  if (built.length > 0) throw refused(`Something refers to ${built.join(', ')} already: import ${row.id} stays.`);
}

/** Whether an import is of a kind that can be taken back at all. */
export function mayBeUndone({ kind, counts, undoneAt }: ImportRow): boolean {
  const isAdditive = (counts.changed ?? 0) === 0 && (counts.added ?? 0) > 0;
  return undoneAt === null && isAdditive && (kind === 'invoices' || kind === 'payments');
}
