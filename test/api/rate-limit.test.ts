// How often something may be tried in a minute: counted by all processes together, without a write for every attempt.
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { createRateLimit } from '../../src/app/access/rate-limit.ts';
import type { Clock } from '../../src/app/context.ts';
import { wallClock } from '../../src/clock.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';

const MINUTE_MS = 60_000;
let store: Store;
let nowMs = Date.parse('2026-11-20T08:00:30.000Z');

const clockAt = (offsetMs: number): Clock => ({
  ...wallClock,
  now: () => new Date(nowMs + offsetMs).toISOString(),
});

beforeAll(async () => {
  store = await openTestStore();
});

test('two processes give out one minute of attempts, whatever their clocks say, and none asks in vain twice', async () => {
  const limit = { name: 'test', perMinute: 20, portion: 5 };
  const [one, other] = [createRateLimit(limit), createRateLimit(limit)];
  const [ctx, behind] = [
    { store, clock: clockAt(0) },
    { store, clock: clockAt(-MINUTE_MS) },
  ];
  // The minute of the process whose clock is right has begun; only then is another behind it.
  expect(await one(ctx, 'K')).toBe(true);
  const tries = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? one(ctx, 'K') : other(behind, 'K')));
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(19);
  const { rows } = (await store.db.execute(sql`select used from rate_windows`)) as unknown as {
    rows: { used: number }[];
  };
  // Four portions were given out, and each process was refused one more at the most.
  expect(rows[0]?.used).toBeLessThanOrEqual(30);
  expect(await one(ctx, 'somebody else')).toBe(true);
  nowMs += MINUTE_MS;
  expect(await one(ctx, 'K')).toBe(true);
});
