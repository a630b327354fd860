// One act of the torture in a process of its own, so that the killer of one is not held up by the work of another.
//
//   node act.ts NAME '{"seed": 1, ...}'     says "result {...}"
import { openAsBlob } from 'node:fs';
import type { Day } from '../../src/core/day.ts';
import { openStore, type Store } from '../../src/db/client.ts';
import { MIGRATIONS_DIR } from '../../test/support/paths.ts';
import { migratedSnapshot } from '../../test/support/snapshot.ts';
import { runOutage } from './real/day-without-provider.ts';
import { runDiskFull } from './real/disk-full.ts';
import { runKills } from './real/kill.ts';
import { runRaces } from './real/races.ts';
import { runRestarts } from './real/restarts.ts';
import { runChange } from './real/summer-time.ts';
import { runCampaign } from './sim/campaign.ts';

export const ACTS = {
  simulation: ({ seeds }: { seeds: number }) => runCampaign(seeds),
  kills: runKills,
  races: runRaces,
  restarts: runRestarts,
  disk: runDiskFull,
  outage: (options: Parameters<typeof runOutage>[1]) => inMemory((store) => runOutage(store, options)),
  change: ({ day, everyMinutes }: { day: Day; everyMinutes: number }) =>
    inMemory((store) => runChange(store, day, everyMinutes)),
};

export type Acts = typeof ACTS;

async function inMemory<T>(act: (store: Store) => Promise<T>): Promise<T> {
  const snapshot = await openAsBlob(await migratedSnapshot());
  const store = await openStore({ kind: 'memory', snapshot }, { log: () => undefined, migrationsDir: MIGRATIONS_DIR });
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}

if (import.meta.main) {
  const [name = '', options = '{}'] = process.argv.slice(2);
  const act = ACTS[name as keyof Acts] as (options: unknown) => Promise<unknown>;
  const result = await act(JSON.parse(options));
  process.stdout.write(`result ${JSON.stringify(result)}\n`, () => process.exit(0));
}
