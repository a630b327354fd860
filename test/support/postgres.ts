// Starts a real PostgreSQL server for tests in under a second, as another user when the tests run as root, and ends it
// with the process that started it. Start it in the main thread: the kernel ties its end to the thread.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './postgres-binaries.ts';

/** nobody and nogroup: PostgreSQL refuses to run as root. */
const NOBODY = 65534;

/** `immediate` drops everything at once, like a crash; `kill` is SIGKILL, after which nobody tidies up. */
export type StopMode = keyof typeof SIGNALS;

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const;

export type TestServer = {
  /** Connection URL of one of its databases. */
  readonly url: (database: string) => string;
  /** Stops and starts it again on the same port and data. */
  readonly restart: (mode: StopMode) => Promise<void>;
  /** Stops it, keeping the data, so that `start` can bring it up again. */
  readonly halt: (mode: StopMode) => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops it and removes its data. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes and starts a server on a free port of 127.0.0.1.
 * `durable` keeps fsync on, for tests of crashes; otherwise speed wins.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<TestServer> {
  const asRoot = process.getuid?.() === 0;
  const home = mkdtempSync(join(tmpdir(), 'duly-postgres-'));
  chmodSync(home, asRoot ? 0o711 : 0o700);
  const binaries = findBinaries(home, asRoot);
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (asRoot) chownSync(data, NOBODY, NOBODY);
  const initdb = asOther(asRoot, join(binaries, 'initdb'), [
    ...['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
  ]);
  execFileSync(initdb.command, initdb.args, { cwd: data, stdio: 'pipe' });
  const port = await freePort();
  const settings = { port, ...FIXED_SETTINGS, ...(options.durable ? {} : UNSAFE_SETTINGS) };
  const server = asOther(asRoot, join(binaries, 'postgres'), [
    ...['-D', data],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  let running: ChildProcess | undefined;
  const start = async () => {
    if (running !== undefined) return;
    const spawned = () => spawn(server.command, server.args, { cwd: data, stdio: ['ignore', 'ignore', 'pipe'] });
    for (let tries = ORPHAN_TRIES; running === undefined; tries -= 1) {
      running = await untilReady(spawned()).catch(async (error: unknown) => {
        if (tries === 0 || !ORPHANS.test(String(error))) throw error;
        await sleep(200);
        return undefined;
      });
    }
  };
  const halt = async (mode: StopMode) => {
    if (running !== undefined) await ended(running, SIGNALS[mode]);
    running = undefined;
  };
  await start();
  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    restart: async (mode) => {
      await halt(mode);
      await start();
    },
    halt,
    start,
    stop: async () => {
      await halt('fast');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** After SIGKILL the server's children end a moment later, and until then it does not start again. */
const ORPHANS = /shared memory block|Address already in use|is another postmaster/i;
const ORPHAN_TRIES = 50;

const FIXED_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 60,
  autovacuum: 'off',
  lc_messages: 'C',
};

const UNSAFE_SETTINGS = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** On Linux setpriv changes the user and ties the server's life to ours; both must be one step. */
function asOther(asRoot: boolean, command: string, args: string[]): { command: string; args: string[] } {
  if (process.platform !== 'linux') return { command, args };
  const user = asRoot ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  return { command: 'setpriv', args: ['--pdeathsig=SIGQUIT', ...user, command, ...args] };
}

/** Resolves when the server takes connections; keeps reading its messages, or it would block on a full pipe. */
function untilReady(server: ChildProcess): Promise<ChildProcess> {
  let messages = '';
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`PostgreSQL ended (${code}):\n${messages.slice(-2_000)}`));
    server.once('exit', onExit);
    server.once('error', reject);
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      messages = (messages + text).slice(-10_000);
      if (!messages.includes('ready to accept connections')) return;
      server.off('exit', onExit);
      resolve(server);
    });
  });
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
