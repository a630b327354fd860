// Sending: nothing leaves that was stopped after it was issued, nothing leaves twice, what is uncertain is shown and
// what reached nobody holds the next level until a person acts.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { excludeCustomer, pauseInvoice, resumeInvoice, suspendDunning } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { acceptUndelivered, sendNotice } from '../../src/app/notices/send-notice.ts';
import { sweepInterrupted } from '../../src/app/notices/sweep.ts';
import type { Day } from '../../src/core/day.ts';
import type { Store } from '../../src/db/client.ts';
import { claimDeliveries, dueDeliveryIds, moveDelivery } from '../../src/db/deliveries.ts';
import { writeIntents } from '../../src/db/delivery-intent.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, type HouseOptions, liveDay, openHouse, passedBy } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** A was issued at L1 on Tuesday, 10 March, at 8 o'clock; mail may leave from 13:00. */
async function issued(options: HouseOptions = {}): Promise<void> {
  house = await openHouse(store, options);
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A' }]);
  await liveDay(house, '2026-03-10');
}

beforeEach(() => issued());

const at = (time: string, day: Day = '2026-03-10') => {
  house.clock.set(day, time);
  return sendDue(house.anna, {});
};
const afternoon = () => at('14:00');

async function delivery(): Promise<Record<string, unknown>> {
  const [row] = await house.rows(sql`select * from deliveries order by created_at desc, round desc limit 1`);
  return row ?? {};
}
const stateNow = async () => String((await delivery()).state);

describe('a delivery', () => {
  test('leaves once, under its own id, and both the intent and what came of it are on record', async () => {
    expect(await afternoon()).toMatchObject({ sent: 1, leftMachine: true });
    expect(await at('15:00')).toMatchObject({ sent: 0 });
    const row = await delivery();
    expect(house.handedOver.map((envelope) => [envelope.deliveryId, envelope.noticeNumber])).toEqual([
      [row.id, 'M-00001'],
    ]);
    expect(row).toMatchObject({ state: 'sent', attempts: 1, transport: 'stand-in', transport_reference: row.id });
    const [attempt] = await house.rows(sql`select * from delivery_attempts`);
    expect(attempt).toMatchObject({ outcome: 'accepted', epoch: 1, payload_sha256: `${row.id} Mail K1` });
  });

  test('carries the letter as it was issued, the addresses and the sender', async () => {
    await afternoon();
    const [envelope] = house.handedOver;
    expect(envelope).toMatchObject({ to: ['pay@example.com'], from: { address: 'office@nordwind.example.com' } });
    expect(envelope?.attachments.map((file) => [file.fileName, new TextDecoder().decode(file.content)])).toEqual([
      ['M-00001.pdf', '%PDF-1.7 K1 EUR 10000'],
    ]);
  });

  test('waits for the plan’s time of day, and for a business day', async () => {
    expect(await at('12:54')).toMatchObject({ waiting: 1, sent: 0 });
    expect(await at('13:00')).toMatchObject({ sent: 1 });
    await issued({ on: '2026-03-06', organisation: { calendar: 'DE' } });
    expect(await at('14:00', '2026-03-14')).toMatchObject({ waiting: 1 });
    expect(await at('14:00', '2026-03-15')).toMatchObject({ waiting: 1 });
    expect(await at('14:00', '2026-03-16')).toMatchObject({ sent: 1 });
  });

  test('waits for nothing when nothing leaves the machine', async () => {
    house.ports.transport = { ...house.ports.transport, leavesMachine: false };
    expect(await at('08:10')).toMatchObject({ sent: 1, leftMachine: false });
  });
});

