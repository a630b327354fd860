// Writing blocks, disputes and promises. Each target has at most one that stands; ending keeps the row.

import { and, type Column, desc, eq, gte, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { among } from './among.ts';
import { blocks, customers, disputes, invoices, promises } from './schema/index.ts';
import type { Db } from './store.ts';

export type BlockRow = typeof blocks.$inferSelect;
export type NewBlock = typeof blocks.$inferInsert;

/** Whom a block is on. */
export type BlockTarget =
  | { scope: 'invoice'; invoiceId: number }
  | { scope: 'customer'; customerId: number }
  | { scope: 'all' };

/** Locks what a block is placed on, so that a notice about to leave is either stopped by it or gone before. */
export async function lockTarget(db: Db, target: BlockTarget): Promise<void> {
  switch (target.scope) {
    case 'invoice':
      await db.execute(sql`select id from invoices where id = ${target.invoiceId} for update`);
      return;
    case 'customer':
      await db.execute(sql`select id from customers where id = ${target.customerId} for update`);
      return;
    case 'all':
      await db.execute(sql`select id from organisation for update`);
  }
}

/** Who ends a hold, and when. */
export interface Ending {
  at: string;
  name: string;
  /** Only one that was placed at this instant or before; absent = whichever stands. */
  placedUntil?: string | undefined;
}

const placedUntil = (column: Column, { placedUntil: until }: Ending): SQL | undefined =>
  until === undefined ? undefined : lte(column, until);

/** Ends the block that stands on a target, if there is one; returns it as it was. */
export async function endBlock(db: Db, target: BlockTarget, by: Ending): Promise<BlockRow | null> {
  const [row] = await db
    .update(blocks)
    .set({ endedAt: by.at, endedBy: by.name })
    .where(and(onTarget(target), isNull(blocks.endedAt), placedUntil(blocks.setAt, by)))
    .returning();
  return row ?? null;
}

export async function insertBlock(db: Db, block: NewBlock): Promise<void> {
  await db.insert(blocks).values(block);
}

function onTarget(target: BlockTarget): SQL | undefined {
  switch (target.scope) {
    case 'invoice':
      return and(eq(blocks.scope, 'invoice'), eq(blocks.invoiceId, target.invoiceId));
    case 'customer':
      return and(eq(blocks.scope, 'customer'), eq(blocks.customerId, target.customerId));
    case 'all':
      return eq(blocks.scope, 'all');
  }
}

/** Blocks that stand on a day, with the number of what they are on; the latest first. */
export async function listStandingBlocks(db: Db, today: Day, of: { customerIds?: readonly number[] } = {}) {
  return db
    .select({
      block: blocks,
      invoiceNumber: invoices.number,
      customerNumber: customers.number,
      customerName: customers.name,
    })
    .from(blocks)
    .leftJoin(invoices, eq(invoices.id, blocks.invoiceId))
    .leftJoin(customers, eq(customers.id, blocks.customerId))
    .where(
      and(
        isNull(blocks.endedAt),
        or(isNull(blocks.untilOn), gte(blocks.untilOn, today)),
        of.customerIds === undefined
          ? undefined
          : and(eq(blocks.scope, 'customer'), among(blocks.customerId, of.customerIds)),
      ),
    )
    .orderBy(desc(blocks.id));
}

/** Inserts a dispute; false when the invoice has an open one. */
export async function insertDispute(db: Db, dispute: typeof disputes.$inferInsert): Promise<boolean> {
  const rows = await db.insert(disputes).values(dispute).onConflictDoNothing().returning({ id: disputes.id });
  return rows.length > 0;
}

/** Whether there was one to settle. `interestWaivedThrough` = last day without interest, null = none is waived. */
export async function settleDispute(
  db: Db,
  invoiceId: number,
  by: Ending,
  interestWaivedThrough: Day | null = null,
): Promise<boolean> {
  const rows = await db
    .update(disputes)
    .set({ settledAt: by.at, settledBy: by.name, interestWaivedThrough })
    .where(and(eq(disputes.invoiceId, invoiceId), isNull(disputes.settledAt), placedUntil(disputes.raisedAt, by)))
    .returning({ id: disputes.id });
  return rows.length > 0;
}

export async function endPromise(db: Db, invoiceId: number, by: Ending): Promise<boolean> {
  const rows = await db
    .update(promises)
    .set({ endedAt: by.at, endedBy: by.name })
    .where(and(eq(promises.invoiceId, invoiceId), isNull(promises.endedAt), placedUntil(promises.madeAt, by)))
    .returning({ id: promises.id });
  return rows.length > 0;
}

export async function insertPromise(db: Db, promise: typeof promises.$inferInsert): Promise<void> {
  await db.insert(promises).values(promise);
}

/** All blocks that customers ever had, by customer, the latest first. */
export async function customerBlocks(
  db: Db,
  customerIds: readonly number[],
): Promise<Map<number, { endedAt: string | null; endedBy: string | null }[]>> {
  const rows = await db
    .select({ customerId: blocks.customerId, endedAt: blocks.endedAt, endedBy: blocks.endedBy })
    .from(blocks)
    .where(among(blocks.customerId, customerIds))
    .orderBy(desc(blocks.id));
  const byCustomer = new Map<number, { endedAt: string | null; endedBy: string | null }[]>();
  for (const { customerId, endedAt, endedBy } of rows) {
    if (customerId === null) continue;
    byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), { endedAt, endedBy }]);
  }
  return byCustomer;
}
