// SIGKILL at random moments from approval to receipt: real processes, a real database, a provider that keeps its own
// flushed record. Counted at the end: lost, doubled, misreported, in doubt.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, type StoreTarget } from '../../../src/db/client.ts';
import { MIGRATIONS_DIR } from '../../../test/support/paths.ts';
import { approveMany, readBooks } from './company.ts';
import { createDatabase } from './database.ts';
import { kill, type Process, sleep, startProcess } from './processes.ts';

export interface KillResult {
  database: 'postgres' | 'embedded';
  provider: 'keyed' | 'blind';
  notices: number;
  kills: number;
  lost: number;
  doubled: number;
  /** On record as not sent although the provider took it, or the other way round. */
  misreported: number;
  inDoubt: number;
  sent: number;
  gapless: boolean;
  seconds: number;
}

export async function runKills(
  options: Pick<KillResult, 'database' | 'provider' | 'notices' | 'kills'>,
): Promise<KillResult> {
  const began = Date.now();
  const home = mkdtempSync(join(tmpdir(), 'duly-torture-'));
  const server = options.database === 'postgres' ? await createDatabase() : null;
  const database: StoreTarget =
    server === null
      ? { kind: 'embedded', dir: join(home, 'database') }
      : { kind: 'server', url: server.url, poolMax: 6 };
  const record = join(home, 'taken');
  writeFileSync(record, '');
  try {
    await withStore(database, (store) => approveMany(store, options.notices));
    const provider = await startProcess('provider.ts', [record, options.provider], 'port ');
    const worker = (n: number) => ({
      database,
      dataDir: join(home, `w${n}`),
      port: Number(provider.said),
      keyed: options.provider === 'keyed',
    });
    const workers = options.database === 'postgres' ? [worker(0), worker(1)] : [worker(0)];
    const kills = await killAtRandom(workers, options.kills, () => isDone(database, options));
    const rest = await Promise.all(workers.map((one) => startProcess('worker.ts', [JSON.stringify(one)], 'working')));
    await settle(rest, database);
    await kill(provider);
    const books = await withStore(database, readBooks);
    const taken = readFileSync(record, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return {
      ...options,
      kills,
      ...judge(books, taken, options.notices),
      seconds: Math.round((Date.now() - began) / 1_000),
    };
  } finally {
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Each worker lives for up to 1.5 s at work, then is killed and comes back. */
async function killAtRandom(
  workers: readonly object[],
  kills: number,
  isOver: () => Promise<boolean>,
): Promise<number> {
  let done = 0;
  const lives = workers.map(async (worker) => {
    while (done < kills) {
      const life = await startProcess('worker.ts', [JSON.stringify(worker)], 'working');
      await sleep(Math.random() * 1_500);
      await kill(life);
      done += 1;
    }
  });
  await Promise.all(lives);
  if (await isOver()) process.stderr.write('all notices were out before the last kill: take more\n');
  return done;
}

/** PGlite belongs to one process: the books are only read while no worker lives. */
async function isDone(database: StoreTarget, { notices }: { notices: number }): Promise<boolean> {
  const { deliveries } = await withStore(database, readBooks);
  return deliveries.length === notices && deliveries.every(({ state }) => state === 'sent' || state === 'needs_review');
}

/** In peace until nothing is under way any more, two minutes at most. */
async function settle(workers: Process[], database: StoreTarget): Promise<void> {
  let lives = workers;
  for (let n = 0; n < 12; n += 1) {
    await sleep(10_000);
    if (database.kind === 'embedded') await Promise.all(lives.map(kill));
    const { proposals, deliveries } = await withStore(database, readBooks);
    const isOpen = (proposals.approved ?? 0) > 0 || deliveries.some(({ state }) => OPEN.includes(state));
    if (!isOpen) break;
    if (database.kind === 'embedded') {
      lives = [
        await startProcess(
          'worker.ts',
          lives.map((life) => life.child.spawnargs.at(-1) ?? ''),
          'working',
        ),
      ];
    }
  }
  await Promise.all(lives.map(kill));
}

const OPEN = ['approved', 'claimed', 'attempted', 'unknown'];
const LEFT = ['sent', 'delivered'];

function judge(books: Awaited<ReturnType<typeof readBooks>>, taken: readonly string[], notices: number) {
  const times = new Map<string, number>();
  for (const id of taken) times.set(id, (times.get(id) ?? 0) + 1);
  const inDoubt = books.deliveries.filter(({ state }) => state === 'needs_review').length;
  const sent = books.deliveries.filter(({ state }) => LEFT.includes(state)).length;
  const misreported = books.deliveries.filter(
    ({ id, state }) => state !== 'needs_review' && LEFT.includes(state) !== times.has(id),
  ).length;
  return {
    lost: notices - sent - inDoubt,
    doubled: [...times.values()].filter((count) => count > 1).length,
    misreported,
    inDoubt,
    sent,
    gapless: books.gapless,
  };
}

async function withStore<T>(database: StoreTarget, act: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(database, { log: () => undefined, migrationsDir: MIGRATIONS_DIR });
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}
