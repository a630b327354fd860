// Finding invoices and customers by the numbers people type, with near misses for a helpful answer.

import { and, asc, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { among } from './among.ts';
import { invoicesWithText } from './invoice-text.ts';
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
  return db.select().from(invoices).where(among(invoices.id, ids)).orderBy(invoices.dueDate, invoices.number);
}

export interface FoundInvoice {
  number: string;
  kind: 'invoice' | 'credit_note';
  customerNumber: string;
  customerName: string;
  dueDate: Day;
  currency: string;
  openCents: number;
}

/**
 * Invoices whose number, or whose customer's number or name, contains what was typed, whatever the case. The number
 * itself comes first, then what is open, the oldest due date first.
 */
export async function searchInvoices(db: Db, text: string, limit: number): Promise<FoundInvoice[]> {
  const where = await invoicesWithText(db, text, 'invoices');
  return db
    .select({
      number: invoices.number,
      kind: invoices.kind,
      customerNumber: customers.number,
      customerName: customers.name,
      dueDate: invoices.dueDate,
      currency: invoices.currency,
      openCents: invoices.openCents,
    })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(where)
    .orderBy(
      sql`${invoices.number} = ${text} desc, ${invoices.openCents} > 0 desc`,
      asc(invoices.dueDate),
      asc(invoices.number),
    )
    .limit(limit);
}

/** The customer a row refers to. */
export async function readCustomerRow(db: Db, id: number): Promise<typeof customers.$inferSelect> {
  const [row] = await db.select().from(customers).where(eq(customers.id, id));
  if (row === undefined) throw new Error(`customer ${id} does not exist`);
  return row;
}

/**
 * Customers with anything open who are on a plan (null = none), ascending; with those who have no plan of their own, if
 * asked for.
 */
export async function customersOnPlan(db: Db, planId: number | null, withoutOwnPlan: boolean): Promise<number[]> {
  const own = planId === null ? undefined : eq(customers.planId, planId);
  const none = withoutOwnPlan ? isNull(customers.planId) : undefined;
  if (own === undefined && none === undefined) return [];
  const rows = await db
    .selectDistinct({ id: invoices.customerId })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(and(eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0), or(own, none)))
    .orderBy(invoices.customerId);
  return rows.map((row) => row.id);
}

/** Invoices to try a text on: overdue ones first, the latest due date first. */
export async function exampleInvoices(db: Db, today: Day, limit: number) {
  return db
    .select({ number: invoices.number, customer: customers.name, dueDate: invoices.dueDate })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(and(eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0)))
    .orderBy(sql`${invoices.dueDate} < ${today} desc`, sql`${invoices.dueDate} desc`, invoices.id)
    .limit(limit);
}

/** Customers with anything open, ascending. */
export async function customersWithOpenInvoices(db: Db): Promise<number[]> {
  const rows = await db
    .selectDistinct({ id: invoices.customerId })
    .from(invoices)
    .where(and(eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0)))
    .orderBy(invoices.customerId);
  return rows.map((row) => row.id);
}
