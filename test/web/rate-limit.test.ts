// The bucket of attempts: full at first, empty after as many as a minute allows, filled again evenly.
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { limitAttempts } from '../../src/web/auth/rate-limit.ts';
import type { WebEnv } from '../../src/web/web.ts';

test('three a minute: the fourth waits, and one comes back every twenty seconds', async () => {
  let now = 0;
  const app = new Hono<WebEnv>();
  app.get(
    '/',
    limitAttempts(3, () => now),
    (c) => c.text('in'),
  );
  const tries = async (count: number) => {
    const statuses = [];
    for (let time = 0; time < count; time += 1) statuses.push((await app.request('/')).status);
    return statuses;
  };
  expect(await tries(4)).toEqual([200, 200, 200, 429]);
  now = 19_999;
  expect(await tries(1)).toEqual([429]);
  now = 20_000;
  expect(await tries(2)).toEqual([200, 429]);
  now = 10 * 60_000;
  expect(await tries(4)).toEqual([200, 200, 200, 429]);
});
