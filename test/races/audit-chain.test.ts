// Many writers of the audit trail at once: one chain without gaps, and nobody waits for a transaction that is still
// working.
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/app/audit/chain.ts';
import { appendAudit } from '../../src/db/audit.ts';
import type { Db, Store } from '../../src/db/store.ts';
import { type House, openHouse } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
  house = await openHouse(store);
});

const row = (entityId: string) =>
  ({
    at: '2026-03-10T08:00:00.000Z',
    actor: 'Anna',
    role: 'admin',
    surface: 'cli',
    action: 'a.b',
    entity: 'thing',
    entityId,
  }) as const;
const append = (db: Db, ...ids: string[]) => appendAudit(db, ids.map(row));

test('a hundred transactions on five connections make one chain', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, n) => store.tx((db) => append(db, `${n}`, `${n}b`, `${n}c`))));
  const { intact, rows } = await verifyAudit(house.anna, {});
  const [counted] = await house.rows(sql`select count(*)::int as count from audit`);
  expect({ intact, rows }).toEqual({ intact: true, rows: counted?.count });
});

test('a transaction that has written and still works keeps no other from committing', async () => {
  const written = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const early = store.tx(async (db) => {
    await append(db, 'early');
    written.resolve();
    await mayEnd.promise;
  });
  await written.promise;
  await store.tx((db) => append(db, 'late'));
  mayEnd.resolve();
  await early;
  const { rows } = (await store.db.execute(sql`
    select entity_id from audit_chain join audit on audit.id = audit_id order by seq desc limit 2`)) as unknown as {
    rows: { entity_id: string }[];
  };
  expect(rows.map(({ entity_id }) => entity_id)).toEqual(['early', 'late']);
  expect((await verifyAudit(house.anna, {})).intact).toBe(true);
});
