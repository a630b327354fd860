// The command line as a process of its own: start, exit codes, a folder that somebody else holds, what is loaded.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startChild } from '../support/child.ts';
import { ROOT } from '../support/paths.ts';
import { temporaryFolder, writeFile } from './call.ts';
import { CUSTOMERS, INVOICES, ORGANISATION_FILE } from './world.ts';

// Each starts one or more processes, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DULY = join(ROOT, 'bin', 'duly');
const RECORDER = join(ROOT, 'test', 'cli', 'children', 'record-modules.ts');
const HOLDER = join(ROOT, 'test', 'db', 'children', 'hold-lock.ts');

const folder = temporaryFolder();
const data = join(folder, 'data');
const ENV = { PATH: process.env.PATH ?? '', DULY_DATA_DIR: data, LANG: 'C' };

interface Ended {
  exit: number | null;
  out: string;
  err: string;
}

/** Runs a program to its end, at most a minute. */
function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: { ...ENV, ...env }, timeout: 60_000 });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.once('error', reject).once('close', (exit) => resolve({ exit, ...said }));
  });
}

const duly = (...args: string[]) => run(DULY, args);

/** Addresses of all modules that a command loaded. */
async function modulesOf(...args: string[]): Promise<string[]> {
  const list = join(folder, 'modules.txt');
  const done = await run(process.execPath, ['--import', RECORDER, join(ROOT, 'src', 'cli.ts'), ...args], {
    DULY_TEST_MODULES: list,
  });
  expect(done).toMatchObject({ exit: 0, err: '' });
  return readFileSync(list, 'utf8').split('\n');
}

describe('on a folder of its own', () => {
  beforeAll(async () => {
    expect(await duly('setup', ORGANISATION_FILE)).toMatchObject({ exit: 0, err: '' });
    const files = [writeFile(folder, 'c.csv', CUSTOMERS), writeFile(folder, 'i.csv', INVOICES)];
    expect(await duly('import', ...files)).toMatchObject({ exit: 0, err: '' });
  });

  test('what one command wrote the next one reads, and light commands load nothing heavy', async () => {
    const modules = await modulesOf('why', 'R-1');
    expect(modules.some((url) => url.endsWith('/src/cli/commands/why.ts'))).toBe(true);
    const heavy =
      /node_modules\/(satori|@cantoo|pdf-lib|@resvg|playwright|harfbuzzjs|qrcode|hyphen|markdown-it|hono|pg)\//;
    expect(modules.filter((url) => heavy.test(url) || url.includes('/src/render/'))).toEqual([]);
  });

  test('a second process is refused, exits 69 and names the holder', async () => {
    const holder = startChild(HOLDER, join(data, 'database', 'pgdata'));
    await holder.says('held');
    const { exit, out, err } = await duly('why', 'R-1');
    expect([exit, out]).toEqual([69, '']);
    expect(err).toMatch(new RegExp(`^The data folder .* is in use by process ${holder.pid} on .*\n$`));
  });
});

test('help loads neither database nor schemas', async () => {
  const modules = await modulesOf('--help');
  expect(
    modules.filter((url) => /drizzle|zod|pglite|\/src\/(db\/(?!errors)|app\/[a-z-]+\/(?!amount|day|text))/.test(url)),
  ).toEqual([]);
});

test('a database that is down exits 69 within the wait that is configured', async () => {
  const { exit, err } = await run(DULY, ['why', 'R-1'], {
    DATABASE_URL: 'postgres://duly:secret@127.0.0.1:1/duly',
    DULY_DATABASE_WAIT_S: '0.5',
  });
  expect(exit).toBe(69);
  expect(err).toMatch(/^The database at 127\.0\.0\.1:1\/duly did not answer within 1 s: .*ECONNREFUSED.*\n$/);
  expect(err).not.toContain('secret');
});

test('a reader that goes away is no error', async () => {
  const { exit, err } = await run('sh', ['-c', `${DULY} --help | head -n 1`]);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
});

describe('bin/duly', () => {
  /** A checkout with nothing in it but the script; `node` is what the PATH offers there. */
  function bareCheckout(name: string, options: { installed: boolean; nodeVersion: number | null }): string {
    const root = join(folder, name);
    for (const part of ['bin', 'path', ...(options.installed ? ['node_modules'] : [])]) {
      mkdirSync(join(root, part), { recursive: true });
    }
    copyFileSync(DULY, join(root, 'bin', 'duly'));
    if (options.nodeVersion !== null) {
      const fake = `#!/bin/sh\n[ "$1" = -p ] && echo ${options.nodeVersion} || echo "started $@"\n`;
      chmodSync(writeFile(join(root, 'path'), 'node', fake), 0o755);
    }
    return root;
  }

  function start(root: string, ...args: string[]) {
    const env = { PATH: `${join(root, 'path')}:/usr/bin:/bin` };
    const { status, stdout, stderr } = spawnSync(join(root, 'bin', 'duly'), args, { env, encoding: 'utf8' });
    return { exit: status, out: stdout, err: stderr };
  }

  test('works through a symbolic link', async () => {
    const link = join(folder, 'linked');
    symlinkSync(DULY, link);
    expect(await run(link, ['--version'])).toMatchObject({ exit: 0, err: '' });
  });

  test('says what to do in a checkout that is not installed', () => {
    const { exit, err } = start(bareCheckout('fresh', { installed: false, nodeVersion: 24 }));
    expect(exit).toBe(78);
    expect(err).toContain('run "npm ci"');
  });

  test('without its own Node takes the one at hand from 24 on, arguments as they are', () => {
    const root = bareCheckout('new', { installed: true, nodeVersion: 24 });
    expect(start(root, 'why', 'R 1')).toEqual({ exit: 0, out: `started ${root}/src/cli.ts why R 1\n`, err: '' });
    expect(start(bareCheckout('old', { installed: true, nodeVersion: 23 }))).toMatchObject({ exit: 78 });
  });
});
