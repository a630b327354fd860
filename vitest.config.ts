// The test projects. `npm test` runs them all; `npx vitest run --project core` one of them.
import { defineConfig } from 'vitest/config';

const testsOf = (...rooms: string[]) => rooms.map((room) => `test/${room}/**/*.test.ts`);

/** Rooms whose queries and rules are proved on a real PostgreSQL server and again on PGlite. */
const ON_BOTH = testsOf('db', 'app', 'scenarios');

/** Surfaces call the same use cases: all their stories on the server, those in a real browser on PGlite, too. */
const SURFACES = testsOf('cli', 'web', 'bot', 'api');
const SURFACES_ON_PGLITE = [
  'test/cli/process.test.ts',
  'test/web/browser*.test.ts',
  'test/web/browser/**/*.test.ts',
  'test/**/pglite.test.ts',
];

const WITH_DATABASE = [...ON_BOTH, ...SURFACES];

/** The lock and the folder exist for PGlite only. */
const EMBEDDED_ONLY = [
  'test/db/folder-lock.test.ts',
  'test/db/embedded.test.ts',
  'test/**/pglite.test.ts',
  'test/cli/process.test.ts',
];

/** The look of every page does not depend on the database; once is enough. */
const LOOKS = ['test/web/browser/pages.test.ts'];

/** Several connections, lost connections, lock waits: PGlite has none of these. The bundle needs one database only. */
const SERVER_ONLY = testsOf('races', 'bundle');

const FAULTS = ['test/faults/**/*.test.ts'];

/**
 * A worker loads the project's modules once and keeps them for its next file: 2.3 s less for each. PGlite's files start
 * afresh each time, since the memory of a closed PGlite comes back only with the end of its process.
 */
const KEEP_MODULES = { isolate: false };

const DATABASE_SETUP = { globalSetup: ['test/support/setup.ts'], hookTimeout: 180_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 60_000,
    // What is waited for comes soon, on a busy machine later; only what never comes takes so long.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          ...KEEP_MODULES,
          include: ['test/**/*.test.ts'],
          exclude: [...WITH_DATABASE, ...SERVER_ONLY, ...FAULTS],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          ...KEEP_MODULES,
          include: WITH_DATABASE,
          exclude: [...EMBEDDED_ONLY, ...LOOKS],
          env: { DULY_TEST_DRIVER: 'postgres' },
          ...DATABASE_SETUP,
        },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: [...ON_BOTH, ...SURFACES_ON_PGLITE],
          env: { DULY_TEST_DRIVER: 'pglite' },
          ...DATABASE_SETUP,
        },
      },
      {
        extends: true,
        test: { name: 'races', include: SERVER_ONLY, env: { DULY_TEST_DRIVER: 'postgres' }, ...DATABASE_SETUP },
      },
      // Faults are timed to the tenth of a second: after all others, alone on the machine.
      {
        extends: true,
        test: { name: 'faults', include: FAULTS, testTimeout: 120_000, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
