// A measured process: it prepares, says "ready", begins when it reads "go", says "done" with what it took,
// and ends when it reads "go" again.

import { readFileSync } from 'node:fs';

/** Of the process and of those it started. */
export interface Took {
  wallMs: number;
  cpuMs: number;
  /** The sum of their peaks. */
  peakMb: number;
}

/** Runs `work` once "go" is read from the standard input. */
export async function whenAsked(work: () => Promise<void>): Promise<void> {
  const go = () => new Promise((resolve) => process.stdin.once('data', resolve));
  process.stdout.write('ready\n');
  await go();
  const before = cpuMs();
  const started = performance.now();
  await work();
  const wallMs = performance.now() - started;
  const took: Took = { wallMs, cpuMs: cpuMs() - before, peakMb: peakMb() };
  process.stdout.write(`done ${JSON.stringify(took)}\n`);
  // The server's own time is read before its connections end.
  await go();
  process.stdin.destroy();
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1000;
  // Fields 14 and 15, in hundredths of a second; counted behind the name, which may hold anything.
  return children().reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, own);
}

function peakMb(): number {
  const own = process.resourceUsage().maxRSS / 1024;
  return children().reduce((sum, pid) => {
    const [, kb] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return sum + Number(kb) / 1024;
  }, own);
}

function children(): string[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
}
