// Everything stored that belongs to sending a notice; all of it frozen when the notice was issued.

import { asc, eq, sql } from 'drizzle-orm';
import { among } from './among.ts';
import { noticeAttachments, noticeDocuments, notices, storedFiles } from './schema/index.ts';
import type { Db } from './store.ts';

/** A notice with its document and the original invoices that go with it. */
export interface MailingRows {
  notice: Pick<typeof notices.$inferSelect, 'id' | 'number' | 'issuedAt'>;
  document: Pick<typeof noticeDocuments.$inferSelect, 'letter' | 'letterPages' | 'email'>;
  originals: { fileName: string; content: Uint8Array }[];
}

/** What belongs to notices, by their ids; one without a document is missing. */
export async function readMailings(db: Db, noticeIds: readonly number[]): Promise<Map<number, MailingRows>> {
  const rows = await db
    .select({
      notice: { id: notices.id, number: notices.number, issuedAt: notices.issuedAt },
      document: {
        letter: noticeDocuments.letter,
        letterPages: noticeDocuments.letterPages,
        email: noticeDocuments.email,
      },
    })
    .from(notices)
    .innerJoin(noticeDocuments, eq(noticeDocuments.noticeId, notices.id))
    .where(among(notices.id, noticeIds));
  const originals = await db
    .select({
      noticeId: noticeAttachments.noticeId,
      fileName: noticeAttachments.fileName,
      content: storedFiles.content,
    })
    .from(noticeAttachments)
    .innerJoin(storedFiles, eq(storedFiles.sha256, noticeAttachments.sha256))
    .where(among(noticeAttachments.noticeId, noticeIds))
    .orderBy(asc(noticeAttachments.position));
  const ofNotice = Map.groupBy(originals, (original) => original.noticeId);
  return new Map(rows.map((row) => [row.notice.id, { ...row, originals: ofNotice.get(row.notice.id) ?? [] }]));
}

/**
 * Freezes the original invoices of notices as they are now: what goes out with a notice stays the same when somebody
 * uploads another one. The bytes are kept once, by their hash.
 */
export async function freezeOriginals(
  db: Db,
  attached: readonly { noticeId: number; invoiceIds: readonly number[] }[],
): Promise<void> {
  const pairs = attached.flatMap(({ noticeId, invoiceIds }) =>
    invoiceIds.map((invoiceId) => ({ noticeId, invoiceId })),
  );
  if (pairs.length === 0) return;
  const invoiceIds = sql.param(pairs.map((pair) => pair.invoiceId));
  await db.execute(sql`
    insert into stored_files (sha256, content)
    select distinct on (sha256) sha256, content from invoice_documents
    where invoice_id = any(${invoiceIds}::bigint[]) order by sha256
    on conflict do nothing`);
  await db.execute(sql`
    insert into notice_attachments (notice_id, position, file_name, sha256)
    select pair.notice_id, row_number() over (partition by pair.notice_id order by invoice_id), file_name, sha256
    from unnest(${sql.param(pairs.map((pair) => pair.noticeId))}::bigint[], ${invoiceIds}::bigint[])
      as pair (notice_id, invoice_id)
    join invoice_documents using (invoice_id)`);
}
