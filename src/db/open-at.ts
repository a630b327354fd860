// Invoices that were open at an instant, by due date, a page at a time from a key on. A superset: what was open then
// follows from payments, credit notes and passages, and the engine decides on every row.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { AsOf } from './as-of.ts';
import { invoicesWithText } from './invoice-text.ts';
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
  const text = filter.text === '' ? sql`true` : await invoicesWithText(db, filter.text, 'i');
  // Each branch by an index of its own; together they are asked for no more than the page.
  const branches = branchesOf(filter.asOf).map(
    (branch) => sql`(select i.id, i.number, i.customer_id, i.due_date, i.currency from invoices i
      where ${branch} and ${behind} and ${text} and ${proposedBy(filter.proposedBy)}
      order by i.due_date, i.id limit ${page.limit})`,
  );
  const { rows } = (await db.execute(sql`
    select i.id, i.number, i.customer_id, i.due_date::text, i.currency, customer.number as customer_number,
      customer.name as customer_name
    from (${sql.join(branches, sql` union all `)}) as i join customers customer on customer.id = i.customer_id
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
    select distinct i.customer_id from invoices i where (${sql.join(branchesOf(asOf), sql`) or (`)}) order by 1`)) as unknown as {
    rows: { customer_id: number | string }[];
  };
  return rows.map((row) => Number(row.customer_id));
}

/** What is open now, and what money or a credit note that came later has closed since. */
function branchesOf(asOf: AsOf): SQL[] {
  const open = sql`i.kind = 'invoice' and i.open_cents > 0`;
  if (asOf === null) return [open];
  const closedSince = sql`i.kind = 'invoice' and i.open_cents <= 0 and i.id = any(array(
    select invoice_id from payments where recorded_at > ${asOf}::timestamptz and invoice_id is not null
    union select applies_to_id from invoices
      where kind = 'credit_note' and recorded_at > ${asOf}::timestamptz and applies_to_id is not null))`;
  return [open, closedSince].map((branch) => sql`${branch} and i.recorded_at <= ${asOf}::timestamptz`);
}

function proposedBy(planId: number | null): SQL {
  if (planId === null) return sql`true`;
  return sql`exists (select from proposal_invoices line join proposals proposal on proposal.id = line.proposal_id
    where line.invoice_id = i.id and proposal.plan_id = ${planId})`;
}
