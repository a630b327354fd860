// Files too large to wait for: asked for on a page or by the watched folder, read and written by a worker in the name
// of who asked. A worker that ends half-way has kept nothing, so another one starts again.

import { z } from 'zod';
import { type Actor, mayAct } from '../../core/actor.ts';
import {
  IMPORT_STEPS,
  type ImportJobState,
  type ImportProgress,
  type ImportStep,
  OPEN_IMPORT_JOB_STATES,
} from '../../core/import-job.ts';
import {
  askForImport,
  beatImport,
  endImport,
  type ImportJobRow,
  importsToStart,
  readImportJob,
  recentImportJobs,
  startImport,
} from '../../db/import-jobs.ts';
import { emptyStagedFile, readStagedFile } from '../../db/staged-files.ts';
import type { Context } from '../context.ts';
import { refusal, UseCaseError } from '../errors.ts';
import { actingFrom, personBehind } from '../people/identity.ts';
import type { InputProblem } from '../refusals/complaints.ts';
import type { Texts } from '../refusals/say.ts';
import { command, operation, query } from '../use-case.ts';
import { takeKept, weighKept } from './import-file.ts';
import { keptFile } from './kept-file.ts';
import type { ImportReport } from './report.ts';

/** Reading and writing less takes a second or two: whoever hands it in waits for it. */
export const WAITED_FOR_BYTES = 1024 * 1024;
const BEAT_EVERY_MS = 500;
const SILENT_MS = 30_000;
const TRIES = 3;
const SHOWN_FOR_MS = 10 * 60_000;
const SHOWN_AT_MOST = 20;

/** Why a file was refused, as every surface tells it. */
export interface ImportRefusal {
  texts: Texts;
  problems: readonly InputProblem[];
}

export interface ImportJobView extends ImportProgress {
  file: string;
  name: string;
  step: ImportStep;
  state: ImportJobState;
  /** In whose name. */
  by: string;
  report: ImportReport | null;
  refusal: ImportRefusal | null;
}

export const queueFile = command({
  name: 'file.queue',
  summary: 'Has a staged file weighed or taken over in the background.',
  role: 'approver',
  input: z.strictObject({ file: z.uuid(), step: z.enum(IMPORT_STEPS) }),
  async run(work, { file, step }) {
    if ((await readStagedFile(work.db, file)) === null) throw refusal('file_gone');
    const isNew = await askForImport(work.db, { fileId: file, step, actor: work.ctx.actor, at: work.now });
    if (isNew) await work.ctx.ports.jobs?.wake(work.db, 'import', [file]);
    const audit = isNew ? [{ entity: 'file', entityId: file, after: { step } }] : [];
    return { result: { asked: isNew }, audit };
  },
});

export const fileProgress = query({
  name: 'file.progress',
  summary: 'How far a file in the background has come, or what came of it; null = nobody asked for it.',
  role: 'viewer',
  input: z.strictObject({ file: z.uuid() }),
  async run(work, { file }): Promise<ImportJobView | null> {
    const row = await readImportJob(work.db, file);
    return row === null ? null : viewOf(row);
  },
});

export const listFileJobs = query({
  name: 'file.jobs',
  summary: 'Files in the background: those under way, and those that ended in the last minutes.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work): Promise<ImportJobView[]> {
    const since = work.ctx.clock.after(work.now, -SHOWN_FOR_MS);
    return (await recentImportJobs(work.db, since, SHOWN_AT_MOST)).map(viewOf);
  },
});

export const workOnFiles = operation({
  name: 'file.work',
  summary: 'Weighs and takes over files that wait in the background; those named, or all.',
  role: 'approver',
  input: z.strictObject({ files: z.array(z.uuid()).max(100).optional() }),
  /** Returns the files that are to be tried again. */
  async run(ctx, { files }): Promise<string[]> {
    const again: string[] = [];
    for (const file of files ?? (await filesToWorkOn(ctx))) if (!(await workOnFile(ctx, file))) again.push(file);
    return again;
  },
});

/** Files that wait for a worker, or whose worker has gone. */
export function filesToWorkOn(ctx: Context): Promise<string[]> {
  return importsToStart(ctx.store.db, silentSince(ctx));
}

function silentSince({ clock }: Context): string {
  return clock.after(clock.now(), -SILENT_MS);
}

