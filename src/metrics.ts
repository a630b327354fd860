// The figures of the service in Prometheus' text format: what waits, what is in trouble, and how the process is. No
// label carries a name, a number of a customer, or an amount.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Context } from './app/context.ts';
import { sendingStatus } from './app/notices/control.ts';
import { deliveryProblems } from './app/notices/problems.ts';
import { OPEN_DELIVERY_STATES } from './core/delivery.ts';
import { OPEN_PROPOSAL_STATES } from './core/proposal.ts';
import { countProposals, lastRunAt } from './db/figures.ts';

const NANOSECONDS = 1e9;
const loop = monitorEventLoopDelay({ resolution: 20 });

/** Starts watching the event loop; call it once, when the service starts. */
export function watchProcess(): void {
  loop.enable();
}

export async function figures(ctx: Context): Promise<string> {
  const status = await sendingStatus(ctx, {});
  const problems = await deliveryProblems(ctx, {});
  const proposals = await countProposals(ctx.store.db, OPEN_PROPOSAL_STATES);
  const lastRun = await lastRunAt(ctx.store.db);
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    gauge(
      'duly_deliveries_open',
      'Deliveries under way, by state.',
      byLabel('state', OPEN_DELIVERY_STATES, status.open),
    ),
    gauge('duly_deliveries_overdue', 'Deliveries under way for more than 30 hours.', [['', status.overdue]]),
    gauge('duly_deliveries_need_review', 'Deliveries that a person must look at.', [['', status.needsReview.length]]),
    gauge('duly_delivery_problems', 'Notices that reached nobody, not accepted yet.', [['', problems.length]]),
    gauge('duly_sending_on_hold', '1 while all sending is on hold.', [['', status.holds.length > 0 ? 1 : 0]]),
    gauge('duly_transports_resting', 'Transports that take nothing for a while.', [['', status.resting.length]]),
    gauge('duly_proposals', 'Proposals that wait, by state.', byLabel('state', OPEN_PROPOSAL_STATES, proposals)),
    ...(lastRun === null
      ? []
      : [gauge('duly_last_run_timestamp_seconds', 'When the last run took place.', [['', seconds(ctx, lastRun)]])]),
    gauge('process_resident_memory_bytes', 'Resident memory.', [['', rss]]),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', [['', heapUsed]]),
    gauge('nodejs_eventloop_lag_p99_seconds', 'Delay of the event loop, 99th percentile.', [
      ['', loop.percentile(99) / NANOSECONDS],
    ]),
    gauge('process_uptime_seconds', 'Since the start of the process.', [['', Math.round(process.uptime())]]),
    metric('counter', 'process_cpu_seconds_total', 'CPU time used.', [['', (user + system) / 1e6]]),
  ].join('');
}

type Sample = readonly [labels: string, value: number];

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  return metric('gauge', name, help, samples);
}

function metric(type: 'gauge' | 'counter', name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/** One sample for each word, also where there is nothing: a series that vanishes looks like one that is fine. */
function byLabel<T extends string>(label: string, words: readonly T[], counts: Partial<Record<T, number>>): Sample[] {
  return words.map((word) => [`{${label}="${word}"}`, counts[word] ?? 0]);
}

function seconds({ clock }: Context, instant: string): number {
  return clock.elapsedMs('1970-01-01T00:00:00.000Z', instant) / 1_000;
}
