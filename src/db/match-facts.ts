// What matching reads: open invoices with their customers and last notices, what is known of payers, numbers of settled
// invoices, and payments that may have come back.

import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { EarlierPayment } from '../core/match-return.ts';
import type { MatchCustomer, NoticeTotal, OpenInvoice } from '../core/match-types.ts';
import { among } from './among.ts';
import { customers, invoices } from './schema/index.ts';
import type { Db } from './store.ts';

type Rows<T> = { rows: T[] };

/** All open invoices, by due date. */
export async function readOpenInvoices(db: Db): Promise<OpenInvoice[]> {
  const rows = await db
    .select({
      id: invoices.id,
      number: invoices.number,
      customerId: invoices.customerId,
      currency: invoices.currency,
      openCents: invoices.openCents,
      paymentReference: invoices.paymentReference,
      discountCents: invoices.discountCents,
      discountUntil: invoices.discountUntil,
    })
    .from(invoices)
    .where(and(eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0)))
    .orderBy(invoices.dueDate, invoices.id);
  return rows.map(({ discountCents, discountUntil, ...row }) => ({
    ...row,
    discount: discountCents === null || discountUntil === null ? null : { cents: discountCents, until: discountUntil },
  }));
}

/** Open invoices with what settling them needs, locked until the transaction ends. */
export async function openInvoiceRows(db: Db) {
  return db
    .select({
      id: invoices.id,
      number: invoices.number,
      customerId: invoices.customerId,
      currency: invoices.currency,
      openCents: invoices.openCents,
    })
    .from(invoices)
    .where(and(eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0)))
    .orderBy(invoices.id)
    .for('update');
}

export async function readMatchCustomers(db: Db, ids: readonly number[]): Promise<MatchCustomer[]> {
  return db
    .select({ id: customers.id, number: customers.number, name: customers.name })
    .from(customers)
    .where(among(customers.id, ids));
}

/** The last issued notice of each open invoice, where it has charges. */
export async function readNoticeTotals(db: Db): Promise<NoticeTotal[]> {
  const { rows } = (await db.execute(sql`
    select notice.id, notice.number::text as number,
      (notice.total_cents - notice.principal_cents)::text as charges, array_agg(line.invoice_id) as ids
    from notices notice
    join notice_invoices line on line.notice_id = notice.id
    join invoices invoice on invoice.id = line.invoice_id and invoice.open_cents > 0
    where notice.state = 'issued' and notice.total_cents > notice.principal_cents
      and not exists (select from notices later join notice_invoices same on same.notice_id = later.id
        where same.invoice_id = line.invoice_id and later.state = 'issued' and later.id > notice.id)
    group by notice.id`)) as unknown as Rows<{ number: string; charges: string; ids: (number | string)[] }>;
  return rows.map(({ number, charges, ids }) => ({
    number,
    chargesCents: Number(charges),
    invoiceIds: ids.map(Number),
  }));
}

/** Customers by account: those who have it on record, and those for whom it has paid before. */
export async function readPayers(
  db: Db,
  ibans: readonly string[],
): Promise<{ onRecord: Map<string, number[]>; hasPaidFor: Map<string, number[]> }> {
  const list = sql.param([...new Set(ibans)]);
  const record = (await db.execute(
    sql`select iban, id from customers where iban = any(${list}::text[]) order by id`,
  )) as unknown as Rows<{ iban: string; id: number | string }>;
  const paid = (await db.execute(sql`
    select distinct payer_iban as iban, customer_id as id from bank_entries
    where payer_iban = any(${list}::text[]) and state = 'booked' and customer_id is not null
      and amount_cents > 0`)) as unknown as Rows<{ iban: string; id: number | string }>;
  return { onRecord: byIban(record.rows), hasPaidFor: byIban(paid.rows) };
}

function byIban(rows: readonly { iban: string; id: number | string }[]): Map<string, number[]> {
  const map = new Map<string, number[]>();
  for (const { iban, id } of rows) map.set(iban, [...(map.get(iban) ?? []), Number(id)]);
  return map;
}

const KEYS_PER_QUERY = 10_000;

export interface NumberedInvoice {
  id: number;
  number: string;
  customerId: number;
  isOpen: boolean;
}

