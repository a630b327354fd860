// Everything on record about one invoice, for its timeline.

import { asc, eq } from 'drizzle-orm';
import { among } from './among.ts';
import {
  blocks,
  deliveries,
  disputes,
  noticeInvoices,
  notices,
  passages,
  payments,
  promises,
  proposalInvoices,
  proposals,
} from './schema/index.ts';
import type { Db } from './store.ts';

export async function readInvoiceRecord(db: Db, invoiceId: number) {
  const listed = await db
    .select({ notice: notices, line: noticeInvoices })
    .from(noticeInvoices)
    .innerJoin(notices, eq(notices.id, noticeInvoices.noticeId))
    .where(eq(noticeInvoices.invoiceId, invoiceId))
    .orderBy(asc(notices.id));
  const noticeIds = listed.map((row) => row.notice.id);
  return {
    payments: await db.select().from(payments).where(eq(payments.invoiceId, invoiceId)).orderBy(asc(payments.id)),
    blocks: await db.select().from(blocks).where(eq(blocks.invoiceId, invoiceId)).orderBy(asc(blocks.id)),
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
