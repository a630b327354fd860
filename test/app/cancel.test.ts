// Cancelling an issued notice: its level and charges come back, its number and record stay.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  type House,
  level,
  liveDay,
  openHouse,
  passedBy,
  proposalOf,
  refusalOf,
  run,
} from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

const fee = (amount: string) => ({ fee: { kind: 'fixed' as const, amount: { '*': amount } } });

/** On 12 March A has had L1 (fee 5.00, notice 1) and L2 (fee 7.00, notice 2). */
beforeEach(async () => {
  const levels = [level('L1', fee('5.00')), level('L2', fee('7.00')), level('L3')];
  house = await openHouse(store, { plan: { levels } });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }]);
  await liveDay(house, '2026-03-10');
  await liveDay(house, '2026-03-12');
});

describe('cancelling a notice', () => {
  test('gives the level back, and the next run proposes it again at once', async () => {
    await cancelNotice(house.anna, { number: 2, reason: 'wrong address' });
    expect(await passedBy(house, 'A')).toBe('L1');
    await run(house);
    expect((await proposalOf(house, 'A')).row).toMatchObject({ state: 'proposed', level_id: house.levels.L2 });
  });

  test('takes its charges off what is carried', async () => {
    await cancelNotice(house.anna, { number: 2 });
    await liveDay(house, '2026-03-13');
    await liveDay(house, '2026-03-15');
    const rows = await house.rows(sql`select number, carried_cents from notices order by number`);
    expect(rows.map((row) => [Number(row.number), Number(row.carried_cents)])).toEqual([
      [1, 0],
      [2, 500],
      [3, 500],
      [4, 1_200],
    ]);
  });

  test('keeps its number, its document and who cancelled it and why', async () => {
    await cancelNotice(house.as('Ben', 'approver'), { number: 2, reason: 'wrong address' });
    const [row] = await house.rows(sql`
      select state, cancelled_by, cancel_reason from notices
      join notice_documents on notice_id = notices.id where number = 2`);
    expect(row).toEqual({ state: 'cancelled', cancelled_by: 'Ben', cancel_reason: 'wrong address' });
  });

  test('is refused while a later one about the same invoice stands, and names that', async () => {
    await expect(cancelNotice(house.anna, { number: 1 })).rejects.toThrow(/M-00002|notice 2/);
    await cancelNotice(house.anna, { number: 2 });
    expect(await refusalOf(cancelNotice(house.anna, { number: 1 }))).toBe('done');
    expect(await passedBy(house, 'A')).toBe('');
  });

  test('is refused a second time, for a number nobody issued, and for an invoice without notice', async () => {
    await cancelNotice(house.anna, { number: 2 });
    expect(await refusalOf(cancelNotice(house.anna, { number: 2 }))).toBe('refused');
    expect(await refusalOf(cancelNotice(house.anna, { number: 99 }))).toBe('not_found');
    await addInvoices(house, [{ number: 'B' }]);
    expect(await refusalOf(cancelNotice(house.anna, { invoice: 'B' }))).toBe('refused');
  });

  test('by its invoice takes the latest that stands', async () => {
    await cancelNotice(house.anna, { invoice: 'A' });
    expect(await passedBy(house, 'A')).toBe('L1');
    await cancelNotice(house.anna, { invoice: 'A' });
    expect(await passedBy(house, 'A')).toBe('');
  });

  test('stops what has not left yet, and says truthfully when it came too late', async () => {
    house.clock.set('2026-03-12', '14:00');
    expect(await cancelNotice(house.anna, { number: 2 })).toMatchObject({ alreadySent: false });
    expect(await sendDue(house.anna, {})).toMatchObject({ sent: 1 });
    expect(house.handedOver.map((envelope) => envelope.noticeNumber)).toEqual(['M-00001']);
    expect(await cancelNotice(house.anna, { number: 1 })).toMatchObject({ alreadySent: true });
  });

  test('of several invoices brings the level of each back', async () => {
    house = await openHouse(store, { plan: { grouping: 'customer' } });
    await addCustomers(house, ['K1']);
    await addInvoices(house, [{ number: 'A' }, { number: 'B' }]);
    await liveDay(house, '2026-03-10');
    expect(await cancelNotice(house.anna, { invoice: 'B' })).toMatchObject({ invoices: 2 });
    expect([await passedBy(house, 'A'), await passedBy(house, 'B')]).toEqual(['', '']);
  });
});
