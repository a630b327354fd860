// Server time and weight of every page: from the request to the last byte of the answer, in the server's own process.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Web } from '../../src/web/index.ts';
import { findPages } from '../../test/web/browser/crawl.ts';
import type { Visitor } from '../../test/web/visitor.ts';
import type { BenchServer } from '../postgres.ts';

export interface PageTiming {
  path: string;
  p50Ms: number;
  p95Ms: number;
  /** Of this process and of the server, a request. */
  cpuMs: number;
  bytes: number;
}

/** A page that takes seconds is known well enough after a few rounds. */
const ENOUGH_MS = 3_000;
const ROUNDS_AT_LEAST = 5;

/** Lists where they cost most: other orders, filters that find little, places far behind. */
const ALSO = [
  '/?sort=overdue',
  '/?sort=warning&warning=any',
  '/?text=R4711',
  '/?customer=customer+12',
  '/invoices?status=all&text=R4711',
  '/invoices?status=paid&text=no+such+number',
  '/invoices?status=held',
  '/invoices?text=customer',
  '/invoices?text=47',
  '/customers?text=mer+1234',
  '/why?invoice=4711',
  '/activity?text=no.+150000',
  '/activity?actor=Cleo&action=invoice.pause',
];

/** Pages with sums that are kept until something is recorded: measured once more with a change before each request. */
export const WITH_SUMS = ['/', '/overview'];

/** An address of every page of the console, and the costly ones besides. */
export async function pagesToMeasure(app: Web, visitor: Visitor): Promise<string[]> {
  // Files are no pages, and take as long as they are large.
  const get: Visitor['get'] = async (path) =>
    FILE.test(path) ? { ...(await visitor.get('/api')), html: '' } : visitor.get(path);
  const { pages, dead } = await findPages(app, { ...visitor, get }, ['/', '/invoices/R4711', '/customers/C4711']);
  await keptAreThere(visitor);
  if (dead.length > 0) throw new Error(`Links lead to nothing: ${dead.join(', ')}`);
  return [...new Set([...pages.values(), ...ALSO])];
}

/** The bulk notices of the ledger have no documents that could be shown. */
const FILE = /\.(csv|pdf|json|zip)\b|^\/preview\/notices\//;
const LOOK_EVERY_MS = 1_000;

/** Figures whose first computation goes on beside the page; it would be measured along with the others. */
const KEPT = ['/forecast', '/figures'];

export async function keptAreThere(visitor: Visitor): Promise<void> {
  for (const path of KEPT) while ((await visitor.get(path)).headers.has('refresh')) await sleep(LOOK_EVERY_MS);
}

export async function timePage(
  visitor: Visitor,
  server: BenchServer,
  { path, rounds, before }: { path: string; rounds: number; before?: () => Promise<unknown> },
): Promise<PageTiming> {
  const first = await visitor.get(path);
  if (first.status !== 200) throw new Error(`${path} answers ${first.status}`);
  await visitor.get(path);
  const took: number[] = [];
  const cpu = process.cpuUsage();
  const serverCpu = server.cpuMs();
  for (let sum = 0; took.length < rounds && (sum < ENOUGH_MS || took.length < ROUNDS_AT_LEAST); ) {
    await before?.();
    const started = performance.now();
    await visitor.get(path);
    took.push(performance.now() - started);
    sum += took.at(-1) ?? 0;
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = ((user + system) / 1_000 + server.cpuMs() - serverCpu) / took.length;
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return {
    path: before === undefined ? path : `${path} after a change`,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    cpuMs,
    bytes: Buffer.byteLength(first.html),
  };
}
