// Queries behind "which invoice or customer was meant": by number, by what is left of a number without its separators,
// by the end of it, by a name. Each returns a handful of rows.

import { and, asc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { customers, invoices } from './schema/index.ts';
import type { Db } from './store.ts';

export interface InvoiceMatch {
  number: string;
  customerNumber: string;
  customerName: string;
  currency: string;
  openCents: number;
}

export interface CustomerMatch {
  number: string;
  name: string;
}

/** The number without case and separators; the index `invoices_number_key` is on this expression. */
const KEY = sql`upper(regexp_replace(${invoices.number}, '[^A-Za-z0-9]', '', 'g'))`;
/** Groups of letters and of digits, the digits without leading zeros, joined by a dash: RE-2026-0417 is RE-2026-417. */
const GROUPS = sql`upper(regexp_replace(regexp_replace(regexp_replace(${invoices.number},
  '[^A-Za-z0-9]+', '-', 'g'), '([A-Za-z])([0-9])|([0-9])([A-Za-z])', '\\1\\3-\\2\\4', 'g'),
  '(^|-)0+([0-9])', '\\1\\2', 'g'))`;

/** Invoices of exactly these numbers. */
export function invoicesNumbered(db: Db, numbers: readonly string[]): Promise<InvoiceMatch[]> {
  return matches(db, inArray(invoices.number, [...numbers]), 50);
}

/** Invoices whose numbers are one of these keys once case and separators are gone. */
export function invoicesKeyed(db: Db, keys: readonly string[], limit: number): Promise<InvoiceMatch[]> {
  return matches(db, inArray(KEY, [...keys]), limit);
}

/** Invoices whose groups are one of these; reads all numbers, so it is asked only when the key found nothing. */
export function invoicesGrouped(db: Db, groups: readonly string[], limit: number): Promise<InvoiceMatch[]> {
  return matches(db, inArray(GROUPS, [...groups]), limit);
}

/** Invoices whose last group of digits, without leading zeros, is this number. */
export function invoicesEnding(db: Db, digits: string, limit: number): Promise<InvoiceMatch[]> {
  const last = sql`substring(${invoices.number} from '0*([0-9]+)[^0-9]*$')`;
  return matches(db, eq(last, digits), limit);
}

/** Invoices that could be a slip away from this key: the same beginning or the same end. */
export function invoicesLike(db: Db, key: string, limit: number): Promise<InvoiceMatch[]> {
  const part = Math.max(2, Math.ceil(key.length / 3));
  return matches(
    db,
    or(sql`${KEY} like ${`%${key.slice(-part)}`}`, sql`${KEY} like ${`${key.slice(0, -part)}%`}`),
    limit,
  );
}

/** The customers of these numbers, or of these names whatever the case. */
export function customersNamed(db: Db, texts: readonly string[]): Promise<CustomerMatch[]> {
  const lower = texts.map((text) => text.toLowerCase());
  return db
    .select({ number: customers.number, name: customers.name })
    .from(customers)
    .where(or(inArray(customers.number, [...texts]), inArray(sql`lower(${customers.name})`, lower)))
    .orderBy(asc(customers.number))
    .limit(50);
}

/** Customers in whose name or number a text occurs. */
export function customersLike(db: Db, text: string, limit: number): Promise<CustomerMatch[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db
    .select({ number: customers.number, name: customers.name })
    .from(customers)
    .where(or(ilike(customers.name, pattern), ilike(customers.number, pattern)))
    .orderBy(asc(customers.name), asc(customers.number))
    .limit(limit);
}

/** What is open first, then the older ones. */
function matches(db: Db, where: SQL | undefined, limit: number): Promise<InvoiceMatch[]> {
  return db
    .select({
      number: invoices.number,
      customerNumber: customers.number,
      customerName: customers.name,
      currency: invoices.currency,
      openCents: invoices.openCents,
    })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(and(eq(invoices.kind, 'invoice'), where))
    .orderBy(sql`${invoices.openCents} > 0 desc`, asc(invoices.dueDate), asc(invoices.number))
    .limit(limit);
}
