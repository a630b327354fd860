// The database drivers under test behind one small face: our store over pg, postgres.js, and drizzle on a bare pg pool.

import { type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import postgres from 'postgres';
import { openStore } from '../../src/db/client.ts';

/** Runs one statement without parameters and returns its rows. */
export type Run = (sqlText: string) => Promise<Record<string, unknown>[]>;

export type Subject = {
  readonly run: Run;
  readonly tx: <T>(fn: (run: Run) => Promise<T>) => Promise<T>;
};

export type SubjectName = 'pg, our store' | 'postgres.js' | 'pg, drizzle on a pool';

export type SubjectOptions = {
  readonly url: string;
  readonly migrationsDir: string;
  readonly poolMax: number;
  readonly idleInTransactionMs: number;
};

type Executes = { execute: (query: SQL) => Promise<unknown> };

export async function openSubject(name: SubjectName, options: SubjectOptions): Promise<Subject> {
  switch (name) {
    case 'pg, our store':
      return storeSubject(options);
    case 'postgres.js':
      return postgresJsSubject(options);
    case 'pg, drizzle on a pool':
      return barePoolSubject(options);
  }
}

async function storeSubject({ url, migrationsDir, poolMax, idleInTransactionMs }: SubjectOptions): Promise<Subject> {
  const target = { kind: 'server', url, poolMax, idleInTransactionMs } as const;
  const store = await openStore(target, { log: () => undefined, migrationsDir });
  return { run: (text) => rowsOf(store.db, text), tx: (fn) => store.tx((db) => fn((text) => rowsOf(db, text))) };
}

function postgresJsSubject({ url, poolMax, idleInTransactionMs }: SubjectOptions): Subject {
  const connection = { idle_in_transaction_session_timeout: idleInTransactionMs };
  const client = postgres(url, { max: poolMax, connection, onnotice: () => undefined });
  return {
    run: (text) => client.unsafe(text),
    tx: async <T>(fn: (run: Run) => Promise<T>) => (await client.begin((tx) => fn((text) => tx.unsafe(text)))) as T,
  };
}

function barePoolSubject({ url, poolMax }: SubjectOptions): Subject {
  const pool = new pg.Pool({ connectionString: url, max: poolMax, connectionTimeoutMillis: 2_000 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = drizzle({ client: pool });
  return { run: (text) => rowsOf(db, text), tx: (fn) => db.transaction((tx) => fn((text) => rowsOf(tx, text))) };
}

async function rowsOf(db: Executes, text: string): Promise<Record<string, unknown>[]> {
  return ((await db.execute(sql.raw(text))) as { rows: Record<string, unknown>[] }).rows;
}
