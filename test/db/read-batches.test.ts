// Large results in batches: values, sizes, one snapshot, and writing while reading, on both drivers.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
  await store.db.execute(sql`create table seen (id int primary key)`);
});

const SERIES = 'select n from generate_series(1, $1::int) as n order by n';

async function batchesOf(sqlText: string, params: unknown[], size: number): Promise<unknown[][][]> {
  const batches: unknown[][][] = [];
  await store.readBatches(sqlText, params, size, async (rows) => {
    batches.push(rows);
  });
  return batches;
}

describe('a read in batches', () => {
  test.each([
    [9, [9]],
    [10, [10]],
    [11, [10, 1]],
    [30, [10, 10, 10]],
    [0, []],
  ])('of %i rows by 10 comes as %j', async (rows, sizes) => {
    const batches = await batchesOf(SERIES, [rows], 10);
    expect(batches.map((batch) => batch.length)).toEqual(sizes);
    expect(batches.flat().map(([n]) => n)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  });

  test('delivers the same values on both drivers', async () => {
    const columns = `123456789012::bigint, 1::int, 1.50::numeric, date '2026-02-28', true, 'ä', null::text,
      null::bigint,
      timestamptz '2026-10-25 02:30:00.5+01', timestamptz '2026-01-01 00:00Z', '{"a":[1]}'::jsonb, array['x','y']`;
    expect(await batchesOf(`select ${columns}`, [], 5)).toEqual([
      [
        [
          ...[123456789012, 1, '1.50', '2026-02-28', true, 'ä', null, null],
          ...['2026-10-25T01:30:00.500Z', '2026-01-01T00:00:00.000Z', { a: [1] }, ['x', 'y']],
        ],
      ],
    ]);
  });

  test('lets its receiver write, and reads one snapshot all the same', async () => {
    await store.db.execute(sql`insert into seen select generate_series(1, 25)`);
    const read: unknown[] = [];
    await store.readBatches('select id from seen order by id', [], 10, async (rows) => {
      read.push(...rows.flat());
      await store.tx(async (db) => {
        await db.execute(sql`update seen set id = id + 1000`);
      });
    });
    expect(read).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });

  test('refuses a whole number above 2^53 instead of rounding it', async () => {
    await expect(batchesOf('select 9007199254740993::bigint', [], 5)).rejects.toThrow('too large');
  });

  test.each([
    ['its receiver', () => store.readBatches(SERIES, [25], 10, () => Promise.reject(new Error('no more')))],
    ['its statement at the start', () => batchesOf('select nothing from nowhere', [], 10)],
    ['its statement half way', () => batchesOf('select 1 / (15 - n) from generate_series(1, 30) as n', [], 10)],
  ])('that fails by %s says so and leaves the store usable', async (_, failing) => {
    await expect(failing()).rejects.toThrow(/no more|nowhere|division by zero/);
    expect((await batchesOf(SERIES, [3], 10)).flat()).toHaveLength(3);
  });
});
