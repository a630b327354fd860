// temporary
import { test } from 'vitest';
import { openTestStore } from '../support/databases.ts';
import { ADMIN, createWorld } from '../support/world.ts';
import { listUndecided } from '../../src/app/insight/list-proposals.ts';
test('x', async () => {
  const store = await openTestStore();
  const t = performance.now();
  const world = await createWorld(store);
  console.log(performance.now() - t);
  const page = await listUndecided(world.as(ADMIN), {});
  console.log(JSON.stringify(page.rows.map((r) => [r.id, r.customer.name, r.level?.name, r.openCents, r.amounts, r.wayOut, r.against, r.unmatchedCents, r.lastNotice]), null, 0), page.sums);
});
