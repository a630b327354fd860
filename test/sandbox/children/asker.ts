// Asks a program that runs apart and says its process id; for the test that kills whoever asked.

import { readdirSync, readFileSync } from 'node:fs';
import { runApart } from '../../../src/sandbox/run-apart.ts';

const limits = { deadlineMs: 60_000, heapMegabytes: 64, memoryBytes: 512 * 1024 * 1024 };
void runApart(new URL('./entry.ts', import.meta.url), { deed: 'wait' }, limits);
const own = (): string | undefined =>
  readdirSync('/proc').find((pid) => parentOf(pid) === process.pid && isReading(pid));
const timer = setInterval(() => {
  const pid = own();
  if (pid === undefined) return;
  clearInterval(timer);
  process.stdout.write(`child ${pid}\n`);
}, 20);

function parentOf(pid: string): number {
  try {
    return Number(/\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
  } catch {
    return 0;
  }
}

/** Past its start: it has said that signals are not for it. */
function isReading(pid: string): boolean {
  const caught = /SigCgt:\s*(\S+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? '0';
  return (BigInt(`0x${caught}`) & 0x4000n) !== 0n;
}
