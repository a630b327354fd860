// The part of the results that is about issuing and sending.
import { cpus, loadavg } from 'node:os';
import { SERVER_SETTINGS } from '../postgres.ts';
import type { Took } from './task.ts';

/** One round; each list has a process for every worker. */
export interface DeliverMeasured {
  workers: number;
  pipeline: Took[];
  rendering: Took[];
  calls: Took[];
  serverCpuMs: number;
}

interface Run {
  count: number;
  serverVersion: string;
  loadBefore: number;
}

export function deliverReport(measured: readonly DeliverMeasured[], run: Run): string {
  const workers = [...new Set(measured.map((one) => one.workers))];
  return [
    '## From approved to sent',
    conditions(run, measured.length / workers.length),
    SIDES,
    table(
      ['workers', 'calls a second', 'rendered a second', 'notices a second', 'of rendering', 'of calls', 'peak MB'],
      workers.map((count) => rates(measured, count, run.count)),
    ),
    'CPU milliseconds a notice, which other work on the machine disturbs less:',
    table(
      ['workers', 'call', 'rendering', 'pipeline: worker', 'PostgreSQL', 'rendering of the worker'],
      workers.map((count) => cpuTimes(measured, count, run.count)),
    ),
  ].join('\n\n');
}

function conditions({ count, serverVersion, loadBefore }: Run, rounds: number): string {
  const load = `load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after, this benchmark included`;
  const settings = Object.entries(SERVER_SETTINGS).map(([name, value]) => `${name} ${value}`);
  return `${new Date().toISOString().slice(0, 10)}. ${cpus().length} x ${cpus()[0]?.model.trim()}, ${load}.
Node ${process.versions.node}, PostgreSQL ${serverVersion} (${settings.join(', ')}; fsync and synchronous_commit on).
${count.toLocaleString('en')} approved notices of one to five invoices; medians of the rounds, ${rounds} in turns.`;
}

function rates(measured: readonly DeliverMeasured[], workers: number, notices: number): string[] {
  const rounds = measured.filter((one) => one.workers === workers);
  const rate = (of: (one: DeliverMeasured) => Took[]) =>
    median(rounds.map((one) => notices / (Math.max(...of(one).map((took) => took.wallMs)) / 1_000)));
  const share = (of: (one: DeliverMeasured) => Took[]) =>
    median(
      rounds.map(
        (one) => Math.max(...of(one).map((took) => took.wallMs)) / Math.max(...one.pipeline.map((took) => took.wallMs)),
      ),
    );
  const peak = Math.max(...rounds.flatMap((one) => one.pipeline.map((took) => took.peakMb)));
  return [
    String(workers),
    rate((one) => one.calls).toFixed(0),
    rate((one) => one.rendering).toFixed(0),
    rate((one) => one.pipeline).toFixed(0),
    `**${percent(share((one) => one.rendering))}**`,
    percent(share((one) => one.calls)),
    peak.toFixed(0),
  ];
}

function cpuTimes(measured: readonly DeliverMeasured[], workers: number, notices: number): string[] {
  const rounds = measured.filter((one) => one.workers === workers);
  const each = (of: (one: DeliverMeasured) => number) => median(rounds.map((one) => of(one) / notices));
  const sum = (took: readonly Took[]) => took.reduce((total, one) => total + one.cpuMs, 0);
  const worker = each((one) => sum(one.pipeline));
  const rendering = each((one) => sum(one.rendering));
  return [
    String(workers),
    each((one) => sum(one.calls)).toFixed(1),
    rendering.toFixed(1),
    worker.toFixed(1),
    each((one) => one.serverCpuMs).toFixed(1),
    percent(rendering / worker),
  ];
}

const SIDES = `**Pipeline**: a worker as the service composes it, in a process of its own: the queue hands out approvals, the notice is issued
(facts, letter and mail, number, row by row on record), the mail with its PDF goes to a local server that speaks Resend's API and
answers at once, the receipt is stored. **Rendering**: letter and mail of the same notices and nothing else. **Calls**: the same
mails through the same adapter to the same server, eight at once, no database. With two workers each of the three has two processes.

Aims: 80 % of the render rate, 5,000 notices under 400 MB. A worker shares its cores with PostgreSQL and the renderer: on two cores the
rate ends where the processor milliseconds of all three fill both.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
