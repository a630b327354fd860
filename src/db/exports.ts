// What leaves as tables: charges of issued notices, payments with what they settled, everything of one customer.

import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { among } from './among.ts';
import { NOTICE_AMOUNTS } from './notice-lists.ts';
import {
  bankEntries,
  blocks,
  customers,
  deliveries,
  disputes,
  invoiceDocuments,
  invoices,
  noticeDocuments,
  notices,
  paymentDoubts,
  payments,
  promises,
  revisions,
} from './schema/index.ts';
import type { Db } from './store.ts';

/** Numbered notices of a period, cancelled ones included, by number. */
export async function noticesBetween(db: Db, from: Day, to: Day) {
  return db
    .select({
      number: notices.number,
      state: notices.state,
      kind: notices.kind,
      issuedOn: notices.issuedOn,
      deadline: notices.deadline,
      customerNumber: customers.number,
      customerName: customers.name,
      currency: notices.currency,
      ...NOTICE_AMOUNTS,
    })
    .from(notices)
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .where(and(gte(notices.issuedOn, from), lte(notices.issuedOn, to), inArray(notices.state, ['issued', 'cancelled'])))
    .orderBy(asc(notices.number));
}

/** Payments posted in a period, with invoice and customer where they are known. */
export async function paymentsBetween(db: Db, from: Day, to: Day) {
  return db
    .select({
      externalId: payments.externalId,
      postedOn: payments.postedOn,
      valueOn: payments.valueOn,
      amountCents: payments.amountCents,
      currency: payments.currency,
      method: payments.method,
      invoice: invoices.number,
      customerNumber: customers.number,
      customerName: customers.name,
      text: payments.text,
      because: bankEntries.because,
      recordedBy: payments.recordedBy,
    })
    .from(payments)
    .leftJoin(invoices, eq(invoices.id, payments.invoiceId))
    .leftJoin(customers, eq(customers.id, payments.customerId))
    .leftJoin(bankEntries, eq(bankEntries.id, payments.bankEntryId))
    .where(and(gte(payments.postedOn, from), lte(payments.postedOn, to)))
    .orderBy(asc(payments.postedOn), asc(payments.id));
}

/** Everything on record about a customer, table by table. */
export async function recordsOfCustomer(db: Db, customerId: number) {
  const own = await db.select().from(invoices).where(eq(invoices.customerId, customerId)).orderBy(invoices.id);
  const ids = own.map((invoice) => invoice.id);
  const letters = await db.select().from(notices).where(eq(notices.customerId, customerId)).orderBy(notices.id);
  const noticeIds = letters.map((notice) => notice.id);
  const { rows: audit } = (await db.execute(sql`
    select at, actor, surface, action, entity, entity_id, before, after, remark from audit
    where (entity = 'customer' and entity_id = ${String(customerId)})
      or (entity = 'invoice' and entity_id = any(${sql.param(ids.map(String))}::text[])) order by id`)) as unknown as {
    rows: Record<string, unknown>[];
  };
  return {
    customer: await db.select().from(customers).where(eq(customers.id, customerId)),
    earlier: await db
      .select()
      .from(revisions)
      .where(and(eq(revisions.entity, 'customer'), eq(revisions.entityId, customerId)))
      .orderBy(revisions.id),
    invoices: own,
    payments: await db.select().from(payments).where(eq(payments.customerId, customerId)).orderBy(payments.id),
    bankBookings: await db.select().from(bankEntries).where(eq(bankEntries.customerId, customerId)),
    blocks: await db
      .select()
      .from(blocks)
      .where(or(eq(blocks.customerId, customerId), among(blocks.invoiceId, ids))),
    disputes: await db.select().from(disputes).where(among(disputes.invoiceId, ids)),
    promises: await db.select().from(promises).where(among(promises.invoiceId, ids)),
    paymentsInQuestion: await db.select().from(paymentDoubts).where(among(paymentDoubts.invoiceId, ids)),
    notices: letters,
    deliveries: await db.select().from(deliveries).where(among(deliveries.noticeId, noticeIds)),
    audit,
  };
}

/** The letters of a customer's notices, by number. */
export async function lettersOfCustomer(db: Db, customerId: number) {
  return db
    .select({ number: notices.number, pdf: noticeDocuments.letter })
    .from(noticeDocuments)
    .innerJoin(notices, eq(notices.id, noticeDocuments.noticeId))
    .where(eq(notices.customerId, customerId))
    .orderBy(asc(notices.number));
}

/** The originals of a customer's invoices, by number. */
export async function originalsOfCustomer(db: Db, customerId: number) {
  return db
    .select({ number: invoices.number, pdf: invoiceDocuments.content })
    .from(invoiceDocuments)
    .innerJoin(invoices, eq(invoices.id, invoiceDocuments.invoiceId))
    .where(eq(invoices.customerId, customerId))
    .orderBy(asc(invoices.number));
}

/** Whether something about a customer is still going on; each count is a reason not to anonymise him. */
export async function openMattersOf(db: Db, customerId: number): Promise<{ invoices: number; bookings: number }> {
  const { rows } = (await db.execute(sql`
    select (select count(*) from invoices where customer_id = ${customerId} and kind = 'invoice'
        and open_cents <> 0)::int as invoices,
      (select count(*) from bank_entries where customer_id = ${customerId}
        and state in ('asked', 'unmatched'))::int as bookings`)) as unknown as {
    rows: { invoices: number; bookings: number }[];
  };
  return rows[0] ?? { invoices: 0, bookings: 0 };
}

/** Overwrites what names a person outside the documents that the law wants kept. */
export async function scrubCustomer(db: Db, customerId: number, name: string, at: string): Promise<void> {
  const nobody = { name, address: null, state: null, salutation: null, emailsTo: [], emailsCc: [], iban: null };
  await db
    .update(customers)
    .set({ ...nobody, changedAt: at })
    .where(eq(customers.id, customerId));
  await db.execute(sql`
    update revisions set before = before || ${JSON.stringify(nobody)}::jsonb
    where entity = 'customer' and entity_id = ${customerId}`);
  await db
    .update(bankEntries)
    .set({ payerName: null, payerIban: null, text: '', endToEndId: null, mandateId: null, remark: null })
    .where(eq(bankEntries.customerId, customerId));
  await db.update(payments).set({ text: null }).where(eq(payments.customerId, customerId));
}
