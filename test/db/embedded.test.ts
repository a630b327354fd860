// The embedded database in its folder: survives its process, stays small, refuses what is not a database.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/db/client.ts';
import { startChild } from '../support/child.ts';
import { writeMigrations } from '../support/migrations.ts';

const OPENER = join(import.meta.dirname, 'children', 'open-embedded.ts');
const ROWS = 2_000;
const ROUNDS = 100;

const home = mkdtempSync(join(tmpdir(), 'duly-embedded-'));
const migrationsDir = writeMigrations([{ tag: '0000_first', when: 1_000, sql: 'create table first (id int)' }]);
const dir = join(home, 'data', 'duly');

afterAll(() => {
  for (const folder of [home, migrationsDir]) rmSync(folder, { recursive: true });
});

const open = (folder = dir): Promise<Store> =>
  openStore({ kind: 'embedded', dir: folder }, { log: () => undefined, migrationsDir });

async function scalar(store: Store, query: ReturnType<typeof sql>): Promise<unknown> {
  const { rows } = (await store.db.execute(query)) as { rows: object[] };
  return Object.values(rows[0] ?? {})[0];
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

test('a database that was killed opens at once, with every acknowledged row', { timeout: 120_000 }, async () => {
  const child = startChild(OPENER, dir, migrationsDir);
  await child.says('written');
  await expect(open()).rejects.toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await child.ended;
  const store = await open();
  expect(await scalar(store, sql`select count(*) from first`)).toBe(1);
  await store.close();
});

test('table and log stay small over 100 rounds of updates with upkeep', { timeout: 120_000 }, async () => {
  const store = await open();
  await store.db.execute(sql`insert into first select generate_series(1, ${ROWS}::int)`);
  const size = () => scalar(store, sql`select pg_relation_size('first')`);
  const before = Number(await size());
  for (let round = 1; round <= ROUNDS; round += 1) {
    await store.db.execute(sql`update first set id = id + 1`);
    if (round % 5 === 0) await store.maintain();
  }
  expect(Number(await size())).toBeLessThan(before * 8); // without upkeep it is a hundredfold
  expect(bytesIn(join(dir, 'pgdata', 'pg_wal'))).toBeLessThanOrEqual(64 * 1024 * 1024);
  await store.close();
});

test('a folder that is no database is refused by name and stays untouched, its lock released', async () => {
  const wrong = join(home, 'wrong');
  mkdirSync(join(wrong, 'pgdata'), { recursive: true });
  writeFileSync(join(wrong, 'pgdata', 'PG_VERSION'), '9.6\n');
  await expect(open(wrong)).rejects.toThrow(/data folder .*wrong\/pgdata does not open as a database/);
  expect(readdirSync(wrong)).toEqual(['pgdata']);
});

test('a folder that cannot be made is named', async () => {
  writeFileSync(join(home, 'file'), '');
  await expect(open(join(home, 'file', 'data'))).rejects.toThrow(`${join(home, 'file', 'data')} cannot be made`);
});
