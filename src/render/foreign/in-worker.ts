// Runs a job with foreign bytes in a worker, with a deadline and a watch over memory. Nothing a file does can take the
// process down: the worker is ended, and the file is refused.

import { Worker } from 'node:worker_threads';
import type { ForeignAnswer, ForeignJob } from './job.ts';
import { type ForeignFault, type ForeignLimits, refused } from './limits.ts';

const HEAP_MEGABYTES = 512;
const STACK_MEGABYTES = 8;
const WATCH_EVERY_MS = 25;

export type WorkerResult = ForeignAnswer | { kind: 'stopped'; fault: ForeignFault; message: string };

/** The worker's answer, or why it was stopped. */
export function inWorker(job: ForeignJob, limits: ForeignLimits): Promise<WorkerResult> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, stackSizeMb: STACK_MEGABYTES },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const finish = (result: WorkerResult): void => {
      clearTimeout(deadline);
      clearInterval(watch);
      resolve(result);
      // The promise of terminate is of no interest: the answer is given, and ending a worker cannot fail.
      void worker.terminate();
    };
    const stop = (fault: ForeignFault): void => finish({ kind: 'stopped', fault, message: refused(fault).message });
    const deadline = setTimeout(() => stop('too_slow'), limits.deadlineMs);
    const before = process.memoryUsage.rss();
    // Typed arrays lie outside the heap that resourceLimits bounds, so the whole process is watched.
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > limits.memoryBytes) stop('too_much_memory');
    }, WATCH_EVERY_MS);
    worker.once('message', (answer: ForeignAnswer) => finish(answer));
    worker.once('error', (error: Error & { code?: string }) =>
      stop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_much_memory' : 'damaged'),
    );
    worker.once('exit', () => stop('damaged'));
  });
}
