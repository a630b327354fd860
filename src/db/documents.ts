// Stored documents: original invoices handed in, and what papers about a customer need.

import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { among } from './among.ts';
import {
  customers,
  deliveries,
  invoiceDocuments,
  invoices,
  noticeDocuments,
  notices,
  payments,
  proposalInvoices,
} from './schema/index.ts';
import type { Db } from './store.ts';

/** Keeps an original; a later one of the same invoice replaces it. */
export async function saveOriginal(db: Db, row: typeof invoiceDocuments.$inferInsert): Promise<void> {
  const { invoiceId: _key, ...fields } = row;
  await db.insert(invoiceDocuments).values(row).onConflictDoUpdate({ target: invoiceDocuments.invoiceId, set: fields });
}

export async function readOriginal(db: Db, invoiceId: number): Promise<typeof invoiceDocuments.$inferSelect | null> {
  const [row] = await db.select().from(invoiceDocuments).where(eq(invoiceDocuments.invoiceId, invoiceId));
  return row ?? null;
}

/** Name and time of the original of an invoice, without its bytes; null when there is none. */
export async function describeOriginal(db: Db, invoiceId: number) {
  const { fileName, recordedAt } = invoiceDocuments;
  const rows = await db
    .select({ fileName, recordedAt })
    .from(invoiceDocuments)
    .where(eq(invoiceDocuments.invoiceId, invoiceId));
  return rows[0] ?? null;
}

/** Originals of invoices, in the order of their numbers. */
export async function readOriginals(db: Db, invoiceIds: readonly number[]) {
  if (invoiceIds.length === 0) return [];
  return db
    .select({ number: invoices.number, content: invoiceDocuments.content })
    .from(invoiceDocuments)
    .innerJoin(invoices, eq(invoices.id, invoiceDocuments.invoiceId))
    .where(among(invoiceDocuments.invoiceId, invoiceIds))
    .orderBy(asc(invoices.number));
}

/** Numbers of the invoices of a proposal whose originals are kept. */
export async function originalsOnProposal(db: Db, proposalId: number): Promise<string[]> {
  const rows = await db
    .select({ number: invoices.number })
    .from(proposalInvoices)
    .innerJoin(invoiceDocuments, eq(invoiceDocuments.invoiceId, proposalInvoices.invoiceId))
    .innerJoin(invoices, eq(invoices.id, proposalInvoices.invoiceId))
    .where(eq(proposalInvoices.proposalId, proposalId))
    .orderBy(asc(invoices.number));
  return rows.map((row) => row.number);
}

/** Which original each invoice has now, by the hash of its bytes; in the order of the ids. */
export async function readOriginalHashes(db: Db, invoiceIds: readonly number[]) {
  if (invoiceIds.length === 0) return [];
  return db
    .select({ invoiceId: invoiceDocuments.invoiceId, sha256: invoiceDocuments.sha256 })
    .from(invoiceDocuments)
    .where(among(invoiceDocuments.invoiceId, invoiceIds))
    .orderBy(asc(invoiceDocuments.invoiceId));
}

/** Issued notices by number with their letters and whom they went to. */
export async function readLetters(db: Db, numbers: readonly number[]) {
  return db
    .select({ notice: notices, document: noticeDocuments, customerName: customers.name, address: customers.address })
    .from(notices)
    .innerJoin(noticeDocuments, eq(noticeDocuments.noticeId, notices.id))
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .where(and(among(notices.number, numbers), eq(notices.state, 'issued')))
    .orderBy(asc(notices.number));
}

/** Standing notices of a customer in a currency with letters and deliveries, oldest first. */
export async function readNoticeFile(db: Db, customerId: number, currency: string) {
  const rows = await db
    .select({
      notice: notices,
      /** As it went out last. */
      letter:
        sql<Uint8Array>`coalesce((select letter from letter_versions where letter_versions.notice_id = ${notices.id}
        order by version desc limit 1), ${noticeDocuments.letter})`.mapWith(noticeDocuments.letter),
    })
    .from(notices)
    .innerJoin(noticeDocuments, eq(noticeDocuments.noticeId, notices.id))
    .where(and(eq(notices.customerId, customerId), eq(notices.currency, currency), eq(notices.state, 'issued')))
    .orderBy(asc(notices.id));
  const ids = rows.map((row) => row.notice.id);
  const sent = ids.length === 0 ? [] : await db.select().from(deliveries).where(among(deliveries.noticeId, ids));
  return rows.map((row) => ({ ...row, deliveries: sent.filter((delivery) => delivery.noticeId === row.notice.id) }));
}

/** Payments of invoices with the invoice's number, by value date. */
export async function readPaymentsOf(db: Db, invoiceIds: readonly number[]) {
  if (invoiceIds.length === 0) return [];
  return db
    .select({ payment: payments, invoiceNumber: invoices.number })
    .from(payments)
    .innerJoin(invoices, eq(invoices.id, payments.invoiceId))
    .where(among(payments.invoiceId, invoiceIds))
    .orderBy(asc(payments.valueOn), asc(payments.id));
}

/** Open invoices of one currency as the aging picture needs them. */
export async function readOpenAges(db: Db, currency: string) {
  return db
    .select({ customerId: invoices.customerId, dueDate: invoices.dueDate, openCents: invoices.openCents })
    .from(invoices)
    .where(and(eq(invoices.kind, 'invoice'), eq(invoices.currency, currency), gt(invoices.openCents, 0)));
}
