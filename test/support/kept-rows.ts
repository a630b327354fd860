// What a test file sets up before every test, done once: the rows are read after the second time and put back later,
// which takes a tenth of the time of doing it again. Ids, hashes and counters of keys are as they were.
import { sql } from 'drizzle-orm';
import type { Store } from '../../src/db/client.ts';
import { emptyDatabase } from '../../src/db/empty.ts';
import type { Db } from '../../src/db/store.ts';

export interface KeptRows {
  /** Name of each table that is not empty, and its rows. */
  tables: [name: string, rows: string][];
  sequences: [name: string, last: string][];
}

const rowsOf = async (db: Db, query: ReturnType<typeof sql>) =>
  ((await db.execute(query)) as unknown as { rows: Record<string, string>[] }).rows;

/** Reads everything; for small worlds. */
export async function keepRows(store: Store): Promise<KeptRows> {
  const { db } = store;
  const names = await rowsOf(
    db,
    sql`select format('%I', tablename) as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const tables: KeptRows['tables'] = [];
  for (const { name = '' } of names) {
    const [row] = await rowsOf(
      db,
      sql`select coalesce(jsonb_agg(to_jsonb(one)), '[]')::text as rows from ${sql.raw(name)} one`,
    );
    if (row?.rows !== undefined && row.rows !== '[]') tables.push([name, row.rows]);
  }
  const sequences = await rowsOf(
    db,
    sql`select format('%I', sequencename) as name, last_value::text as last from pg_sequences
      where schemaname = 'public' and last_value is not null`,
  );
  return { tables, sequences: sequences.map(({ name = '', last = '' }) => [name, last]) };
}

/** Empties the store and puts the rows back. */
export async function restoreRows(store: Store, { tables, sequences }: KeptRows): Promise<void> {
  await store.tx(async (db) => {
    await emptyDatabase(db);
    // The rows are as triggers and keys have left them.
    await db.execute(sql`set local session_replication_role = replica`);
    for (const [name, rows] of tables) {
      const table = sql.raw(name);
      await db.execute(sql`insert into ${table} overriding system value
        select * from jsonb_populate_recordset(null::${table}, ${rows}::jsonb)`);
    }
    for (const [name, last] of sequences) await db.execute(sql`select setval(${name}::regclass, ${last}::bigint)`);
  });
}
