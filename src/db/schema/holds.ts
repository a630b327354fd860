// Blocks, disputes and promises: what holds notices back. Ending one never deletes it.

import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { BLOCK_SCOPES, type BlockScope } from '../../core/hold.ts';
import { cents, day, instant, oneOf } from './columns.ts';
import { customers } from './customers.ts';
import { invoices } from './invoices.ts';

export const blocks = pgTable(
  'blocks',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    scope: text('scope').$type<BlockScope>().notNull(),
    invoiceId: bigint('invoice_id', { mode: 'number' }).references(() => invoices.id),
    customerId: bigint('customer_id', { mode: 'number' }).references(() => customers.id),
    fromOn: day('from_on').notNull(),
    /** Last day on which it holds; null = until somebody ends it. */
    untilOn: day('until_on'),
    reason: text('reason').notNull(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
  },
  (table) => [
    uniqueIndex('blocks_one_per_invoice')
      .on(table.invoiceId)
      .where(sql`${table.scope} = 'invoice' and ${table.endedAt} is null`),
    uniqueIndex('blocks_one_per_customer')
      .on(table.customerId)
      .where(sql`${table.scope} = 'customer' and ${table.endedAt} is null`),
    uniqueIndex('blocks_one_for_all').on(table.scope).where(sql`${table.scope} = 'all' and ${table.endedAt} is null`),
    index('blocks_history').on(table.invoiceId, table.customerId),
    check('blocks_scope', sql`${table.scope} in (${sql.raw(oneOf(BLOCK_SCOPES))})`),
    check(
      'blocks_target',
      sql`(${table.scope} = 'invoice') = (${table.invoiceId} is not null)
        and (${table.scope} = 'customer') = (${table.customerId} is not null)`,
    ),
    check('blocks_until', sql`${table.untilOn} is null or ${table.untilOn} >= ${table.fromOn}`),
  ],
);

export const disputes = pgTable(
  'disputes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    invoiceId: bigint('invoice_id', { mode: 'number' })
      .notNull()
      .references(() => invoices.id),
    reason: text('reason').notNull(),
    raisedOn: day('raised_on').notNull(),
    raisedBy: text('raised_by').notNull(),
    raisedAt: instant('raised_at').notNull(),
    settledAt: instant('settled_at'),
    settledBy: text('settled_by'),
    /** Last day of the disputed time for which interest was waived; null = it runs through the dispute. */
    interestWaivedThrough: day('interest_waived_through'),
  },
  (table) => [
    uniqueIndex('disputes_one_open').on(table.invoiceId).where(sql`${table.settledAt} is null`),
    index('disputes_of_invoice').on(table.invoiceId),
  ],
);

export const promises = pgTable(
  'promises',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    invoiceId: bigint('invoice_id', { mode: 'number' })
      .notNull()
      .references(() => invoices.id),
    promisedOn: day('promised_on').notNull(),
    /** How much of it was promised; null = nothing was said about it. */
    amountCents: cents('amount_cents'),
    remark: text('remark').notNull().default(''),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull(),
    /** Set when a later promise takes its place or a person takes it back. */
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
  },
  (table) => [
    uniqueIndex('promises_one_open').on(table.invoiceId).where(sql`${table.endedAt} is null`),
    index('promises_of_invoice').on(table.invoiceId),
  ],
);
