// Searching by a part of a number or a name: by trigrams where the database has them, without them where it has not.
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Db, Store } from '../../src/db/client.ts';
import { ensureSearchIndexes } from '../../src/db/search-indexes.ts';
import { openTestStore, testDriver } from '../support/databases.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
  await store.db.execute(sql`
    insert into customers (number, name, changed_at)
    select 'C' || n, md5(n::text), '2026-03-10' from generate_series(1, 2000) as n`);
  // What autovacuum does on a server, and the nightly upkeep where there is none.
  for (const index of ['customers_name_parts', 'customers_number_parts']) {
    await store.db.execute(sql`select gin_clean_pending_list(${index}::regclass)`);
  }
  await store.db.execute(sql`analyze customers`);
});

async function planOf(db: Db, query: ReturnType<typeof sql>): Promise<string> {
  const { rows } = (await db.execute(sql`explain ${query}`)) as unknown as { rows: { 'QUERY PLAN': string }[] };
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([
  ['invoices_number_parts', sql`select id from invoices where number ilike '%4711%'`],
  ['customers_name_parts', sql`select id from customers where name ilike '%meier%'`],
  ['customers_number_parts', sql`select id from customers where number ilike '%4711%'`],
])('a part of a text is found by %s', async (index, query) => {
  await store.tx(async (db) => {
    // An empty table is read whole in any case; the question is whether it has to be.
    await db.execute(sql`set local enable_seqscan = off`);
    expect(await planOf(db, query)).toContain(index);
  });
});

test.runIf(testDriver() === 'postgres')(
  'a user who may not add the extension gets his tables all the same',
  async () => {
    const undo = new Error('everything is taken back');
    const done = store.tx(async (db) => {
      await db.execute(sql`drop extension pg_trgm cascade`);
      await db.execute(sql`create role searcher`);
      await db.execute(sql`set local role searcher`);
      await ensureSearchIndexes(db);
      const left = await db.execute(sql`select indexname from pg_indexes where indexname like '%_parts'`);
      expect(left).toMatchObject({ rows: [] });
      throw undo;
    });
    await expect(done).rejects.toBe(undo);
  },
);
