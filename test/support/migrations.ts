// Writes small migration folders in the form of drizzle-kit, for tests of late, altered and newer migrations.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallMigration = { readonly tag: string; readonly when: number; readonly sql: string };

/** Makes a folder in the system's temp directory and returns its path; the order given is the journal's. */
export function writeMigrations(migrations: readonly SmallMigration[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'duly-migrations-'));
  mkdirSync(join(folder, 'meta'));
  const entries = migrations.map(({ tag, when }, idx) => ({ idx, version: '7', when, tag, breakpoints: true }));
  writeFileSync(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  for (const { tag, sql } of migrations) writeFileSync(join(folder, `${tag}.sql`), sql);
  return folder;
}
