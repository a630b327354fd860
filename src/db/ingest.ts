// Bulk writing for imports: what is on record already by number, and new rows by unnest.

import { eq, inArray, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { insertRows } from './insert-rows.ts';
import { customers, imports, invoices, payments } from './schema/index.ts';
import type { Db } from './store.ts';

/** Numbers per look-up and rows per insert. */
const BATCH = 5_000;

export type NewImport = typeof imports.$inferInsert;
export type CustomerRecord = typeof customers.$inferSelect;
export type PaymentRecord = typeof payments.$inferSelect;
export type InvoiceRecord = typeof invoices.$inferSelect;

async function inBatches<T, R>(items: readonly T[], read: (batch: T[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let start = 0; start < items.length; start += BATCH)
    found.push(...(await read(items.slice(start, start + BATCH))));
  return found;
}

export async function customersByNumber(db: Db, numbers: readonly string[]): Promise<Map<string, CustomerRecord>> {
  const rows = await inBatches([...new Set(numbers)], (batch) =>
    db.select().from(customers).where(inArray(customers.number, batch)),
  );
  return new Map(rows.map((row) => [row.number, row]));
}

/** Customers of exactly this name, whatever the case; at most two, since the second makes it ambiguous. */
export async function customersNamed(db: Db, name: string): Promise<CustomerRecord[]> {
  return db.select().from(customers).where(sql`lower(${customers.name}) = ${name.toLowerCase()}`).limit(2);
}

export async function invoicesByNumber(db: Db, numbers: readonly string[]): Promise<Map<string, InvoiceRecord>> {
  const rows = await inBatches([...new Set(numbers)], (batch) =>
    db.select().from(invoices).where(inArray(invoices.number, batch)),
  );
  return new Map(rows.map((row) => [row.number, row]));
}

export async function paymentsByExternalId(db: Db, ids: readonly string[]): Promise<Map<string, PaymentRecord>> {
  const rows = await inBatches([...new Set(ids)], (batch) =>
    db.select().from(payments).where(inArray(payments.externalId, batch)),
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

export async function insertImport(db: Db, row: NewImport): Promise<number> {
  const [inserted] = await db.insert(imports).values(row).returning({ id: imports.id });
  if (inserted === undefined) throw new Error('an import was not stored');
  return inserted.id;
}

export async function setImportCounts(db: Db, id: number, counts: Record<string, number>): Promise<void> {
  await db.update(imports).set({ counts }).where(eq(imports.id, id));
}

export async function insertCustomers(db: Db, rows: readonly (typeof customers.$inferInsert)[]): Promise<void> {
  // Each row has the fields its file told, and the others must take their defaults.
  const alike = Map.groupBy(rows, (row) => Object.keys(row).sort().join());
  for (const group of alike.values()) await insertRows(db, customers, group);
}

export async function updateCustomer(db: Db, id: number, fields: Partial<CustomerRecord>): Promise<void> {
  await db.update(customers).set(fields).where(eq(customers.id, id));
}

/** A new invoice or credit note; its counting day starts at the due date, since it has passed no level. */
export interface NewInvoice {
  number: string;
  customerId: number;
  kind: 'invoice' | 'credit_note';
  issuedOn: Day;
  dueDate: Day;
  currency: string;
  grossCents: number;
  appliesToId: number | null;
  paymentReference: string | null;
  discount: { cents: number; until: Day } | null;
  planId: number;
}

/** Inserts invoices; returns their ids in the order of the rows. */
export async function insertInvoices(
  db: Db,
  rows: readonly NewInvoice[],
  origin: { importId: number | null; at: string },
): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const column = <T>(of: (row: NewInvoice) => T) => sql.param(batch.map(of));
    const { rows: inserted } = (await db.execute(sql`
      insert into invoices (number, customer_id, kind, issued_on, due_date, currency, gross_cents, applies_to_id,
        payment_reference, plan_id, anchor_on, discount_cents, discount_until, import_id, recorded_at)
      select new.number, new.customer_id, new.kind, new.issued_on, new.due_date, new.currency, new.gross,
        new.applies_to,
        new.reference, new.plan_id, new.due_date, new.discount, new.discount_until, ${origin.importId}::bigint, ${origin.at}::timestamptz
      from unnest(${column((row) => row.number)}::text[], ${column((row) => row.customerId)}::bigint[],
        ${column((row) => row.kind)}::text[], ${column((row) => row.issuedOn)}::date[],
        ${column((row) => row.dueDate)}::date[],
        ${column((row) => row.currency)}::text[], ${column((row) => row.grossCents)}::bigint[],
        ${column((row) => row.appliesToId)}::bigint[], ${column((row) => row.paymentReference)}::text[],
        ${column((row) => row.planId)}::int[], ${column((row) => row.discount?.cents ?? null)}::bigint[],
        ${column((row) => row.discount?.until ?? null)}::date[]) with ordinality
        as new (number, customer_id, kind, issued_on, due_date, currency, gross, applies_to, reference, plan_id,
          discount, discount_until, position)
      order by new.position returning id, number`)) as unknown as { rows: { id: number | string; number: string }[] };
    const byNumber = new Map(inserted.map((row) => [row.number, Number(row.id)]));
    for (const row of batch) ids.push(byNumber.get(row.number) ?? 0);
  }
  return ids;
}

export type NewPayment = Omit<typeof payments.$inferInsert, 'importId' | 'recordedAt' | 'recordedBy'>;

export async function insertPayments(
  db: Db,
  rows: readonly NewPayment[],
  origin: { importId: number | null; at: string; by: string },
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const column = <T>(of: (row: NewPayment) => T) => sql.param(batch.map(of));
    await db.execute(sql`
      insert into payments (external_id, invoice_id, customer_id, amount_cents, currency, value_on, posted_on, method,
        text, bank_entry_id, import_id, recorded_at, recorded_by)
      select new.*, ${origin.importId}::bigint, ${origin.at}::timestamptz, ${origin.by}::text
      from unnest(${column((row) => row.externalId)}::text[], ${column((row) => row.invoiceId ?? null)}::bigint[],
        ${column((row) => row.customerId ?? null)}::bigint[], ${column((row) => row.amountCents)}::bigint[],
        ${column((row) => row.currency)}::text[], ${column((row) => row.valueOn)}::date[],
        ${column((row) => row.postedOn)}::date[], ${column((row) => row.method)}::text[],
        ${column((row) => row.text ?? null)}::text[], ${column((row) => row.bankEntryId ?? null)}::bigint[])
        as new (external_id, invoice_id, customer_id, amount_cents, currency, value_on, posted_on, method, text,
          bank_entry_id)`);
  }
}
