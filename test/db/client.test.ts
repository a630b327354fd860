// The store's promises that hold on both drivers: transactions, the guard against the outer handle, errors, batches.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Db, Store } from '../../src/db/client.ts';
import { CommitUnknown, describeDbError } from '../../src/db/errors.ts';
import { openTestStore } from '../support/databases.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
  await store.db.execute(sql`create table probe (id int primary key, label text not null, cents bigint)`);
});

beforeEach(() => store.db.execute(sql`delete from probe`));

const insert = (db: Db, id: number) => db.execute(sql`insert into probe values (${id}, 'row')`);

async function ids(db: Db = store.db): Promise<number[]> {
  const result = (await db.execute(sql`select id from probe order by id`)) as { rows: { id: number }[] };
  return result.rows.map(({ id }) => id);
}

const failure = (promise: Promise<unknown>) => promise.then(() => undefined, describeDbError);

describe('a transaction', () => {
  test('commits what its callback wrote and returns its value', async () => {
    const value = await store.tx(async (db) => {
      await insert(db, 1);
      return 'done';
    });
    expect([value, await ids()]).toEqual(['done', [1]]);
  });

  test('rolls back when the callback throws, and hands on that very error', async () => {
    const error = new Error('no');
    const failing = store.tx(async (db) => {
      await insert(db, 1);
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(await ids()).toEqual([]);
  });

  test('fails as a whole when the callback swallows the error of a statement', async () => {
    const swallowing = store.tx(async (db) => {
      await insert(db, 1);
      await insert(db, 1).catch(() => undefined);
    });
    const error = await swallowing.catch((found: unknown) => found);
    expect(String(error)).toMatch(/swallowed|rolled back instead of committed/);
    expect(error).not.toBeInstanceOf(CommitUnknown);
    expect(await ids()).toEqual([]);
  });

  test('runs at the isolation level asked for', async () => {
    const level = async (isolation?: 'repeatable read' | 'serializable') =>
      store.tx(async (db) => {
        const result = (await db.execute(sql`show transaction isolation level`)) as { rows: object[] };
        return Object.values(result.rows[0] ?? {})[0];
      }, isolation && { isolation });
    expect([await level(), await level('repeatable read'), await level('serializable')]).toEqual([
      'read committed',
      'repeatable read',
      'serializable',
    ]);
  });

  test('has savepoints through its own handle', async () => {
    await store.tx(async (db) => {
      await insert(db, 1);
      await db
        .transaction(async (inner) => {
          await insert(inner, 2);
          throw new Error('only the inner part');
        })
        .catch(() => undefined);
      await insert(db, 3);
    });
    expect(await ids()).toEqual([1, 3]);
  });

  test('survives a failed statement inside a savepoint', async () => {
    await store.tx(async (db) => {
      await insert(db, 1);
      await db.transaction((inner) => insert(inner, 1)).catch(() => undefined);
      await insert(db, 2);
    });
    expect(await ids()).toEqual([1, 2]);
  });
});

describe('the outer handle inside a transaction', () => {
  test('is refused by the getter, also after awaits and in called functions', async () => {
    const inside = store.tx(async () => {
      await sleep(1);
      await ids();
    });
    await expect(inside).rejects.toThrow('store.db was used inside a transaction');
  });

  test('is refused when it was fetched before', async () => {
    const kept = store.db;
    const found = await failure(store.tx(() => ids(kept)));
    expect(found?.message).toContain('A query on store.db was used inside a transaction');
  });

  test.each([
    ['store.tx', () => store.tx(async () => undefined)],
    ['store.readBatches', () => store.readBatches('select 1', [], 10, async () => undefined)],
    ['store.ping', () => store.ping()],
    ['store.close', () => store.close()],
  ])('refuses %s too', async (name, call) => {
    await expect(store.tx(async () => call())).rejects.toThrow(`${name} was used inside a transaction`);
  });

  test('is free for others at the same time, and for the same code afterwards', async () => {
    let late: Promise<number[]> | undefined;
    const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const free = Promise.withResolvers<void>();
    const slow = store.tx(async (db) => {
      await insert(db, 1);
      late = ended.promise.then(() => ids()); // started inside, running after the end
      begun.resolve();
      await free.promise;
    });
    await begun.promise;
    const meanwhile = ids();
    free.resolve();
    await expect(meanwhile).resolves.toBeDefined();
    await slow;
    ended.resolve();
    expect(await late).toEqual([1]);
  });

  test('offers no transaction of its own', async () => {
    await expect(store.db.transaction(async () => undefined)).rejects.toThrow('use store.tx');
  });
});

describe('a database error', () => {
  test('names code and constraint, not the statement or its parameters', async () => {
    const twice = () => store.db.execute(sql`insert into probe values (7, ${'jane@example.org'})`);
    await twice();
    const found = await failure(twice());
    expect(found).toMatchObject({ code: '23505', constraint: 'probe_pkey' });
    expect(JSON.stringify(found)).not.toMatch(/jane|insert/);
  });

  test('blanks the value that the server itself quotes', async () => {
    const found = await failure(store.db.execute(sql`select ${'jane@example.org'}::bigint`));
    expect(found?.code).toBe('22P02');
    expect(found?.message).toBe('invalid input syntax for type bigint: "…"');
  });
});

describe('raw rows', () => {
  test('look the same on both drivers', async () => {
    const result = (await store.db.execute(
      sql`select 9007199254740991::bigint as big, date '2026-10-25' as day, 1.50::numeric as rate, true as yes,
            '{"a": 1}'::jsonb as json, null::bigint as nothing, count(*) as rows from probe`,
    )) as { rows: object[] };
    expect(result.rows).toEqual([
      { big: 9007199254740991, day: '2026-10-25', rate: '1.50', yes: true, json: { a: 1 }, nothing: null, rows: 0 },
    ]);
  });

  test('with a whole number above 2^53 are refused', async () => {
    await expect(store.db.execute(sql`select 9007199254740992::bigint`)).rejects.toThrow();
    await expect(store.ping()).resolves.toBeUndefined();
  });

  test('keep instants in UTC whatever the machine says', async () => {
    const result = (await store.db.execute(sql`select timestamptz '2026-07-01 12:00+02' as at`)) as { rows: object[] };
    expect(result.rows).toEqual([{ at: '2026-07-01 10:00:00+00' }]);
  });
});

test('upkeep and ping answer', async () => {
  await store.maintain();
  await expect(store.ping()).resolves.toBeUndefined();
});
