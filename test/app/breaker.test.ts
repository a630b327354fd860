// A provider that is silent is left alone, by all workers and for growing times: what it was never asked about is never
// in doubt, and goes out by itself when it is back.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { askSilentTransports, breaker } from '../../src/app/notices/breaker.ts';
import { sendingStatus } from '../../src/app/notices/control.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, liveDay, openHouse } from './house.ts';

const MINUTE = 60_000;
const NAMES = ['A', 'B', 'C', 'D', 'E'];

let store: Store;
let house: House;
/** How often the harmless question was asked, and its answer. */
let asked: number;
let awake: boolean;

beforeAll(async () => {
  store = await openTestStore();
});

/** Five mails are due; the provider loses its answers. */
beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(
    house,
    NAMES.map((name) => `K${name}`),
  );
  await addInvoices(
    house,
    NAMES.map((number) => ({ number, customer: `K${number}` })),
  );
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-10', '14:00');
  house.answer = async () => ({ outcome: 'unknown', detail: 'status 500' });
  house.ports.transport.idempotentByKey = true;
  asked = 0;
  awake = false;
  house.ports.transport.isAwake = async () => {
    asked += 1;
    return awake;
  };
});

const states = async () =>
  Object.fromEntries(
    (await house.rows(sql`select state, count(*)::int as n from deliveries group by state`)).map(({ state, n }) => [
      state,
      n,
    ]),
  );
const rests = async () => (await sendingStatus(house.anna, {})).resting.map(({ name }) => name);
const later = (minutes: number) => house.clock.sleep(minutes * MINUTE);

test('one lost answer of a sleeping provider, and nothing else is handed over until it is awake', async () => {
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ unknown: 1, approved: 4 });
  expect(await rests()).toEqual(['stand-in']);
  for (const minutes of [1, 2, 4, 8]) {
    await later(minutes - 0.1);
    const before = asked;
    await sendDue(house.anna, {});
    expect(asked).toBe(before);
    await later(0.1);
    await sendDue(house.anna, {});
    expect(asked).toBe(before + 1);
  }
  expect(house.handedOver.length).toBe(1);
  expect(await states()).toEqual({ unknown: 1, approved: 4 });
  awake = true;
  house.answer = async (envelope) => ({ outcome: 'accepted', reference: envelope.deliveryId });
  await later(60);
  await sendDue(house.anna, {});
  await later(2);
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ sent: 5 });
  expect(await rests()).toEqual([]);
});

test('however many processes look, one asks', async () => {
  await sendDue(house.anna, {});
  await later(1);
  const before = asked;
  await Promise.all([1, 2, 3, 4].map(() => askSilentTransports(house.anna)));
  expect(asked).toBe(before + 1);
});

test('a day of errors rests an hour at most between two questions', async () => {
  await sendDue(house.anna, {});
  for (let hour = 0; hour < 24; hour += 1) {
    await later(60);
    await sendDue(house.anna, {});
  }
  expect(asked).toBeGreaterThan(20);
  expect(house.handedOver.length).toBe(1);
  expect(await states()).toEqual({ unknown: 1, approved: 4 });
});

test('one lost answer of a provider that is awake stops nobody; three one after the other do', async () => {
  awake = true;
  const answers = ['unknown', 'accepted', 'unknown', 'unknown', 'unknown'];
  house.answer = async (envelope) =>
    answers.shift() === 'accepted'
      ? { outcome: 'accepted', reference: envelope.deliveryId }
      : { outcome: 'unknown', detail: 'lost' };
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ unknown: 4, sent: 1 });
  expect(await rests()).toEqual(['stand-in']);
});

test('a transport that cannot be asked is tried with the next notice, after longer and longer rests', async () => {
  delete house.ports.transport.isAwake;
  house.ports.transport.idempotentByKey = false;
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ needs_review: 3, approved: 2 });
  await later(1.1);
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ needs_review: 4, approved: 1 });
  await later(1.1);
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ needs_review: 4, approved: 1 });
  house.answer = async (envelope) => ({ outcome: 'accepted', reference: envelope.deliveryId });
  await later(1);
  await sendDue(house.anna, {});
  await later(1);
  await sendDue(house.anna, {});
  expect(await states()).toEqual({ needs_review: 4, sent: 1 });
  const [row] = await house.rows(sql`select doubts, silences from transport_limits`);
  expect(row).toEqual({ doubts: 0, silences: 0 });
});

test('a rest that the provider asks for stands, whether it was silent before or not', async () => {
  house.answer = async () => ({
    ...{ outcome: 'refused', permanent: false, concerns: 'transport', detail: 'status 429' },
    retryAfterMs: 10 * MINUTE,
  });
  await house.rows(sql`insert into transport_limits (name, doubts, silences) values ('stand-in', 3, 1)`);
  await sendDue(house.anna, {});
  expect(house.handedOver.length).toBe(1);
  expect(await rests()).toEqual(['stand-in']);
  await later(9.9);
  await breaker(house.anna)(house.ports.transport, true);
  await sendDue(house.anna, {});
  expect(house.handedOver.length).toBe(1);
  await later(1.1);
  await sendDue(house.anna, {});
  expect(house.handedOver.length).toBe(2);
});

test('what was never handed over is no answer of the provider', async () => {
  await house.rows(sql`insert into transport_limits (name, doubts) values ('stand-in', 2)`);
  house.ports.journal = { ...house.ports.journal, intended: () => Promise.reject(new Error('disk full')) } as never;
  await sendDue(house.anna, {});
  expect(house.handedOver).toEqual([]);
  expect(await house.rows(sql`select doubts from transport_limits`)).toEqual([{ doubts: 2 }]);
});

test.each([true, false])('answers lost all at once are one silence, awake: %s', async (isAwakeNow) => {
  awake = isAwakeNow;
  const transport = house.ports.transport;
  await Promise.all(Array.from({ length: 12 }, () => breaker(house.anna)(transport, false)));
  expect(await house.rows(sql`select silences from transport_limits`)).toEqual([{ silences: 1 }]);
  await later(1);
  const before = asked;
  await askSilentTransports(house.anna);
  expect(asked).toBe(before + 1);
});
