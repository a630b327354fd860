// Who a process is, beyond its number: numbers are given out again, and mean nothing in another container or after a
// restart of the machine. Read from /proc on Linux; elsewhere only number and host are known.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from every other one that ever had its number. Empty where the system does not say. */
export type ProcessIdentity = {
  readonly pid: number;
  readonly host: string;
  /** Changes with every start of the machine. */
  readonly boot: string;
  /** The container's own numbering of processes. */
  readonly pidNamespace: string;
  /** When the process started, in clock ticks since the machine did. */
  readonly startTicks: string;
};

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    boot: quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: quietly(() => readlinkSync('/proc/self/ns/pid')),
    startTicks: statusOf('self')?.startTicks ?? '',
  };
}

/**
 * Whether `other` still runs, seen from `own`: `unknown` when it lives (or lived) on another machine, in another
 * container or before a restart, where its number says nothing.
 */
export function lifeOf(other: ProcessIdentity, own: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  const samePlace = own.boot !== '' ? other.boot === own.boot : other.host === own.host;
  if (!samePlace || other.pidNamespace !== own.pidNamespace) return 'unknown';
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  const status = statusOf(String(other.pid));
  if (status === undefined) return 'alive'; // it exists, and nothing more may be read: a living process is never robbed
  const ended = status.state === 'Z' || status.state === 'X';
  return ended || status.startTicks !== other.startTicks ? 'dead' : 'alive';
}

/**
 * State letter and start time, fields 3 and 22 of /proc/PID/stat; the name before them may hold spaces and brackets.
 */
function statusOf(pid: string): { state: string; startTicks: string } | undefined {
  const text = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state && startTicks ? { state, startTicks } : undefined;
}

function quietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
