// Measures reading and importing: `node bench/ingest.ts`, a minute. The yardstick is the library alone that cuts the
// same bytes; each measurement is a process of its own, medians of three.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { writeResults } from './results.ts';

interface Measured {
  rows: number;
  wallMs: number;
  cpuMs: number;
  peakMb: number;
}

const ROUNDS = 3;

function measure(file: string, way: string, rounds = ROUNDS): Measured {
  const all = Array.from({ length: rounds }, (): Measured => {
    const out = execFileSync(process.execPath, ['bench/ingest/child.ts', file, way], { encoding: 'utf8' });
    return JSON.parse(out);
  });
  return all.sort((a, b) => a.cpuMs - b.cpuMs)[Math.floor(rounds / 2)] as Measured;
}

const load = loadavg()[0]?.toFixed(1);
const lines = ['csv', 'camt'].flatMap((file) => {
  const library = measure(file, 'library');
  const read = measure(file, 'read');
  const what = file === 'csv' ? '100,000 rows of invoices (CSV)' : '25,000 bookings (camt.053)';
  const row = (way: string, one: Measured, ratio: string) =>
    `| ${what} | ${way} | ${Math.round(one.cpuMs)} | ${Math.round((one.rows / one.cpuMs) * 1000)} | ${ratio} | ${Math.round(one.peakMb)} |`;
  return [
    row(file === 'csv' ? 'csv-parse alone' : 'fast-xml-parser alone', library, '1.00'),
    row('read by Duly', read, `**${(read.cpuMs / library.cpuMs).toFixed(2)}**`),
  ];
});
const report = `## Reading and importing files

${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}; load ${load} at the start (the machine is shared). CPU milliseconds, medians of
${ROUNDS} processes. "Read" is everything up to typed, checked, keyed rows, without the database.
\`node bench/ingest/child.ts camt import\` measures a whole import into the embedded database.

| file | way | CPU ms | rows a second | ratio | peak MB |
|---|---|---|---|---|---|
${lines.join('\n')}

Aim: reading at most 2.5 times the library alone, under 500 MB.`;
writeResults('ingest', report);
process.stdout.write(`${report}\n`);
