// What the rest of the program sees of the database: one type for queries and one for the open store, the same over
// PGlite and a PostgreSQL server. Opening is in client.ts.
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A drizzle handle, inside or outside a transaction, on either driver. Query functions take it as first parameter. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** Where log lines go. Fields hold no personal data and no secrets. */
export type StoreLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, string | number | boolean>>,
) => void;

/** Which database to open. */
export type StoreTarget =
  /** PGlite in a folder; one process at a time. */
  | { readonly kind: 'embedded'; readonly dir: string }
  /** PGlite in memory, empty or from an uncompressed dump of a data folder; for tests and simulations. */
  | { readonly kind: 'memory'; readonly snapshot?: Blob }
  | ServerTarget;

/** A PostgreSQL server, 15 or newer. */
export type ServerTarget = {
  readonly kind: 'server';
  readonly url: string;
  /** Connections at most; 10 unless said otherwise. */
  readonly poolMax?: number;
  /** How long to wait at start for a server that is down; 60,000 unless said otherwise. */
  readonly waitMs?: number;
  /** After how long the server ends a transaction in which nothing happens; 60,000 unless said otherwise. */
  readonly idleInTransactionMs?: number;
};

/** What opening a store needs from outside. */
export type StoreDeps = {
  readonly log: StoreLog;
  /** Folder with the generated migrations and their journal; passed in, because a bundle lies elsewhere. */
  readonly migrationsDir: string;
};

/** Options of a transaction; without them it is `read committed`. */
export type TxOptions = { readonly isolation?: 'repeatable read' | 'serializable' };

/** Receives one batch of rows, each an array in the order of the columns. */
export type OnBatch = (rows: unknown[][]) => Promise<void>;

/** An open, migrated database. */
export type Store = {
  readonly kind: StoreTarget['kind'];
  /** Queries outside a transaction. Throws inside `tx`: there only the handle given to the callback may be used. */
  readonly db: Db;
  /**
   * Runs `fn` in one transaction: committed when it resolves, rolled back when it rejects. The error thrown is the one
   * that came first. Throws `CommitUnknown` when the connection is lost during `commit`. Does not nest: inside, use
   * `db.transaction` of the handle (a savepoint).
   */
  readonly tx: <T>(fn: (db: Db) => Promise<T>, options?: TxOptions) => Promise<T>;
  /**
   * Reads the result of one statement in batches, from one snapshot, never holding more than two batches in memory.
   *
   * `onBatch` may write through `tx` or `db`; the reader does not see those writes. Values are the same on both
   * drivers: int8 a number (an unsafe one is an error), date `YYYY-MM-DD`, timestamptz `YYYY-MM-DDTHH:MM:SS.mmmZ`,
   * numeric a string. On a server the reader holds a connection of its own until the end.
   */
  readonly readBatches: (
    sqlText: string,
    params: readonly unknown[],
    batchSize: number,
    onBatch: OnBatch,
  ) => Promise<void>;
  /**
   * SQL as text, outside every transaction: one statement, or several when there are no values. For the queue, which
   * brings its own SQL; everything else goes through named queries.
   */
  readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
  /** One trivial query; rejects when the database does not answer. */
  readonly ping: () => Promise<void>;
  /** Vacuum and checkpoint where nobody else does it (PGlite); on a server nothing. Call it every night. */
  readonly maintain: () => Promise<void>;
  /** Waits for what runs, then closes; the embedded folder is free afterwards. */
  readonly close: () => Promise<void>;
};
