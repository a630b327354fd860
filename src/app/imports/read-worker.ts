// Runs in a thread of its own and is ended from outside: where the bytes of strangers meet their parsers.

import { parentPort, workerData } from 'node:worker_threads';
import { ImportRefused } from '../ingest/refused.ts';
import { pdfsWithin, readAny } from './read-any.ts';
import type { ReadAnswer, ReadJob } from './read-in-worker.ts';

async function run({ name, bytes, options }: ReadJob): Promise<ReadAnswer> {
  try {
    return options === null
      ? { kind: 'pdfs', pdfs: await pdfsWithin(name, bytes) }
      : { kind: 'read', read: await readAny(name, bytes, options) };
  } catch (error) {
    if (error instanceof ImportRefused) return { kind: 'refused', refusal: error.refusal, message: error.message };
    const what = 'it cannot be read';
    const todo = 'Fetch the file again from its source and import it unchanged.';
    return { kind: 'refused', refusal: { code: 'source_failed', file: name, line: null, what, todo }, message: what };
  }
}

// The job is what read-in-worker.ts of this program handed over.
const job: ReadJob = workerData;
parentPort?.postMessage(await run(job));
