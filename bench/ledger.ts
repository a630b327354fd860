// Fills an empty, set up database with a ledger by bulk SQL: open, half paid, paused, blocked, not due and closed ones.
// Everything follows from the running number of an invoice, so each run of the benchmarks measures the same data.
import type pg from 'pg';
import { writeHistory } from './history.ts';
import { LEVEL_DAYS, TODAY } from './program.ts';

export interface LedgerShape {
  /** Open invoices that are overdue: due 0 to 89 days ago. A third as many are open and not due yet. */
  open: number;
  closed: number;
  /** True: every notice up to yesterday was sent (steady state). False: nothing was ever sent. */
  dunned: boolean;
}

const DUE_DAYS = 90;

/**
 * Columns of the overdue invoice number i: a quarter as many customers, 20 % half paid, 1 % paused, 1 % of the
 * customers blocked. The digits used differ, so that none of these depends on the days overdue (i mod 90).
 */
const OVERDUE = (customers: number) => `
  1 + i % ${customers} as customer_id, i % ${DUE_DAYS} as age, 5000 + i * 7919 % 200000 as gross,
  i / 10 % 5 = 0 as is_half_paid, i / 10 % 100 = 37 as is_paused, (1 + i % ${customers}) / 10 % 100 = 11 as is_blocked`;

/** Days after the due date on which the first to last notice is sent. */
const SENT_AFTER = LEVEL_DAYS.map((_, index) => LEVEL_DAYS.slice(0, index + 1).reduce((sum, days) => sum + days, 0));

export async function writeLedger(client: pg.Client, shape: LedgerShape): Promise<void> {
  const customers = Math.ceil(shape.open / 4);
  // Rows are made consistent by construction; checking every foreign key would double the time.
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'`);
  await writeCustomers(client, customers);
  await writeClosed(client, shape.closed, customers);
  await writeOverdue(client, shape, customers);
  await writeNotDue(client, Math.floor(shape.open / 3), customers);
  await writeBlocks(client, shape, customers);
  if (shape.dunned) await writeHistory(client, SENT_AFTER);
  await client.query('reset session_replication_role; reset synchronous_commit');
  await client.query('vacuum (freeze, analyze)');
  await client.query('checkpoint');
}

async function writeCustomers(client: pg.Client, count: number): Promise<void> {
  await client.query(`
    insert into customers (number, name, address, changed_at)
    select 'C' || n, 'Customer ' || n,
      '{"extra":[],"street":"Weg","houseNumber":"1","postalCode":"10115","city":"Berlin","country":"DE"}', '${TODAY}'
    from generate_series(1, ${count}) as n`);
}

/** Paid in full on the due date, 3 to 14 months ago. */
async function writeClosed(client: pg.Client, count: number, customers: number): Promise<void> {
  await client.query(`
    with new as (
      insert into invoices (number, customer_id, issued_on, due_date, currency, gross_cents, paid_cents, plan_id,
        anchor_on, recorded_at)
      select 'C' || i, 1 + i % ${customers}, due - 14, due, 'EUR', gross, gross, 1, due, due - 14
      from (select i, 5000 + i * 7919 % 200000 as gross, date '${TODAY}' - 90 - (i * 330 / ${count})::int as due
        from generate_series(${count}::bigint, 1, -1) as i) as numbers
      returning id, customer_id, gross_cents, due_date)
    insert into payments (external_id, invoice_id, customer_id, amount_cents, currency, value_on, posted_on, method,
      recorded_at, recorded_by)
    select 'P' || id, id, customer_id, gross_cents, 'EUR', due_date, due_date, 'bank_transfer', due_date, 'bench'
    from new`);
}

async function writeOverdue(client: pg.Client, shape: LedgerShape, customers: number): Promise<void> {
  // A held invoice never got a notice; every other one the notices of the days before today.
  const sent = shape.dunned ? SENT_AFTER.map((days) => `(age > ${days})::int`).join(' + ') : '0';
  await client.query(`
    with new as (
      insert into invoices (number, customer_id, issued_on, due_date, currency, gross_cents, paid_cents, plan_id,
        passed_position, anchor_on, last_passed_on, recorded_at)
      select 'R' || i, customer_id, due - 14, due, 'EUR', gross, case when is_half_paid then gross / 2 else 0 end, 1,
        passed, coalesce(due + last_sent, due), due + last_sent, due - 14
      from (
        select *, date '${TODAY}' - age::int as due, (array[${SENT_AFTER.join(', ')}])[passed] as last_sent
        from (
          select *, case when is_paused or is_blocked then 0 else ${sent} end as passed
          from (select i, ${OVERDUE(customers)} from generate_series(1, ${shape.open}::bigint) as i) as numbers
        ) as levels
      ) as days
      order by i
      returning id, customer_id, paid_cents, due_date)
    insert into payments (external_id, invoice_id, customer_id, amount_cents, currency, value_on, posted_on, method,
      recorded_at, recorded_by)
    select 'H' || id, id, customer_id, paid_cents, 'EUR', due_date, least(due_date, '${TODAY}'::date - 1),
      'bank_transfer', due_date, 'bench'
    from new where paid_cents > 0`);
}

async function writeNotDue(client: pg.Client, count: number, customers: number): Promise<void> {
  await client.query(`
    insert into invoices (number, customer_id, issued_on, due_date, currency, gross_cents, plan_id, anchor_on, recorded_at)
    select 'N' || i, 1 + i % ${customers}, due - 14, due, 'EUR', 5000 + i * 7919 % 200000, 1, due, due - 14
    from (select i, date '${TODAY}' + 1 + (i % 30)::int as due from generate_series(1, ${count}::bigint) as i) as numbers`);
}

async function writeBlocks(client: pg.Client, shape: LedgerShape, customers: number): Promise<void> {
  await client.query(`
    insert into blocks (scope, invoice_id, from_on, reason, set_by, set_at)
    select 'invoice', invoices.id, due_date, 'bench', 'bench', '${TODAY}'
    from (select i, ${OVERDUE(customers)} from generate_series(1, ${shape.open}::bigint) as i) as numbers
    join invoices on invoices.number = 'R' || i where is_paused`);
  await client.query(`
    insert into blocks (scope, customer_id, from_on, reason, set_by, set_at)
    select 'customer', n, '2026-01-01', 'bench', 'bench', '${TODAY}'
    from generate_series(1, ${customers}) as n where n / 10 % 100 = 11`);
}
