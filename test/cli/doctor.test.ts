// The doctor: what it finds before and after the set-up, and the thresholds of what grows old or full.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECK_NAMES, CHECK_TITLES } from '../../src/cli/checks/check.ts';
import { noDatabaseCheck } from '../../src/cli/checks/database.ts';
import { calendarCheck, rateCheck } from '../../src/cli/checks/dated.ts';
import { diskCheck, folderCheck } from '../../src/cli/checks/machine.ts';
import { scheduleCheck } from '../../src/cli/checks/organisation.ts';
import { createVoice } from '../../src/cli/voice.ts';
import { CALENDARS_CHECKED_UNTIL } from '../../src/core/calendar.ts';
import { addDays, makeDay } from '../../src/core/day.ts';
import { RATES_KNOWN_UNTIL } from '../../src/core/rate.ts';
import { DatabaseUnavailable, FolderInUse, MigrationsRefused } from '../../src/db/errors.ts';
import type { Organisation } from '../../src/db/organisation.ts';
import { organisation } from '../../src/db/schema/index.ts';
import type { Store } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { commandLine, temporaryFolder, writeFile } from './call.ts';
import { DOCTOR } from './shapes.ts';
import { fillCompany } from './world.ts';

let store: Store;
const duly = commandLine(() => store);
const folder = temporaryFolder();
const voice = createVoice('en');

beforeAll(async () => {
  store = await openTestStore();
});

const statesOf = async () =>
  Object.fromEntries(DOCTOR.parse(await duly.json('doctor')).checks.map(({ name, state }) => [name, state]));

describe('in order of an installation', () => {
  test('before the set-up it warns, and says what comes first', async () => {
    const { exit, out } = await duly('doctor');
    expect(exit).toBe(0);
    expect(out).toMatch(/ok {7}Database {8}PostgreSQL 127\.0\.0\.1:1\/test, all \d+ migrations applied\./);
    expect(out).toContain('warning  Organisation    No organisation is set up yet.');
    expect(out).toContain('→ duly setup organisation.json');
  });

  test('after it everything is looked at, and nothing leaves the machine', async () => {
    await fillCompany(duly, folder);
    expect(await statesOf()).toEqual({
      ...{ folder: 'ok', disk: 'ok', database: 'ok', organisation: 'ok', letters: 'ok', schedule: 'ok' },
      ...{ calendar: 'ok', rates: 'ok', bank: 'ok', transport: 'warning' },
    });
  });

  test('what makes letters and runs impossible fails, and exits 1', async () => {
    const broken = { iban: 'DE00 0000', senderEmail: null, email: null, runSchedule: 'often', name: 'Ω\u{13000} GmbH' };
    await store.db.update(organisation).set(broken);
    const { exit, out } = await duly('doctor');
    expect(exit).toBe(1);
    expect(out).toContain('the IBAN is wrong; no sender address for mails.');
    expect(out).toContain('no font has \u{13000}');
    expect(out).toContain('"often" (Europe/Berlin) is no schedule that ever comes due.');
    expect(out.match(/^FAILED/gm)).toHaveLength(3);
  });

  test('a configuration that is wrong is a finding, too', async () => {
    duly.env.DULY_PORT = 'many';
    const { exit, out } = await duly('doctor');
    delete duly.env.DULY_PORT;
    expect(exit).toBe(1);
    expect(out).toMatch(/FAILED {2}Configuration .*DULY_PORT/);
  });
});

describe('rates', () => {
  test.each([
    [-31, 'ok'],
    [-30, 'warning'],
    [0, 'warning'],
    [1, 'failed'],
  ])('%i days from their end: %s', (days, state) => {
    expect(rateCheck(voice, addDays(RATES_KNOWN_UNTIL, days)).state).toBe(state);
  });
});

describe('the calendar', () => {
  test.each([
    ['DE-BY', -1, 'ok'],
    ['DE-BY', 0, 'warning'],
    ['DE-BY', 1, 'warning'],
    ['none', 1, 'ok'],
    ['DE-XX', -1, 'failed'],
  ])('%s, %i years from the last one checked: %s', (calendar, years, state) => {
    expect(calendarCheck(voice, calendar, makeDay(CALENDARS_CHECKED_UNTIL + years, 1, 1)).state).toBe(state);
  });
});

describe('free space', () => {
  const megabyte = 1024 * 1024;
  test.each([
    [200 * megabyte - 1, 'failed'],
    [200 * megabyte, 'warning'],
    [1024 * megabyte - 1, 'warning'],
    [1024 * megabyte, 'ok'],
  ])('of %i bytes: %s', (bytes, state) => {
    expect(diskCheck(voice, '/data', bytes).state).toBe(state);
  });
});

describe('a folder', () => {
  test('that is a file cannot be written', async () => {
    const path = writeFile(folder, 'file', '');
    expect(await folderCheck(voice, path)).toMatchObject({ state: 'failed' });
    expect(await folderCheck(voice, join(path, 'below'))).toMatchObject({ state: 'failed' });
  });

  test('that is not there yet is judged by where it would be made', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect((await folderCheck(voice, join(folder, 'a', 'b'))).state).toBe('ok');
    // Root may write everywhere; everybody else may not.
    expect((await folderCheck(voice, join(closed, 'a'))).state).toBe(process.getuid?.() === 0 ? 'ok' : 'failed');
  });
});

test('a database held by the running service is no failure, one that is away or does not fit is', () => {
  expect(noDatabaseCheck(voice, new FolderInUse('in use by process 7')).state).toBe('warning');
  expect(noDatabaseCheck(voice, new DatabaseUnavailable('away')).state).toBe('failed');
  expect(noDatabaseCheck(voice, new MigrationsRefused('newer')).state).toBe('failed');
});

test.each(['0 8 * * 1-5', '@daily', '0 0 30 2 *', 'never'])('the schedule %s is judged', (runSchedule) => {
  const row = { runSchedule, timeZone: 'Europe/Berlin' } as Organisation;
  expect(scheduleCheck(voice, row).state).toBe(['0 0 30 2 *', 'never'].includes(runSchedule) ? 'failed' : 'ok');
});

test('every check has a title in both languages', () => {
  for (const titles of Object.values(CHECK_TITLES)) expect(Object.keys(titles)).toEqual([...CHECK_NAMES]);
});
