// One case: the program's run and the yardstick in turns on the same database, then one run in a process of its own.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { onServer } from '../test/support/admin.ts';
import { runBestSql } from './best-sql.ts';
import { type LedgerShape, writeLedger } from './ledger.ts';
import type { BenchServer } from './postgres.ts';
import { openBenchStore, runProgram, setUp } from './program.ts';
import { hashOfRun, noteNewRows, takeBack } from './state.ts';

export interface Case extends LedgerShape {
  name: string;
  /** Measured rounds, after one that is not counted. */
  rounds: number;
}

/** Medians over the rounds, in milliseconds. */
export interface Timing {
  wallMs: number;
  /** Of the server's processes. */
  serverCpuMs: number;
  /** Of this process: for the program reading, deciding and sending, for the yardstick next to nothing. */
  nodeCpuMs: number;
}

export type Side = 'sql' | 'duly';

export interface Measured {
  case: Case;
  proposed: number;
  /** The first run of the day, and the second when nothing is new. */
  first: Record<Side, Timing>;
  second: Record<Side, Timing>;
  /** Memory before the run (the program loaded, connected) and at its peak; of the server what no buffer is. */
  fresh: { wallMs: number; startMb: number; peakMb: number; serverPeakMb: number };
}

const DATABASE = 'bench';

/** Makes the case's ledger, measures, and drops it again. Throws when the two sides do not write the same. */
export async function measureCase(server: BenchServer, bench: Case, say: (text: string) => void): Promise<Measured> {
  const admin = server.url('postgres');
  await onServer(admin, `create database ${DATABASE}`);
  const url = server.url(DATABASE);
  const store = await openBenchStore(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await setUp(store);
    await writeLedger(client, bench);
    say(`${bench.name}: the ledger stands`);
    const run: Record<Side, () => Promise<{ runId: number; proposed: number }>> = {
      sql: () => runBestSql(client),
      duly: async () => {
        const { runId, counts } = await runProgram(store);
        return { runId: runId ?? 0, proposed: counts.proposed };
      },
    };
    const rounds = await playRounds(server, client, bench, run, say);
    const fresh = await runInFreshProcess(server, client, url);
    if (fresh.hash !== rounds.hash) throw new Error(`${bench.name}: a fresh process proposes something else`);
    return { case: bench, ...rounds, fresh };
  } finally {
    await store.close();
    await client.end();
    await onServer(admin, `drop database ${DATABASE} with (force)`);
  }
}

type Rounds = Pick<Measured, 'proposed' | 'first' | 'second'> & { hash: string };

async function playRounds(
  server: BenchServer,
  client: pg.Client,
  bench: Case,
  run: Record<Side, () => Promise<{ runId: number; proposed: number }>>,
  say: (text: string) => void,
): Promise<Rounds> {
  const timings: Record<Side, { first: Timing[]; second: Timing[] }> = {
    sql: { first: [], second: [] },
    duly: { first: [], second: [] },
  };
  const written = new Set<string>();
  let proposed = 0;
  for (let round = 0; round <= bench.rounds; round += 1) {
    const order: Side[] = round % 2 === 0 ? ['sql', 'duly'] : ['duly', 'sql'];
    for (const side of order) {
      const first = await timed(server, run[side]);
      proposed = first.result.proposed;
      written.add(await hashOfRun(client, first.result.runId));
      await noteNewRows(client);
      const second = await timed(server, run[side]);
      if (second.result.proposed !== 0) throw new Error(`${bench.name}: the second run of ${side} proposed again`);
      await takeBack(client, [first.result.runId, second.result.runId]);
      say(`${bench.name}, round ${round}, ${side}: ${shown(first.timing)}, again ${shown(second.timing)}`);
      if (round === 0) continue; // warms caches, plans and code
      timings[side].first.push(first.timing);
      timings[side].second.push(second.timing);
    }
  }
  const [hash] = written;
  if (written.size !== 1 || hash === undefined) throw new Error(`${bench.name}: the two sides do not write the same`);
  return {
    hash,
    proposed,
    first: { sql: medians(timings.sql.first), duly: medians(timings.duly.first) },
    second: { sql: medians(timings.sql.second), duly: medians(timings.duly.second) },
  };
}

async function timed<T>(server: BenchServer, act: () => Promise<T>): Promise<{ result: T; timing: Timing }> {
  const serverBefore = server.cpuMs();
  const nodeBefore = process.cpuUsage();
  const started = performance.now();
  const result = await act();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(nodeBefore);
  return { result, timing: { wallMs, serverCpuMs: server.cpuMs() - serverBefore, nodeCpuMs: (user + system) / 1_000 } };
}

function medians(timings: readonly Timing[]): Timing {
  const of = (key: keyof Timing) => {
    const sorted = timings.map((timing) => timing[key]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return { wallMs: of('wallMs'), serverCpuMs: of('serverCpuMs'), nodeCpuMs: of('nodeCpuMs') };
}

/** As the first run after a start: nothing compiled, no connection open; its peak memory is its own. */
async function runInFreshProcess(server: BenchServer, client: pg.Client, url: string) {
  const stopWatching = server.watchMemory();
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'child.ts'), url]);
  const serverPeakMb = stopWatching();
  const { runId, ...fresh } = JSON.parse(stdout) as {
    runId: number;
    wallMs: number;
    startMb: number;
    peakMb: number;
  };
  const hash = await hashOfRun(client, runId);
  await takeBack(client, [runId]);
  return { ...fresh, serverPeakMb, hash };
}

function shown({ wallMs, serverCpuMs, nodeCpuMs }: Timing): string {
  return `${Math.round(wallMs)} ms (CPU ${Math.round(serverCpuMs)} + ${Math.round(nodeCpuMs)})`;
}
