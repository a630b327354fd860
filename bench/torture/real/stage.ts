// The stage of the torture with real processes: a database of its own with many proposed notices, a provider that keeps
// a record, and workers that can be started again and again. What happens to them is the business of the acts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, type StoreTarget } from '../../../src/db/client.ts';
import { onServer, withDatabase } from '../../../test/support/admin.ts';
import { MIGRATIONS_DIR, ROOT } from '../../../test/support/paths.ts';
import { startPostgres, type TestServer } from '../../../test/support/postgres.ts';
import { migratedSnapshot } from '../../../test/support/snapshot.ts';
import { bundleWorker } from './bundle.ts';
import { proposeMany, readBooks } from './company.ts';
import { type Judgement, judge, readRecord } from './judge.ts';
import { readOutbox } from './outbox-record.ts';
import { type Process, startProcess } from './processes.ts';
import type { WorkerOptions } from './worker.ts';

export interface StageOptions {
  database: 'postgres' | 'embedded';
  /** Takes a key once; takes everything; a folder of this path. */
  provider: 'resend' | 'smtp' | { folder: string };
  notices: number;
  seed: number;
}

export interface Stage {
  /** Null = the database is embedded. */
  server: TestServer | null;
  /** Loads a worker's process up to the point where it would open the database. */
  prepare(slot: number): Promise<Process>;
  /** Two on a server, one on the embedded database. */
  slots: number;
  /** What a query says; only while no worker holds an embedded database. */
  ask(text: string): Promise<Record<string, unknown>[]>;
  /** One worker in peace until nothing is open, then the judgement. */
  finish(): Promise<Judgement>;
  close(): Promise<void>;
}

const PEACE_WITHIN_MS = 600_000;

export async function openStage({ database, provider, notices, seed }: StageOptions): Promise<Stage> {
  const home = mkdtempSync(join(tmpdir(), 'duly-torture-'));
  const bundle = await bundleWorker();
  const server = database === 'postgres' ? await startPostgres({ durable: true }) : null;
  const target = server === null ? await embeddedFolder(home) : await newDatabase(server);
  await withStore(target, (store) => proposeMany(store, notices));
  const record = join(home, 'record');
  writeFileSync(record, '');
  const post = typeof provider === 'object' ? null : await startProvider(provider, record, seed);
  const mail: WorkerOptions['mail'] =
    typeof provider === 'object'
      ? { kind: 'outbox', folder: provider.folder }
      : { kind: provider, port: post?.port ?? 0 };
  const acknowledged = new Set<number>();
  const prepare = async (slot: number) => {
    const dataDir = typeof provider === 'object' ? provider.folder : join(home, `machine-${slot}`);
    const options: WorkerOptions = { root: ROOT, database: target, dataDir, mail };
    const process = startProcess(bundle.file, [JSON.stringify(options)]);
    process.onLine((line) => {
      if (line.startsWith('approved ')) for (const id of line.split(' ').slice(1)) acknowledged.add(Number(id));
    });
    await process.says('ready');
    return process;
  };
  return {
    server,
    prepare,
    slots: server === null ? 1 : 2,
    ask: (text) => withStore(target, async (store) => (await store.executeSql(text)).rows),
    async finish() {
      // Before peace approves the rest.
      const approved = new Set(acknowledged);
      const forgotten = (await inPeace(await prepare(0))).filter((id) => approved.has(id)).length;
      await post?.process.kill();
      const lines = typeof provider === 'object' ? readOutbox(provider.folder).lines : readRecord(record);
      return judge(await withStore(target, readBooks), lines, forgotten, notices);
    },
    async close() {
      await post?.process.kill();
      await server?.stop();
      bundle.remove();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Works until nothing is open any more; what has not come to an end after ten minutes is counted as lost. Returns the
 * proposals that were undecided at its start.
 */
async function inPeace(worker: Process): Promise<number[]> {
  const [undecided, idle] = [worker.says('undecided'), worker.says('idle')];
  worker.tell('peace');
  const late = setTimeout(() => void worker.kill(), PEACE_WITHIN_MS);
  await idle.catch(() => undefined);
  await worker.ended;
  clearTimeout(late);
  return (await undecided).split(' ').filter(Boolean).map(Number);
}

async function startProvider(kind: 'resend' | 'smtp', record: string, seed: number) {
  const file = join(import.meta.dirname, kind === 'resend' ? 'provider.ts' : 'mail-server.ts');
  const process = startProcess(file, [record, String(seed)]);
  return { process, port: Number(await process.says('port ')) };
}

async function newDatabase(server: TestServer): Promise<StoreTarget> {
  const admin = server.url('postgres');
  await onServer(admin, 'create database torture');
  return { kind: 'server', url: withDatabase(admin, 'torture'), poolMax: 8 };
}

/** A data folder unpacked from the dump of a migrated one, which saves some seconds of setting it up. */
async function embeddedFolder(home: string): Promise<StoreTarget> {
  const dir = join(home, 'database');
  const folder = join(dir, 'pgdata');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xf', await migratedSnapshot(), '-C', folder], { stdio: 'ignore' });
  return { kind: 'embedded', dir };
}

async function withStore<T>(database: StoreTarget, act: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(database, { log: () => undefined, migrationsDir: MIGRATIONS_DIR });
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}
