// Imports whose bookings people are asked about in the chat, and the messages that ask.

import { and, asc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import { among } from './among.ts';
import type { ChatMessageRow } from './chat.ts';
import { bankEntries, chatMessages, imports } from './schema/index.ts';
import type { Db } from './store.ts';

export interface DoubtfulImport {
  importId: number;
  /** The bookings that are asked, the largest first. */
  entryIds: number[];
}

const isQuestion = and(eq(chatMessages.kind, 'bookings'), isNull(chatMessages.digestId));

/** Imports since an instant that brought bookings with candidates, and of which nobody was asked in the chat yet. */
export async function importsToAsk(db: Db, since: string): Promise<DoubtfulImport[]> {
  const rows = await db
    .select({
      importId: imports.id,
      entryIds: sql<
        (number | string)[]
      >`array_agg(${bankEntries.id} order by abs(${bankEntries.amountCents}) desc, ${bankEntries.id})`,
    })
    .from(imports)
    .innerJoin(bankEntries, and(eq(bankEntries.importId, imports.id), eq(bankEntries.state, 'asked')))
    .where(
      and(
        gte(imports.importedAt, since),
        sql`not exists (select from ${chatMessages} where ${isQuestion} and ${chatMessages.key} = ${imports.id}::text)`,
      ),
    )
    .groupBy(imports.id)
    .orderBy(asc(imports.id));
  return rows.map(({ importId, entryIds }) => ({ importId, entryIds: entryIds.map(Number) }));
}

/** Makes the row of a question; the first one counts. */
export async function insertQuestion(db: Db, importId: number, entryIds: readonly number[]): Promise<void> {
  await db
    .insert(chatMessages)
    .values({ digestId: null, kind: 'bookings', key: String(importId), subject: entryIds.map(String) })
    .onConflictDoNothing();
}

/** Questions that are not shown yet, or were changed since an instant; not those whose content was taken out. */
export async function readQuestions(db: Db, since: string): Promise<ChatMessageRow[]> {
  return db
    .select()
    .from(chatMessages)
    .where(
      and(
        isQuestion,
        isNull(chatMessages.emptiedAt),
        or(isNull(chatMessages.shownAt), gte(chatMessages.shownAt, since)),
      ),
    )
    .orderBy(asc(chatMessages.id));
}

/** The right to write a question, for a while, with what is shown by now; null while another process has it. */
export async function keepQuestion(
  db: Db,
  id: number,
  keeper: string,
  now: string,
  until: string,
): Promise<ChatMessageRow | null> {
  const isFree = or(isNull(chatMessages.keeper), eq(chatMessages.keeper, keeper), lte(chatMessages.keptUntil, now));
  const [row] = await db
    .update(chatMessages)
    .set({ keeper, keptUntil: until })
    .where(and(eq(chatMessages.id, id), isNull(chatMessages.emptiedAt), isFree))
    .returning();
  return row ?? null;
}

/** Bookings by id, and how many of the import wait beside them. */
export async function entriesAsked(db: Db, importId: number, entryIds: readonly number[]) {
  const rows = await db.select().from(bankEntries).where(among(bankEntries.id, entryIds));
  const [beside] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(bankEntries)
    .where(
      and(
        eq(bankEntries.importId, importId),
        sql`${bankEntries.state} in ('asked', 'unmatched')`,
        sql`${bankEntries.id} <> all(${sql.param([...entryIds])}::bigint[])`,
      ),
    );
  const [from] = await db.select({ name: imports.fileName }).from(imports).where(eq(imports.id, importId));
  return { rows, beside: beside?.count ?? 0, fileName: from?.name ?? '' };
}
