// Connections that are lost while in use: nothing half done stays, the first error is told, the pool goes on.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Db, openStore, type Store } from '../../src/db/client.ts';
import { CommitUnknown, describeDbError } from '../../src/db/errors.ts';
import { endConnections, onServer } from '../support/admin.ts';
import { createTestDatabase } from '../support/databases.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';

const IDLE_MS = 400;
const POOL_MAX = 4;

let url: string;
let store: Store;

beforeAll(async () => {
  url = await createTestDatabase();
  store = await openStore(
    { kind: 'server', url, poolMax: POOL_MAX, waitMs: 0, idleInTransactionMs: IDLE_MS },
    { log: () => undefined, migrationsDir: MIGRATIONS_DIR },
  );
  await onServer(
    url,
    `create table probe (id int);
     create table slow_commit (id int unique deferrable initially deferred, wait_s float8 not null default 0);
     create function pause() returns trigger language plpgsql as
       $$ begin perform pg_sleep(new.wait_s); return null; end $$;
     create constraint trigger pause after insert on slow_commit deferrable initially deferred
       for each row execute function pause()`,
  );
});

beforeEach(() => onServer(url, 'truncate probe, slow_commit'));
afterAll(() => store.close());

const insert = (db: Db, id: number) => db.execute(sql`insert into probe values (${id})`);
const rows = () => onServer<{ id: number }>(url, 'select id from probe union all select id from slow_commit');

async function untilCommitting(): Promise<void> {
  const active = `select pid from pg_stat_activity
    where datname = current_database() and state = 'active' and query = 'commit'`;
  expect(await onServer(url, active)).toHaveLength(1);
}

/**
 * Every connection of the pool at once, which a leaked one would make impossible for ever; that an idle one was ended
 * is seen a moment later.
 */
const assertPoolWhole = () => vi.waitFor(useWholePool, { timeout: 20_000 });

async function useWholePool(): Promise<void> {
  const pids = await Promise.all(
    Array.from({ length: POOL_MAX }, () =>
      store.tx(async (db) => {
        const result = (await db.execute(sql`select pg_backend_pid() as pid, pg_sleep(0.05)`)) as {
          rows: { pid: number }[];
        };
        return result.rows[0]?.pid;
      }),
    ),
  );
  expect(new Set(pids).size).toBe(POOL_MAX);
}

describe('a transaction whose connection is lost', () => {
  test('tells the server’s reason, not that of the rollback, and leaves no row', async () => {
    const idle = store.tx(async (db) => {
      await insert(db, 1);
      await sleep(IDLE_MS * 2);
      await insert(db, 2);
    });
    expect(await idle.catch(describeDbError)).toMatchObject({ code: '25P03' });
    expect(await rows()).toEqual([]);
    await assertPoolWhole();
  });

  test('never reached its commit, is a failure and not unknown', async () => {
    const idle = store.tx(async (db) => {
      await insert(db, 1);
      await sleep(IDLE_MS * 2);
    });
    const error = await idle.catch((found: unknown) => found);
    expect(error).not.toBeInstanceOf(CommitUnknown);
    expect(describeDbError(error).code).toBe('25P03');
  });

  test('during commit is unknown, with the cause', async () => {
    const committing = store
      .tx((db) => db.execute(sql`insert into slow_commit values (1, 10)`))
      .catch((found: unknown) => found);
    await vi.waitFor(untilCommitting, { timeout: 10_000 });
    await endConnections(url);
    const error = await committing;
    expect(error).toBeInstanceOf(CommitUnknown);
    expect(describeDbError((error as Error).cause).code).toBe('57P01');
    await assertPoolWhole();
  });

  test('is told apart from a commit that the server refuses', async () => {
    const twice = store.tx((db) => db.execute(sql`insert into slow_commit values (1), (1)`));
    expect(describeDbError(await twice.catch((error: unknown) => error)).code).toBe('23505');
    await assertPoolWhole();
  });

  test('before it began costs nothing but that call, however often', async () => {
    for (let round = 0; round < POOL_MAX * 2; round += 1) {
      await store.ping().catch(() => undefined); // it may meet a connection whose end it has not seen
      await endConnections(url);
      await Promise.allSettled([store.tx((db) => insert(db, round)), store.tx((db) => insert(db, round))]);
    }
    await assertPoolWhole();
  });
});

describe('a business error', () => {
  test('gives the connection back unharmed', async () => {
    const pidOf = async (db: Db) => {
      const result = (await db.execute(sql`select pg_backend_pid() as pid`)) as { rows: { pid: number }[] };
      return result.rows[0]?.pid;
    };
    let inside: number | undefined;
    const failing = store.tx(async (db) => {
      inside = await pidOf(db);
      throw new Error('not approved');
    });
    await expect(failing).rejects.toThrow('not approved');
    expect(await pidOf(store.db)).toBe(inside);
  });
});

describe('a read in batches', () => {
  const SERIES = 'select n from generate_series(1, 30) as n';

  test('survives a receiver slower than the limit for idle transactions', async () => {
    let seen = 0;
    await store.readBatches(SERIES, [], 20, async (batch) => {
      seen += batch.length;
      await sleep(IDLE_MS * 2);
    });
    expect(seen).toBe(30);
  });

  test('whose connection is lost half way fails, and its connection is replaced', async () => {
    const reading = store.readBatches(SERIES, [], 5, async () => {
      await endConnections(url);
      await sleep(50);
    });
    await expect(reading).rejects.toThrow();
    await assertPoolWhole();
  });
});
