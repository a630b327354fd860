// The part of the results that is about the daily run: the tables, and what they were measured with.
import { cpus, loadavg, totalmem } from 'node:os';
import type { Measured, Timing } from './compare.ts';
import { SERVER_SETTINGS } from './postgres.ts';

const GB = 1024 ** 3;

/** Markdown. `loadBefore` is the machine's load average when the benchmark began. */
export function runReport(measured: readonly Measured[], serverVersion: string, loadBefore: number): string {
  return [
    '## The daily run',
    conditions(serverVersion, loadBefore),
    SIDES,
    table(
      ['open invoices', 'proposed', 'SQL ms', 'Duly ms', 'ratio', 'us an open invoice: SQL', 'Duly'],
      measured.map(({ case: { name, open }, proposed, first: { sql, duly } }) => [
        name,
        whole(proposed),
        whole(sql.wallMs),
        whole(duly.wallMs),
        ratio(duly.wallMs, sql.wallMs),
        microsAn(open, sql),
        microsAn(open, duly),
      ]),
    ),
    growth(measured),
    "The same runs in CPU time, which the machine's other work disturbs less, and one run in a process of its own:",
    table(
      [
        'open invoices',
        'CPU ms: SQL',
        'Duly: server + Node',
        'ratio',
        'fresh process ms',
        'peak RSS MB (before)',
        'server MB',
      ],
      measured.map(({ case: { name }, first: { sql, duly }, fresh }) => [
        name,
        whole(sql.serverCpuMs),
        `${whole(duly.serverCpuMs)} + ${whole(duly.nodeCpuMs)}`,
        ratio(duly.serverCpuMs + duly.nodeCpuMs, sql.serverCpuMs),
        whole(fresh.wallMs),
        `${whole(fresh.peakMb)} (${whole(fresh.startMb)})`,
        whole(fresh.serverPeakMb),
      ]),
    ),
    'The second run on the same day, when nothing is new:',
    table(
      ['open invoices', 'SQL ms', 'Duly ms', 'ratio', 'CPU ms: SQL', 'Duly: server + Node'],
      measured.map(({ case: { name }, second: { sql, duly } }) => [
        name,
        whole(sql.wallMs),
        whole(duly.wallMs),
        ratio(duly.wallMs, sql.wallMs),
        whole(sql.serverCpuMs),
        `${whole(duly.serverCpuMs)} + ${whole(duly.nodeCpuMs)}`,
      ]),
    ),
    NOTES,
  ].join('\n\n');
}

function conditions(serverVersion: string, loadBefore: number): string {
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / GB)} GB`;
  const load = `load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after, this benchmark included`;
  const settings = Object.entries(SERVER_SETTINGS).map(([name, value]) => `${name} ${value}`);
  return `${new Date().toISOString().slice(0, 10)}. ${machine}, ${load}. Node ${process.versions.node}, PostgreSQL ${serverVersion}
(${settings.join(', ')}; fsync, full_page_writes and synchronous_commit on).`;
}

/** Cost per open invoice of the largest daily case against the smallest. */
function growth(measured: readonly Measured[]): string {
  const daily = measured.filter((one) => one.case.dunned).sort((a, b) => a.case.open - b.case.open);
  const [small, large] = [daily[0], daily.at(-1)];
  if (small === undefined || large === undefined || small === large) return '';
  const factor = (side: 'sql' | 'duly') =>
    ratio(large.first[side].wallMs / large.case.open, small.first[side].wallMs / small.case.open);
  return `Cost of an open invoice, ${large.case.name} against ${small.case.name}: Duly ${factor('duly')}, SQL ${factor('sql')}.`;
}

const SIDES = `**SQL** is the yardstick: one hand-written \`INSERT ... SELECT\` of the proposals and their lines with the same
predicates, in one transaction with the run and its audit row (\`bench/best-sql.ts\`). **Duly** is the use case that the
schedule and people call. Both write the same rows (compared by hash), in turns on the same database, each round taken
back before the next; medians of the rounds.`;

const NOTES = `**Data**: due 0 to 89 days ago, a quarter as many customers, four levels (14, then 7, 7, 7 days), 20 % half paid, 1 %
paused, 1 % of the customers blocked, a third as many open and not due yet; closed ones: nine per open one, at 1,000,000
one. *daily*: all notices up to yesterday were sent and are on record. *cold*: nothing was ever sent.

**Weaker than one might wish**: the tables were vacuumed just before and autovacuum is off, a checkpoint precedes each
run and none falls into it, and new rows are analysed before the second run. The yardstick asks nothing about promises,
disputes, free money or proposals that have changed, and counts no reasons; Duly does. That, the invoices held back (they
are decided again every day) and some 25 small statements of any run are what its second run spends its time on. Both
sides spend most of theirs on the seven foreign keys of a proposal and its line.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const ratio = (a: number, b: number): string => (a / b).toFixed(2);
const microsAn = (count: number, timing: Timing): string => ((timing.wallMs * 1_000) / count).toFixed(1);