/** Invoices whose number, as letters and digits alone, is one of these keys. */
export async function invoicesByKeys(db: Db, keys: readonly string[]): Promise<NumberedInvoice[]> {
  const found: NumberedInvoice[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const list = sql.param(keys.slice(start, start + KEYS_PER_QUERY));
    const { rows } = (await db.execute(sql`
      select id, number, customer_id, open_cents > 0 as open from invoices
      where kind = 'invoice'
        and upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g')) = any(${list}::text[])`)) as unknown as Rows<{
      id: number | string;
      number: string;
      customer_id: number | string;
      open: boolean;
    }>;
    for (const { id, number, customer_id, open } of rows) {
      found.push({ id: Number(id), number, customerId: Number(customer_id), isOpen: open });
    }
  }
  return found;
}

/** Payments of these amounts since a day that are still standing, the latest first; one per booking. */
export async function earlierPayments(db: Db, amounts: readonly number[], since: string): Promise<EarlierPayment[]> {
  const list = sql.param([...new Set(amounts)]);
  const { rows } = (await db.execute(sql`
    select min(payment.id) as id, payment.customer_id, payment.currency, entry.end_to_end_id, entry.payer_iban,
      sum(payment.amount_cents) filter (where payment.method <> 'write_off')::text as cents,
      json_agg(json_build_object('invoiceId', invoice.id, 'number', invoice.number, 'method', payment.method,
        'cents', payment.amount_cents, 'paid', invoice.paid_cents)) as lines
    from payments payment
    join invoices invoice on invoice.id = payment.invoice_id
    left join bank_entries entry on entry.id = payment.bank_entry_id
    where payment.posted_on >= ${since}::date and (entry.id is null or entry.state = 'booked')
    group by coalesce(payment.bank_entry_id, -payment.id), payment.customer_id, payment.currency,
      entry.end_to_end_id, entry.payer_iban
    having sum(payment.amount_cents) filter (where payment.method <> 'write_off') = any(${list}::bigint[])
    order by 1 desc limit 2000`)) as unknown as Rows<{
    customer_id: number | string;
    currency: string;
    end_to_end_id: string | null;
    payer_iban: string | null;
    cents: string;
    lines: { invoiceId: number; number: string; method: string; cents: number; paid: number }[];
  }>;
  return rows.flatMap((row) => {
    const allocations = allocationsOf(row.lines);
    const isStanding = allocations.every(({ cents, paid }) => cents > 0 && paid >= cents);
    if (!isStanding || allocations.length === 0) return [];
    return [
      {
        customerId: Number(row.customer_id),
        currency: row.currency,
        endToEndId: row.end_to_end_id,
        payerIban: row.payer_iban,
        amountCents: Number(row.cents),
        allocations,
      },
    ];
  });
}

function allocationsOf(
  lines: readonly { invoiceId: number; number: string; method: string; cents: number; paid: number }[],
) {
  const byInvoice = new Map<number, EarlierPayment['allocations'][number] & { paid: number }>();
  for (const { invoiceId, number, method, cents, paid } of lines) {
    const known = byInvoice.get(invoiceId) ?? { invoiceId, number, cents: 0, writeOffCents: 0, paid };
    const isWriteOff = method === 'write_off';
    byInvoice.set(invoiceId, {
      ...known,
      cents: known.cents + (isWriteOff ? 0 : cents),
      writeOffCents: known.writeOffCents + (isWriteOff ? cents : 0),
    });
  }
  return [...byInvoice.values()];
}

/** What is open now on some invoices, by id; read after they were locked. */
export async function openAmounts(db: Db, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: invoices.id, openCents: invoices.openCents })
    .from(invoices)
    .where(among(invoices.id, ids));
  return new Map(rows.map((row) => [row.id, row.openCents]));
}

/** Invoices by number with what booking on them needs. */
export async function bookableInvoices(db: Db, numbers: readonly string[]) {
  return db
    .select({
      id: invoices.id,
      number: invoices.number,
      kind: invoices.kind,
      customerId: invoices.customerId,
      currency: invoices.currency,
      openCents: invoices.openCents,
    })
    .from(invoices)
    .where(inArray(invoices.number, [...numbers]));
}
