// The PostgreSQL server of the benchmarks: the binaries that the tests use, with durable settings that the report names.
import { readFileSync } from 'node:fs';
import { onServer } from '../test/support/admin.ts';
import { startPostgres } from '../test/support/postgres.ts';

/**
 * What differs from the server's own defaults. fsync, full_page_writes and synchronous_commit stay on. Autovacuum is off
 * (the tests' server has it so): the benchmarks vacuum by themselves, between the measurements.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '1GB',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  // No checkpoint by size or time inside a measurement; one is made before each.
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
};

export interface BenchServer {
  url: (database: string) => string;
  version: string;
  /** Watches the private memory of the server's processes; the function returned ends it and gives the peak in MB. */
  watchMemory: () => () => number;
  stop: () => Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const server = await startPostgres({ durable: true });
  const admin = server.url('postgres');
  for (const [name, value] of Object.entries(SERVER_SETTINGS)) {
    await onServer(admin, `alter system set ${name} = '${value}'`);
  }
  await server.restart('fast');
  const [row] = await onServer<{ version: string; pid: number }>(
    admin,
    `select current_setting('server_version') as version, split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
  );
  if (row === undefined) throw new Error('The server did not say who it is.');
  return { url: server.url, version: row.version, watchMemory: () => watchMemory(row.pid), stop: server.stop };
}

const SAMPLE_MS = 20;
const KB_PER_MB = 1024;

function watchMemory(postmaster: number): () => number {
  let peakKb = 0;
  const sample = () => {
    peakKb = Math.max(peakKb, privateMemoryKb(postmaster));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    sample();
    return Math.round(peakKb / KB_PER_MB);
  };
}

/** Memory of the server's processes beside the shared buffers, in kB; from /proc, so on Linux only. */
function privateMemoryKb(postmaster: number): number {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  let sumKb = 0;
  for (const pid of children) {
    try {
      sumKb += Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // A process that has just ended has no memory any more.
    }
  }
  return sumKb;
}
