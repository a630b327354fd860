// The program's side of the benchmarks: its store, its use cases and the clock of the day that is measured.
import type { Context } from '../src/app/context.ts';
import { type PlanRun, startRun } from '../src/app/run/start-run.ts';
import { savePlan } from '../src/app/settings/save-plan.ts';
import { setUpOrganisation } from '../src/app/settings/set-up.ts';
import { virtualClock } from '../src/clock.ts';
import type { Day } from '../src/core/day.ts';
import { openStore, type Store } from '../src/db/client.ts';
import { MIGRATIONS_DIR } from '../test/support/paths.ts';

/** The day of the measured run, a Wednesday; the data is made around it. */
export const TODAY: Day = '2026-11-18';

const TIME_ZONE = 'Europe/Berlin';

/** Days from due date or previous notice to each level. */
export const LEVEL_DAYS: readonly number[] = [14, 7, 7, 7];

export const PLAN_NAME = 'Bench';

export function openBenchStore(url: string): Promise<Store> {
  return openStore({ kind: 'server', url, waitMs: 0 }, { log: () => undefined, migrationsDir: MIGRATIONS_DIR });
}

/** Organisation and plan, made by the use cases: one notice per invoice, the staleness guard on. */
export async function setUp(store: Store): Promise<void> {
  const ctx = contextOf(store);
  await setUpOrganisation(ctx, {
    name: 'Bench GmbH',
    address: { street: 'Hauptstrasse', postalCode: '10115', city: 'Berlin', country: 'DE' },
    accountHolder: 'Bench GmbH',
  });
  await savePlan(ctx, {
    name: PLAN_NAME,
    isDefault: true,
    levels: LEVEL_DAYS.map((afterDays, index) => ({
      name: `Level ${index + 1}`,
      kind: index === 0 ? ('reminder' as const) : ('notice' as const),
      afterDays,
    })),
  });
}

/** The daily run as a person starts it: unlike a scheduled one it can be repeated on the same day. */
export async function runProgram(store: Store): Promise<PlanRun> {
  const [run] = await startRun(contextOf(store), { trigger: 'person' });
  if (run?.outcome !== 'planned') throw new Error(`The run was not made: ${JSON.stringify(run)}`);
  return run;
}

function contextOf(store: Store): Context {
  return {
    store,
    clock: virtualClock(TODAY, TIME_ZONE),
    actor: { name: 'bench', role: 'admin', surface: 'cli' },
    // A run neither renders nor sends.
    ports: {} as Context['ports'],
  };
}
