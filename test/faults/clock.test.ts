// The real pipeline on a clock that is set: a provider away for a day, and both changes of summer time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOutage } from '../../bench/torture/real/day-without-provider.ts';
import { isBroken } from '../../bench/torture/real/judge.ts';
import { EXPECTED, runChange } from '../../bench/torture/real/summer-time.ts';
import { wallClock } from '../../src/clock.ts';
import { openStore, type Store } from '../../src/db/client.ts';
import { onServer, withDatabase } from '../support/admin.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';
import { startPostgres, type TestServer } from '../support/postgres.ts';

let server: TestServer;
let store: Store;

beforeAll(async () => {
  server = await startPostgres();
  await onServer(server.url('postgres'), 'create database clock');
  const url = withDatabase(server.url('postgres'), 'clock');
  store = await openStore({ kind: 'server', url }, { log: () => undefined, migrationsDir: MIGRATIONS_DIR });
});

afterAll(async () => {
  await store.close();
  await server.stop();
});

test.each(['smtp', 'resend'] as const)(
  'a day without %s loses nothing, doubles nothing, hides nothing',
  async (provider) => {
    const found = await runOutage(store, { provider, notices: 4, hoursAway: 24, everyMinutes: 60 });
    expect(isBroken(found)).toBe(false);
    // A mail server that nobody reaches has certainly taken nothing; Resend's list says so of what it was asked about.
    expect(found).toMatchObject({ sent: 4, withPerson: 0 });
  },
);

test.each(EXPECTED)(
  'around $day a run at 02:30 takes place once a day, and its window opens then',
  async (expected) => {
    const { ticks, ...found } = await runChange(store, expected.day, 30);
    expect(found).toEqual(expected);
    expect(ticks).toBeGreaterThan(100);
  },
);

test.each([
  ['2026-03-29', '01:30', '2026-03-29T00:30', 'before the gap'],
  ['2026-03-29', '02:30', '2026-03-29T01:00', 'in the gap: the first instant after it'],
  ['2026-03-29', '03:00', '2026-03-29T01:00', 'after the gap'],
  ['2026-10-25', '01:59', '2026-10-24T23:59', 'before the hour that comes twice'],
  ['2026-10-25', '02:30', '2026-10-25T00:30', 'twice: the first'],
  ['2026-10-25', '03:00', '2026-10-25T02:00', 'after it'],
] as const)('%s %s in Berlin is %s (%s)', (day, time, utc, _why) => {
  expect(wallClock.at(day, time, 'Europe/Berlin').slice(0, utc.length)).toBe(utc);
});
