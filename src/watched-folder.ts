// A folder that is watched: what is dropped there is imported and moved to done/, what cannot be is moved to set-aside/
// with a report beside it. Files that are still being written are waited for; a bad file stops nothing.

import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from './app/context.ts';
import { UseCaseError } from './app/errors.ts';
import { importFile } from './app/imports/import-file.ts';
import {
  fileProgress,
  type ImportJobView,
  type ImportRefusal,
  isUnderWay,
  queueFile,
  WAITED_FOR_BYTES,
} from './app/imports/in-background.ts';
import type { ImportReport } from './app/imports/report.ts';
import { stageFile } from './app/imports/staged.ts';
import { FILE_ORDER, ImportRefused, kindOfFile, MAX_FILE_BYTES } from './app/ingest/index.ts';
import { describeHouse } from './app/insight/house.ts';
import { rowReason } from './app/refusals/rows.ts';
import type { ScreenLanguage } from './core/reason-text.ts';
import { dropStagedFile } from './db/staged-files.ts';

export interface WatchedFolder {
  /** Imports what has been lying still since the last call; returns how many files were moved. */
  sweep(): Promise<number>;
}

const DONE = 'done';
const SET_ASIDE = 'set-aside';
/** What browsers, editors and transfer programs call a file that is not complete yet. */
const UNFINISHED = /^[.~]|\.(?:part|partial|tmp|crdownload|download|filepart|swp)$/i;

interface Watching {
  ctx: Context;
  /** Files up to this size are read at once. */
  waitedForBytes: number;
}

interface Candidate {
  name: string;
  size: number;
  changedMs: number;
}

/** Watches a folder; `ctx` acts. The folder and its two subfolders are made when they are missing. */
export async function watchFolder(
  dir: string,
  ctx: Context,
  waitedForBytes: number = WAITED_FOR_BYTES,
): Promise<WatchedFolder> {
  for (const folder of [DONE, SET_ASIDE]) await mkdir(join(dir, folder), { recursive: true });
  let seen = new Map<string, Candidate>();
  return {
    async sweep() {
      const found = await candidatesIn(dir);
      const still = found.filter((file) => isSame(seen.get(file.name), file));
      seen = new Map(found.map((file) => [file.name, file]));
      let moved = 0;
      for (const file of await inOrder(dir, still)) {
        const taken = await take(dir, file, { ctx, waitedForBytes });
        if (taken === 'moved') moved += 1;
        // What comes after it may rest on it.
        if (taken === 'under_way') break;
      }
      return moved;
    },
  };
}

/** Plain files; links and folders are nobody's drop. */
async function candidatesIn(dir: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const name of (await readdir(dir)).sort()) {
    if (UNFINISHED.test(name)) continue;
    const stat = await lstat(join(dir, name)).catch(() => null);
    if (stat?.isFile()) found.push({ name, size: stat.size, changedMs: stat.mtimeMs });
  }
  return found;
}

/** A file whose size and time have not changed since the last look is complete. */
function isSame(before: Candidate | undefined, now: Candidate): boolean {
  return before !== undefined && before.size === now.size && before.changedMs === now.changedMs;
}

/** Customers before invoices before payments, as they rest on each other. */
async function inOrder(dir: string, files: readonly Candidate[]): Promise<Candidate[]> {
  const ranked: { file: Candidate; rank: number }[] = [];
  for (const file of files) ranked.push({ file, rank: await rankOf(dir, file) });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file);
}

async function rankOf(dir: string, { name, size }: Candidate): Promise<number> {
  if (size > MAX_FILE_BYTES) return FILE_ORDER.length;
  try {
    return FILE_ORDER.indexOf(await kindOfFile({ name, bytes: await readFile(join(dir, name)) }, {}));
  } catch {
    // Whoever imports it says what is wrong with it.
    return FILE_ORDER.length;
  }
}

/** What became of a file: moved away, left for the next time, or being read in the background. */
type Taken = 'moved' | 'left' | 'under_way';

async function take(dir: string, file: Candidate, { ctx, waitedForBytes }: Watching): Promise<Taken> {
  try {
    if (file.size <= waitedForBytes || file.size > MAX_FILE_BYTES) return await takeNow(dir, file, ctx);
    return await takeInBackground(dir, file.name, ctx);
  } catch (error) {
    const isFilesFault =
      error instanceof ImportRefused || (error instanceof UseCaseError && error.code !== 'unavailable');
    if (!isFilesFault) {
      ctx.ports.log('error', 'a file in the watched folder could not be imported now; it is tried again', {});
      return 'left';
    }
    await setAside(dir, file.name, (language) => refusalText(error, language), ctx);
    return 'moved';
  }
}

