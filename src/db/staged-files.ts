// Files that were handed in and are not taken over yet.

import { eq, lt } from 'drizzle-orm';
import { stagedFiles } from './schema/index.ts';
import type { Db } from './store.ts';

/** Keeps a file, unless it is kept already, until somebody takes it over; older ones that nobody took are dropped. */
export async function insertStagedFile(
  db: Db,
  row: typeof stagedFiles.$inferInsert,
  dropStagedBefore: string,
): Promise<void> {
  await db.delete(stagedFiles).where(lt(stagedFiles.stagedAt, dropStagedBefore));
  await db.insert(stagedFiles).values(row).onConflictDoNothing();
}

export type StagedRow = typeof stagedFiles.$inferSelect;

export async function readStagedFile(db: Db, id: string): Promise<StagedRow | null> {
  const [row] = await db.select().from(stagedFiles).where(eq(stagedFiles.id, id));
  return row ?? null;
}

/** Forgets the content of a file that was taken over; what came of it is shown as long as its row is kept. */
export async function emptyStagedFile(db: Db, id: string): Promise<void> {
  await db.update(stagedFiles).set({ content: new Uint8Array() }).where(eq(stagedFiles.id, id));
}

export async function dropStagedFile(db: Db, id: string): Promise<void> {
  await db.delete(stagedFiles).where(eq(stagedFiles.id, id));
}

/** How the headings of a file are to be read from now on. */
export async function setStagedMapping(db: Db, id: string, mapping: unknown): Promise<void> {
  await db.update(stagedFiles).set({ mapping }).where(eq(stagedFiles.id, id));
}
