// Migrations: applied once, and a database that does not belong to the program is refused by name, on both drivers.
import { openAsBlob, rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openStore } from '../../src/db/client.ts';
import { MigrationsRefused } from '../../src/db/errors.ts';
import { readJournal } from '../../src/db/migrate.ts';
import { migratePglite, startPglite } from '../../src/db/pglite.ts';
import { onServer } from '../support/admin.ts';
import { createTestDatabase, testDriver } from '../support/databases.ts';
import { type SmallMigration, writeMigrations } from '../support/migrations.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';

const FIRST = { tag: '0000_first', when: 1_000_000, sql: 'create table first (id int)' };
const SECOND = { tag: '0001_second', when: 3_000_000, sql: 'create table second (id int)' };
const LATE = { tag: '0002_late', when: 2_000_000, sql: 'create table late (id int)' };
const NEWER = { tag: '0002_newer', when: 4_000_000, sql: 'create table newer (id int)' };

/** One database, opened again and again with different migrations. */
type Subject = {
  readonly migrate: (dir: string) => Promise<unknown>;
  readonly run: (sqlText: string) => Promise<void>;
};

let subject: Subject;

beforeAll(async () => {
  subject = testDriver() === 'postgres' ? await serverSubject() : await pgliteSubject();
});

beforeEach(() =>
  subject.run('drop schema if exists drizzle cascade; drop schema public cascade; create schema public'),
);

async function serverSubject(): Promise<Subject> {
  const url = await createTestDatabase('empty');
  return {
    run: async (sqlText) => void (await onServer(url, sqlText)),
    migrate: async (migrationsDir) => {
      const store = await openStore({ kind: 'server', url, poolMax: 2 }, { log: () => undefined, migrationsDir });
      await store.close();
    },
  };
}

async function pgliteSubject(): Promise<Subject> {
  const pglite = await startPglite({ snapshot: await openAsBlob(inject('snapshotPath')) });
  afterAll(() => pglite.close());
  return {
    run: async (sqlText) => void (await pglite.exec(sqlText)),
    migrate: (migrationsDir) => migratePglite(pglite, migrationsDir),
  };
}

async function migrate(...migrations: SmallMigration[]): Promise<void> {
  const folder = writeMigrations(migrations);
  try {
    await subject.migrate(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const insertInto = (table: string) => subject.run(`insert into ${table} values (1)`);

describe('migrations', () => {
  test('are applied in order, once, and later ones on top', async () => {
    await migrate(FIRST);
    await migrate(FIRST);
    await migrate(FIRST, SECOND, NEWER);
    await Promise.all(['first', 'second', 'newer'].map(insertInto));
  });

  test('leave nothing behind when one of them fails', async () => {
    const broken = { ...SECOND, sql: `${SECOND.sql}\n--> statement-breakpoint\nselect 1 / 0` };
    await expect(migrate(FIRST, broken)).rejects.toThrow();
    await expect(insertInto('first')).rejects.toThrow('does not exist');
    await migrate(FIRST, SECOND);
  });
});

describe('a start is refused, naming the migration,', () => {
  const refused = (...migrations: SmallMigration[]) =>
    migrate(...migrations).then(
      () => undefined,
      (error: unknown) => (error instanceof MigrationsRefused ? error.message : String(error)),
    );

  test('when one was merged late with an older time, and it is not applied', async () => {
    await migrate(FIRST, SECOND);
    expect(await refused(FIRST, LATE, SECOND)).toMatch(/0002_late is older than others.*generate it again/s);
    await expect(insertInto('late')).rejects.toThrow('does not exist');
  });

  test('when the database is newer than the program', async () => {
    await migrate(FIRST, SECOND, NEWER);
    expect(await refused(FIRST, SECOND)).toMatch(
      /newer than this program.*1970-01-01 01:06:40 UTC.*newest known here is 0001_second/s,
    );
  });

  test('when the database comes from another version of the same age', async () => {
    await migrate(FIRST, LATE, SECOND);
    expect(await refused(FIRST, SECOND)).toMatch(/1970-01-01 00:33:20 UTC.*another version of Duly/s);
  });

  test('when one was changed after it had been applied', async () => {
    await migrate(FIRST, SECOND);
    expect(await refused(FIRST, { ...SECOND, sql: `${SECOND.sql};` })).toContain('0001_second was changed');
  });

  test('when the journal is out of order, before anything is applied', async () => {
    expect(await refused(SECOND, FIRST)).toContain('0000_first is not later than the one before');
    await expect(insertInto('second')).rejects.toThrow('does not exist');
  });

  test('when the folder of migrations is missing', async () => {
    await expect(subject.migrate('/nowhere')).rejects.toThrow(/no migrations: \/nowhere.*is missing/);
  });
});

test('the migrations of this checkout apply to an empty database', async () => {
  await subject.migrate(MIGRATIONS_DIR);
  expect(readJournal(MIGRATIONS_DIR).length).toBeGreaterThan(0);
});
