// The history of imports, newest first, and taking back one that nothing was built on.

import { z } from 'zod';
import { bankStatementAccounts } from '../../db/bank-statements.ts';
import {
  BUILT_ON,
  builtOn,
  type ImportRecord,
  lockImport,
  readImports,
  removeImport,
} from '../../db/import-history.ts';
import { refreshOpenAmounts } from '../../db/progress.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { checkChain } from '../statements/chain.ts';
import { command, query } from '../use-case.ts';

export interface ImportPage {
  rows: ImportRecord[];
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
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
});

/** Why an import stays, by what rests on it. */
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
    const counts = await builtOn(work.db, record);
    const reasons = BUILT_ON.filter((what) => counts[what] > 0);
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

/** Whether an import is of a kind that can be taken back at all; what was built on it is asked when it is done. */
export function mayBeUndone({ kind, counts, undoneAt }: ImportRecord): boolean {
  return undoneAt === null && kind !== 'customers' && (counts.added ?? 0) > 0;
}
