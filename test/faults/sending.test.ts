// The simulation of sending, in small: many seeds of the real code without a broken promise, each broken variant
// caught, a seed replayed to the letter, and the exhaustive table. `npm run torture` runs the large one.
import { expect, test } from 'vitest';
import { CANARIES, type Canary } from '../../bench/torture/sim/canary.ts';
import { runTable } from '../../bench/torture/sim/table.ts';
import { runSeed } from '../../bench/torture/sim/world.ts';

const SEEDS = 3_000;
const CAUGHT_WITHIN = 2_000;

test(`in ${SEEDS} seeds no notice is lost, doubled, sent after its stop, or misreported`, async () => {
  const broken: string[] = [];
  const ends: Record<string, number> = {};
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = await runSeed(seed);
    broken.push(...result.violations.map((text) => `seed ${seed}: ${text}`));
    for (const [state, count] of Object.entries(result.ends)) ends[state] = (ends[state] ?? 0) + count;
  }
  expect(broken).toEqual([]);
  // The seeds reach what they are for: doubts, cancellations, failures, and mostly what is meant to happen.
  for (const state of ['sent', 'delivered', 'cancelled', 'failed', 'needs_review'])
    expect(ends[state]).toBeGreaterThan(20);
});

test.each(Object.keys(CANARIES) as Canary[])('the broken variant %s is caught', async (canary) => {
  for (let seed = 1; seed <= CAUGHT_WITHIN; seed += 1) {
    if ((await runSeed(seed, canary)).violations.length > 0) return;
  }
  expect.unreachable(`${canary} was not caught within ${CAUGHT_WITHIN} seeds`);
});

test('a seed is replayed exactly', async () => {
  for (const seed of [7, 1_234, 99_999]) {
    const first = await runSeed(seed, null, true);
    expect(first.trace.length).toBeGreaterThan(10);
    expect(await runSeed(seed, null, true)).toEqual(first);
  }
});

test('whenever the process dies, whatever the provider does, whatever is paid or paused: every promise holds', async () => {
  const { rows, violations } = await runTable();
  expect(violations).toEqual([]);
  expect(rows).toBeGreaterThan(7_000);
});
