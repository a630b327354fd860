// "This text occurs in it" for invoices: in the number, in the name of the customer, or as the customer's number.

import { eq, ilike, or, type SQL, sql } from 'drizzle-orm';
import { containing } from './containing.ts';
import { customers } from './schema/index.ts';
import type { Db } from './store.ts';

/** So many customers are named one by one, and their invoices found by an index; a text that fits more is common. */
const FEW = 500;

/**
 * A condition on rows of `invoices`, called `table` in the query. The customers are looked up first: with their ids
 * at hand the planner knows whether few invoices are meant or most of them.
 */
export async function invoicesWithText(db: Db, text: string, table: 'invoices' | 'i'): Promise<SQL> {
  const ofCustomers = or(eq(customers.number, text), ilike(customers.name, containing(text)));
  const found = await db
    .select({ id: customers.id })
    .from(customers)
    .where(ofCustomers)
    .limit(FEW + 1);
  const [number, customerId] = [sql.raw(`${table}.number`), sql.raw(`${table}.customer_id`)];
  const customer =
    found.length > FEW
      ? sql`${customerId} in (select id from customers where ${ofCustomers})`
      : sql`${customerId} = any(${sql.param(found.map((row) => row.id))}::bigint[])`;
  return found.length === 0
    ? sql`${number} ilike ${containing(text)}`
    : sql`(${number} ilike ${containing(text)} or ${customer})`;
}
