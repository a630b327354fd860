// What holds for all sending holds for all processes: one pace, one rest, one pause, one window.
import { beforeAll, expect, test } from 'vitest';
import { pauseSending, resumeSending } from '../../src/app/notices/control.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { takeSlots } from '../../src/db/sending-control.ts';
import { issueOneEach } from '../app/house.ts';
import { numbered, openSharedHouse, openTwice, soon, type TwoProcesses } from './two-processes.ts';

const COUNT = 12;

let processes: TwoProcesses;

beforeAll(async () => {
  processes = await openTwice();
});

async function openWithNotices() {
  const house = await openSharedHouse(processes);
  await issueOneEach(house, numbered('R', COUNT));
  const both = () => Promise.all([sendDue(house.anna, { atOnce: 3 }), sendDue(house.ben, { atOnce: 3 })]);
  return { house, both };
}

test('slots of a transport are taken by one process or the other, all the same time apart', async () => {
  const { here, there } = processes;
  const pace = { nowMs: 1_000_000, everyMs: 50, atMostMs: 60_000 };
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, n) => takeSlots((n % 2 === 0 ? here : there).db, 'paced', pace, 1 + (n % 3))),
  );
  const slots = taken.flat().toSorted((a, b) => a - b);
  expect(slots).toEqual(slots.map((_, index) => 1_000_000 + index * 50));
});

test('a provider that wants a rest in one process is left alone by the other', async () => {
  const { house, both } = await openWithNotices();
  house.answer = async () => ({
    outcome: 'refused',
    permanent: false,
    concerns: 'transport',
    detail: 'too many',
    retryAfterMs: 600_000,
  });
  await sendDue(house.ben, { limit: 1 });
  expect(house.handedOver).toHaveLength(1);
  expect((await both()).map((one) => one.sent)).toEqual([0, 0]);
  expect(house.handedOver).toHaveLength(1);
});

test('a pause by one process stops both: none begins after it is committed, all go on when it ends', async () => {
  const { house, both } = await openWithNotices();
  house.answer = async (envelope) => {
    await soon(10);
    return { outcome: 'accepted', reference: envelope.deliveryId };
  };
  const sending = both();
  await soon(20);
  await pauseSending(house.anna, { reason: 'wrong text' });
  const begun = house.handedOver.length;
  await sending;
  // Those whose intent was on record before the pause may still have left.
  expect(house.handedOver.length - begun).toBeLessThanOrEqual(6);
  const atPause = house.handedOver.length;
  expect((await both()).map((one) => one.onHold)).toEqual([true, true]);
  expect(house.handedOver).toHaveLength(atPause);
  await resumeSending(house.anna, { reason: 'mended' });
  house.clock.set('2026-03-10', '15:30');
  await both();
  expect(new Set(house.handedOver.map((one) => one.deliveryId)).size).toBe(COUNT);
  expect(house.handedOver).toHaveLength(COUNT);
});

test('before the window opens neither process sends', async () => {
  const { house, both } = await openWithNotices();
  house.clock.set('2026-03-11', '09:00');
  expect((await both()).map((one) => one.sent)).toEqual([0, 0]);
  expect(house.handedOver).toEqual([]);
});
