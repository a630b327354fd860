// One database and two stores on it, as two processes of the service have them.
import { afterAll } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { openStore, type Store } from '../../src/db/client.ts';
import { type House, type HouseOptions, openHouse } from '../app/house.ts';
import { createTestDatabase } from '../support/databases.ts';
import { MIGRATIONS_DIR } from '../support/paths.ts';

const POOL_MAX = 8;

export interface TwoProcesses {
  here: Store;
  there: Store;
}

export async function openTwice(): Promise<TwoProcesses> {
  const url = await createTestDatabase();
  const open = () =>
    openStore(
      { kind: 'server', url, poolMax: POOL_MAX, waitMs: 0 },
      { log: () => undefined, migrationsDir: MIGRATIONS_DIR },
    );
  const [here, there] = await Promise.all([open(), open()]);
  afterAll(() => Promise.all([here.close(), there.close()]));
  return { here, there };
}

/** A house with a second person, Ben, who works in the other process. */
export async function openSharedHouse(
  { here, there }: TwoProcesses,
  options?: HouseOptions,
): Promise<House & { ben: Context }> {
  const house = await openHouse(here, options);
  return Object.assign(house, { ben: { ...house.as('Ben', 'approver'), store: there } });
}

/** 1 to n as three digits: '001', '002' ... sorts as it counts. */
export const numbered = (prefix: string, n: number): string[] =>
  Array.from({ length: n }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);

/** A small wait, so that two acts meet at another point each time. */
export const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * ms));
