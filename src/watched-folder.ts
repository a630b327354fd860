// A folder that is watched: what is dropped there is imported and moved to done/, what cannot be is moved to set-aside/
// with a report beside it. Files that are still being written are waited for; a bad file stops nothing.

import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from './app/context.ts';
import { UseCaseError } from './app/errors.ts';
import { importFile } from './app/imports/import-file.ts';
import type { ImportReport } from './app/imports/report.ts';
import { FILE_ORDER, ImportRefused, kindOfFile, MAX_FILE_BYTES } from './app/ingest/index.ts';

export interface WatchedFolder {
  /** Imports what has been lying still since the last call; returns how many files were moved. */
  sweep(): Promise<number>;
}

const DONE = 'done';
const SET_ASIDE = 'set-aside';
/** What browsers, editors and transfer programs call a file that is not complete yet. */
const UNFINISHED = /^[.~]|\.(?:part|partial|tmp|crdownload|download|filepart|swp)$/i;

interface Candidate {
  name: string;
  size: number;
  changedMs: number;
}

/** Watches a folder; `ctx` acts. The folder and its two subfolders are made when they are missing. */
export async function watchFolder(dir: string, ctx: Context): Promise<WatchedFolder> {
  for (const folder of [DONE, SET_ASIDE]) await mkdir(join(dir, folder), { recursive: true });
  let seen = new Map<string, Candidate>();
  return {
    async sweep() {
      const found = await candidatesIn(dir);
      const still = found.filter((file) => isSame(seen.get(file.name), file));
      seen = new Map(found.map((file) => [file.name, file]));
      let moved = 0;
      for (const file of await inOrder(dir, still)) if (await take(dir, file, ctx)) moved += 1;
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

/** Whether the file was moved; a failure that is not the file's leaves it for the next time. */
async function take(dir: string, { name, size }: Candidate, ctx: Context): Promise<boolean> {
  try {
    const bytes = size > MAX_FILE_BYTES ? new Uint8Array() : await readFile(join(dir, name));
    const report = await importFile(ctx, { name: name.slice(-255), bytes, sizeBytes: size });
    const place = await move(dir, name, DONE);
    if (report.problems.length > 0) await writeFile(`${place}.report.txt`, reportText(report));
    const { kind, added, changed, unchanged } = report;
    ctx.ports.log('info', 'a file was imported from the watched folder', { kind, added, changed, unchanged });
    return true;
  } catch (error) {
    const isFilesFault =
      error instanceof ImportRefused || (error instanceof UseCaseError && error.code !== 'unavailable');
    if (!isFilesFault) {
      ctx.ports.log('error', 'a file in the watched folder could not be imported now; it is tried again', {});
      return false;
    }
    const place = await move(dir, name, SET_ASIDE);
    await writeFile(`${place}.report.txt`, refusalText(error));
    ctx.ports.log('warn', 'a file from the watched folder was set aside', {});
    return true;
  }
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

function reportText({ file, added, changed, unchanged, problems }: ImportReport): string {
  const lines = problems.map(({ line, place, column, value, reason }) =>
    [place ?? `line ${line}`, column, value, reason].filter((part) => part !== null).join(' | '),
  );
  return `${file}: ${added} added, ${changed} changed, ${unchanged} unchanged.\nNot taken:\n${lines.join('\n')}\n`;
}

function refusalText(error: unknown): string {
  if (!(error instanceof Error)) return 'The file could not be imported.\n';
  const problems = error instanceof UseCaseError ? error.problems : [];
  return `${[error.message, ...problems.map(({ path, texts }) => `${path}: ${texts.en}`)].join('\n')}\n`;
}
