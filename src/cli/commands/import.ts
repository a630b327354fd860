// duly import: files of any kind, in the order in which they rest on each other whatever the order given.

import { basename } from 'node:path';
import { UseCaseError } from '../../app/errors.ts';
import { importFile } from '../../app/imports/import-file.ts';
import { importRefused } from '../../app/imports/refused-file.ts';
import type { ImportReport } from '../../app/imports/report.ts';
import {
  FILE_ORDER,
  type FileKind,
  type ImportKind,
  ImportRefused,
  kindOfFile,
  MAX_FILE_BYTES,
} from '../../app/ingest/index.ts';
import type { Day } from '../../core/day.ts';
import { type Answer, EXIT, type House } from '../desk.ts';
import { type ReadFile, readBytes } from '../files.ts';
import { importAnswer, type Unread } from '../import-report.ts';

export interface ImportOptions {
  kind?: ImportKind;
  ignoreColumn?: string[];
  dry?: boolean;
  mapping?: string;
  /** True, or the day of the list. */
  complete?: boolean | string;
  closeMany?: boolean;
}

type Known = ReadFile & { order: number };

/**
 * Every file is looked at before the first is imported: when one cannot be understood, nothing is. A file that is
 * refused later ends the import there, since those after it rest on it; the answer says what was kept.
 */
export async function importFiles(house: House, paths: string[], options: ImportOptions): Promise<Answer> {
  const { known, refused } = await lookAt(paths, options);
  if (refused.length > 0) {
    const waiting = known.map(({ name }): Unread => ({ file: name, error: null }));
    return importAnswer(house, [], [...refused, ...waiting], EXIT.refused);
  }
  known.sort((a, b) => a.order - b.order);
  const reports: ImportReport[] = [];
  const progress = house.progress(house.say('files imported', 'Dateien eingelesen'), known.length);
  try {
    for (const [index, { name, bytes }] of known.entries()) {
      try {
        reports.push(await importFile(house.ctx, { name, bytes, ...inputOf(options) }));
      } catch (error) {
        if (!(error instanceof UseCaseError)) throw noteKept(house, reports, error);
        const after = known.slice(index + 1).map((file): Unread => ({ file: file.name, error: null }));
        return importAnswer(house, reports, [{ file: name, error }, ...after], EXIT.refused);
      }
      progress.step();
    }
  } finally {
    progress.end();
  }
  return importAnswer(house, reports, [], reports.some(hasLoss) ? EXIT.partly : EXIT.fine);
}

function inputOf({ kind, ignoreColumn, dry, mapping, complete, closeMany }: ImportOptions) {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(complete === undefined ? {} : { mode: 'complete' as const }),
    ...(typeof complete === 'string' ? { listDay: complete as Day } : {}),
    ignoredColumns: ignoreColumn ?? [],
    dryRun: dry ?? false,
    closeMany: closeMany ?? false,
  };
}

/** An error nobody expected ends the import; what is in the database by then is said beside it. */
function noteKept(house: House, reports: readonly ImportReport[], error: unknown): unknown {
  for (const { file } of reports) {
    house.note(house.say(`${file} was imported before this happened.`, `${file} war schon eingelesen.`));
  }
  return error;
}

/** Reads the files, and tells their kinds where there are several to put in order. */
async function lookAt(
  paths: readonly string[],
  { kind, ignoreColumn: ignoredColumns = [] }: ImportOptions,
): Promise<{ known: Known[]; refused: Unread[] }> {
  const known: Known[] = [];
  const refused: Unread[] = [];
  for (const path of paths) {
    try {
      const file = await readBytes(path, MAX_FILE_BYTES);
      // A single file needs no order, and is told by whoever reads it.
      const told: FileKind | null =
        paths.length === 1 ? null : await kindOfFile(file, { ...(kind === undefined ? {} : { kind }), ignoredColumns });
      known.push({ ...file, order: told === null ? 0 : FILE_ORDER.indexOf(told) });
    } catch (error) {
      const refusal = error instanceof ImportRefused ? importRefused(error) : error;
      if (!(refusal instanceof UseCaseError)) throw refusal;
      refused.push({ file: basename(path), error: refusal });
    }
  }
  return { known, refused };
}

/** Whether a row was not taken that says something of its own: a row that stands in the file twice is no loss. */
function hasLoss(report: ImportReport): boolean {
  return report.problems.some((problem) => problem.code !== 'repeated');
}
