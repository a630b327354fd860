// Gives each test file a fresh, migrated database of its own, on the driver the project runs with.
import { openAsBlob } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, inject } from 'vitest';
import { openStore, type Store, type StoreDeps } from '../../src/db/client.ts';
import { onServer, withDatabase } from './admin.ts';
import { MIGRATIONS_DIR } from './paths.ts';

/** Connections of one test file; two files at once stay far below the server's 60. */
const POOL_MAX = 5;

let databases = 0;

/**
 * Opens a new migrated database and closes it after the tests of the file: on PostgreSQL a copy of the template (about
 * 30 ms), on PGlite a load of the snapshot (about 0.5 s). `beforeAll(async () => { store = await openTestStore(); })`.
 */
export async function openTestStore(deps: Partial<StoreDeps> = {}): Promise<Store> {
  const allDeps: StoreDeps = { log: () => undefined, migrationsDir: MIGRATIONS_DIR, ...deps };
  const store =
    testDriver() === 'postgres'
      ? await openStore({ kind: 'server', url: await createTestDatabase(), poolMax: POOL_MAX, waitMs: 0 }, allDeps)
      : await openStore({ kind: 'memory', snapshot: await openAsBlob(inject('snapshotPath')) }, allDeps);
  afterAll(() => store.close());
  return store;
}

/** The driver of this project. */
export function testDriver(): 'postgres' | 'pglite' {
  const driver = process.env.DULY_TEST_DRIVER;
  if (driver !== 'postgres' && driver !== 'pglite') throw new Error('DULY_TEST_DRIVER must be postgres or pglite.');
  return driver;
}

/**
 * Makes a database on the test server and returns its URL; for tests that need several stores, or none, on it. A copy
 * of the migrated one, or an empty one.
 */
export async function createTestDatabase(contents: 'migrated' | 'empty' = 'migrated'): Promise<string> {
  databases += 1;
  const name = `duly_test_${process.pid}_${databases}`;
  const template = contents === 'migrated' ? inject('templateDatabase') : 'template0';
  const serverUrl = inject('serverUrl');
  await onServer(serverUrl, `create database ${name} template ${template}`);
  afterAll(() => onServer(serverUrl, `drop database if exists ${name} with (force)`));
  return withDatabase(serverUrl, name);
}

/**
 * Empties all tables, for properties that need many small worlds in one file. Triggers that forbid deletion (the audit
 * trail) are off for that moment.
 */
export async function emptyTables(store: Store): Promise<void> {
  await store.tx(async (db) => {
    const found = (await db.execute(
      sql`select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables
          from pg_tables where schemaname = 'public'`,
    )) as { rows: { tables: string | null }[] };
    const tables = found.rows[0]?.tables;
    if (!tables) return;
    await db.execute(sql`set local session_replication_role = replica`);
    await db.execute(sql.raw(`truncate ${tables} restart identity cascade`));
  });
}
