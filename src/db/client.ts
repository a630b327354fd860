// Opens the one database of the program: PGlite in a folder or in memory, or a PostgreSQL server, migrated and guarded.
// Both drivers are loaded only when asked for, so that a command that needs one does not pay for the other.
import type { Store, StoreDeps, StoreTarget } from './store.ts';

export type { Db, OnBatch, ServerTarget, Store, StoreDeps, StoreLog, StoreTarget, TxOptions } from './store.ts';

/**
 * Opens the database and brings its schema up to date.
 *
 * @throws DatabaseUnavailable when a server does not answer within `waitMs`, or refuses; or a folder does not open.
 * @throws FolderInUse when another process holds the embedded folder; the message names it.
 * @throws MigrationsRefused when the database is newer than the program, or a migration was altered or skipped.
 */
export async function openStore(target: StoreTarget, deps: StoreDeps): Promise<Store> {
  switch (target.kind) {
    case 'server':
      return (await import('./postgres.ts')).openServer(target, deps);
    case 'embedded':
      return (await import('./embedded.ts')).openEmbedded(target.dir, deps);
    case 'memory':
      return (await import('./pglite.ts')).openMemory(target.snapshot, deps);
  }
}
