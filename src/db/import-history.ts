// The history of imports, and taking one back where nothing was built on it.

import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { bankEntries, bankStatements, imports, invoiceDocuments, invoices, payments } from './schema/index.ts';
import type { Db } from './store.ts';

export type ImportRecord = typeof imports.$inferSelect;

export async function readImports(db: Db, page: { limit: number; before: number | null }): Promise<ImportRecord[]> {
  return db
    .select()
    .from(imports)
    .where(page.before === null ? undefined : lt(imports.id, page.before))
    .orderBy(desc(imports.id))
    .limit(page.limit);
}

export async function lockImport(db: Db, id: number): Promise<ImportRecord | null> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id)).for('update');
  return row ?? null;
}

/** What can rest on an import, each a reason why it cannot be taken back. */
export const BUILT_ON = [
  'runs',
  'payments',
  'credits',
  'proposals',
  'notices',
  'holds',
  'decisions',
  'bookings',
] as const;
export type BuiltOn = (typeof BUILT_ON)[number];

/** What rests on an import. */
export async function builtOn(db: Db, { id, importedAt }: ImportRecord): Promise<BuiltOn[]> {
  const own = sql`(select id from invoices where import_id = ${id})`;
  const { rows } = (await db.execute(sql`
    select
      exists (select from runs where facts_at >= ${importedAt}::timestamptz and state <> 'stopped') as runs,
      exists (select from payments where invoice_id in ${own} and import_id is distinct from ${id}) as payments,
      exists (select from invoices where applies_to_id in ${own} and import_id is distinct from ${id}) as credits,
      exists (select from proposal_invoices where invoice_id in ${own}) as proposals,
      exists (select from notice_invoices where invoice_id in ${own}) as notices,
      exists (select from blocks where invoice_id in ${own}) or exists (select from disputes where invoice_id in ${own})
        or exists (select from promises where invoice_id in ${own}) as holds,
      exists (select from bank_entries where import_id = ${id} and decided_by is not null) as decisions,
      exists (select from bank_entries replaced join bank_entries own on own.booking_key = replaced.booking_key
        where own.import_id = ${id} and replaced.import_id <> ${id}) as bookings`)) as unknown as {
    rows: Record<BuiltOn, boolean>[];
  };
  return BUILT_ON.filter((what) => rows[0]?.[what] === true);
}

export interface Removed {
  invoices: number;
  payments: number;
  bookings: number;
  /** Invoices of other imports whose open amounts change, and customers concerned. */
  touchedInvoices: number[];
  customerIds: number[];
}

/** Removes what an import brought; its own row stays, marked. */
export async function removeImport(db: Db, id: number, by: { name: string; at: string }): Promise<Removed> {
  const paid = await db.delete(payments).where(eq(payments.importId, id)).returning();
  const entries = await db.delete(bankEntries).where(eq(bankEntries.importId, id)).returning({ id: bankEntries.id });
  await db.delete(bankStatements).where(eq(bankStatements.importId, id));
  const own = await db
    .select({
      id: invoices.id,
      kind: invoices.kind,
      appliesToId: invoices.appliesToId,
      customerId: invoices.customerId,
    })
    .from(invoices)
    .where(eq(invoices.importId, id));
  const ids = own.map((invoice) => invoice.id);
  if (ids.length > 0) {
    await db.delete(invoiceDocuments).where(inArray(invoiceDocuments.invoiceId, ids));
    // Credit notes first: they refer to invoices.
    await db.delete(invoices).where(and(eq(invoices.importId, id), eq(invoices.kind, 'credit_note')));
    await db.delete(invoices).where(eq(invoices.importId, id));
  }
  const fields = { undoneAt: by.at, undoneBy: by.name, lastPostedOn: null };
  await db.update(imports).set(fields).where(eq(imports.id, id));
  const touched = [
    ...paid.flatMap((payment) => payment.invoiceId ?? []),
    ...own.flatMap((one) => one.appliesToId ?? []),
  ];
  return {
    invoices: own.length,
    payments: paid.length,
    bookings: entries.length,
    touchedInvoices: [...new Set(touched)].filter((one) => !ids.includes(one)),
    customerIds: [
      ...new Set([...own.map((one) => one.customerId), ...paid.flatMap((payment) => payment.customerId ?? [])]),
    ],
  };
}
