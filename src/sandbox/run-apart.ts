// Runs a job on strangers' bytes in a process of its own: with a deadline, bounds on memory and processor time, an
// empty environment and the right to read the program and nothing else. Whatever a file does to the process, it is
// ended from outside and the service goes on. One process a job: no file meets what another one left behind.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { joinFrames } from './frames.ts';

export interface ApartLimits {
  deadlineMs: number;
  heapMegabytes: number;
  /** All that the process may hold, buffers outside the heap included; watched where /proc tells it. */
  memoryBytes: number;
}

export type StopCause = 'too_slow' | 'too_much_memory' | 'crashed';

export type Outcome<A> = { kind: 'answered'; answer: A } | { kind: 'stopped'; cause: StopCause };

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
 * Throws when no process can be started, or when it was stopped together with the service.
 */
export async function runApart<A>(
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
    // V8 ends a process whose heap is full by SIGABRT.
    return { kind: 'stopped', cause: end.signal === 'SIGABRT' || end.code === 134 ? 'too_much_memory' : 'crashed' };
  } finally {
    clearTimeout(deadline);
    clearInterval(watch);
    child.kill('SIGKILL');
  }
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
  const seconds = String(Math.ceil(deadlineMs / 1_000) + 5);
  const shell = ['-c', 'ulimit -t "$0"; exec "$@"', seconds, ...command];
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

function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
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
