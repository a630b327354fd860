// The lock of a data folder: one process at a time, named when refused, free at once after a kill, and not fooled by
// process numbers that mean nothing here.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lockFolder } from '../../src/db/folder-lock.ts';
import { createLockFile } from '../../src/db/lock-file.ts';
import { ownIdentity } from '../../src/db/process-identity.ts';
import { startChild } from '../support/child.ts';

const HOLDER = join(import.meta.dirname, 'children', 'hold-lock.ts');
const TIMES = { beatMs: 20, watchMs: 200 };

let home: string;
let folder: string;
let logged: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'duly-lock-'));
  folder = join(home, 'pgdata');
  logged = [];
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const lock = () => lockFolder(folder, (_, message) => void logged.push(message), TIMES);
const lockFile = () => `${folder}.lock`;
const writeRecord = (changes: object) =>
  writeFileSync(
    lockFile(),
    JSON.stringify({ ...ownIdentity(), since: '2026-11-20T08:00:00.000Z', beat: 7, ...changes }),
  );

describe('a folder that is held', () => {
  test('is refused to a second process, which is told who holds it and what to do', async () => {
    const held = await lock();
    const second = startChild(HOLDER, folder);
    const message = await second.says('refused');
    expect(message).toContain(`in use by process ${process.pid} on ${hostname()}, since 20`);
    expect(message).toMatch(/Stop that process first.*DATABASE_URL/);
    await held.release();
  });

  test('is refused to the same process too', async () => {
    const held = await lock();
    await expect(lock()).rejects.toThrow(`process ${process.pid}`);
    await held.release();
  });

  test('is refused by the file alone, where the socket cannot be seen', async () => {
    const file = await createLockFile(lockFile(), ownIdentity());
    await expect(lock()).rejects.toThrow(`process ${process.pid}`);
    await file?.remove();
  });

  test('goes to exactly one of six that start at once', async () => {
    const children = Array.from({ length: 6 }, () => startChild(HOLDER, folder));
    const first = await Promise.any(children.map((child) => child.says('held').then(() => child)));
    const others = children.filter((child) => child !== first);
    const messages = await Promise.all(others.map((child) => child.says('refused')));
    expect(messages.every((message) => message.includes(`process ${first.pid} on`))).toBe(true);
  });

  test('is free after its release, without a trace', async () => {
    await (await lock()).release();
    expect(readdirSync(home)).toEqual([]);
    await (await lock()).release();
    expect(logged).toEqual([]);
  });
});

describe('a holder that is gone', () => {
  test('leaves the folder free at once after kill -9', async () => {
    const holder = startChild(HOLDER, folder);
    await holder.says('held');
    holder.kill('SIGKILL');
    await holder.ended;
    const held = await lock();
    expect(logged).toEqual([expect.stringContaining('taking it over')]); // and nothing of watching first
    await held.release();
  });

  test('is known by its start, when another process got its number', async () => {
    writeRecord({ startTicks: '1' });
    const held = await lock();
    await held.release();
  });

  test.each([
    ['on another machine, or before a restart', { boot: 'another' }],
    ['in another container', { pidNamespace: 'pid:[1]', host: 'another' }],
  ])('%s is watched first, then replaced', async (_, changes) => {
    writeRecord(changes);
    const startedMs = performance.now();
    const held = await lock();
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(TIMES.watchMs);
    expect(logged[0]).toContain('watching its heartbeat');
    await held.release();
  });

  test('while it wrote the file is watched first, too', async () => {
    writeFileSync(lockFile(), '');
    const held = await lock();
    expect(logged[0]).toContain('watching its heartbeat');
    await held.release();
  });
});

describe('a holder that cannot be seen but lives', () => {
  test('is respected because its heart beats', async () => {
    const elsewhere = { ...ownIdentity(), pid: 4711, host: 'other-host', boot: 'another' };
    const file = await createLockFile(lockFile(), elsewhere);
    const timer = setInterval(() => void file?.beat(), TIMES.beatMs);
    await expect(lock()).rejects.toThrow('process 4711 on other-host');
    clearInterval(timer);
    await sleep(TIMES.beatMs);
    await file?.remove();
  });
});

describe('a lock that was lost', () => {
  test.each([
    ['removed', () => undefined],
    ['replaced', () => writeRecord({ pid: 1 })],
  ])('because its file was %s stops its holder, and a new file stays', async (_, replace) => {
    const held = await lock();
    expect(held.assertHeld).not.toThrow();
    rmSync(lockFile());
    replace();
    const before = readdirSync(home).map((name) => readFileSync(join(home, name), 'utf8'));
    await vi.waitFor(() => expect(held.assertHeld).toThrow('removed or taken over'), { timeout: 30_000 });
    await held.release();
    expect(readdirSync(home).map((name) => readFileSync(join(home, name), 'utf8'))).toEqual(before);
  });
});

test('a folder whose lock cannot be written is named', async () => {
  await expect(lockFolder('/proc/nowhere/pgdata', () => undefined)).rejects.toThrow('/proc/nowhere/pgdata.lock');
});
