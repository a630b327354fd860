// Everything stored that belongs to sending a notice.

import { eq } from 'drizzle-orm';
import { invoiceDocuments, levels, noticeDocuments, noticeInvoices, notices, plans } from './schema/index.ts';
import type { Db } from './store.ts';

/** The notice with its document, the original invoices (where the level attaches them) and its plan's window. */
export async function readMailingRows(db: Db, noticeId: number) {
  const [row] = await db
    .select({ notice: notices, document: noticeDocuments, sendFrom: plans.sendFrom, attach: levels.attachInvoice })
    .from(notices)
    .innerJoin(noticeDocuments, eq(noticeDocuments.noticeId, notices.id))
    .innerJoin(plans, eq(plans.id, notices.planId))
    .leftJoin(levels, eq(levels.id, notices.levelId))
    .where(eq(notices.id, noticeId));
  if (row === undefined) return null;
  const originals = row.attach
    ? await db
        .select({ fileName: invoiceDocuments.fileName, content: invoiceDocuments.content })
        .from(noticeInvoices)
        .innerJoin(invoiceDocuments, eq(invoiceDocuments.invoiceId, noticeInvoices.invoiceId))
        .where(eq(noticeInvoices.noticeId, noticeId))
        .orderBy(invoiceDocuments.invoiceId)
    : [];
  return { notice: row.notice, document: row.document, sendFrom: row.sendFrom, originals };
}