/** Whether nothing is left to do about it now. */
async function workOnFile(ctx: Context, file: string): Promise<boolean> {
  const job = await startImport(ctx.store.db, file, { at: ctx.clock.now(), silentSince: silentSince(ctx) });
  if (job === null) return true;
  if (job.tries > TRIES) return giveUp(ctx, job);
  const beating = beat(ctx, job);
  try {
    const actor = await whoAsked(ctx, job.actor);
    await importStep({ ...ctx, actor, progress: beating.progress }, job);
    return true;
  } catch (error) {
    const end = endOf(error, job);
    if (!(error instanceof UseCaseError)) {
      const left = end.move === 'put_back' ? 'it is tried again' : 'it is given up';
      ctx.ports.log('error', `a file could not be imported in the background; ${left}`, { tries: job.tries });
    }
    await beating.stop();
    await endImport(ctx.store.db, job, { ...end, at: ctx.clock.now() });
    return end.move !== 'put_back';
  } finally {
    await beating.stop();
  }
}

/** Whoever had it ended without a word each time: what ends a whole process is not tried for ever. */
async function giveUp(ctx: Context, job: ImportJobRow): Promise<true> {
  ctx.ports.log('error', 'a file whose import ended its process each time is given up', { tries: job.tries - 1 });
  await endImport(ctx.store.db, job, { move: 'give_up', at: ctx.clock.now() });
  return true;
}

/** Who asked, with the role as it is now: it may be long ago. Throws when he may not do it any more. */
async function whoAsked(ctx: Context, asked: Actor): Promise<Actor> {
  if (asked.personId === undefined) return asked;
  const person = await personBehind(ctx, { id: asked.personId });
  if (person === null || !mayAct(person.role, workOnFiles.role)) {
    throw refusal('role_needed', { name: asked.name, role: workOnFiles.role });
  }
  return actingFrom(asked.surface, person);
}

async function importStep(ctx: Context, job: ImportJobRow): Promise<void> {
  const staged = await readStagedFile(ctx.store.db, job.fileId);
  if (staged === null) return;
  const file = keptFile(staged);
  const at = ctx.clock.now();
  switch (job.step) {
    case 'weigh': {
      const report = await weighKept(ctx, file);
      await endImport(ctx.store.db, job, { move: 'finish', at, report });
      return;
    }
    case 'take':
      await takeKept(ctx, file, async (db, report) => {
        // Whoever was taken for dead keeps nothing of what another one has done meanwhile.
        if (!(await endImport(db, job, { move: 'finish', at, report }))) throw refusal('on_record_already');
        await emptyStagedFile(db, job.fileId);
      });
  }
}

/** What is the file's fault is told; all else is tried again some times. */
function endOf(error: unknown, { tries }: ImportJobRow) {
  if (error instanceof UseCaseError && error.code !== 'unavailable') {
    const { texts, problems } = error;
    return { move: 'refuse', refusal: { texts, problems } satisfies ImportRefusal } as const;
  }
  return { move: tries < TRIES ? 'put_back' : 'give_up' } as const;
}

/** Says now and then that it is worked on: outside the import's transaction, which nobody sees before it ends. */
function beat(ctx: Context, job: ImportJobRow) {
  let latest: ImportProgress = { phase: 'reading', rows: 0, total: null };
  let writing: Promise<void> | null = null;
  const timer = setInterval(() => {
    writing ??= beatImport(ctx.store.db, job, ctx.clock.now(), latest)
      .catch(() => ctx.ports.log('warn', 'the progress of an import could not be written', {}))
      .finally(() => {
        writing = null;
      });
  }, BEAT_EVERY_MS);
  return {
    progress: (told: ImportProgress) => {
      latest = told;
    },
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}

function viewOf(row: ImportJobRow): ImportJobView {
  return {
    file: row.fileId,
    name: row.name,
    step: row.step,
    state: row.state,
    phase: row.phase,
    rows: row.rows,
    total: row.totalRows,
    by: row.actor.name,
    // Written by this file, in this form.
    report: row.report as ImportReport | null,
    refusal: row.refusal as ImportRefusal | null,
  };
}

export function isUnderWay({ state }: Pick<ImportJobView, 'state'>): boolean {
  return OPEN_IMPORT_JOB_STATES.includes(state);
}
