// Which invoices an undecided booking may pay: brought in step with what is asked about the bookings.

import { and, eq, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { among } from './among.ts';
import { type AsOf, notEnded, recordedBy } from './as-of.ts';
import { bankEntries, paymentDoubts } from './schema/index.ts';
import type { Db } from './store.ts';

/** Invoices that the candidates of bookings name, as far as the bookings are asked and bring money. */
const asked = (entryIds: readonly number[]) => sql`
  select distinct entry.id as entry_id, (line ->> 'invoiceId')::bigint as invoice_id
  from bank_entries entry, jsonb_array_elements(entry.candidates) candidate,
    jsonb_array_elements(candidate -> 'allocations') line
  where entry.id = any(${sql.param([...entryIds])}::bigint[]) and entry.state = 'asked' and entry.amount_cents > 0`;

/**
 * Raises and ends the doubts of these bookings so that they are what is asked now; returns the customers concerned.
 * Invoices that come to be held are locked first: a notice about one of them that is on its way is waited for.
 */
export async function refreshDoubts(db: Db, entryIds: readonly number[], at: string): Promise<number[]> {
  if (entryIds.length === 0) return [];
  await db.execute(sql`
    select id from invoices where id in (select invoice_id from (${asked(entryIds)}) asked) order by id for update`);
  const { rows } = (await db.execute(sql`
    with asked as materialized (${asked(entryIds)}), ended as (
      update payment_doubts doubt set ended_at = ${at}::timestamptz
      where doubt.bank_entry_id = any(${sql.param([...entryIds])}::bigint[]) and doubt.ended_at is null
        and not exists (select from asked where entry_id = doubt.bank_entry_id and invoice_id = doubt.invoice_id)
      returning doubt.invoice_id
    ), raised as (
      insert into payment_doubts (bank_entry_id, invoice_id, raised_at)
      select entry_id, invoice_id, ${at}::timestamptz from asked order by entry_id, invoice_id
      on conflict do nothing returning invoice_id
    )
    select distinct customer_id as id from invoices
    where id in (select invoice_id from ended union select invoice_id from raised)`)) as unknown as {
    rows: { id: number | string }[];
  };
  return rows.map((row) => Number(row.id));
}

export interface DoubtRow {
  invoiceId: number;
  cents: number;
  currency: string;
  bookedOn: Day;
}

/** The money in question for some invoices, or for all (null); the oldest booking of an invoice last. */
export async function readDoubts(db: Db, invoiceIds: readonly number[] | null, asOf: AsOf): Promise<DoubtRow[]> {
  return db
    .select({
      invoiceId: paymentDoubts.invoiceId,
      cents: bankEntries.amountCents,
      currency: bankEntries.currency,
      bookedOn: bankEntries.bookedOn,
    })
    .from(paymentDoubts)
    .innerJoin(bankEntries, eq(bankEntries.id, paymentDoubts.bankEntryId))
    .where(
      and(
        invoiceIds === null ? undefined : among(paymentDoubts.invoiceId, invoiceIds),
        notEnded(paymentDoubts.endedAt, asOf),
        recordedBy(paymentDoubts.raisedAt, asOf),
      ),
    )
    .orderBy(sql`${paymentDoubts.id} desc`);
}
