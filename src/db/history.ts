// Everything on record about one invoice, for its timeline.

import { and, asc, eq, gte, or } from 'drizzle-orm';
import { among } from './among.ts';
import {
  blocks,
  deliveries,
  disputes,
  invoiceDocuments,
  invoices,
  noticeInvoices,
  notices,
  passages,
  payments,
  promises,
  proposalInvoices,
  proposals,
} from './schema/index.ts';
import type { Db } from './store.ts';

/** Of the customer's own blocks those set since the invoice was recorded. */
export async function readInvoiceRecord(
  db: Db,
  { id: invoiceId, customerId, recordedAt }: { id: number; customerId: number; recordedAt: string },
) {
  const ofCustomer = and(eq(blocks.customerId, customerId), gte(blocks.setAt, recordedAt));
  const listed = await db
    .select({ notice: notices, line: noticeInvoices })
    .from(noticeInvoices)
    .innerJoin(notices, eq(notices.id, noticeInvoices.noticeId))
    .where(eq(noticeInvoices.invoiceId, invoiceId))
    .orderBy(asc(notices.id));
  const noticeIds = listed.map((row) => row.notice.id);
  return {
    payments: await db.select().from(payments).where(eq(payments.invoiceId, invoiceId)).orderBy(asc(payments.id)),
    blocks: await db
      .select()
      .from(blocks)
      .where(or(eq(blocks.invoiceId, invoiceId), ofCustomer))
      .orderBy(asc(blocks.id)),
    credits: await creditsOf(db, invoiceId),
    originals: await db
      .select({ fileName: invoiceDocuments.fileName, recordedAt: invoiceDocuments.recordedAt })
      .from(invoiceDocuments)
      .where(eq(invoiceDocuments.invoiceId, invoiceId)),
    disputes: await db.select().from(disputes).where(eq(disputes.invoiceId, invoiceId)).orderBy(asc(disputes.id)),
    promises: await db.select().from(promises).where(eq(promises.invoiceId, invoiceId)).orderBy(asc(promises.id)),
    passages: await db.select().from(passages).where(eq(passages.invoiceId, invoiceId)).orderBy(asc(passages.id)),
    proposals: await db
      .select({ proposal: proposals })
      .from(proposalInvoices)
      .innerJoin(proposals, eq(proposals.id, proposalInvoices.proposalId))
      .where(eq(proposalInvoices.invoiceId, invoiceId))
      .orderBy(asc(proposals.id)),
    notices: listed,
    deliveries:
      noticeIds.length === 0
        ? []
        : await db
            .select()
            .from(deliveries)
            .where(among(deliveries.noticeId, noticeIds))
            .orderBy(asc(deliveries.createdAt)),
  };
}

/** Credit notes set against an invoice, in the order in which they came. */
function creditsOf(db: Db, invoiceId: number) {
  const { number, grossCents, recordedAt } = invoices;
  return db
    .select({ number, grossCents, recordedAt })
    .from(invoices)
    .where(eq(invoices.appliesToId, invoiceId))
    .orderBy(asc(invoices.id));
}

/** Which invoice a credit note is set against, and which credit notes are set against an invoice. */
export async function readCredits(db: Db, { id, appliesToId }: { id: number; appliesToId: number | null }) {
  const [invoice] =
    appliesToId === null
      ? []
      : await db.select({ number: invoices.number }).from(invoices).where(eq(invoices.id, appliesToId));
  return { creditFor: invoice?.number ?? null, credits: await creditsOf(db, id) };
}
