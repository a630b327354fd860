// An upgrade keeps what is there: a database as the first release left it, with a row in every table, is brought to the
// newest state, and every value of every row is still the same.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/db/client.ts';
import { onServer } from '../support/admin.ts';
import { createTestDatabase } from '../support/databases.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';

/** The migrations that were there when data began to be kept; they never change. */
const FIRST_RELEASE = ['0000_initial', '0001_candidates_and_audit'];

interface Column {
  name: string;
  type: string;
  /** A value that its check allows. */
  allowed: string | null;
}

async function migrate(url: string, migrationsDir: string): Promise<void> {
  const store = await openStore({ kind: 'server', url, waitMs: 0 }, { log: () => undefined, migrationsDir });
  await store.close();
}

function firstRelease(): string {
  const folder = mkdtempSync(join(tmpdir(), 'duly-first-release-'));
  cpSync(MIGRATIONS_DIR, folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8'));
  const entries = journal.entries.filter((entry: { tag: string }) => FIRST_RELEASE.includes(entry.tag));
  writeFileSync(path, JSON.stringify({ ...journal, entries }));
  return folder;
}

const tables = async (url: string) => {
  const rows = await onServer<{ name: string }>(
    url,
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map((row) => row.name);
};

/** What a row must have, and what its checks of the form "one of these words" allow. */
const columnsOf = (url: string, table: string) =>
  onServer<Column>(
    url,
    `select attname as name, format_type(atttypid, null) as type,
       (select (regexp_match(pg_get_constraintdef(c.oid), '''([^'']*)''::text'))[1] from pg_constraint c
        where c.conrelid = attrelid and c.contype = 'c' and c.conkey = array[attnum] limit 1) as allowed
     from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
       and attnotnull and not atthasdef and attidentity = '' order by attnum`,
  );

const VALUES: Readonly<Record<string, string>> = {
  text: `'x'`,
  bigint: '1',
  integer: '1',
  smallint: '1',
  'double precision': '1',
  boolean: 'false',
  uuid: `'00000000-0000-4000-8000-000000000001'`,
  date: `'2026-01-05'`,
  'timestamp with time zone': `'2026-01-05T10:00:00Z'`,
  jsonb: `'{"a": 1}'`,
  bytea: `'\\x01'`,
  'text[]': `'{}'`,
};

/** Values of columns whose checks ask for more than a word of a list. */
const GIVEN: Readonly<Record<string, string>> = {
  'blocks.scope': `'all'`,
  'notices.total_cents': '5',
  'passages.kind': `'skipped'`,
};

async function addRow(url: string, table: string): Promise<void> {
  const columns = await columnsOf(url, table);
  const value = ({ name, type, allowed }: Column) =>
    GIVEN[`${table}.${name}`] ?? (allowed === null || type !== 'text' ? VALUES[type] : `'${allowed}'`);
  const names = columns.map(({ name }) => `"${name}"`);
  const into = names.length === 0 ? 'default values' : `(${names.join()}) values (${columns.map(value).join()})`;
  // Neither keys nor triggers: each table is looked at by itself.
  await onServer(url, `set session_replication_role = replica; insert into "${table}" ${into}`);
}

const contentOf = (url: string, table: string) =>
  onServer<{ row: Record<string, unknown> }>(url, `select to_jsonb(t) as row from "${table}" t`);

test('a database of the first release with a row in every table is upgraded without loss', async () => {
  const folder = firstRelease();
  const url = await createTestDatabase('empty');
  await onServer(url, 'drop schema if exists drizzle cascade; drop schema public cascade; create schema public');
  await migrate(url, folder);
  rmSync(folder, { recursive: true });
  const names = await tables(url);
  expect(names.length).toBeGreaterThan(40);
  const before = new Map<string, Record<string, unknown>[]>();
  const failed: string[] = [];
  for (const name of names) {
    const was = (await contentOf(url, name)).length;
    if (was === 0) await addRow(url, name).catch((error: Error) => failed.push(`${name}: ${error.message}`));
    before.set(
      name,
      (await contentOf(url, name)).map(({ row }) => row),
    );
  }
  expect(failed).toEqual([]);
  await migrate(url, MIGRATIONS_DIR);
  const lost: string[] = [];
  for (const [name, rows] of before) {
    const after = await contentOf(url, name);
    for (const [index, row] of rows.entries()) {
      const now = after[index]?.row ?? {};
      const changed = Object.keys(row).filter((column) => JSON.stringify(now[column]) !== JSON.stringify(row[column]));
      if (changed.length > 0) lost.push(`${name}: ${changed.join(', ')}`);
    }
  }
  expect(lost).toEqual([]);
  // And the newest program opens it.
  await migrate(url, MIGRATIONS_DIR);
}, 60_000);
