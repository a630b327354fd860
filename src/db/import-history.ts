// The history of imports, files that were handed in but not yet taken over, and taking an import back.

import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { imports, invoices, payments, runs, stagedFiles } from './schema/index.ts';
import type { Db } from './store.ts';

export type ImportRow = typeof imports.$inferSelect;

/** The latest imports; a page from an id on. */
export async function listImportRows(db: Db, page: { beforeId: number | null; limit: number }): Promise<ImportRow[]> {
  return db
    .select()
    .from(imports)
    .where(page.beforeId === null ? undefined : lt(imports.id, page.beforeId))
    .orderBy(desc(imports.id))
    .limit(page.limit);
}

/** Reads an import and locks it until the transaction ends. */
export async function lockImport(db: Db, id: number): Promise<ImportRow | null> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id)).for('update');
  return row ?? null;
}

/** Whether a run has seen the facts of an import. */
export async function hasRunSince(db: Db, at: string): Promise<boolean> {
  const rows = await db.select({ id: runs.id }).from(runs).where(gt(runs.factsAt, at)).limit(1);
  return rows.length > 0;
}

/** Numbers of invoices of an import that something on record refers to; at most five. */
export async function invoicesBuiltOn(db: Db, importId: number): Promise<string[]> {
  const { rows } = (await db.execute(sql`
    select number from invoices own where own.import_id = ${importId} and (
      exists (select from payments where invoice_id = own.id)
      or exists (select from invoices credit where credit.applies_to_id = own.id
        and credit.import_id is distinct from own.import_id)
      or exists (select from proposal_invoices where invoice_id = own.id)
      or exists (select from notice_invoices where invoice_id = own.id)
      or exists (select from blocks where invoice_id = own.id)
      or exists (select from disputes where invoice_id = own.id)
      or exists (select from promises where invoice_id = own.id)
      or exists (select from invoice_documents where invoice_id = own.id))
    order by number limit 5`)) as unknown as { rows: { number: string }[] };
  return rows.map((row) => row.number);
}

/** Removes the invoices of an import; returns what has to follow. */
export async function deleteInvoicesOf(
  db: Db,
  importId: number,
): Promise<{ count: number; customerIds: number[]; creditedIds: number[] }> {
  const credits = await db
    .select({ id: invoices.appliesToId })
    .from(invoices)
    .where(and(eq(invoices.importId, importId), sql`${invoices.appliesToId} is not null`));
  // Credit notes first: they refer to invoices, which may be of the same file.
  const gone = [
    ...(await db
      .delete(invoices)
      .where(and(eq(invoices.importId, importId), sql`${invoices.appliesToId} is not null`))
      .returning({ customerId: invoices.customerId })),
    ...(await db
      .delete(invoices)
      .where(eq(invoices.importId, importId))
      .returning({ customerId: invoices.customerId })),
  ];
  return {
    count: gone.length,
    customerIds: [...new Set(gone.map((row) => row.customerId))],
    creditedIds: credits.flatMap((row) => row.id ?? []),
  };
}

/** Removes the payments of an import; returns the invoices and customers they were of. */
export async function deletePaymentsOf(db: Db, importId: number) {
  const gone = await db
    .delete(payments)
    .where(eq(payments.importId, importId))
    .returning({ invoiceId: payments.invoiceId, customerId: payments.customerId });
  return {
    count: gone.length,
    customerIds: [...new Set(gone.flatMap((row) => row.customerId ?? []))],
    creditedIds: [...new Set(gone.flatMap((row) => row.invoiceId ?? []))],
  };
}

export async function markImportUndone(db: Db, id: number, by: { at: string; name: string }): Promise<void> {
  await db
    .update(imports)
    .set({ undoneAt: by.at, undoneBy: by.name })
    .where(and(eq(imports.id, id), isNull(imports.undoneAt)));
}

/** Keeps a file until somebody takes it over; older ones that nobody took are dropped. */
export async function stageFileRow(
  db: Db,
  row: typeof stagedFiles.$inferInsert,
  dropStagedBefore: string,
): Promise<void> {
  await db.delete(stagedFiles).where(lt(stagedFiles.stagedAt, dropStagedBefore));
  await db.insert(stagedFiles).values(row);
}

export async function readStagedFile(db: Db, id: string) {
  const [row] = await db.select().from(stagedFiles).where(eq(stagedFiles.id, id));
  return row ?? null;
}

export async function dropStagedFile(db: Db, id: string): Promise<void> {
  await db.delete(stagedFiles).where(eq(stagedFiles.id, id));
}
