// A database that has forgotten what was done on it sends nothing until a person has looked; what it forgot is in
// doubt.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { resumeSending, sendingStatus } from '../../src/app/notices/control.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { boot, sendJournal } from '../../src/boot.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, liveDay, openHouse } from './house.ts';

let store: Store;
let house: House;
let dataDir: string;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'duly-boot-'));
  house = await openHouse(store);
  await addCustomers(house, ['KA', 'KB']);
  await addInvoices(house, [
    { number: 'A', customer: 'KA' },
    { number: 'B', customer: 'KB' },
  ]);
  await liveDay(house, '2026-03-10');
  house.ports.transport = { ...house.ports.transport, idempotentByKey: true };
  house.ports.journal = sendJournal(dataDir, { kind: 'embedded' });
  house.clock.set('2026-03-10', '14:00');
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = () => boot(house.anna, dataDir);
const holds = async () => (await sendingStatus(house.anna, {})).holds;

/** What a backup from before the sending says about it. */
const restore = () =>
  store.tx(async (db) => {
    await db.execute(sql`delete from delivery_attempts`);
    await db.execute(sql`update deliveries set state = 'approved', epoch = 0, attempts = 0, lease_until = null,
      transport = null, payload_sha256 = null, transport_reference = null, sent_at = null, settled_at = null`);
  });

test('a process that starts again and again on its database goes on', async () => {
  await start();
  await sendDue(house.anna, {});
  await start();
  await start();
  expect(await holds()).toEqual([]);
});

test('a backup from before the sending: on hold, nothing goes out again, and what had gone is in doubt', async () => {
  await start();
  await sendDue(house.anna, {});
  expect(house.handedOver).toHaveLength(2);
  await restore();
  await start();
  expect(await holds()).toMatchObject([{ cause: 'restored', reason: expect.stringContaining('2 hand-overs') }]);
  expect(await sendDue(house.anna, {})).toMatchObject({ onHold: true, sent: 0 });
  expect(await house.rows(sql`select distinct state from deliveries`)).toEqual([{ state: 'unknown' }]);
  house.clock.set('2026-03-10', '14:10');
  await resumeSending(house.anna, { reason: 'looked at the provider' });
  await sendDue(house.anna, {});
  // Same key, same bytes: the provider takes it for what it has already.
  const [first, second, third, fourth] = house.handedOver.map((envelope) => envelope.deliveryId);
  expect([third, fourth].sort()).toEqual([first, second].sort());
});

test('a backup from before the last start, even if nothing was sent since', async () => {
  await start();
  await start();
  await house.rows(sql`delete from generations where started_at = (select max(started_at) from generations)`);
  await start();
  expect(await holds()).toMatchObject([{ cause: 'restored' }]);
});

test('a database that was moved to a machine that does not know it, unless others are working on it', async () => {
  await start();
  await sendDue(house.anna, {});
  rmSync(dataDir, { recursive: true });
  await start();
  expect(await holds()).toEqual([]);
  rmSync(dataDir, { recursive: true });
  house.clock.set('2026-03-11', '08:00');
  await start();
  expect(await holds()).toMatchObject([{ cause: 'restored', reason: expect.stringContaining('moved or restored') }]);
});

test('the last line of a journal that a crash cut short counts for nothing', async () => {
  await start();
  await sendDue(house.anna, {});
  writeFileSync(join(dataDir, 'send-journal.jsonl'), '{"deliveryId":"0', { flag: 'a' });
  await start();
  expect(await holds()).toEqual([]);
});

test('nothing is handed over that the journal could not take', async () => {
  house.ports.journal = { intended: () => Promise.reject(new Error('ENOSPC')) };
  expect(await sendDue(house.anna, {})).toMatchObject({ waiting: 2, sent: 0 });
  expect(house.handedOver).toEqual([]);
});
