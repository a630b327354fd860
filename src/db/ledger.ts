// Invoices in lists: what is open, overdue, held or paid, a page at a time from a key on, however many there are.

import { and, asc, desc, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { LedgerStatus } from '../core/ledger-list.ts';
import { invoicesWithText } from './invoice-text.ts';
import { customers, invoices, levels } from './schema/index.ts';
import type { Db } from './store.ts';

export interface LedgerFilter {
  status: LedgerStatus;
  today: Day;
  /** Part of an invoice's number, or of its customer's name; his number as a whole. */
  text?: string;
  customerId?: number;
  /** Position of the highest level passed; 0 = none yet. */
  passedPosition?: number;
  currency?: string;
}

/** The last row of the page before. */
export interface LedgerKey {
  dueDate: Day;
  id: number;
}

export interface LedgerRow {
  id: number;
  number: string;
  kind: 'invoice' | 'credit_note';
  customerId: number;
  customerNumber: string;
  customerName: string;
  issuedOn: Day;
  dueDate: Day;
  currency: string;
  grossCents: number;
  openCents: number;
  /** Highest level passed; null = none. */
  levelName: string | null;
  passedPosition: number;
}

/** What is open by due date, the oldest first; paid ones and everything by record, the latest first. */
export async function listLedger(
  db: Db,
  filter: LedgerFilter,
  page: { after: LedgerKey | null; limit: number },
): Promise<LedgerRow[]> {
  const byDue = isByDueDate(filter.status);
  const text = filter.text === undefined ? undefined : await invoicesWithText(db, filter.text, 'invoices');
  const rows = db
    .select({
      id: invoices.id,
      number: invoices.number,
      kind: invoices.kind,
      customerId: invoices.customerId,
      customerNumber: customers.number,
      customerName: customers.name,
      issuedOn: invoices.issuedOn,
      dueDate: invoices.dueDate,
      currency: invoices.currency,
      grossCents: invoices.grossCents,
      openCents: invoices.openCents,
      passedPosition: invoices.passedPosition,
      levelName: sql<string | null>`(select name from ${levels} where plan_id = ${invoices.planId}
        and position = ${invoices.passedPosition} order by removed_at nulls first limit 1)`,
    })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(and(...conditions(filter), text, page.after === null ? undefined : behind(page.after, byDue)));
  return byDue
    ? rows.orderBy(asc(invoices.dueDate), asc(invoices.id)).limit(page.limit)
    : rows.orderBy(desc(invoices.id)).limit(page.limit);
}

/** Whether a list is in the order of due dates; the others are in the order of recording. */
export function isByDueDate(status: LedgerStatus): boolean {
  return status === 'overdue' || status === 'open' || status === 'held';
}

function behind({ dueDate, id }: LedgerKey, byDue: boolean): SQL | undefined {
  if (!byDue) return lt(invoices.id, id);
  return sql`(${invoices.dueDate}, ${invoices.id}) > (${dueDate}::date, ${id}::bigint)`;
}

function conditions(filter: LedgerFilter): (SQL | undefined)[] {
  return [
    statusCondition(filter),
    filter.customerId === undefined ? undefined : eq(invoices.customerId, filter.customerId),
    filter.passedPosition === undefined ? undefined : eq(invoices.passedPosition, filter.passedPosition),
    filter.currency === undefined ? undefined : eq(invoices.currency, filter.currency),
  ];
}

// Written out, so that the partial index on what is open serves it whatever the parameters are.
const isOpen = sql`${invoices.kind} = 'invoice' and ${invoices.openCents} > 0`;

function statusCondition({ status, today }: LedgerFilter): SQL | undefined {
  switch (status) {
    case 'overdue':
      return and(isOpen, lt(invoices.dueDate, today));
    case 'open':
      return isOpen;
    case 'held':
      return and(isOpen, sql`${invoices.id} = any(array(${heldIds(today)}))`);
    case 'paid':
      return and(eq(invoices.kind, 'invoice'), lte(invoices.openCents, 0));
    case 'credit':
      return or(eq(invoices.kind, 'credit_note'), sql`${invoices.openCents} < 0`);
    case 'all':
      return undefined;
  }
}

/** Invoices that a block of their own or of their customer, a dispute or a promise holds on a day. */
function heldIds(today: Day): SQL {
  const standing = sql`ended_at is null and from_on <= ${today}::date and (until_on is null or until_on >= ${today}::date)`;
  return sql`
    select invoice_id from blocks where scope = 'invoice' and ${standing}
    union select own.id from blocks join invoices own on own.customer_id = blocks.customer_id
      where blocks.scope = 'customer' and ${standing}
    union select invoice_id from disputes where settled_at is null
    union select invoice_id from payment_doubts where ended_at is null
    union select invoice_id from promises where ended_at is null and promised_on >= ${today}::date`;
}

/** Count and sum of what is open, of one plan, level, currency and due date. */
export interface OpenSum {
  planId: number;
  /** Highest level passed; 0 = none. */
  passedPosition: number;
  currency: string;
  dueDate: Day;
  count: number;
  openCents: number;
}

/** Sums of everything open, in one pass; how old something is, is for the reader to say. */
export async function sumOpen(db: Db): Promise<OpenSum[]> {
  const { planId, passedPosition, currency, dueDate } = invoices;
  const rows = await db
    .select({
      planId,
      passedPosition,
      currency,
      dueDate,
      count: sql<string>`count(*)::text`,
      openCents: sql<string>`sum(${invoices.openCents})::text`,
    })
    .from(invoices)
    .where(isOpen)
    .groupBy(planId, passedPosition, currency, dueDate)
    .orderBy(planId, passedPosition, currency, dueDate);
  return rows.map((row) => ({ ...row, count: Number(row.count), openCents: Number(row.openCents) }));
}

/** Open amounts of some customers, by customer and currency. */
export async function sumOpenOfCustomers(db: Db, customerIds: readonly number[], today: Day) {
  const rows = await db
    .select({
      customerId: invoices.customerId,
      currency: invoices.currency,
      count: sql<string>`count(*)::text`,
      openCents: sql<string>`sum(${invoices.openCents})::text`,
      overdueCents: sql<string>`coalesce(sum(${invoices.openCents}) filter (where ${invoices.dueDate} < ${today}::date),
        0)::text`,
    })
    .from(invoices)
    .where(
      and(
        isOpen,
        gt(invoices.openCents, 0),
        sql`${invoices.customerId} = any(${sql.param([...customerIds])}::bigint[])`,
      ),
    )
    .groupBy(invoices.customerId, invoices.currency)
    .orderBy(invoices.customerId, invoices.currency);
  return rows.map((row) => ({
    customerId: row.customerId,
    currency: row.currency,
    count: Number(row.count),
    openCents: Number(row.openCents),
    overdueCents: Number(row.overdueCents),
  }));
}
