// Reads a large result from a PostgreSQL server through a cursor, rows as arrays. Measured in 2026: twice as fast as
// pages through drizzle, and flat in memory.
import pg from 'pg';
import Cursor from 'pg-cursor';
import { RAW_READERS } from './raw-values.ts';
import type { OnBatch } from './store.ts';

/**
 * Reads in one read-only snapshot on a connection of its own; the next batch is fetched while `onBatch` works.
 *
 * However slow `onBatch` is, the server's limit for idle transactions is not met: between batches the server is inside
 * an unfinished statement, and with the last batch the transaction ends before that batch is handed over. Any failure
 * destroys the connection, so the server drops cursor and snapshot at once.
 */
export async function readByCursor(
  pool: pg.Pool,
  sqlText: string,
  params: readonly unknown[],
  batchSize: number,
  onBatch: OnBatch,
): Promise<void> {
  const client = await pool.connect();
  let finished = false;
  try {
    await client.query('begin isolation level repeatable read read only');
    const values = readers();
    const cursor = client.query(new Cursor<unknown[]>(sqlText, [...params], { rowMode: 'array', types: values.types }));
    const read = async () => {
      const rows = await cursor.read(batchSize);
      values.assertReadable();
      if (rows.length < batchSize) {
        await cursor.close();
        await client.query('commit');
        finished = true;
      }
      return rows;
    };
    let rows = await read();
    while (rows.length > 0) {
      const next = finished ? Promise.resolve([]) : read();
      next.catch(() => undefined); // awaited below, unless `onBatch` fails first
      await onBatch(rows);
      rows = await next;
    }
  } finally {
    client.release(!finished);
  }
}

/** pg-cursor reads values inside a socket event, where an error would end the process: it is kept and thrown later. */
function readers(): { types: pg.CustomTypesConfig; assertReadable: () => void } {
  let failure: unknown;
  const guarded = (read: (text: string) => unknown) => (text: string) => {
    try {
      return read(text);
    } catch (error) {
      failure ??= error;
      return null;
    }
  };
  const getTypeParser = (id: number, format?: 'text' | 'binary') => {
    const read = RAW_READERS[id];
    return read ? guarded(read) : pg.types.getTypeParser(id, format);
  };
  return {
    types: { getTypeParser: getTypeParser as pg.CustomTypesConfig['getTypeParser'] },
    assertReadable: () => {
      if (failure !== undefined) throw failure;
    },
  };
}
