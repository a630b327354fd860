// The versions of a notice's letter: as issued, and printed anew with a corrected postal address. None is ever changed.

import { and, asc, eq, max, type SQL, sql } from 'drizzle-orm';
import type { Address } from '../core/notice.ts';
import { among } from './among.ts';
import { letterVersions, noticeDocuments, notices } from './schema/index.ts';
import type { Db } from './store.ts';

export type LetterVersionRow = typeof letterVersions.$inferSelect;

/** Which letter of a notice. */
export interface LetterKey {
  noticeId: number;
  letterVersion: number;
}

/** The newest version of a notice's letter; 1 = as issued. */
export async function latestLetterVersion(db: Db, noticeId: number): Promise<number> {
  const [row] = await db
    .select({ version: max(letterVersions.version) })
    .from(letterVersions)
    .where(eq(letterVersions.noticeId, noticeId));
  return row?.version ?? 1;
}

/** Of the letter as issued: its pages, and what it was made from (null = not on record); null without a document. */
export async function readIssuedLetter(db: Db, noticeId: number) {
  const [row] = await db
    .select({ pages: noticeDocuments.letterPages, madeFrom: noticeDocuments.letterMadeFrom })
    .from(noticeDocuments)
    .where(eq(noticeDocuments.noticeId, noticeId));
  return row ?? null;
}

export async function insertLetterVersion(db: Db, row: LetterVersionRow): Promise<void> {
  await db.insert(letterVersions).values(row);
}

/** What the corrected versions of a notice's letter say, without their bytes; the oldest first. */
export async function describeLetterVersions(db: Db, noticeId: number) {
  const { version, address, letterPages, madeAt, madeBy, remark } = letterVersions;
  return db
    .select({ version, address, pages: letterPages, madeAt, madeBy, remark })
    .from(letterVersions)
    .where(eq(letterVersions.noticeId, noticeId))
    .orderBy(asc(version));
}

/** The corrected one among some letters, by notice and version; one as issued is not among them. */
export async function readCorrectedLetters(
  db: Db,
  letters: readonly LetterKey[],
): Promise<(of: LetterKey) => LetterVersionRow | null> {
  const corrected = letters.filter(({ letterVersion }) => letterVersion > 1);
  if (corrected.length === 0) return () => null;
  const ids = corrected.map(({ noticeId }) => noticeId);
  const rows = await db.select().from(letterVersions).where(among(letterVersions.noticeId, ids));
  return ({ noticeId, letterVersion }) =>
    rows.find((row) => row.noticeId === noticeId && row.version === letterVersion) ?? null;
}

/** The corrected versions of a customer's letters, by number and version. */
export async function correctedLettersOfCustomer(db: Db, customerId: number) {
  return db
    .select({ number: notices.number, version: letterVersions.version, pdf: letterVersions.letter })
    .from(letterVersions)
    .innerJoin(notices, eq(notices.id, letterVersions.noticeId))
    .where(eq(notices.customerId, customerId))
    .orderBy(asc(notices.number), asc(letterVersions.version));
}

/** A column of the version that a row of `deliveries` sends; null where that is the letter as issued. */
export function ofItsVersion<T>(column: 'letter_sha256' | 'address'): SQL<T | null> {
  return sql<T | null>`(select ${sql.identifier(column)} from letter_versions
    where letter_versions.notice_id = deliveries.notice_id and version = deliveries.letter_version)`;
}

/** The bytes and address of one version; null when there is no such one. */
export async function readLetterVersion(db: Db, noticeId: number, version: number): Promise<LetterVersionRow | null> {
  const [row] = await db
    .select()
    .from(letterVersions)
    .where(and(eq(letterVersions.noticeId, noticeId), eq(letterVersions.version, version)));
  return row ?? null;
}

/** Where a letter of these versions goes: the address of the newest, null when it was never corrected. */
export function newestAddress(versions: readonly { address: Address }[]): Address | null {
  return versions.at(-1)?.address ?? null;
}
