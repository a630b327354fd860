// A PostgreSQL server of its own with durable settings, and a database on it.
import { onServer, withDatabase } from '../../../test/support/admin.ts';
import { startPostgres, type TestServer } from '../../../test/support/postgres.ts';

export async function createDatabase(): Promise<{ url: string; server: TestServer; stop: () => Promise<void> }> {
  const server = await startPostgres({ durable: true });
  const admin = server.url('postgres');
  await onServer(admin, 'create database torture');
  return { url: withDatabase(admin, 'torture'), server, stop: server.stop };
}
