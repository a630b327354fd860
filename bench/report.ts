// The part of the results that is about the daily run: the tables, and what they were measured with.
import { cpus, loadavg, totalmem, type } from 'node:os';
import type { Measured, Timing } from './compare.ts';
import { SERVER_SETTINGS } from './postgres.ts';

const GB = 1024 ** 3;

/** Markdown. `load` is the machine's load average when the benchmark began. */
export function runReport(measured: readonly Measured[], serverVersion: string, load: number): string {
  const settings = Object.entries(SERVER_SETTINGS).map(([name, value]) => `${name} ${value}`);
  return `## The daily run

${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / GB)} GB, ${type()};
load ${load.toFixed(1)} at the start, ${(loadavg()[0] ?? 0).toFixed(1)} at the end (the load includes the benchmark). Node
${process.versions.node}, PostgreSQL ${serverVersion}: ${settings.join(', ')}, fsync on, synchronous_commit on.

**Yardstick**: one hand-written \`INSERT ... SELECT\` of the proposals and their lines with the same predicates, in one
transaction with the run and its audit row (\`bench/best-sql.ts\`). **Duly**: the use case \`startRun\`. Both write the same
rows (compared by hash), in turns on the same database, each round taken back before the next; medians of the rounds.

| open invoices | proposed | SQL ms | Duly ms | ratio | us per open invoice: SQL | Duly | fresh process ms | its peak RSS MB | server's private MB |
|---|---|---|---|---|---|---|---|---|---|
${measured.map(firstRow).join('\n')}

CPU of the same runs, and the second run on the same day, when nothing is new:

| open invoices | CPU ms: SQL | Duly, server + Node | ratio | second run: SQL ms | Duly ms | ratio |
|---|---|---|---|---|---|---|
${measured.map(secondRow).join('\n')}

${growth(measured)}
${NOTES}
`;
}

function firstRow({ case: { name, open }, proposed, first: { sql, duly }, fresh }: Measured): string {
  return row([
    name,
    whole(proposed),
    whole(sql.wallMs),
    whole(duly.wallMs),
    ratio(duly.wallMs, sql.wallMs),
    microsPer(open, sql),
    microsPer(open, duly),
    whole(fresh.wallMs),
    whole(fresh.peakMb),
    whole(fresh.serverPeakMb),
  ]);
}

function secondRow({ case: { name }, first, second }: Measured): string {
  const cpu = first.duly.serverCpuMs + first.duly.nodeCpuMs;
  return row([
    name,
    whole(first.sql.serverCpuMs),
    `${whole(first.duly.serverCpuMs)} + ${whole(first.duly.nodeCpuMs)}`,
    ratio(cpu, first.sql.serverCpuMs),
    whole(second.sql.wallMs),
    whole(second.duly.wallMs),
    ratio(second.duly.wallMs, second.sql.wallMs),
  ]);
}

/** Cost per open invoice of the largest daily case against the smallest. */
function growth(measured: readonly Measured[]): string {
  const daily = measured.filter(({ case: { dunned } }) => dunned).sort((a, b) => a.case.open - b.case.open);
  const [small, large] = [daily[0], daily.at(-1)];
  if (small === undefined || large === undefined || small === large) return '';
  const factor = (of: 'sql' | 'duly') =>
    ratio(large.first[of].wallMs / large.case.open, small.first[of].wallMs / small.case.open);
  return `Cost per open invoice, ${large.case.name} against ${small.case.name}: Duly ${factor('duly')}x, SQL ${factor('sql')}x.\n`;
}

const NOTES = `**Data**: due 0 to 89 days ago, a quarter as many customers, four levels (14, then 7, 7, 7 days), 20 % half paid, 1 %
paused, 1 % of the customers blocked, a third as many open and not due; closed ones: nine per open one, at 1,000,000 one.
*daily* = all notices up to yesterday were sent and are on record; *cold* = nothing was ever sent.

**What is weaker than one might ask**: the data was vacuumed just before and autovacuum is off; a checkpoint precedes
*each
run and none falls into it; the machine is shared, so the ratios count and not the milliseconds. The yardstick asks
nothing about promises, disputes, free money or proposals that have changed, and counts no reasons; Duly does. In the
second run that is most of its work, beside some 25 small statements that a run of any size makes. About three quarters
of the time that either side takes to write is the seven foreign keys of a proposal and its line.`;

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const ratio = (a: number, b: number): string => (a / b).toFixed(2);
const microsPer = (count: number, timing: Timing): string => ((timing.wallMs * 1_000) / count).toFixed(1);
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
