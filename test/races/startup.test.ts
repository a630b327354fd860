// A server that is down when the program starts: waited for, told in the log, given up with a clear message.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/db/client.ts';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';
import { startPostgres, type TestServer } from '../support/postgres.ts';

const DEADLINE_MS = 700;

let server: TestServer;
let logged: string[];

beforeAll(async () => {
  server = await startPostgres();
});

beforeEach(() => {
  logged = [];
});

afterEach(() => server.start());
afterAll(() => server.stop());

function open(url: string, waitMs: number): Promise<Store> {
  const log = (level: string, message: string, fields: object) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  return openStore({ kind: 'server', url, poolMax: 2, waitMs }, { log, migrationsDir: MIGRATIONS_DIR });
}

const withPassword = (database: string) => server.url(database).replace('postgres@', 'postgres:hunter2@');

describe('a server that is down at start', () => {
  test('is waited for, which the log says, and used once it is up', async () => {
    await server.halt('fast');
    const opening = open(withPassword('postgres'), 20_000);
    await vi.waitFor(() => expect(logged).not.toEqual([]), { timeout: 15_000 });
    await server.start();
    const store = await opening;
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
    expect(logged[0]).toMatch(/^warn The database does not answer yet.*"address":"127\.0\.0\.1:\d+\/postgres"/);
    expect(logged.join()).not.toContain('hunter2');
  });

  test('is given up after the deadline, named without its password', async () => {
    await server.halt('fast');
    const error = await open(withPassword('postgres'), DEADLINE_MS).catch((found: unknown) => found);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(String(error)).toMatch(/127\.0\.0\.1:\d+\/postgres did not answer within 1 s: .*ECONNREFUSED/);
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('what waiting cannot mend ends the start at once:', () => {
  const TOO_LONG_MS = 60_000;

  test('a database that does not exist', async () => {
    await expect(open(server.url('nowhere'), TOO_LONG_MS)).rejects.toThrow(
      /refuses: database "nowhere" does not exist/,
    );
  });

  test.each(['', 'mysql://duly:hunter2@localhost/duly', 'localhost hunter2'])('the address %j', async (url) => {
    const error = await open(url, TOO_LONG_MS).catch(String);
    expect(error).toMatch(/DATABASE_URL is not of the form postgres:/);
    expect(error).not.toContain('hunter2');
  });
});
