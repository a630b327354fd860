// What tests do to a server from outside the program: make and drop databases, end connections.
import pg from 'pg';

/** Runs one statement on a connection of its own and returns its rows. */
export async function onServer<Row extends pg.QueryResultRow = pg.QueryResultRow>(
  url: string,
  sqlText: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a server that is being restarted is no fault of the test
  await client.connect();
  try {
    return (await client.query<Row>(sqlText)).rows;
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Ends all connections of other clients to a database, as a failover does; returns how many there were. */
export async function endConnections(url: string): Promise<number> {
  const rows = await onServer<{ ended: boolean }>(
    url,
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  );
  return rows.length;
}