describe('what was stopped between issue and sending', () => {
  const anna = () => house.anna;
  const stops: [string, () => Promise<unknown>][] = [
    ['a payment', () => recordPayment(anna(), { invoice: 'A' })],
    ['a part payment', () => recordPayment(anna(), { invoice: 'A', amount: '0.01' })],
    ['a pause', () => pauseInvoice(anna(), { invoice: 'A', until: '2026-03-10' })],
    ['an exclusion', () => excludeCustomer(anna(), { customer: 'K1' })],
    ['a stop of all dunning', () => suspendDunning(anna(), {})],
    ['a dispute', () => raiseDispute(anna(), { invoice: 'A' })],
    ['a promise that holds today', () => promisePayment(anna(), { invoice: 'A', on: '2026-03-09' })],
    ['a credit note', () => addInvoices(house, [{ number: 'G', gross: '5.00', credit: 'A' }])],
    ['a cancellation', () => cancelNotice(anna(), { number: 1 })],
  ];
  test.each(stops)('by %s does not leave, and is cancelled', async (_name, stop) => {
    await stop();
    await afternoon();
    expect(house.handedOver).toEqual([]);
    expect(await stateNow()).toBe('cancelled');
    expect(await house.rows(sql`select * from delivery_attempts`)).toEqual([]);
  });

  const harmless: [string, () => Promise<unknown>][] = [
    [
      'a pause that was taken back',
      async () => {
        await pauseInvoice(anna(), { invoice: 'A' });
        await resumeInvoice(anna(), { invoice: 'A' });
      },
    ],
    ['a promise that is broken', () => promisePayment(anna(), { invoice: 'A', on: '2026-03-08' })],
    ['a reversal, with more open than the letter says', () => recordPayment(anna(), { invoice: 'A', amount: '-5.00' })],
    ['an exclusion of somebody else', () => excludeCustomer(anna(), { customer: 'K2' })],
    ['a free credit note', () => addInvoices(house, [{ number: 'G', gross: '5.00', credit: '' }])],
  ];
  test.each(harmless)('by nothing but %s leaves', async (_name, act) => {
    await act();
    expect(await afternoon()).toMatchObject({ sent: 1, cancelled: 0 });
  });

  test('on a notice about several invoices, one of them is enough', async () => {
    await issued({ plan: { grouping: 'customer' } });
    await addInvoices(house, [
      { number: 'B', customer: 'K2' },
      { number: 'C', customer: 'K2' },
    ]);
    await liveDay(house, '2026-03-10');
    await pauseInvoice(house.anna, { invoice: 'C' });
    expect(await afternoon()).toMatchObject({ sent: 1, cancelled: 1 });
  });
});

describe('a claim', () => {
  const days = { today: '2026-03-10', promisesFrom: '2026-03-09' } as const;
  const check = { window: null, ...days, transport: 't' } as const;
  const intend = async (held: { id: string; epoch: number }, now: string) => {
    const [answer] = await writeIntents(store.db, [{ held, from: 'claimed', now, payloadSha256: 'x' }], check);
    return answer;
  };
  const claim = async (minutes: number, lease = 5) => {
    const [id = ''] = await dueDeliveryIds(store.db, instant(minutes), 10, ['email', 'letter']);
    const wanted = id === '' ? String((await delivery()).id) : id;
    const [claimed = null] = await claimDeliveries(store.db, [wanted], instant(minutes), instant(minutes + lease));
    return claimed;
  };
  const instant = (minutes: number) => house.clock.after('2026-03-10T13:00:00.000Z', minutes * 60_000);

  test('is one worker’s until its lease has run out', async () => {
    expect(await claim(0)).toMatchObject({ state: 'claimed', epoch: 1 });
    expect(await claim(4)).toBeNull();
    expect(await claim(5)).toMatchObject({ state: 'claimed', epoch: 2 });
  });

  test('that was taken over can neither start nor settle a hand-over', async () => {
    const late = await claim(0);
    const now = await claim(6);
    if (late === null || now === null) throw new Error('not claimed');
    expect(await intend(late, instant(7))).toBe('lost');
    expect(await intend(now, instant(7))).toBe('intended');
    const sent = { state: 'sent', sentAt: instant(8) } as const;
    expect(await moveDelivery(store.db, late, 'attempted', sent)).toBe(false);
    expect(await moveDelivery(store.db, now, 'attempted', sent)).toBe(true);
    expect(await intend(now, instant(9))).toBe('lost');
  });

  test('whose process ended before the intent is taken up again', async () => {
    await claim(0);
    house.clock.set('2026-03-10', '14:03');
    expect(await sendDue(house.anna, {})).toMatchObject({ sent: 0 });
    expect(await at('14:06')).toMatchObject({ sent: 1 });
  });

  test('whose process ended after the intent goes to a person once its lease is over, and is never sent again', async () => {
    const claimed = await claim(0);
    if (claimed === null) throw new Error('not claimed');
    await intend(claimed, instant(0));
    await sweepInterrupted(house.anna, { leaseEndedBy: instant(4) });
    expect(await stateNow()).toBe('attempted');
    await sweepInterrupted(house.anna, { leaseEndedBy: instant(5) });
    expect(await stateNow()).toBe('needs_review');
    expect(await at('18:00')).toMatchObject({ sent: 0 });
    expect(house.handedOver).toEqual([]);
  });
});

