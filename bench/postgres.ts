// The PostgreSQL server of the benchmarks: the binaries that the tests use, with durable settings that the report
// names.
import { readFileSync } from 'node:fs';
import { onServer } from '../test/support/admin.ts';
import { startPostgres } from '../test/support/postgres.ts';

/**
 * What differs from the server's own defaults. fsync, full_page_writes and synchronous_commit stay on. Autovacuum is
 * off (the tests' server has it so): the benchmarks vacuum by themselves, between the measurements.
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
  /** CPU time that the server's processes have used so far. */
  cpuMs: () => number;
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
  return {
    url: server.url,
    version: row.version,
    cpuMs: () => cpuMs(row.pid),
    watchMemory: () => watchMemory(row.pid),
    stop: server.stop,
  };
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

/** Memory of the server's processes beside the shared buffers, in kB. */
function privateMemoryKb(postmaster: number): number {
  return sumOverProcesses(postmaster, 'status', (text) => Number(/^RssAnon:\s+(\d+)/m.exec(text)?.[1] ?? 0));
}

/** The kernel counts in hundredths of a second. */
function cpuMs(postmaster: number): number {
  return sumOverProcesses(postmaster, 'stat', (text) => {
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  });
}

/** From /proc, so on Linux only: the benchmarks do not run elsewhere. */
function sumOverProcesses(postmaster: number, file: 'stat' | 'status', of: (text: string) => number): number {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  let sum = 0;
  for (const pid of children) {
    try {
      sum += of(readFileSync(`/proc/${pid}/${file}`, 'utf8'));
    } catch {
      // A process that has just ended counts no more.
    }
  }
  return sum;
}
