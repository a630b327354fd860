// Files that were uploaded to the chat, by content and place.

import { asc, eq, lt } from 'drizzle-orm';
import { chatFiles } from './schema/index.ts';
import type { Db } from './store.ts';

export async function readChatFile(db: Db, sha256: string): Promise<string | null> {
  const [row] = await db.select().from(chatFiles).where(eq(chatFiles.sha256, sha256));
  return row?.fileId ?? null;
}

export async function saveChatFile(db: Db, sha256: string, fileId: string, at: string): Promise<void> {
  const row = { sha256, fileId, uploadedAt: at };
  await db.insert(chatFiles).values(row).onConflictDoUpdate({ target: chatFiles.sha256, set: row });
}

/** Forgets an uploaded file that the chat does not have any more. */
export async function forgetChatFile(db: Db, fileId: string): Promise<void> {
  await db.delete(chatFiles).where(eq(chatFiles.fileId, fileId));
}

/** The oldest files that were uploaded before an instant. */
export async function filesUploadedBefore(db: Db, before: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: chatFiles.fileId })
    .from(chatFiles)
    .where(lt(chatFiles.uploadedAt, before))
    .orderBy(asc(chatFiles.uploadedAt))
    .limit(limit);
  return rows.map((row) => row.id);
}
