// Messages of the chat, what people ticked, clicks that were acted on.

import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import {
  type ChatMessageKind,
  chatClicks,
  chatHomes,
  chatMessages,
  chatSelections,
  digests,
  type SelectionFilter,
} from './schema/index.ts';
import type { Db } from './store.ts';

export type ChatMessageRow = typeof chatMessages.$inferSelect;
export type SelectionRow = typeof chatSelections.$inferSelect;
export type { ChatMessageKind, SelectionFilter };

export async function readChatMessages(db: Db, digestId: number): Promise<ChatMessageRow[]> {
  return db.select().from(chatMessages).where(eq(chatMessages.digestId, digestId)).orderBy(asc(chatMessages.id));
}

/** The row of a message, made when it is wanted the first time. */
export async function wantChatMessage(
  db: Db,
  of: { digestId: number; kind: ChatMessageKind; key: string; subject: string[] | null },
): Promise<ChatMessageRow> {
  await db.insert(chatMessages).values(of).onConflictDoNothing();
  const [row] = await db
    .select()
    .from(chatMessages)
    .where(and(eq(chatMessages.digestId, of.digestId), eq(chatMessages.kind, of.kind), eq(chatMessages.key, of.key)));
  if (row === undefined) throw new Error(`message ${of.kind} of digest ${of.digestId} was not kept`);
  return row;
}

export async function saveChatMessage(
  db: Db,
  id: number,
  fields: Partial<Omit<ChatMessageRow, 'id' | 'digestId' | 'kind' | 'key'>>,
): Promise<void> {
  await db.update(chatMessages).set(fields).where(eq(chatMessages.id, id));
}

/** Ends a process's right to write messages, so that another one need not wait for it. */
export async function letMessagesGo(db: Db, keeper: string): Promise<void> {
  const free = { keeper: null, keptUntil: null };
  await db.update(digests).set(free).where(eq(digests.keeper, keeper));
  await db.update(chatMessages).set(free).where(eq(chatMessages.keeper, keeper));
}

export async function readSelection(db: Db, digestId: number, person: string): Promise<SelectionRow | null> {
  const [row] = await db
    .select()
    .from(chatSelections)
    .where(and(eq(chatSelections.digestId, digestId), eq(chatSelections.person, person)));
  return row ?? null;
}

/** The same, locked: two clicks in one modal arrive at the same time. */
export async function lockSelection(db: Db, digestId: number, person: string): Promise<SelectionRow | null> {
  const [row] = await db
    .select()
    .from(chatSelections)
    .where(and(eq(chatSelections.digestId, digestId), eq(chatSelections.person, person)))
    .for('update');
  return row ?? null;
}

export async function writeSelection(db: Db, row: SelectionRow): Promise<void> {
  await db
    .insert(chatSelections)
    .values(row)
    .onConflictDoUpdate({ target: [chatSelections.digestId, chatSelections.person], set: row });
}

/**
 * Takes a click, once: false when it was taken before. One whose taker never finished (`unfinishedBefore`) may be taken
 * over, since nothing of it may have been kept.
 */
export async function takeClick(db: Db, key: string, now: string, unfinishedBefore: string): Promise<boolean> {
  const rows = await db
    .insert(chatClicks)
    .values({ key, takenAt: now })
    .onConflictDoUpdate({
      target: chatClicks.key,
      set: { takenAt: now },
      setWhere: sql`${isNull(chatClicks.doneAt)} and ${lt(chatClicks.takenAt, unfinishedBefore)}`,
    })
    .returning({ key: chatClicks.key });
  return rows.length > 0;
}

/** Keeps a key in the transaction of what it asks for; false when it is kept already. */
export async function keepRequest(db: Db, key: string, now: string): Promise<boolean> {
  const kept = { key, takenAt: now, doneAt: now };
  const rows = await db.insert(chatClicks).values(kept).onConflictDoNothing().returning({ key: chatClicks.key });
  return rows.length > 0;
}

export async function finishClick(db: Db, key: string, at: string): Promise<void> {
  await db.update(chatClicks).set({ doneAt: at }).where(eq(chatClicks.key, key));
}

/** Gives a click back whose work failed: the person may try again with the same one. */
export async function dropClick(db: Db, key: string): Promise<void> {
  await db.delete(chatClicks).where(eq(chatClicks.key, key));
}

export async function deleteOldClicks(db: Db, before: string): Promise<void> {
  await db.delete(chatClicks).where(lt(chatClicks.takenAt, before));
}

/** Messages of digests of days before one that still hold their content, the oldest first. */
export async function messagesToEmpty(
  db: Db,
  before: Day,
  limit: number,
): Promise<{ id: number; channel: string; ts: string }[]> {
  const rows = await db
    .select({ id: chatMessages.id, channel: chatMessages.channelId, ts: chatMessages.ts })
    .from(chatMessages)
    .leftJoin(digests, eq(digests.id, chatMessages.digestId))
    .where(
      and(
        lt(sql`coalesce(${digests.onDay}, ${chatMessages.shownAt}::date)`, before),
        isNull(chatMessages.emptiedAt),
        sql`${chatMessages.ts} <> ''`,
      ),
    )
    .orderBy(asc(chatMessages.id))
    .limit(limit);
  return rows.flatMap(({ id, channel, ts }) => (channel === null || ts === null ? [] : [{ id, channel, ts }]));
}

export async function noteEmptied(db: Db, id: number, at: string): Promise<void> {
  await db.update(chatMessages).set({ emptiedAt: at, fileId: '', fileAlt: null }).where(eq(chatMessages.id, id));
}

export async function noteHomeOpened(db: Db, person: string, at: string): Promise<void> {
  await db
    .insert(chatHomes)
    .values({ person, openedAt: at })
    .onConflictDoUpdate({ target: chatHomes.person, set: { openedAt: at, contentSha256: null } });
}

export async function homesOpenedSince(db: Db, since: string): Promise<(typeof chatHomes.$inferSelect)[]> {
  return db
    .select()
    .from(chatHomes)
    .where(sql`${chatHomes.openedAt} >= ${since}`)
    .orderBy(desc(chatHomes.openedAt))
    .limit(50);
}

export async function noteHomeShown(db: Db, person: string, contentSha256: string, at: string): Promise<void> {
  await db.update(chatHomes).set({ contentSha256, publishedAt: at }).where(eq(chatHomes.person, person));
}
