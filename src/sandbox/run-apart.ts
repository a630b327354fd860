// Runs a job on strangers' bytes in a process of its own: with a deadline, bounds on memory and processor time, an
// empty environment and, of files, the right to read the program alone; no process, no thread. The network is not
// closed to it: Node 24 has no permission for that. Whatever a file does to the process, it is ended from outside and
// the service goes on. One process a job: no file meets what another one left behind. Two of a program at a time.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { joinFrames } from './frames.ts';
import { createPlaces } from './places.ts';

export interface ApartLimits {
  deadlineMs: number;
  heapMegabytes: number;
  /** All that the process may hold, buffers outside the heap included; watched where /proc tells it. */
  memoryBytes: number;
}

export type StopCause = 'too_slow' | 'too_much_memory' | 'crashed';

export type Outcome<A> = { kind: 'answered'; answer: A } | { kind: 'stopped'; cause: StopCause };

/** Of each program, so that long tables do not keep the PDFs of invoices waiting. */
const AT_ONCE = 2;
const placesOf = new Map<string, ReturnType<typeof createPlaces>>();
const WATCH_EVERY_MS = 25;
const PAGE_BYTES = 4096;
/** Signals by which somebody stops the service and all its processes: no fault of the file. */
const SENT_TO_ALL = new Set<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * What the program at `entry` (one that calls `answerJob`) answers to the job, or why it was stopped. Job and answer
 * are values that can be cloned. The answer is what a program of ours made of a stranger's bytes: its form is that of
 * the entry.
 *
 * `heard` is told what the program says of how far it is.
 *
 * Waits while as many of that program run as may at once; the deadline counts from its own start.
 *
 * Throws when no process can be started, or when it was stopped together with the service.
 */
export async function runApart<A>(
  entry: URL,
  job: unknown,
  limits: ApartLimits,
  heard?: (news: unknown) => void,
): Promise<Outcome<A>> {
  const places = placesOf.get(entry.href) ?? createPlaces(AT_ONCE);
  placesOf.set(entry.href, places);
  return places(() => runNow(entry, job, limits, heard));
}

async function runNow<A>(
  entry: URL,
  job: unknown,
  limits: ApartLimits,
  heard?: (news: unknown) => void,
): Promise<Outcome<A>> {
  const child = start(fileURLToPath(entry), limits);
  const ended = endOf(child);
  ended.catch(() => undefined);
  let cause: StopCause | null = null;
  const stop = (why: StopCause): void => {
    cause ??= why;
    child.kill('SIGKILL');
  };
  const deadline = setTimeout(() => stop('too_slow'), limits.deadlineMs);
  const watch = setInterval(() => {
    if (residentBytes(child.pid) > limits.memoryBytes) stop('too_much_memory');
  }, WATCH_EVERY_MS);
  try {
    give(child, job);
    // Its answers, as its third channel beside those that any library may write to.
    const answer = await joinFrames<A>(child.stdio[3] as Readable, heard).catch(() => null);
    if (answer !== null) return { kind: 'answered', answer: answer.value };
    const end = await ended;
    if (cause !== null) return { kind: 'stopped', cause };
    if (end.signal !== null && SENT_TO_ALL.has(end.signal)) throw new Error(`a reading process got ${end.signal}`);
    return { kind: 'stopped', cause: causeOf(end) };
  } finally {
    clearTimeout(deadline);
    clearInterval(watch);
    child.kill('SIGKILL');
  }
}

/** Why a process ended that was not stopped from here. */
function causeOf({ code, signal }: End): StopCause {
  // The system says so when the processor seconds are used up.
  if (signal === 'SIGXCPU') return 'too_slow';
  // V8 ends a process whose heap is full by SIGABRT.
  return signal === 'SIGABRT' || code === 134 ? 'too_much_memory' : 'crashed';
}

function start(entry: string, { deadlineMs, heapMegabytes }: ApartLimits): ChildProcess {
  const program = [join(dirname(entry), '*'), ...(entry.endsWith('.ts') ? sources() : [])];
  const command = [
    process.execPath,
    '--permission',
    ...program.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heapMegabytes}`,
    // What a file leaves while it is read is short-lived: a small nursery costs no time and saves a third of the memory.
    '--max-semi-space-size=4',
    entry,
  ];
  const options = { env: {}, cwd: dirname(entry), stdio: ['pipe', 'ignore', 'ignore', 'pipe'] } as const;
  if (process.platform === 'win32')
    return spawn(command[0] ?? '', command.slice(1), { ...options, stdio: [...options.stdio] });
  // Should this process die, its child notices as soon as it looks up; one that never does ends with its seconds.
  // The soft bound says what was used up (SIGXCPU); the hard one, a little later, is for what does not listen.
  const seconds = Math.ceil(deadlineMs / 1_000) + 5;
  const bounds = `ulimit -S -t ${seconds}; ulimit -H -t ${seconds + 5}; exec "$0" "$@"`;
  const shell = ['-c', bounds, ...command];
  return spawn('/bin/sh', shell, { ...options, stdio: [...options.stdio] });
}

/** What running from source reads: the sources, the packages, and what says that they are modules. */
function sources(): string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return [join(root, 'src', '*'), join(root, 'node_modules', '*'), join(root, 'package.json')];
}

/** Hands the job over; a process that ends before it has read all says so by its end. */
function give(child: ChildProcess, job: unknown): void {
  const input = child.stdin as Writable;
  input.on('error', () => undefined);
  input.end(serialize(job));
}

interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** What a process holds in memory; 0 where nobody tells, or when it has ended. */
function residentBytes(pid: number | undefined): number {
  try {
    const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
