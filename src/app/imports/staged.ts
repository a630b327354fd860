// A file in two steps, as people want it: handed in and shown what it would do, then taken over, the very same bytes.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dropStagedFile, insertStagedFile, readStagedFile, type StagedRow } from '../../db/staged-files.ts';
import type { Db } from '../../db/store.ts';
import { refusal } from '../errors.ts';
import { MAX_FILE_BYTES } from '../ingest/limits.ts';
import { command, operation, query } from '../use-case.ts';
import { takeKept, weighKept } from './import-file.ts';
import { keptFile } from './kept-file.ts';
import { mappingOf } from './mappings.ts';
import type { ImportReport } from './report.ts';

const KEPT_MS = 2 * 60 * 60_000;

export const stageFile = command({
  name: 'file.stage',
  summary: 'Keeps a file for two hours, so that what it would do can be looked at before it is taken over.',
  role: 'approver',
  input: z.strictObject({
    name: z.string().min(1).max(255),
    /** Chosen by whoever must know it again; the same file twice is one. */
    file: z.uuid().optional(),
    /** A preset or a saved mapping: which heading of a table is which field. Empty = by their names. */
    mapping: z.string().max(100).default(''),
    bytes: z.custom<Uint8Array>(
      (value) => value instanceof Uint8Array && value.byteLength <= MAX_FILE_BYTES,
      `expected a file of at most ${MAX_FILE_BYTES / 1024 / 1024} MB`,
    ),
  }),
  async run(work, { name, bytes, mapping: named, file: id = randomUUID() }) {
    const mapping = named === '' ? null : await mappingOf(work.db, named);
    const { clock, actor } = work.ctx;
    const row = { id, name, content: bytes, mapping, stagedBy: actor.name, stagedAt: work.now };
    await insertStagedFile(work.db, row, clock.after(work.now, -KEPT_MS));
    return { result: { id }, audit: [{ entity: 'file', entityId: id, after: { name, bytes: bytes.byteLength } }] };
  },
});

export const weighStagedFile = query({
  name: 'file.weigh',
  summary: 'What a staged file would do if it were taken over: a dry run, of which nothing is kept.',
  role: 'approver',
  input: z.strictObject({ file: z.string() }),
  run: async ({ ctx, db }, { file }): Promise<ImportReport> => weighKept(ctx, keptFile(await stagedFile(db, file))),
});

export const takeStagedFile = operation({
  name: 'file.take',
  summary: 'Takes a staged file over.',
  role: 'approver',
  input: z.strictObject({ file: z.uuid() }),
  run: async (ctx, { file }): Promise<ImportReport> =>
    takeKept(ctx, keptFile(await stagedFile(ctx.store.db, file)), (db) => dropStagedFile(db, file)),
});

/** The row of a file that was handed in; refused when it is not here any more. */
export async function stagedFile(db: Db, id: string): Promise<StagedRow> {
  const row = z.uuid().safeParse(id).success ? await readStagedFile(db, id) : null;
  if (row === null) throw refusal('file_gone');
  return row;
}
