// Places for jobs: as many at once as there are, the others in their order, and a job that fails gives its place back.
import { expect, test } from 'vitest';
import { createPlaces } from '../../src/sandbox/places.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('only as many run as there are places, and who waits comes in order', async () => {
  const run = createPlaces(2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const jobs = [0, 1, 2, 3].map((n) =>
    run(() => {
      started.push(n);
      return new Promise<number>((resolve) => ends.push(() => resolve(n)));
    }),
  );
  await settled();
  expect(started).toEqual([0, 1]);
  ends[1]?.();
  await settled();
  expect(started).toEqual([0, 1, 2]);
  for (const n of [0, 2]) ends[n]?.();
  await settled();
  ends[3]?.();
  expect(await Promise.all(jobs)).toEqual([0, 1, 2, 3]);
});

test('a job that fails leaves its place to the next one', async () => {
  const run = createPlaces(1);
  const failing = run(() => Promise.reject(new Error('broken')));
  const next = run(async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
  expect(await run(async () => 'again')).toBe('again');
});
