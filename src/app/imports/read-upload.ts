// A file that was handed in: collected within its limit, its PDFs opened by the renderer, all else read apart.

import type { Context } from '../context.ts';
import { formatOf } from '../ingest/detect.ts';
import { collectBytes, type ImportKind, ImportRefused, MAX_FILE_BYTES } from '../ingest/index.ts';
import type { ColumnMapping } from '../ingest/presets.ts';
import { mappingOf } from './mappings.ts';
import type { ReadAny, ReadAnyOptions } from './read-any.ts';
import { pdfsOf, READ_DEADLINE_MS, readApart } from './read-apart.ts';
import { importRefused } from './refused-file.ts';

export interface Upload {
  /** A preset, the name of a saved one, or the mapping itself. */
  mapping?: string | ColumnMapping | undefined;
  name: string;
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  sizeBytes?: number | undefined;
  kind?: ImportKind | undefined;
  ignoredColumns: readonly string[];
}

/** What is in the file; throws UseCaseError when it cannot be taken. */
export async function readUpload(ctx: Context, input: Upload, defaultCurrency: string): Promise<ReadAny> {
  const { name, kind, sizeBytes, ignoredColumns } = input;
  try {
    const whole = { name, bytes: input.bytes, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
    const bytes = await collectBytes(whole, MAX_FILE_BYTES);
    const attached = await attachedTo(ctx, name, bytes);
    const asked = typeof input.mapping === 'string' ? await mappingOf(ctx.store.db, input.mapping) : input.mapping;
    const mapping = asked === undefined ? {} : { mapping: asked };
    const options = { defaultCurrency, ignoredColumns, attached, ...mapping, ...(kind === undefined ? {} : { kind }) };
    const tell = (rows: number) => ctx.progress?.({ phase: 'reading', rows, total: null });
    return await readApart({ name, bytes, options }, READ_DEADLINE_MS, tell);
  } catch (error) {
    if (error instanceof ImportRefused) throw importRefused(error);
    throw error;
  }
}

/** One PDF may take its time, two hundred of an archive together no more than a table. */
const NO_TIME_LEFT =
  'The PDFs of the archive take too long to open, and it was not this one’s turn. Hand it in by itself.';

type Attached = NonNullable<ReadAnyOptions['attached']>;

/** XML files within PDFs: the renderer opens them, apart, too, and bounds what one may cost. */
async function attachedTo(ctx: Context, name: string, bytes: Uint8Array): Promise<Attached> {
  const format = formatOf(bytes);
  const pdfs = format === 'pdf' ? [{ name, bytes }] : format === 'zip' ? await pdfsOf(name, bytes) : [];
  const attached = new Map<string, { name: string; bytes: Uint8Array }[] | string>();
  const { clock } = ctx;
  const startedAt = clock.now();
  for (const pdf of pdfs) {
    if (clock.elapsedMs(startedAt, clock.now()) > READ_DEADLINE_MS) {
      attached.set(pdf.name, NO_TIME_LEFT);
      continue;
    }
    const found = await ctx.ports.renderer.attachedXml(pdf.bytes);
    attached.set(pdf.name, found.ok ? found.files : found.message);
  }
  return attached;
}
