// The rows of imports in the background. Every change is a compare-and-set on state and number of the try: whoever was
// taken for dead and comes back changes nothing.

import { and, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../core/actor.ts';
import {
  afterImportJobMove,
  IMPORT_JOB_STATES,
  type ImportJobMove,
  type ImportProgress,
  type ImportStep,
  OPEN_IMPORT_JOB_STATES,
} from '../core/import-job.ts';
import { importJobs, stagedFiles } from './schema/index.ts';
import type { Db } from './store.ts';

export type ImportJobRow = typeof importJobs.$inferSelect & { name: string };

const from = (move: ImportJobMove): SQL =>
  inArray(
    importJobs.state,
    IMPORT_JOB_STATES.filter((state) => afterImportJobMove(state, move) !== null),
  );

/** What was taken over: its content is forgotten, and its report is what tells people that all is well. */
const isTakenOver = sql`(${importJobs.step} = 'take' and ${importJobs.state} = 'done')`;

/** Whether the step was asked for now; one that is under way, and what was taken over, stays as it is. */
export async function askForImport(
  db: Db,
  job: { fileId: string; step: ImportStep; actor: Actor; at: string },
): Promise<boolean> {
  const { fileId, step, actor, at } = job;
  const anew = { step, state: 'waiting', phase: 'reading', rows: 0, totalRows: null, tries: 0, askedAt: at } as const;
  const fresh = { ...anew, actor, beatAt: null, report: null, refusal: null, endedAt: null };
  const rows = await db
    .insert(importJobs)
    .values({ fileId, ...fresh })
    .onConflictDoUpdate({ target: importJobs.fileId, set: fresh, setWhere: sql`${from('ask')} and not ${isTakenOver}` })
    .returning({ id: importJobs.fileId });
  return rows.length > 0;
}

/** Takes a job that waits, or one whose worker has not been heard of since `silentSince`; null = it is another's. */
export async function startImport(
  db: Db,
  fileId: string,
  { at, silentSince }: { at: string; silentSince: string },
): Promise<ImportJobRow | null> {
  const isFree = or(eq(importJobs.state, 'waiting'), lt(importJobs.beatAt, silentSince));
  const [job] = await db
    .update(importJobs)
    .set({
      state: 'running',
      tries: sql`${importJobs.tries} + 1`,
      beatAt: at,
      phase: 'reading',
      rows: 0,
      totalRows: null,
    })
    .where(and(eq(importJobs.fileId, fileId), from('start'), isFree))
    .returning();
  return job === undefined ? null : readImportJob(db, fileId);
}

/** Says that it is worked on, and how far it is. */
export async function beatImport(
  db: Db,
  job: Pick<ImportJobRow, 'fileId' | 'tries'>,
  at: string,
  { phase, rows, total }: ImportProgress,
): Promise<void> {
  await db.update(importJobs).set({ beatAt: at, phase, rows, totalRows: total }).where(stillOurs(job));
}

/** Writes what came of it; false = somebody else has it by now. */
export async function endImport(
  db: Db,
  job: Pick<ImportJobRow, 'fileId' | 'tries'>,
  end: { move: Exclude<ImportJobMove, 'ask' | 'start'>; at: string; report?: unknown; refusal?: unknown },
): Promise<boolean> {
  const state = afterImportJobMove('running', end.move) ?? 'failed';
  const { at, report = null, refusal = null } = end;
  const rows = await db
    .update(importJobs)
    .set({ state, report, refusal, endedAt: state === 'waiting' ? null : at })
    .where(stillOurs(job))
    .returning({ id: importJobs.fileId });
  return rows.length > 0;
}

const stillOurs = ({ fileId, tries }: Pick<ImportJobRow, 'fileId' | 'tries'>): SQL | undefined =>
  and(eq(importJobs.fileId, fileId), eq(importJobs.state, 'running'), eq(importJobs.tries, tries));

export async function readImportJob(db: Db, fileId: string): Promise<ImportJobRow | null> {
  const [found] = await jobsWith(db, eq(importJobs.fileId, fileId), 1);
  return found ?? null;
}

/** Jobs under way, and those that ended after an instant; the latest first. */
export async function recentImportJobs(db: Db, endedAfter: string, limit: number): Promise<ImportJobRow[]> {
  const isRecent = or(inArray(importJobs.state, [...OPEN_IMPORT_JOB_STATES]), gt(importJobs.endedAt, endedAfter));
  return jobsWith(db, isRecent, limit);
}

/** Jobs that somebody should take. */
export async function importsToStart(db: Db, silentSince: string): Promise<string[]> {
  const isSilent = and(eq(importJobs.state, 'running'), lt(importJobs.beatAt, silentSince));
  const rows = await db
    .select({ id: importJobs.fileId })
    .from(importJobs)
    .where(or(eq(importJobs.state, 'waiting'), isSilent))
    .orderBy(importJobs.askedAt, importJobs.fileId);
  return rows.map((row) => row.id);
}

async function jobsWith(db: Db, where: SQL | undefined, limit: number): Promise<ImportJobRow[]> {
  const rows = await db
    .select({ job: importJobs, name: stagedFiles.name })
    .from(importJobs)
    .innerJoin(stagedFiles, eq(stagedFiles.id, importJobs.fileId))
    .where(where)
    .orderBy(desc(importJobs.askedAt))
    .limit(limit);
  return rows.map(({ job, name }) => ({ ...job, name }));
}
