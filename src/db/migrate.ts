// Applies the generated migrations and proves that database and program belong together. drizzle 0.45 applies only
// what is later than the newest applied one and says nothing about the rest (drizzle-orm#5316): a migration merged
// late would be skipped for ever. Locking against other processes is done by whoever holds the connection
// (postgres.ts).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { MigrationsRefused } from './errors.ts';
import { ensureSearchIndexes } from './search-indexes.ts';
import type { Db } from './store.ts';

/** A migration of the program: its name (`0003_blocks`), when it was generated (ms) and the hash of its text. */
export type JournalEntry = { readonly tag: string; readonly when: number; readonly hash: string };

/** A migration found in the database; drizzle keeps no names there. `appliedAs` is its time, readable. */
export type AppliedMigration = { readonly when: number; readonly hash: string; readonly appliedAs: string };

/**
 * Reads the journal that drizzle-kit writes beside the migrations, in its order.
 * @throws MigrationsRefused when the folder, its journal or one of its files is missing.
 */
export function readJournal(migrationsDir: string): JournalEntry[] {
  const path = join(migrationsDir, 'meta', '_journal.json');
  if (!existsSync(path)) throw new MigrationsRefused(`There are no migrations: ${path} is missing. Reinstall Duly.`);
  const { entries } = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string; when: number }[] };
  const files = entries.map(({ tag }) => join(migrationsDir, `${tag}.sql`));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new MigrationsRefused(`The migration ${missing} is missing. Reinstall Duly.`);
  const hashes = readMigrationFiles({ migrationsFolder: migrationsDir }).map(({ hash }) => hash);
  return entries.map(({ tag, when }, index) => ({ tag, when, hash: hashes[index] ?? '' }));
}

/**
 * Compares what the program has with what the database has.
 *
 * Returns the names still to be applied, in order; all of them are later than everything applied.
 * @throws MigrationsRefused naming the first migration that is out of order, altered, unknown here, or skipped there.
 */
export function pendingMigrations(journal: readonly JournalEntry[], applied: readonly AppliedMigration[]): string[] {
  const outOfOrder = journal.find((entry, index) => entry.when <= (journal[index - 1]?.when ?? 0));
  if (outOfOrder !== undefined) {
    throw new MigrationsRefused(
      `Migration ${outOfOrder.tag} is not later than the one before it and would be skipped. Generate it again.`,
    );
  }
  const byTime = new Map(journal.map((entry) => [entry.when, entry]));
  const newest = Math.max(0, ...applied.map(({ when }) => when));
  for (const found of applied) {
    const entry = byTime.get(found.when);
    if (entry === undefined) throw new MigrationsRefused(unknownMigration(found, journal.at(-1)));
    if (entry.hash !== found.hash) {
      throw new MigrationsRefused(
        `Migration ${entry.tag} was changed after it had been applied to this database. Restore the original file; ` +
          'a change of the schema needs a migration of its own.',
      );
    }
  }
  const present = new Set(applied.map(({ when }) => when));
  const pending = journal.filter(({ when }) => !present.has(when));
  const skipped = pending.find(({ when }) => when < newest);
  if (skipped !== undefined) {
    throw new MigrationsRefused(
      `Migration ${skipped.tag} is older than others that this database already has and would be skipped silently. ` +
        'It was merged too late: generate it again, so that it becomes the newest.',
    );
  }
  return pending.map(({ tag }) => tag);
}

/**
 * Brings the database up to date: checks, lets `run` (the driver's migrator) apply what is missing, checks again.
 * Returns the names applied now, in order. Only one process at a time may be in here.
 */
export async function bringUpToDate(db: Db, migrationsDir: string, run: () => Promise<void>): Promise<string[]> {
  const journal = readJournal(migrationsDir);
  const pending = pendingMigrations(journal, await readApplied(db));
  if (pending.length > 0) await run();
  const left = pendingMigrations(journal, await readApplied(db));
  if (left.length > 0) throw new MigrationsRefused(`Migration ${left[0]} was not applied, without any error.`);
  await ensureSearchIndexes(db);
  return pending;
}

function unknownMigration(found: AppliedMigration, newest: JournalEntry | undefined): string {
  const name = `the migration of ${found.appliedAs} UTC (hash ${found.hash.slice(0, 12)})`;
  if (newest !== undefined && found.when < newest.when) {
    return `The database holds ${name}, which this program does not know. It belongs to another version of Duly.`;
  }
  return (
    `The database is newer than this program: it holds ${name}, and the newest known here is ` +
    `${newest?.tag ?? 'none'}. Start the newer version of Duly, or restore the backup made before the upgrade.`
  );
}

async function readApplied(db: Db): Promise<AppliedMigration[]> {
  const table = await rowsOf(db, sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`);
  if (table[0]?.found !== true) return [];
  const rows = await rowsOf(
    db,
    sql`select hash, created_at::text as made,
          to_char(to_timestamp(created_at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as applied_as
        from drizzle.__drizzle_migrations order by created_at, id`,
  );
  return rows.map((row) => ({ when: Number(row.made), hash: String(row.hash), appliedAs: String(row.applied_as) }));
}

async function rowsOf(db: Db, query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> {
  const result = (await db.execute(query)) as { rows: Record<string, unknown>[] };
  return result.rows;
}
