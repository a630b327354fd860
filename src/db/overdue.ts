// Sums of what is overdue.

import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { invoices } from './schema/index.ts';
import type { Db } from './store.ts';

/** Open principal and count of overdue invoices by currency. */
export async function sumOverdue(db: Db, today: Day) {
  const rows = await db
    .select({
      currency: invoices.currency,
      count: sql<number>`count(*)::int`,
      openCents: sql<string>`sum(${invoices.openCents})::text`,
    })
    .from(invoices)
    .where(and(eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0), lt(invoices.dueDate, today)))
    .groupBy(invoices.currency)
    .orderBy(invoices.currency);
  return rows.map((row) => ({ ...row, openCents: Number(row.openCents) }));
}
