// Reads a stranger's file in a thread of its own, with a deadline and a bound on memory. Nothing a file holds can take
// the service down: the thread is ended, and the file is refused.

import { Worker } from 'node:worker_threads';
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
  | { kind: 'refused'; refusal: Refusal; message: string };

/** A file of 20 MB takes seconds; what takes longer than this is no statement. */
export const READ_DEADLINE_MS = 60_000;
export const READ_HEAP_MEGABYTES = 768;
/** A small table is read in pieces under limits of its own, sooner than a thread has started. */
const UNTHREADED_BYTES = 256 * 1024;

/**
 * The content of any file that can be imported.
 *
 * Throws ImportRefused, and nothing else, when the file cannot be taken, is too slow or needs too much memory.
 */
export async function readInWorker(
  job: ReadJob & { options: ReadAnyOptions },
  deadlineMs: number = READ_DEADLINE_MS,
): Promise<ReadAny> {
  if (formatOf(job.bytes) === 'table' && job.bytes.length <= UNTHREADED_BYTES) {
    const { readAny } = await import('./read-any.ts');
    return readAny(job.name, job.bytes, job.options);
  }
  const answer = await answerOf(job, deadlineMs);
  if (answer.kind === 'read') return answer.read;
  throw unanswered(job.name, answer);
}

/** The PDFs within an archive; what opens them is elsewhere. Throws ImportRefused like `readInWorker`. */
export async function pdfsOf(name: string, bytes: Uint8Array): Promise<ArchiveFile[]> {
  const answer = await answerOf({ name, bytes, options: null }, READ_DEADLINE_MS);
  if (answer.kind === 'pdfs') return answer.pdfs;
  throw unanswered(name, answer);
}

function unanswered(file: string, answer: ReadAnswer): ImportRefused {
  if (answer.kind === 'refused') return new ImportRefused(answer.refusal);
  throw new Error(`the reading thread answered something else about ${file}`);
}

function answerOf(job: ReadJob, deadlineMs: number): Promise<ReadAnswer> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: READ_HEAP_MEGABYTES, stackSizeMb: 8 },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const finish = (answer: ReadAnswer): void => {
      clearTimeout(deadline);
      resolve(answer);
      // The answer is given; ending a thread cannot fail.
      void worker.terminate();
    };
    const stop = (what: string): void => finish(stopped(job.name, what));
    const deadline = setTimeout(() => stop(`reading it took longer than ${deadlineMs / 1_000} seconds`), deadlineMs);
    worker.once('message', (answer: ReadAnswer) => finish(answer));
    worker.once('error', (error: Error & { code?: string }) =>
      stop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'reading it needs too much memory' : 'it cannot be read'),
    );
    worker.once('exit', () => stop('it cannot be read'));
  });
}

function stopped(file: string, what: string): ReadAnswer {
  const todo = 'Split it into smaller files, or fetch it again from its source.';
  return { kind: 'refused', refusal: { code: 'too_slow', file, line: null, what, todo }, message: what };
}
