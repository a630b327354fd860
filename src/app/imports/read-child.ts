// Runs in a process of its own and is ended from outside: where the bytes of strangers meet their parsers.

import { answerJob } from '../../sandbox/answer-job.ts';
import { ImportRefused } from '../ingest/refused.ts';
import { pdfsWithin, readAny } from './read-any.ts';
import type { ReadAnswer, ReadJob } from './read-apart.ts';

async function run({ name, bytes, options }: ReadJob, tell: (rows: number) => void): Promise<ReadAnswer> {
  try {
    return options === null
      ? { kind: 'pdfs', pdfs: await pdfsWithin(name, bytes) }
      : { kind: 'read', read: await readAny(name, bytes, { ...options, tell }) };
  } catch (error) {
    if (error instanceof ImportRefused) return { kind: 'refused', refusal: error.refusal };
    const what = 'it cannot be read';
    const todo = 'Fetch the file again from its source and import it unchanged.';
    return { kind: 'refused', refusal: { code: 'source_failed', file: name, line: null, what, todo } };
  }
}

await answerJob(run);