async function takeNow(dir: string, { name, size }: Candidate, ctx: Context): Promise<Taken> {
  const bytes = size > MAX_FILE_BYTES ? new Uint8Array() : await readFile(join(dir, name));
  return putDone(dir, name, await importFile(ctx, { name: name.slice(-255), bytes, sizeBytes: size }), ctx);
}

/** A large file is read by a worker and known by its content: a restart finds what was asked for. */
async function takeInBackground(dir: string, name: string, ctx: Context): Promise<Taken> {
  const bytes = await readFile(join(dir, name));
  const file = idOf(name, bytes);
  const job = await fileProgress(ctx, { file });
  if (job === null) {
    await stageFile(ctx, { name: name.slice(-255), bytes, file });
    await queueFile(ctx, { file, step: 'take' });
    return 'under_way';
  }
  if (isUnderWay(job)) return 'under_way';
  if (job.report !== null) await putDone(dir, name, job.report, ctx);
  else await setAside(dir, name, (language) => jobText(job, language), ctx);
  // Dropped once more, the same file is looked at once more.
  await dropStagedFile(ctx.store.db, file);
  return 'moved';
}

/** The same file is known by the same id (as a UUID of version 8: made of a hash). */
function idOf(name: string, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(name).update('\0').update(bytes).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

async function putDone(dir: string, name: string, report: ImportReport, ctx: Context): Promise<Taken> {
  const place = await move(dir, name, DONE);
  if (report.problems.length > 0) await writeFile(`${place}.report.txt`, reportText(report, await languageOf(ctx)));
  const { kind, added, changed, unchanged } = report;
  ctx.ports.log('info', 'a file was imported from the watched folder', { kind, added, changed, unchanged });
  return 'moved';
}

async function setAside(
  dir: string,
  name: string,
  text: (language: ScreenLanguage) => string,
  ctx: Context,
): Promise<void> {
  const place = await move(dir, name, SET_ASIDE);
  await writeFile(`${place}.report.txt`, text(await languageOf(ctx)));
  ctx.ports.log('warn', 'a file from the watched folder was set aside', {});
}

/** Moves a file; one of the same name is kept beside it. */
async function move(dir: string, name: string, folder: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const target = join(dir, folder, copy === 1 ? name : `${name}.${copy}`);
    if ((await lstat(target).catch(() => null)) !== null) continue;
    await rename(join(dir, name), target);
    return target;
  }
}

function reportText({ file, added, changed, unchanged, problems }: ImportReport, language: ScreenLanguage): string {
  const words = WORDS[language];
  const lines = problems.map((problem) => {
    const { line, place, column, value } = problem;
    const where = place ?? `${words.line} ${line}`;
    return [where, column, value, rowReason(problem, language)].filter((part) => part !== null).join(' | ');
  });
  return `${words.counts(file, added, changed, unchanged)}\n${words.notTaken}\n${lines.join('\n')}\n`;
}

const WORDS = {
  en: {
    line: 'line',
    counts: (file: string, added: number, changed: number, unchanged: number) =>
      `${file}: ${added} added, ${changed} changed, ${unchanged} unchanged.`,
    notTaken: 'Not taken:',
    failed: 'The file could not be imported.',
    gaveUp: 'The file could not be imported; it was tried several times. The log of the service says why.',
  },
  de: {
    line: 'Zeile',
    counts: (file: string, added: number, changed: number, unchanged: number) =>
      `${file}: ${added} neu, ${changed} geändert, ${unchanged} schon erfasst.`,
    notTaken: 'Nicht übernommen:',
    failed: 'Die Datei konnte nicht eingelesen werden.',
    gaveUp:
      'Die Datei konnte auch nach mehreren Versuchen nicht eingelesen werden. Der Grund steht im Log des Dienstes.',
  },
} as const;

function refusalText(error: unknown, language: ScreenLanguage): string {
  if (error instanceof UseCaseError) return reasonText(error.in(language), error.problems, language);
  return `${error instanceof Error ? error.message : WORDS[language].failed}\n`;
}

function jobText({ refusal }: ImportJobView, language: ScreenLanguage): string {
  return refusal === null
    ? `${WORDS[language].gaveUp}\n`
    : reasonText(refusal.texts[language], refusal.problems, language);
}

function reasonText(said: string, problems: ImportRefusal['problems'], language: ScreenLanguage): string {
  return `${[said, ...problems.map(({ path, texts }) => `${path}: ${texts[language]}`)].join('\n')}\n`;
}

/** Reports are in the organisation's language, as far as the screens speak it. */
async function languageOf(ctx: Context): Promise<ScreenLanguage> {
  return (await describeHouse(ctx, {})).language === 'de' ? 'de' : 'en';
}
