// A file in two steps, as people want it: handed in and shown what it would do, then taken over, the very same bytes.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dropStagedFile, insertStagedFile, readStagedFile } from '../../db/staged-files.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { MAX_FILE_BYTES } from '../ingest/limits.ts';
import { command, operation } from '../use-case.ts';
import { importFile } from './import-file.ts';
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
    bytes: z.custom<Uint8Array>(
      (value) => value instanceof Uint8Array && value.byteLength <= MAX_FILE_BYTES,
      `expected a file of at most ${MAX_FILE_BYTES / 1024 / 1024} MB`,
    ),
  }),
  async run(work, { name, bytes, file: id = randomUUID() }) {
    const { clock, actor } = work.ctx;
    const row = { id, name, content: bytes, stagedBy: actor.name, stagedAt: work.now };
    await insertStagedFile(work.db, row, clock.after(work.now, -KEPT_MS));
    return { result: { id }, audit: [{ entity: 'file', entityId: id, after: { name, bytes: bytes.byteLength } }] };
  },
});

/** What a staged file would do if it were taken over: the dry run of the import, with the role that it asks for. */
export async function weighStagedFile(ctx: Context, { file }: { file: string }): Promise<ImportReport> {
  return importFile(ctx, { ...(await stagedFile(ctx, file)), dryRun: true });
}

export const takeStagedFile = operation({
  name: 'file.take',
  summary: 'Takes a staged file over.',
  role: 'approver',
  input: z.strictObject({ file: z.uuid() }),
  async run(ctx, { file }): Promise<ImportReport> {
    const report = await importFile(ctx, await stagedFile(ctx, file));
    await dropStagedFile(ctx.store.db, file);
    return report;
  },
});

async function stagedFile(ctx: Context, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const row = z.uuid().safeParse(id).success ? await readStagedFile(ctx.store.db, id) : null;
  if (row === null) throw refusal('file_gone');
  return { name: row.name, bytes: new Uint8Array(row.content) };
}
