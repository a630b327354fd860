// Measures reading and importing: `node bench/ingest.ts`, two minutes. The yardstick of reading is the library alone
// that cuts the same bytes; whole imports go into an embedded database and into PostgreSQL. Each measurement is a
// process of its own; of reading the medians of three.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onServer } from '../test/support/admin.ts';
import { camtFile, invoicesFile, quotedFile } from './ingest/files.ts';
import { startBenchServer } from './postgres.ts';
import { writeResults } from './results.ts';

interface Measured {
  rows: number;
  wallMs: number;
  cpuMs: number;
  /** Held before an import began. */
  beforeMb: number;
  peakMb: number;
}

const ROUNDS = 3;
const WHAT: Readonly<Record<string, string>> = {
  csv: '100,000 rows of invoices (CSV)',
  quoted: 'the same, every cell in quotes',
  camt: '25,000 bookings (camt.053)',
};
const LIBRARY: Readonly<Record<string, string>> = { csv: 'csv-parse', quoted: 'csv-parse', camt: 'fast-xml-parser' };

const directory = mkdtempSync(join(tmpdir(), 'duly-bench-'));
const made = { csv: invoicesFile(), quoted: quotedFile(), camt: camtFile() };
for (const [file, bytes] of Object.entries(made)) writeFileSync(join(directory, file), bytes);

function child(file: string, way: string, target = ''): Measured {
  const args = ['bench/ingest/child.ts', file, way, join(directory, file), target];
  const out = execFileSync(process.execPath, args, { encoding: 'utf8' });
  return JSON.parse(out);
}

const middle = (all: readonly Measured[], of: (one: Measured) => number): number =>
  all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

const perSecond = (rows: number, ms: number): string => Math.round((rows / ms) * 1000).toLocaleString('en-US');

/** Library and reader take turns, so that both meet the same load; the ratio is the median of the pairs'. */
function reading(file: string): string[] {
  const pairs = Array.from({ length: ROUNDS }, () => [child(file, 'library'), child(file, 'read')] as const);
  const ratios = pairs.map(([library, read]) => read.cpuMs / library.cpuMs).sort((a, b) => a - b);
  const row = (way: string, all: readonly Measured[], ratio: string) => {
    const cpuMs = middle(all, (one) => one.cpuMs);
    const peak = Math.round(middle(all, (one) => one.peakMb));
    return `| ${WHAT[file]} | ${way} | ${Math.round(cpuMs)} | ${perSecond(all[0]?.rows ?? 0, cpuMs)} | ${ratio} | ${peak} |`;
  };
  const libraries = pairs.map(([library]) => library);
  const reads = pairs.map(([, read]) => read);
  return [
    row(`${LIBRARY[file]} alone`, libraries, '1.00'),
    row('read by Duly', reads, `**${(ratios[Math.floor(ROUNDS / 2)] ?? 0).toFixed(2)}**`),
  ];
}

async function importing(file: string, where: string, target: () => Promise<string>): Promise<string> {
  const place = await target();
  child(file, 'prepare', place);
  const { rows, wallMs, cpuMs, beforeMb, peakMb } = child(file, 'import', place);
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const rate = perSecond(rows, wallMs);
  return `| ${WHAT[file]} | ${where} | ${seconds(wallMs)} | ${seconds(cpuMs)} | ${rate} | ${Math.round(beforeMb)} | ${Math.round(peakMb)} |`;
}

const load = loadavg()[0]?.toFixed(1);
const readings = Object.keys(WHAT).flatMap(reading);
const imports: string[] = [];
const server = await startBenchServer();
try {
  let databases = 0;
  const database = async () => {
    databases += 1;
    await onServer(server.url('postgres'), `create database ingest_${databases}`);
    return server.url(`ingest_${databases}`);
  };
  const folder = async () => {
    databases += 1;
    return join(directory, `database-${databases}`);
  };
  for (const file of ['csv', 'camt']) {
    imports.push(await importing(file, `PostgreSQL ${server.version}`, database));
    imports.push(await importing(file, 'embedded (PGlite)', folder));
  }
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
const report = `## Reading and importing files

${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}; load ${load} at the start (the machine is shared). \`node bench/ingest.ts\`,
medians of ${ROUNDS} processes each. "Read" is everything up to typed, checked, keyed rows, without a database; CPU milliseconds. Library and
reader take turns, the ratio is the median of the pairs'.

| file | way | CPU ms | rows a second | ratio | peak MB |
|---|---|---|---|---|---|
${readings.join('\n')}

Aim: reading at most 2.5 times the library alone, under 500 MB.

A whole import: read in a process of its own, matched (the bookings against 25,000 open invoices), written, open amounts summed, proposals
reviewed, audited, in one transaction; one service process each. Seconds of the clock, and of the processor of the service's process; the peak is that of
service, embedded database and reading process together, from source; "before" is what the service held with its database opened.

| file | into | seconds | CPU s | rows a second | MB before | peak MB |
|---|---|---|---|---|---|---|
${imports.join('\n')}`;
writeResults('ingest', report);
process.stdout.write(`${report}\n`);
