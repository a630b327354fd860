// Customers in lists, by name; a page at a time from a key on.

import { and, eq, ilike, or, sql } from 'drizzle-orm';
import { containing } from './containing.ts';
import { customers, plans } from './schema/index.ts';
import type { Db } from './store.ts';

export interface CustomerListRow {
  id: number;
  number: string;
  name: string;
  city: string | null;
  emailsTo: string[];
  hasAddress: boolean;
  applyFees: boolean;
  planName: string | null;
}

/** The last row of the page before. */
export interface CustomerKey {
  name: string;
  id: number;
}

/** Customers whose number or name contains a text, by name as people sort names. */
export async function listCustomerRows(
  db: Db,
  filter: { text?: string },
  page: { after: CustomerKey | null; limit: number },
): Promise<CustomerListRow[]> {
  const pattern = containing(filter.text ?? '');
  const byName = sql`${customers.name} collate "und-x-icu"`;
  return db
    .select({
      id: customers.id,
      number: customers.number,
      name: customers.name,
      city: sql<string | null>`${customers.address}->>'city'`,
      emailsTo: customers.emailsTo,
      hasAddress: sql<boolean>`${customers.address} is not null`,
      applyFees: customers.applyFees,
      planName: plans.name,
    })
    .from(customers)
    .leftJoin(plans, eq(plans.id, customers.planId))
    .where(
      and(
        filter.text === undefined ? undefined : or(ilike(customers.name, pattern), ilike(customers.number, pattern)),
        page.after === null
          ? undefined
          : sql`(${byName}, ${customers.id}) > (${page.after.name} collate "und-x-icu", ${page.after.id}::bigint)`,
      ),
    )
    .orderBy(byName, customers.id)
    .limit(page.limit);
}
