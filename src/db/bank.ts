// Bank statements and bookings: what is on record, new rows, states, and the chain of statements of an account.

import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { type BankEntryState, WAITING_BANK_ENTRY_STATES } from '../core/bank-entry.ts';
import { among } from './among.ts';
import { insertRows } from './insert-rows.ts';
import { bankEntries, type bankStatements, customers, invoices, payments } from './schema/index.ts';
import type { Db } from './store.ts';

export type BankEntryRow = typeof bankEntries.$inferSelect;
export type NewBankEntry = typeof bankEntries.$inferInsert;
export type BankStatementRow = typeof bankStatements.$inferSelect;

const KEYS_PER_QUERY = 5_000;

export interface KnownEntry {
  id: number;
  entryKey: string;
  bookingKey: string;
  amountCents: number;
  state: BankEntryState;
}

/** Bookings on record under these booking keys. */
export async function entriesOfBookings(db: Db, bookingKeys: readonly string[]): Promise<KnownEntry[]> {
  const found: KnownEntry[] = [];
  for (let start = 0; start < bookingKeys.length; start += KEYS_PER_QUERY) {
    const keys = sql.param(bookingKeys.slice(start, start + KEYS_PER_QUERY));
    const rows = await db
      .select({
        id: bankEntries.id,
        entryKey: bankEntries.entryKey,
        bookingKey: bankEntries.bookingKey,
        amountCents: bankEntries.amountCents,
        state: bankEntries.state,
      })
      .from(bankEntries)
      .where(sql`${bankEntries.bookingKey} = any(${keys}::text[])`);
    found.push(...rows);
  }
  return found;
}

/** Inserts bookings; returns their ids by key. */
export async function insertBankEntries(db: Db, rows: readonly NewBankEntry[]): Promise<Map<string, number>> {
  const inserted = await insertRows<typeof bankEntries, { id: number | string; entry_key: string }>(
    db,
    bankEntries,
    rows,
    sql`id, entry_key`,
  );
  return new Map(inserted.map((row) => [row.entry_key, Number(row.id)]));
}

/** Locks a booking until the transaction ends; null when there is none. */
export async function lockBankEntry(db: Db, id: number): Promise<BankEntryRow | null> {
  const [row] = await db.select().from(bankEntries).where(eq(bankEntries.id, id)).for('update');
  return row ?? null;
}

export async function updateBankEntry(db: Db, id: number, fields: Partial<NewBankEntry>): Promise<void> {
  await db
    .update(bankEntries)
    .set({ ...fields, version: sql`${bankEntries.version} + 1` })
    .where(eq(bankEntries.id, id));
}

/** Money that waits and on which no person has said anything yet, the oldest first. */
export async function waitingMoney(db: Db): Promise<BankEntryRow[]> {
  return db.select().from(bankEntries).where(isWaitingMoney).orderBy(asc(bankEntries.id));
}

/** Those of these bookings that still wait, locked until the transaction ends. */
export async function lockWaitingMoney(db: Db, ids: readonly number[]): Promise<BankEntryRow[]> {
  return db
    .select()
    .from(bankEntries)
    .where(and(isWaitingMoney, among(bankEntries.id, ids)))
    .orderBy(asc(bankEntries.id))
    .for('update');
}

const isWaitingMoney = and(
  inArray(bankEntries.state, [...WAITING_BANK_ENTRY_STATES]),
  gt(bankEntries.amountCents, 0),
  isNull(bankEntries.decidedBy),
);

/** Bookings in some states, newest first. */
export async function entriesByState(
  db: Db,
  query: { states: readonly BankEntryState[]; limit: number; beforeId: number | null },
): Promise<BankEntryRow[]> {
  const before = query.beforeId === null ? undefined : sql`${bankEntries.id} < ${query.beforeId}`;
  return db
    .select()
    .from(bankEntries)
    .where(and(inArray(bankEntries.state, [...query.states]), before))
    .orderBy(sql`${bankEntries.id} desc`)
    .limit(query.limit);
}

export async function countEntriesByState(db: Db): Promise<Record<BankEntryState, number>> {
  const rows = await db
    .select({ state: bankEntries.state, count: sql<number>`count(*)::int` })
    .from(bankEntries)
    .groupBy(bankEntries.state);
  const counts = { booked: 0, asked: 0, unmatched: 0, set_aside: 0, replaced: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

export async function readEntry(db: Db, id: number): Promise<BankEntryRow | null> {
  const [row] = await db.select().from(bankEntries).where(eq(bankEntries.id, id));
  return row ?? null;
}

export interface EntryPayment {
  entryId: number | null;
  invoiceId: number | null;
  customerId: number | null;
  amountCents: number;
  method: string;
}

/** What was recorded for bookings, taken-back payments included, in order. */
export async function paymentsOfEntries(db: Db, entryIds: readonly number[]): Promise<EntryPayment[]> {
  return db
    .select({
      entryId: payments.bankEntryId,
      invoiceId: payments.invoiceId,
      customerId: payments.customerId,
      amountCents: payments.amountCents,
      method: payments.method,
    })
    .from(payments)
    .where(among(payments.bankEntryId, entryIds))
    .orderBy(payments.id);
}

/** What became of bookings that were judged again; each is a new version of itself. */
export type NewOutcome = Pick<BankEntryRow, 'id' | 'state' | 'customerId' | 'candidates' | 'because' | 'paymentCount'>;

export async function updateOutcomes(db: Db, outcomes: readonly NewOutcome[]): Promise<void> {
  const rows = outcomes.map(({ id, state, customerId, candidates, because, paymentCount }) => ({
    id,
    state,
    customer_id: customerId,
    candidates,
    because,
    payment_count: paymentCount,
  }));
  await db.execute(sql`
    update bank_entries set state = new.state, customer_id = new.customer_id, candidates = new.candidates,
      because = new.because, payment_count = new.payment_count, version = bank_entries.version + 1
    from json_populate_recordset(null::bank_entries, ${JSON.stringify(rows)}::json) as new
    where bank_entries.id = new.id`);
}

/** Names of customers and numbers of invoices with what is open on them, to show candidates. */
export async function namesFor(db: Db, ids: { customerIds: readonly number[]; invoiceIds: readonly number[] }) {
  const who = await db
    .select({ id: customers.id, number: customers.number, name: customers.name })
    .from(customers)
    .where(among(customers.id, ids.customerIds));
  const what = await db
    .select({
      id: invoices.id,
      number: invoices.number,
      openCents: invoices.openCents,
      dueDate: invoices.dueDate,
      currency: invoices.currency,
    })
    .from(invoices)
    .where(among(invoices.id, ids.invoiceIds));
  return { customers: new Map(who.map((row) => [row.id, row])), invoices: new Map(what.map((row) => [row.id, row])) };
}
