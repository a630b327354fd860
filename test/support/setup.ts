// Runs once before the tests of a project that needs a database (vitest's globalSetup): starts what its driver needs,
// one migrated database, and tells the test files where it is. The server is shared by all projects of a run.
import type { TestProject } from 'vitest/node';
import { openStore } from '../../src/db/client.ts';
import { onServer, withDatabase } from './admin.ts';
import { MIGRATIONS_DIR } from './paths.ts';
import { startPostgres } from './postgres.ts';
import { migratedSnapshot } from './snapshot.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server's maintenance database. */
    serverUrl: string;
    /** A migrated database that nobody is connected to, to be copied. */
    templateDatabase: string;
    /** File with the dump of a migrated PGlite data folder. */
    snapshotPath: string;
  }
}

type Shared = { readonly serverUrl: string; readonly templateDatabase: string; readonly stop: () => Promise<void> };

/** All projects of a run live in one process, but each loads this file anew. */
const shared = globalThis as { dulyTestServer?: { server: Promise<Shared>; users: number } };

export default function setup(project: TestProject): Promise<() => Promise<void>> {
  switch (project.config.env.DULY_TEST_DRIVER) {
    case 'postgres':
      return setupServer(project);
    case 'pglite':
      return setupSnapshot(project);
    default:
      throw new Error(`Project ${project.name} must set DULY_TEST_DRIVER to postgres or pglite (vitest.config.ts).`);
  }
}

async function setupServer(project: TestProject): Promise<() => Promise<void>> {
  shared.dulyTestServer ??= { server: startShared(), users: 0 };
  const holder = shared.dulyTestServer;
  holder.users += 1;
  const server = await holder.server;
  project.provide('serverUrl', server.serverUrl);
  project.provide('templateDatabase', server.templateDatabase);
  return async () => {
    holder.users -= 1;
    if (holder.users === 0) await server.stop();
  };
}

async function startShared(): Promise<Shared> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? undefined : await startPostgres();
  const serverUrl = given ?? own?.url('postgres') ?? '';
  const templateDatabase = `duly_test_${process.pid}_migrated`;
  await onServer(serverUrl, `create database ${templateDatabase}`);
  const url = withDatabase(serverUrl, templateDatabase);
  const store = await openStore(
    { kind: 'server', url, waitMs: 0 },
    { log: () => undefined, migrationsDir: MIGRATIONS_DIR },
  );
  await store.close(); // a database with connections cannot be copied
  return {
    serverUrl,
    templateDatabase,
    stop: async () => {
      if (own) await own.stop();
      else await onServer(serverUrl, `drop database ${templateDatabase} with (force)`);
    },
  };
}

async function setupSnapshot(project: TestProject): Promise<() => Promise<void>> {
  project.provide('snapshotPath', await migratedSnapshot());
  return () => Promise.resolve();
}
