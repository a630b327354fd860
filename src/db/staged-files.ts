// Files that were handed in and are not taken over yet.

import { and, eq, inArray, lt, notExists } from 'drizzle-orm';
import { OPEN_IMPORT_JOB_STATES } from '../core/import-job.ts';
import { importJobs, stagedFiles } from './schema/index.ts';
import type { Db } from './store.ts';

/**
 * Keeps a file, unless it is kept already, until somebody takes it over. Older ones that nobody took are dropped, but
 * not while an import in the background still needs them.
 */
export async function insertStagedFile(
  db: Db,
  row: typeof stagedFiles.$inferInsert,
  dropStagedBefore: string,
): Promise<void> {
  const isAtWork = and(eq(importJobs.fileId, stagedFiles.id), inArray(importJobs.state, [...OPEN_IMPORT_JOB_STATES]));
  const atWork = db.select({ id: importJobs.fileId }).from(importJobs).where(isAtWork);
  await db.delete(stagedFiles).where(and(lt(stagedFiles.stagedAt, dropStagedBefore), notExists(atWork)));
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
