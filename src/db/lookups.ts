// Finding invoices and customers by the numbers people type, with near misses for a helpful answer.

import { and, eq, ilike, inArray, sql } from 'drizzle-orm';
import { customers, invoices } from './schema/index.ts';
import type { Db } from './store.ts';

export type InvoiceRow = typeof invoices.$inferSelect;

export async function findInvoice(db: Db, number: string): Promise<InvoiceRow | null> {
  const [row] = await db.select().from(invoices).where(eq(invoices.number, number));
  return row ?? null;
}

export async function findCustomer(db: Db, number: string): Promise<typeof customers.$inferSelect | null> {
  const [row] = await db.select().from(customers).where(eq(customers.number, number));
  return row ?? null;
}

/** Numbers like the one asked for: same digits, or containing what was typed. At most five. */
export async function similarInvoiceNumbers(db: Db, number: string): Promise<string[]> {
  const typed = number.replaceAll(/[%_\\]/g, '');
  const digits = number.replaceAll(/\D/g, '');
  const rows = await db
    .select({ number: invoices.number })
    .from(invoices)
    .where(
      digits.length >= 2
        ? sql`regexp_replace(${invoices.number}, '\\D', '', 'g') like ${`%${digits}%`}`
        : and(ilike(invoices.number, `%${typed}%`)),
    )
    .orderBy(sql`length(${invoices.number})`, invoices.number)
    .limit(5);
  return rows.map((row) => row.number);
}

export async function invoicesByIds(db: Db, ids: readonly number[]): Promise<InvoiceRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(invoices)
    .where(inArray(invoices.id, [...ids]))
    .orderBy(invoices.dueDate, invoices.number);
}
