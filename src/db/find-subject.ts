// Queries behind "which invoice or customer was meant": by number, by what is left of a number without its separators,
// by the end of it, by a name. Each returns a handful of rows.

import { and, asc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { containing } from './containing.ts';
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
/** The last group of digits without leading zeros; the index `invoices_number_end` is on this expression. */
const END = sql`substring(${invoices.number} from '0*([0-9]+)[^0-9]*$')`;
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

/** Invoices whose groups are one of these. Those of the same last digits are looked through, by an index on them. */
export function invoicesGrouped(
  db: Db,
  wanted: readonly { groups: string; end: string }[],
  limit: number,
): Promise<InvoiceMatch[]> {
  const groups = wanted.map((one) => one.groups);
  const ends = wanted.map((one) => one.end);
  return matches(db, and(inArray(END, ends), inArray(GROUPS, groups)), limit);
}

/** Invoices whose last group of digits, without leading zeros, is this number. */
export function invoicesEnding(db: Db, digits: string, limit: number): Promise<InvoiceMatch[]> {
  return matches(db, eq(END, digits), limit);
}

/**
 * Invoices that could be a few slips away from a key: those of the keys one slip away, those with the same last digits,
 * and the neighbours in the order of the keys. Each by an index, however many invoices there are.
 */
export async function invoicesLike(
  db: Db,
  like: { key: string; slips: readonly string[]; end: string | null },
  limit: number,
): Promise<InvoiceMatch[]> {
  const slipped = await matches(db, sql`${KEY} = any(${sql.param([...like.slips])}::text[])`, limit);
  const ending = like.end === null ? [] : await invoicesEnding(db, like.end, limit);
  const after = await neighbours(db, sql`${KEY} >= ${like.key}`, sql`${KEY} asc`);
  const before = await neighbours(db, sql`${KEY} < ${like.key}`, sql`${KEY} desc`);
  return [...slipped, ...ending, ...after, ...before];
}

/** So many on either side: the rest of a year of invoices is no slip. */
const NEIGHBOURS = 25;

async function neighbours(db: Db, side: SQL, order: SQL): Promise<InvoiceMatch[]> {
  const ids = await db.select({ id: invoices.id }).from(invoices).where(side).orderBy(order).limit(NEIGHBOURS);
  if (ids.length === 0) return [];
  return matches(
    db,
    inArray(
      invoices.id,
      ids.map((row) => row.id),
    ),
    NEIGHBOURS,
  );
}

/** The customers of these numbers, or of these names whatever the case. */
export function customersNamed(db: Db, texts: readonly string[]): Promise<CustomerMatch[]> {
  const lower = texts.map((text) => text.toLowerCase());
  return db
    .select({ number: customers.number, name: customers.name })
    .from(customers)
    .where(or(inArray(sql`lower(${customers.number})`, lower), inArray(sql`lower(${customers.name})`, lower)))
    .orderBy(asc(customers.number))
    .limit(50);
}

/** Customers in whose name or number a text occurs. */
export function customersLike(db: Db, text: string, limit: number): Promise<CustomerMatch[]> {
  const pattern = containing(text);
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
