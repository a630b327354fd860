// What goes wrong outside the commands: each error has its exit code and one line, never a stack.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../../src/app/errors.ts';
import { explain } from '../../src/cli/failure.ts';
import { runCli } from '../../src/cli/main.ts';
import { ConfigError } from '../../src/config.ts';
import { CommitUnknown, DatabaseUnavailable, FolderInUse, MigrationsRefused } from '../../src/db/errors.ts';
import type { Store } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { commandLine, temporaryFolder, writeFile } from './call.ts';
import { ERROR } from './shapes.ts';
import { ORGANISATION_FILE } from './world.ts';

let store: Store;
const duly = commandLine(() => store);

beforeAll(async () => {
  store = await openTestStore();
});

describe('arguments that are wrong', () => {
  test.each([
    [[], 'A command is missing'],
    [['aprove'], "unknown command 'aprove' (Did you mean approve?)"],
    [['why'], "missing required argument 'invoice'"],
    [['why', 'R-1', '--at', 'noon'], "unknown option '--at'"],
    [['skip', 'twelve'], 'Expected the number of a proposal'],
    [['resend', '1', '--channel', 'fax'], 'Allowed choices are email, letter'],
    [['cancel', '1', '--notice', '--invoice'], 'cannot be used with option'],
  ])('%j exit 2', async (args, expected) => {
    const { exit, err, out } = await duly(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(expected);
    expect(ERROR.parse(await duly.json(...args)).error.code).toBe('invalid_input');
  });

  test('help and version are no errors', async () => {
    const help = await duly('--help');
    expect([help.exit, help.err]).toEqual([0, '']);
    for (const code of [0, 1, 2, 3, 69, 78]) expect(help.out).toMatch(new RegExp(`^ {2}${code} `, 'm'));
    expect((await duly('help', 'approve')).out).toContain('--without-fee');
    expect((await duly('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('before the set-up', () => {
  test('a command says what to do and exits 78', async () => {
    const { exit, err } = await duly('why', 'R-1');
    expect(exit).toBe(78);
    expect(err).toContain('duly setup organisation.json');
    expect(ERROR.parse(await duly.json('why', 'R-1')).error.code).toBe('unavailable');
  });

  test('setup names every field that is wrong', async () => {
    const folder = temporaryFolder();
    const wrong = { name: '', iban: 'DE12', timeZone: 'Mars', runSchedule: '0 8 * * 1-5', colour: 'red' };
    const { exit, err } = await duly('setup', writeFile(folder, 'a.json', JSON.stringify(wrong)));
    expect(exit).toBe(2);
    for (const field of ['name', 'address', 'accountHolder', 'colour']) expect(err).toContain(`\n  ${field}: `);
    expect((await duly('setup', writeFile(folder, 'b.json', '{'))).err).toContain('is not a JSON document');
  });

  test('setup checks what a schema does not: IBAN, time zone, schedule', async () => {
    const example = JSON.parse(readFileSync(ORGANISATION_FILE, 'utf8')) as object;
    const folder = temporaryFolder();
    const said = async (change: object) =>
      (await duly('setup', writeFile(folder, 'c.json', JSON.stringify({ ...example, ...change })))).err;
    expect(await said({ iban: 'DE89370400440532013001' })).toContain('iban: the length or check digits are wrong');
    expect(await said({ timeZone: 'Mars/Olympus' })).toContain('timeZone: expected a time zone like Europe/Berlin');
    expect(await said({ runSchedule: 'at dawn' })).toContain('runSchedule: expected minute, hour');
  });
});

describe('an error', () => {
  test.each([
    [refusal('nothing_to_print'), 2, 'refused'],
    [refusal('may_not_decide', { name: 'Ben' }), 2, 'forbidden'],
    [refusal('not_set_up'), 78, 'unavailable'],
    [new ConfigError('No.'), 78, 'configuration'],
    [new MigrationsRefused('No.'), 78, 'migrations_refused'],
    [new DatabaseUnavailable('No.'), 69, 'database_unavailable'],
    [new FolderInUse('No.'), 69, 'folder_in_use'],
    [new CommitUnknown('No.'), 69, 'commit_unknown'],
    [Object.assign(new Error('terminating connection'), { code: '57P01' }), 69, 'database_unavailable'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 69, 'database_unavailable'],
    [Object.assign(new Error('no such file'), { code: 'ENOENT' }), 1, 'unexpected'],
    [Object.assign(new Error('duplicate key'), { code: '23505' }), 1, 'unexpected'],
    [new TypeError('x is not a function'), 1, 'unexpected'],
    ['a text', 1, 'unexpected'],
  ])('%s exits %i as %s', (error, exit, code) => {
    expect(explain(error, false, 'en')).toMatchObject({ exit, code, trail: [] });
  });

  test('nobody expected is one line without a stack; with debug its frames follow', async () => {
    const said = { out: '', err: '' };
    const failing = async (DULY_LOG_LEVEL: string) => {
      said.err = '';
      return runCli(['why', 'R-1'], {
        env: { ...duly.env, DULY_LOG_LEVEL },
        userName: 'anna',
        interactive: false,
        columns: 80,
        out: (text) => {
          said.out += text;
        },
        err: (text) => {
          said.err += text;
        },
        openSystem: () => Promise.reject(new TypeError('x is not a function\nsecond line')),
        openScratch: () => Promise.reject(new Error('not here')),
      });
    };
    expect(await failing('')).toBe(1);
    expect(said).toEqual({
      out: '',
      err: 'This should not have happened: x is not a function. Set DULY_LOG_LEVEL=debug to see where it came from.\n',
    });
    expect(await failing('debug')).toBe(1);
    expect(said.err).toMatch(/^This should not have happened: x is not a function\.\n\s+at /);
  });

  test('in the environment exits 78 and lists what is wrong', async () => {
    duly.env.DULY_PORT = 'many';
    duly.env.DULY_DATABASE_WAIT_S = 'long';
    const { exit, err } = await duly('why', 'R-1');
    delete duly.env.DULY_PORT;
    delete duly.env.DULY_DATABASE_WAIT_S;
    expect(exit).toBe(78);
    expect(err).toContain('DULY_PORT');
    expect(err).toContain('DULY_DATABASE_WAIT_S');
  });
});

test('a refusal is said in the language of the environment, with its fields', async () => {
  duly.env.LANG = 'de_DE.UTF-8';
  const broken = await duly('setup', writeFile(temporaryFolder(), 'x.json', '{}'));
  delete duly.env.LANG;
  expect(broken.err).toContain('ist keine vollständige Organisation:\n  name: Ungültige Eingabe');
});

test('a question in the wrong folder leaves no database behind', async () => {
  const folder = temporaryFolder();
  const { DATABASE_URL: _none, ...env } = duly.env;
  const answers = { out: '', err: '' };
  const exit = await runCli(['why', 'R-1'], {
    env: { ...env, DULY_DATA_DIR: join(folder, 'data') },
    userName: 'anna',
    interactive: false,
    columns: 80,
    out: () => undefined,
    err: (text) => {
      answers.err += text;
    },
    openSystem: () => Promise.reject(new Error('must not be opened')),
    openScratch: () => Promise.reject(new Error('not here')),
  });
  expect(exit).toBe(78);
  expect(answers.err).toContain(`There is no organisation yet in ${join(folder, 'data', 'database')}.`);
});

test('text of others cannot move the cursor, neither in answers nor in errors', async () => {
  const example = JSON.parse(readFileSync(ORGANISATION_FILE, 'utf8')) as object;
  const file = writeFile(temporaryFolder(), 'turned.json', JSON.stringify({ ...example, name: 'A\u202eB' }));
  expect((await duly('setup', file)).out).toContain('A<U+202E>B is set up.');
  expect((await duly('run', '--plan', '\u001b[2J')).err).toContain('There is no dunning plan "<U+001B>[2J"');
});
