// Invoices that were open at an instant, by due date, a page at a time from a key on. A superset: what was open then
// follows from payments, credit notes and passages, and the engine decides on every row.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { AsOf } from './as-of.ts';
import { containing } from './containing.ts';
import type { LedgerKey } from './ledger.ts';
import type { Db } from './store.ts';

export interface OpenAtFilter {
  /** Null = now. */
  asOf: AsOf;
  /** Part of an invoice's number, or of its customer's name; his number as a whole. */
  text: string;
  /** Of these only what was ever on a proposal of this plan. */
  proposedBy: number | null;
}

export interface OpenAtRow extends LedgerKey {
  number: string;
  customerId: number;
  customerNumber: string;
  customerName: string;
  currency: string;
}

type Row = Record<'id' | 'customer_id', number | string> &
  Record<'number' | 'customer_number' | 'customer_name' | 'currency', string> & { due_date: Day };

export async function listOpenAt(
  db: Db,
  filter: OpenAtFilter,
  page: { after: LedgerKey | null; limit: number },
): Promise<OpenAtRow[]> {
  const { after } = page;
  const behind = after === null ? sql`true` : sql`(i.due_date, i.id) > (${after.dueDate}::date, ${after.id}::bigint)`;
  const { rows } = (await db.execute(sql`
    select i.id, i.number, i.customer_id, i.due_date::text, i.currency, customer.number as customer_number,
      customer.name as customer_name
    from invoices i join customers customer on customer.id = i.customer_id
    where ${openAt(filter.asOf)} and ${behind} and ${textOf(filter.text)} and ${proposedBy(filter.proposedBy)}
    order by i.due_date, i.id limit ${page.limit}`)) as unknown as { rows: Row[] };
  return rows.map((row) => ({
    id: Number(row.id),
    number: row.number,
    customerId: Number(row.customer_id),
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    dueDate: row.due_date,
    currency: row.currency,
  }));
}

/** Customers with an invoice that was open then, ascending. */
export async function customersOpenAt(db: Db, asOf: AsOf): Promise<number[]> {
  const { rows } = (await db.execute(sql`
    select distinct i.customer_id from invoices i where ${openAt(asOf)} order by 1`)) as unknown as {
    rows: { customer_id: number | string }[];
  };
  return rows.map((row) => Number(row.customer_id));
}

/** What is open now, and what money or a credit note that came later has closed since. */
function openAt(asOf: AsOf): SQL {
  if (asOf === null) return sql`i.kind = 'invoice' and i.open_cents > 0`;
  return sql`i.kind = 'invoice' and i.recorded_at <= ${asOf}::timestamptz and (i.open_cents > 0 or i.id in (
    select invoice_id from payments where recorded_at > ${asOf}::timestamptz and invoice_id is not null
    union all select applies_to_id from invoices
      where kind = 'credit_note' and recorded_at > ${asOf}::timestamptz and applies_to_id is not null))`;
}

function textOf(text: string): SQL {
  if (text === '') return sql`true`;
  const pattern = containing(text);
  return sql`(i.number ilike ${pattern} or customer.number = ${text} or customer.name ilike ${pattern})`;
}

function proposedBy(planId: number | null): SQL {
  if (planId === null) return sql`true`;
  return sql`exists (select from proposal_invoices line join proposals proposal on proposal.id = line.proposal_id
    where line.invoice_id = i.id and proposal.plan_id = ${planId})`;
}
