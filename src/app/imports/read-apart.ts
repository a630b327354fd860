// Reads a stranger's file in a process of its own, with a deadline and a bound on memory. Nothing a file holds can take
// the service down: the process is ended, and the file is refused.

import { runApart, type StopCause } from '../../sandbox/run-apart.ts';
import { formatOf } from '../ingest/detect.ts';
import { ImportRefused, type Refusal } from '../ingest/refused.ts';
import type { ArchiveFile } from '../ingest/zip.ts';
import type { ReadAny, ReadAnyOptions } from './read-any.ts';

export interface ReadJob {
  name: string;
  bytes: Uint8Array;
  /** Null = only the PDFs of an archive are asked for. */
  options: ReadAnyOptions | null;
}

export type ReadAnswer =
  | { kind: 'read'; read: ReadAny }
  | { kind: 'pdfs'; pdfs: ArchiveFile[] }
  | { kind: 'refused'; refusal: Refusal };

/** A file of 20 MB takes seconds; what takes longer than this is no statement. */
export const READ_DEADLINE_MS = 60_000;
export const READ_HEAP_MEGABYTES = 768;
const READ_MEMORY_BYTES = 1024 * 1024 * 1024;
/** A small table is read in pieces under limits of its own, sooner than a process has started. */
const READ_HERE_BYTES = 256 * 1024;

/**
 * The content of any file that can be imported.
 *
 * Throws ImportRefused, and nothing else, when the file cannot be taken, is too slow or needs too much memory.
 */
export async function readApart(
  job: ReadJob & { options: ReadAnyOptions },
  deadlineMs: number = READ_DEADLINE_MS,
  /** Told now and then how many rows or bookings have been read. */
  tell?: (rows: number) => void,
): Promise<ReadAny> {
  if (formatOf(job.bytes) === 'table' && job.bytes.length <= READ_HERE_BYTES) {
    const { readAny } = await import('./read-any.ts');
    return readAny(job.name, job.bytes, job.options);
  }
  const answer = await answerOf(job, deadlineMs, tell);
  if (answer.kind === 'read') return answer.read;
  throw unanswered(job.name, answer);
}

/** The PDFs within an archive; what opens them is elsewhere. Throws ImportRefused like `readApart`. */
export async function pdfsOf(name: string, bytes: Uint8Array): Promise<ArchiveFile[]> {
  const answer = await answerOf({ name, bytes, options: null }, READ_DEADLINE_MS);
  if (answer.kind === 'pdfs') return answer.pdfs;
  throw unanswered(name, answer);
}

function unanswered(file: string, answer: ReadAnswer): ImportRefused {
  if (answer.kind === 'refused') return new ImportRefused(answer.refusal);
  throw new Error(`the reading process answered something else about ${file}`);
}

async function answerOf(job: ReadJob, deadlineMs: number, tell?: (rows: number) => void): Promise<ReadAnswer> {
  const limits = { deadlineMs, heapMegabytes: READ_HEAP_MEGABYTES, memoryBytes: READ_MEMORY_BYTES };
  const outcome = await runApart<ReadAnswer>(new URL('./read-child.ts', import.meta.url), job, limits, (rows) =>
    tell?.(Number(rows)),
  );
  return outcome.kind === 'answered' ? outcome.answer : stopped(job.name, whyStopped(outcome.cause, deadlineMs));
}

function whyStopped(cause: StopCause, deadlineMs: number): string {
  switch (cause) {
    case 'too_slow':
      return `reading it took longer than ${deadlineMs / 1_000} seconds`;
    case 'too_much_memory':
      return 'reading it needs too much memory';
    case 'crashed':
      return 'it cannot be read';
  }
}

function stopped(file: string, what: string): ReadAnswer {
  const todo = 'Split it into smaller files, or fetch it again from its source.';
  return { kind: 'refused', refusal: { code: 'too_slow', file, line: null, what, todo } };
}
