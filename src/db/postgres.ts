// A PostgreSQL server through `pg`. Every guard here answers a fault that was provoked: lost connections (listeners
// on the pool and on each client), leaked clients (own checkout), an exhausted pool (a time limit), two processes
// migrating.
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { DatabaseUnavailable, describeDbError, MigrationsRefused } from './errors.ts';
import { bringUpToDate } from './migrate.ts';
import { readByCursor } from './postgres-reader.ts';
import { transact } from './postgres-transaction.ts';
import { OID, readInt8 } from './raw-values.ts';
import { addressOf, waitForServer } from './server-start.ts';
import type { ServerTarget, Store, StoreDeps, StoreLog } from './store.ts';
import { createTxScope, type TxScope, withoutTransaction } from './tx-scope.ts';

const POOL_MAX = 10;
const WAIT_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
/** The default of `pg` waits for ever: an exhausted pool would look like a hang. */
const CHECKOUT_TIMEOUT_MS = 10_000;
const OLDEST_VERSION = 15;
/** "duly" in ASCII; any number, as long as nobody else uses it. */
const MIGRATION_LOCK = 0x64_75_6c_79;
const MIGRATION_LOCK_TIMEOUT_MS = 300_000;

// drizzle asks this table for all it does not map itself, so raw int8 rows are numbers here as on PGlite.
pg.types.setTypeParser(OID.int8, readInt8);

/** Opens a server; see `openStore`. */
export async function openServer(target: ServerTarget, { log, migrationsDir }: StoreDeps): Promise<Store> {
  const address = addressOf(target.url);
  const pool = createPool(target, log);
  const scope = createTxScope();
  try {
    await waitForServer(() => checkServer(pool, address, log), address, target.waitMs ?? WAIT_MS, log);
    const applied = await migrateAlone(pool, migrationsDir);
    if (applied.length > 0) log('info', 'Migrations applied.', { migrations: applied.join(', ') });
  } catch (error) {
    await pool.end();
    throw error;
  }
  const outer = withoutTransaction(drizzle({ client: outsideOnly(pool, scope) }));
  return {
    kind: 'server',
    get db() {
      scope.assertOutside('store.db');
      return outer;
    },
    tx: (fn, options) => transact(pool, scope, fn, options),
    readBatches: async (sqlText, params, batchSize, onBatch) => {
      scope.assertOutside('store.readBatches');
      await readByCursor(pool, sqlText, params, batchSize, onBatch);
    },
    executeSql: async (text, values) => {
      scope.assertOutside('store.executeSql');
      // Several statements at once give a list of results.
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query(text, values);
      return { rows: [result].flat().flatMap(({ rows }) => rows) };
    },
    ping: async () => {
      scope.assertOutside('store.ping');
      await pool.query('select 1');
    },
    maintain: () => Promise.resolve(), // the server's autovacuum and checkpointer do it
    close: async () => {
      scope.assertOutside('store.close');
      await pool.end();
    },
  };
}

function createPool(target: ServerTarget, log: StoreLog): pg.Pool {
  const idleMs = target.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS;
  const pool = new pg.Pool({
    connectionString: target.url,
    max: target.poolMax ?? POOL_MAX,
    connectionTimeoutMillis: CHECKOUT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'duly',
    options: `-c timezone=UTC -c idle_in_transaction_session_timeout=${idleMs}`,
  });
  const lost = (error: unknown) => {
    const { message, code } = describeDbError(error);
    log('warn', 'A database connection was lost; it is replaced.', { reason: message, code: code ?? '' });
  };
  pool.on('error', lost);
  // A client that is checked out has no other listener: without this one a restart of the server ends the process.
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/** Proves that the server answers and is new enough; what it promises about a power cut is said in the log. */
async function checkServer(pool: pg.Pool, address: string, log: StoreLog): Promise<void> {
  const { rows } = await pool.query<{ version: number; fsync: string; commit: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commit`,
  );
  const [server] = rows;
  if (server === undefined || server.version < OLDEST_VERSION) {
    throw new DatabaseUnavailable(`it is PostgreSQL ${server?.version}, and ${OLDEST_VERSION} is needed`);
  }
  const durable = server.fsync === 'on' && server.commit !== 'off';
  log(durable ? 'info' : 'warn', durable ? 'Database connected.' : 'The database may lose commits in a power cut.', {
    address,
    version: server.version,
    fsync: server.fsync,
    synchronousCommit: server.commit,
  });
}

/**
 * Migrates on one connection that also holds the lock. Without it 15 of 20 simultaneous starts failed; the connection
 * is destroyed afterwards, so that the lock goes with it.
 */
async function migrateAlone(pool: pg.Pool, migrationsDir: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query(`set lock_timeout = ${MIGRATION_LOCK_TIMEOUT_MS}`);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]).catch(explainLockTimeout);
    await client.query('reset lock_timeout');
    const db = drizzle({ client });
    return await bringUpToDate(db, migrationsDir, () => migrate(db, { migrationsFolder: migrationsDir }));
  } finally {
    client.release(true);
  }
}

function explainLockTimeout(error: unknown): never {
  if (describeDbError(error).code !== '55P03') throw error;
  throw new MigrationsRefused(
    `Another process has been migrating this database for ${MIGRATION_LOCK_TIMEOUT_MS / 60_000} minutes. ` +
      'Wait for it or end it, then start again.',
    { cause: error },
  );
}

/** The pool as drizzle needs it, for a handle kept from before the transaction: refused inside like `store.db`. */
function outsideOnly(pool: pg.Pool, scope: TxScope): pg.Pool {
  const query = (...input: unknown[]): unknown => {
    scope.assertOutside('A query on store.db');
    return Reflect.apply(pool.query, pool, input);
  };
  return { query } as Pick<pg.Pool, 'query'> as pg.Pool;
}
