// What runs apart can do its job and nothing else; whatever it does to itself, whoever asked goes on and is told.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type ApartLimits, runApart } from '../../src/sandbox/run-apart.ts';
import { startChild } from '../support/child.ts';
import type { Deed } from './children/entry.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS: ApartLimits = { deadlineMs: 30_000, heapMegabytes: 32, memoryBytes: 512 * MEGABYTE };
const ask = (deed: Deed, value?: unknown, limits: Partial<ApartLimits> = {}) =>
  runApart(new URL('./children/entry.ts', import.meta.url), { deed, value }, { ...LIMITS, ...limits });

test('values come back as they are, bytes and missing ones, too', async () => {
  const value = { bytes: new Uint8Array([0, 255]), at: new Map([['a', [1]]]), none: undefined, text: 'Grüße' };
  expect(await ask('echo', value)).toEqual({ kind: 'answered', answer: value });
});

test('long lists come back whole and in order', async () => {
  const rows = Array.from({ length: 2_500 }, (_, n) => ({ n }));
  const answer = { rows, parts: [{ rows: [1, 2] }, { rows: [] }] };
  expect(await ask('many')).toEqual({ kind: 'answered', answer });
});

test('it has no environment, reads no file but the program, writes none and starts nothing', async () => {
  const denied = 'ERR_ACCESS_DENIED';
  const answer = { environment: [], reading: denied, writing: denied, running: denied };
  expect(await ask('snoop')).toEqual({ kind: 'answered', answer });
});

test('what a library prints is no answer', async () => {
  expect(await ask('noise')).toEqual({ kind: 'answered', answer: 'heard' });
});

test.each<[Deed, string]>([
  ['crash', 'crashed'],
  ['end', 'crashed'],
  ['fill the heap', 'too_much_memory'],
  ['fill buffers', 'too_much_memory'],
  ['use up the processor', 'too_slow'],
])('one told to %s is reported as %s', async (deed, cause) => {
  expect(await ask(deed)).toEqual({ kind: 'stopped', cause });
});

test('one that never comes back is ended at its deadline', async () => {
  expect(await ask('loop', undefined, { deadlineMs: 400 })).toEqual({ kind: 'stopped', cause: 'too_slow' });
});

test('of one program two run at a time, and the next waits for a place', async () => {
  const ended: string[] = [];
  const note = (outcome: { kind: string }) => void ended.push(outcome.kind);
  const waits = [1, 2].map(() => ask('wait', undefined, { deadlineMs: 800 }).then(note));
  await Promise.all([...waits, ask('echo', 1).then(note)]);
  expect(ended[0]).toBe('stopped');
  expect(ended.sort()).toEqual(['answered', 'stopped', 'stopped']);
});

test('a program that is not there is reported, and nobody waits for it', async () => {
  const missing = runApart(new URL('./children/missing.ts', import.meta.url), {}, LIMITS);
  expect(await missing).toEqual({ kind: 'stopped', cause: 'crashed' });
});

test('it ends when whoever asked is killed', async () => {
  const asker = startChild(fileURLToPath(new URL('./children/asker.ts', import.meta.url)));
  const pid = await asker.says('child');
  expect(isRunning(pid)).toBe(true);
  asker.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 30_000 }).toBe(false);
});

/** One that has ended may stay in the list until its new parent looks. */
function isRunning(pid: string): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
