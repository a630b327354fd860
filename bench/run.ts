// Measures the daily run against the best SQL: `npm run bench`, some 25 minutes and 10 GB in the temp directory;
// `npm run bench -- --quick` in under a minute, at sizes that show whether it still works and nothing more.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Case, type Measured, measureCase } from './compare.ts';
import { startBenchServer } from './postgres.ts';
import { runReport } from './report.ts';
import { writeResults } from './results.ts';

const FULL: readonly Case[] = [
  { name: '100,000 daily', open: 100_000, closed: 900_000, dunned: true, rounds: 5 },
  { name: '1,000,000 daily', open: 1_000_000, closed: 1_000_000, dunned: true, rounds: 3 },
  { name: '100,000 cold', open: 100_000, closed: 900_000, dunned: false, rounds: 3 },
];

const QUICK: readonly Case[] = [
  { name: '5,000 daily', open: 5_000, closed: 5_000, dunned: true, rounds: 3 },
  { name: '20,000 daily', open: 20_000, closed: 20_000, dunned: true, rounds: 3 },
  { name: '5,000 cold', open: 5_000, closed: 5_000, dunned: false, rounds: 3 },
];

const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values;
const load = loadavg()[0] ?? 0;
const server = await startBenchServer();
try {
  const measured: Measured[] = [];
  for (const bench of quick ? QUICK : FULL) {
    measured.push(await measureCase(server, bench, (text) => process.stderr.write(`${text}\n`)));
  }
  const report = runReport(measured, server.version, load);
  if (!quick) writeResults('run', report);
  process.stdout.write(`${report}\n`);
} finally {
  await server.stop();
}
