// The simulation as a campaign: many seeds of the real code, every broken variant until it is caught, the exhaustive
// table.
import { CANARIES, type Canary } from './canary.ts';
import { runTable } from './table.ts';
import { runSeed } from './world.ts';

export interface Campaign {
  seeds: number;
  events: number;
  seconds: number;
  tableRows: number;
  /** Broken promises, in words; must be none. */
  broken: string[];
  /** Deliveries by the state in which they ended. */
  ends: Record<string, number>;
  /** The first seed that shows a variant broken; null = it was not caught, which must not be. */
  caught: { canary: Canary; leavesOut: string; seed: number | null }[];
}

const CAUGHT_WITHIN = 2_000;

export async function runCampaign(seeds: number): Promise<Campaign> {
  const began = Date.now();
  const caught: Campaign['caught'] = [];
  for (const canary of Object.keys(CANARIES) as Canary[]) {
    caught.push({ canary, leavesOut: CANARIES[canary], seed: await firstCaught(canary) });
  }
  const table = await runTable();
  const broken: string[] = [...table.violations];
  const ends: Record<string, number> = {};
  let events = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const result = await runSeed(seed);
    events += result.events;
    broken.push(...result.violations.map((text) => `seed ${seed}: ${text}`));
    for (const [state, count] of Object.entries(result.ends)) ends[state] = (ends[state] ?? 0) + count;
  }
  const seconds = Math.round((Date.now() - began) / 1_000);
  return { seeds, events, seconds, tableRows: table.rows, broken, ends, caught };
}

async function firstCaught(canary: Canary): Promise<number | null> {
  for (let seed = 1; seed <= CAUGHT_WITHIN; seed += 1) {
    if ((await runSeed(seed, canary)).violations.length > 0) return seed;
  }
  return null;
}
