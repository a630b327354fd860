// PGlite, PostgreSQL in this process, with one single connection: what every embedded or in-memory store is made of.
// The folder's lock and its upkeep at start belong to embedded.ts.
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { bringUpToDate } from './migrate.ts';
import { OID, RAW_READERS, readInt8 } from './raw-values.ts';
import type { Db, OnBatch, Store, StoreDeps, TxOptions } from './store.ts';
import { runTransaction } from './transaction.ts';
import { createTxScope, type TxScope, withoutTransaction } from './tx-scope.ts';

/** Without a limit the log of changes grows to 1 GB, since no checkpoint ever runs by itself. */
const SETTINGS = ['max_wal_size=64MB', 'timezone=UTC'];

/** Starts PGlite on a folder, or in memory, there possibly from a dump of a data folder. */
export function startPglite(
  from: { readonly dir: string } | { readonly snapshot?: Blob | undefined },
): Promise<PGlite> {
  return PGlite.create({
    ...('dir' in from ? { dataDir: from.dir } : from.snapshot ? { loadDataDir: from.snapshot } : {}),
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
    parsers: { [OID.int8]: readInt8 },
    extensions: { pg_trgm },
  });
}

/** Applies the migrations; needs no lock, since nobody else can be connected. Returns the names applied now. */
export function migratePglite(pglite: PGlite, migrationsDir: string): Promise<string[]> {
  const db = drizzle({ client: pglite });
  return bringUpToDate(db, migrationsDir, () => migrate(db, { migrationsFolder: migrationsDir }));
}

/** Opens a database in memory; see `openStore`. */
export async function openMemory(snapshot: Blob | undefined, { migrationsDir }: StoreDeps): Promise<Store> {
  const pglite = await startPglite({ snapshot });
  try {
    await migratePglite(pglite, migrationsDir);
  } catch (error) {
    await pglite.close();
    throw error;
  }
  return pgliteStore('memory', pglite);
}

/** The parts of a store that depend on the folder: whether it is still ours, and giving it back. */
export type FolderHold = { readonly assertHeld: () => void; readonly release: () => Promise<void> };

const NO_FOLDER: FolderHold = { assertHeld: () => undefined, release: () => Promise.resolve() };

/** Makes a store of a started and migrated PGlite. */
export function pgliteStore(kind: 'embedded' | 'memory', pglite: PGlite, hold: FolderHold = NO_FOLDER): Store {
  const scope = createTxScope();
  const assertUsable = (what: string) => {
    hold.assertHeld();
    scope.assertOutside(what);
  };
  const outer = withoutTransaction(drizzle({ client: outsideOnly(pglite, assertUsable) }));
  return {
    kind,
    get db() {
      assertUsable('store.db');
      return outer;
    },
    tx: async (fn, options) => {
      assertUsable('store.tx');
      return transact(pglite, scope, fn, options);
    },
    readBatches: async (sqlText, params, batchSize, onBatch) => {
      assertUsable('store.readBatches');
      await readByHeldCursor(pglite, sqlText, params, batchSize, onBatch);
    },
    executeSql: (text, values) => {
      assertUsable('store.executeSql');
      return runText(pglite, text, values);
    },
    ping: async () => {
      assertUsable('store.ping');
      await pglite.query('select 1');
    },
    maintain: async () => {
      assertUsable('store.maintain');
      await tidyUp(pglite);
    },
    close: async () => {
      scope.assertOutside('store.close');
      await pglite.close();
      await hold.release();
    },
  };
}

/** PGlite has no autovacuum: a table of 0.9 MB grew to 81 MB in 120 updates of all its rows. */
export async function tidyUp(pglite: PGlite): Promise<void> {
  await pglite.exec('vacuum (analyze)');
  await pglite.exec('checkpoint');
}

/** A block that fails would leave the only connection in an aborted transaction. */
async function runText(pglite: PGlite, text: string, values: unknown[] = []) {
  if (values.length > 0) return pglite.query<Record<string, unknown>>(text, values);
  try {
    const results = await pglite.exec(text);
    return { rows: results.flatMap((result) => result.rows) };
  } catch (error) {
    await pglite.exec('rollback').catch(() => undefined); // the first error is the one to know
    throw error;
  }
}

async function transact<T>(
  pglite: PGlite,
  scope: TxScope,
  fn: (db: Db) => Promise<T>,
  { isolation }: TxOptions = {},
): Promise<T> {
  const config = isolation === undefined ? undefined : { isolationLevel: isolation };
  const outcome = await runTransaction<T>(
    (body) => drizzle({ client: pglite }).transaction(body, config),
    (db) => scope.run(() => fn(db)),
  );
  if (outcome.done) return outcome.value;
  throw outcome.error;
}

let cursorsOpened = 0;

/**
 * Reads through a cursor WITH HOLD: the result is put aside inside the database (beyond 4 MB in a file) when it is
 * declared, one snapshot like on a server. A cursor inside an open transaction would occupy the only connection, and
 * `onBatch` would wait for it for ever; pages by LIMIT would each see another state.
 */
async function readByHeldCursor(
  pglite: PGlite,
  sqlText: string,
  params: readonly unknown[],
  batchSize: number,
  onBatch: OnBatch,
): Promise<void> {
  cursorsOpened += 1;
  const name = `duly_read_${cursorsOpened}`;
  await pglite.query(`declare ${name} no scroll cursor with hold for ${sqlText}`, [...params]);
  try {
    for (let more = true; more; ) {
      const { rows } = await pglite.query<unknown[]>(`fetch forward ${batchSize} from ${name}`, [], {
        rowMode: 'array',
        parsers: RAW_READERS,
      });
      more = rows.length === batchSize;
      if (rows.length > 0) await onBatch(rows);
    }
  } catch (error) {
    await pglite.query(`close ${name}`).catch(() => undefined); // the first error is the one to know
    throw error;
  }
  await pglite.query(`close ${name}`);
}

/** PGlite as drizzle needs it, for a handle kept from before the transaction: refused inside like `store.db`. */
function outsideOnly(pglite: PGlite, assertUsable: (what: string) => void): PGlite {
  const query = (...input: Parameters<PGlite['query']>) => {
    assertUsable('A query on store.db');
    return pglite.query(...input);
  };
  return { query } as Pick<PGlite, 'query'> as PGlite;
}
