// Runs a job with foreign bytes in a process of its own, with a deadline and bounds on memory. Nothing a file does can
// take the service down: the process is ended, and the file is refused.

import { runApart, type StopCause } from '../../sandbox/run-apart.ts';
import type { ForeignAnswer, ForeignJob } from './job.ts';
import { type ForeignFault, type ForeignLimits, refused } from './limits.ts';

const HEAP_MEGABYTES = 512;

export type ForeignResult = ForeignAnswer | { kind: 'stopped'; fault: ForeignFault; message: string };

/** The answer of the process, or why it was stopped. */
export async function apart(job: ForeignJob, limits: ForeignLimits): Promise<ForeignResult> {
  const { deadlineMs, memoryBytes } = limits;
  const bounds = { deadlineMs, memoryBytes, heapMegabytes: HEAP_MEGABYTES };
  const outcome = await runApart<ForeignAnswer>(new URL('./child.ts', import.meta.url), job, bounds);
  if (outcome.kind === 'answered') return outcome.answer;
  const fault = FAULTS[outcome.cause];
  return { kind: 'stopped', fault, message: refused(fault).message };
}

const FAULTS: Record<StopCause, ForeignFault> = {
  too_slow: 'too_slow',
  too_much_memory: 'too_much_memory',
  crashed: 'damaged',
};
