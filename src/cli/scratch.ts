// A database in memory for simulations: nothing of it outlives the command.

import { ROOT } from '../compose.ts';
import { openStore } from '../db/client.ts';
import type { Store } from '../db/store.ts';

export function openScratch(): Promise<Store> {
  return openStore({ kind: 'memory' }, { log: () => undefined, migrationsDir: `${ROOT}/src/db/migrations` });
}