describe('a hand-over', () => {
  test.each([
    ['whose answer is lost', async () => ({ outcome: 'unknown' as const, detail: 'timeout' })],
    ['that breaks off', () => Promise.reject(new Error('socket hang up'))],
  ])(
    '%s goes to a person where nothing tells a repetition: never repeated, no other way tried',
    async (_name, answer) => {
      house.answer = answer;
      expect(await afternoon()).toMatchObject({ needs_review: 1, sent: 0 });
      expect(await delivery()).toMatchObject({ state: 'needs_review', sent_at: null });
      house.answer = async () => ({ outcome: 'accepted', reference: 'r' });
      for (const time of ['15:00', '18:00', '23:00']) await at(time);
      expect(house.handedOver).toHaveLength(1);
      // The next level waits until somebody has found out.
      await liveDay(house, '2026-03-12');
      expect(await passedBy(house, 'A')).toBe('L1');
    },
  );

  test('refused for now is tried again, later each time, under the same id', async () => {
    house.answer = async () => ({ outcome: 'refused', permanent: false, detail: 'too many requests' });
    await afternoon();
    expect(await delivery()).toMatchObject({ state: 'approved', attempts: 1, reason: 'too many requests' });
    await at('14:04');
    expect(house.handedOver).toHaveLength(1);
    await at('14:06');
    await at('14:15');
    expect(house.handedOver).toHaveLength(2);
    house.answer = async () => ({ outcome: 'accepted', reference: 'r' });
    await at('14:17');
    expect(await delivery()).toMatchObject({ state: 'sent', attempts: 3 });
    expect(new Set(house.handedOver.map((envelope) => envelope.deliveryId)).size).toBe(1);
  });

  test('refused again and again ends as failed', async () => {
    house.answer = async () => ({ outcome: 'refused', permanent: false, detail: 'too many requests' });
    for (let day = 11; day < 22; day += 1) await at('14:00', `2026-03-${day}` as Day);
    expect(house.handedOver).toHaveLength(3);
    expect(await delivery()).toMatchObject({ state: 'failed', attempts: 3 });
  });
});

describe('a notice that reached nobody', () => {
  beforeEach(async () => {
    house.answer = async () => ({ outcome: 'refused', permanent: true, detail: 'no such address' });
    expect(await afternoon()).toMatchObject({ failed: 1 });
    house.answer = async () => ({ outcome: 'accepted', reference: 'r' });
    await liveDay(house, '2026-03-12');
  });

  test('has failed with the provider’s reason, and holds the next level back', async () => {
    expect(await delivery()).toMatchObject({ state: 'failed', reason: 'no such address' });
    expect(await passedBy(house, 'A')).toBe('L1');
    const held = await house.rows(sql`select counts->'held' as held from runs order by id desc limit 1`);
    expect(held).toEqual([{ held: { undelivered: 1 } }]);
  });

  test('lets the next level come once a person accepts it', async () => {
    await acceptUndelivered(house.anna, { number: 1, reason: 'he knows' });
    await liveDay(house, '2026-03-13');
    expect(await passedBy(house, 'A')).toBe('L1 L2');
  });

  test('or sends it again and it arrives: another delivery, of the same bytes', async () => {
    await sendNotice(house.anna, { number: 1, channel: 'letter' });
    expect(await delivery()).toMatchObject({ state: 'approved', channel: 'letter', round: 1 });
    await at('14:00', '2026-03-12');
    await liveDay(house, '2026-03-13');
    expect(await passedBy(house, 'A')).toBe('L1 L2');
  });

  test('or cancels it, and then the same level is asked for again', async () => {
    await cancelNotice(house.anna, { number: 1 });
    await liveDay(house, '2026-03-13');
    expect(await passedBy(house, 'A')).toBe('L1');
    expect(await house.rows(sql`select number::int from notices order by id`)).toEqual([{ number: 1 }, { number: 2 }]);
  });
});
