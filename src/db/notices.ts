// Issued notices: written once in the transaction that issues them, cancelled by a person, never changed otherwise.

import { and, asc, desc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { among } from './among.ts';
import { insertRows } from './insert-rows.ts';
import { customers, deliveries, invoices, noticeDocuments, noticeInvoices, notices, passages } from './schema/index.ts';
import type { Db } from './store.ts';

export type NoticeRow = typeof notices.$inferSelect;
export type NewNotice = typeof notices.$inferInsert;
export type NewPassage = typeof passages.$inferInsert;
export type NewDelivery = typeof deliveries.$inferInsert;
export type NoticeDocument = typeof noticeDocuments.$inferInsert;

export type NoticeLine = typeof noticeInvoices.$inferInsert;

/** Stores notices; returns their ids in the same order. */
export async function insertNotices(db: Db, rows: readonly NewNotice[]): Promise<number[]> {
  type Stored = { id: number; proposal: number };
  const stored = await insertRows<typeof notices, Stored>(db, notices, rows, sql`id, proposal_id as proposal`);
  const idOf = new Map(stored.map(({ id, proposal }) => [proposal, id]));
  return rows.map(({ proposalId }) => idOf.get(proposalId) ?? 0);
}

/** The invoices as they stand on notices. */
export async function insertNoticeLines(db: Db, lines: readonly NoticeLine[]): Promise<void> {
  await insertRows(db, noticeInvoices, lines);
}

/** Turns a draft into the issued notice, with the content of today; lines and document are to be written anew. */
export async function replaceDraft(db: Db, noticeId: number, notice: NewNotice): Promise<void> {
  await db.delete(noticeDocuments).where(eq(noticeDocuments.noticeId, noticeId));
  await db.delete(noticeInvoices).where(eq(noticeInvoices.noticeId, noticeId));
  await db.update(notices).set(notice).where(eq(notices.id, noticeId));
}

/** Drafts that the levels' automation made, by proposal. */
export async function readDraftsOf(db: Db, proposalIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .select({ id: notices.id, proposalId: notices.proposalId })
    .from(notices)
    .where(and(among(notices.proposalId, proposalIds), eq(notices.state, 'drafted')));
  return new Map(rows.flatMap(({ id, proposalId }) => (proposalId === null ? [] : [[proposalId, id]])));
}

export async function insertPassages(db: Db, rows: readonly NewPassage[]): Promise<void> {
  await insertRows(db, passages, rows);
}

/** The levels that people skipped by these proposals count no longer. Returns the invoices they had moved. */
export async function voidSkips(db: Db, proposalIds: readonly number[], at: string): Promise<number[]> {
  if (proposalIds.length === 0) return [];
  const rows = await db
    .update(passages)
    .set({ voidedAt: at })
    .where(and(inArray(passages.proposalId, [...proposalIds]), eq(passages.kind, 'skipped'), isNull(passages.voidedAt)))
    .returning({ invoiceId: passages.invoiceId });
  return rows.map((row) => row.invoiceId);
}

/** Whether an invoice passed another level after it passed one by this proposal. */
export async function passedSince(db: Db, proposalId: number): Promise<boolean> {
  const { rows } = (await db.execute(sql`
    select 1 from passages skipped join passages later on later.invoice_id = skipped.invoice_id
    where skipped.proposal_id = ${proposalId} and skipped.voided_at is null
      and later.id > skipped.id and later.voided_at is null limit 1`)) as unknown as { rows: unknown[] };
  return rows.length > 0;
}

export async function insertDocuments(db: Db, documents: readonly NoticeDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const words = documents.map(({ letter, ...rest }) => ({
    notice_id: rest.noticeId,
    letter_sha256: rest.letterSha256,
    letter_pages: rest.letterPages,
    email: rest.email,
    no_code_reason: rest.noCodeReason,
    letter_made_from: rest.letterMadeFrom,
  }));
  const letters = documents.map(
    ({ noticeId, letter }) => sql`(${noticeId}::bigint, ${sql.param(letter, noticeDocuments.letter)}::bytea)`,
  );
  await db.execute(sql`
    insert into notice_documents (notice_id, letter, letter_sha256, letter_pages, email, no_code_reason,
      letter_made_from)
    select notice_id, given.letter, letter_sha256, letter_pages, email, no_code_reason, letter_made_from
    from json_populate_recordset(null::notice_documents, ${JSON.stringify(words)}::json)
    join (values ${sql.join(letters, sql`, `)}) as given (id, letter) on given.id = notice_id`);
}

export async function insertDeliveries(db: Db, rows: readonly NewDelivery[]): Promise<void> {
  // One without an address has failed already, for a reason.
  await insertRows(
    db,
    deliveries,
    rows.map((row) => ({ ...row, reason: row.reason ?? null, settledAt: row.settledAt ?? null })),
  );
}

export async function readNoticeByNumber(db: Db, number: number): Promise<NoticeRow | null> {
  const [row] = await db.select().from(notices).where(eq(notices.number, number));
  return row ?? null;
}

export async function readNoticeById(db: Db, id: number): Promise<NoticeRow | null> {
  const [row] = await db.select().from(notices).where(eq(notices.id, id));
  return row ?? null;
}

/** The latest standing notice that lists an invoice. */
export async function latestNoticeOfInvoice(db: Db, invoiceId: number): Promise<NoticeRow | null> {
  const [row] = await db
    .select({ notice: notices })
    .from(noticeInvoices)
    .innerJoin(notices, eq(notices.id, noticeInvoices.noticeId))
    .where(and(eq(noticeInvoices.invoiceId, invoiceId), eq(notices.state, 'issued')))
    .orderBy(desc(notices.id))
    .limit(1);
  return row?.notice ?? null;
}

/** Numbers of standing notices issued later that share an invoice with this one. */
export async function laterNotices(db: Db, noticeId: number): Promise<number[]> {
  const shared = db
    .select({ id: noticeInvoices.invoiceId })
    .from(noticeInvoices)
    .where(eq(noticeInvoices.noticeId, noticeId));
  const rows = await db
    .selectDistinct({ number: notices.number })
    .from(notices)
    .innerJoin(noticeInvoices, eq(noticeInvoices.noticeId, notices.id))
    .where(
      and(
        gt(notices.id, noticeId),
        eq(notices.state, 'issued'),
        ne(notices.kind, 'recap'),
        inArray(noticeInvoices.invoiceId, shared),
      ),
    )
    .orderBy(asc(notices.number));
  return rows.map((row) => row.number ?? 0);
}

/**
 * Cancels an issued notice: its passages are void from now on. Returns the invoices it had moved; null = not issued.
 */
export async function cancelNoticeRow(
  db: Db,
  noticeId: number,
  by: { at: string; name: string; reason: string },
): Promise<number[] | null> {
  const changed = await db
    .update(notices)
    .set({ state: 'cancelled', cancelledAt: by.at, cancelledBy: by.name, cancelReason: by.reason })
    .where(and(eq(notices.id, noticeId), eq(notices.state, 'issued')))
    .returning({ id: notices.id });
  if (changed.length === 0) return null;
  const voided = await db
    .update(passages)
    .set({ voidedAt: by.at })
    .where(and(eq(passages.noticeId, noticeId), isNull(passages.voidedAt)))
    .returning({ invoiceId: passages.invoiceId });
  return voided.map((row) => row.invoiceId);
}

/** All notices ever issued with the numbers of customer and invoices, in the order of their issue. */
export async function readIssuedWithInvoices(db: Db) {
  const rows = await db
    .select({ notice: notices, customerNumber: customers.number, invoiceNumber: invoices.number })
    .from(notices)
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .innerJoin(noticeInvoices, eq(noticeInvoices.noticeId, notices.id))
    .innerJoin(invoices, eq(invoices.id, noticeInvoices.invoiceId))
    .where(ne(notices.state, 'drafted'))
    .orderBy(asc(notices.id), asc(invoices.number));
  const byNotice = new Map<number, { notice: NoticeRow; customerNumber: string; invoiceNumbers: string[] }>();
  for (const { notice, customerNumber, invoiceNumber } of rows) {
    const known = byNotice.get(notice.id);
    if (known === undefined) byNotice.set(notice.id, { notice, customerNumber, invoiceNumbers: [invoiceNumber] });
    else known.invoiceNumbers.push(invoiceNumber);
  }
  return [...byNotice.values()];
}

/** The first word of a person on a notice that reached nobody; a later one changes nothing. */
export async function acceptUndeliveredRow(
  db: Db,
  noticeId: number,
  by: { at: string; name: string; reason: string },
): Promise<boolean> {
  const rows = await db
    .update(notices)
    .set({ undeliveredAcceptedAt: by.at, undeliveredAcceptedBy: by.name, undeliveredReason: by.reason })
    .where(and(eq(notices.id, noticeId), isNull(notices.undeliveredAcceptedAt)))
    .returning({ id: notices.id });
  return rows.length > 0;
}

/** Ids of the invoices that stand on a notice. */
export async function invoicesOnNotice(db: Db, noticeId: number): Promise<number[]> {
  const rows = await db
    .select({ id: noticeInvoices.invoiceId })
    .from(noticeInvoices)
    .where(eq(noticeInvoices.noticeId, noticeId));
  return rows.map((row) => row.id);
}
