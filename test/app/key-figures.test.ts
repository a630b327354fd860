// Figures of a period against facts counted by hand.
import { beforeAll, describe, expect, test } from 'vitest';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { keyFigures } from '../../src/app/insight/key-figures.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { Day } from '../../src/core/day.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, openHouse, refusalOf, run } from './house.ts';

let house: House;

async function day(on: Day, decidedAt: string) {
  house.clock.set(on, '08:00');
  await run(house);
  house.clock.set(on, decidedAt);
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
  await issueApproved(house.anna, {});
}

const pay = (invoice: string, amount: string, valueOn: Day, method: 'bank_transfer' | 'write_off' = 'bank_transfer') =>
  recordPayment(house.anna, { invoice, amount, valueOn, method });

/**
 * A 100, B 200, C 400 and E 50 reach L1 on 10 March, after 60 minutes; E's notice is cancelled. A is paid on the 11th,
 * B half on the day of the notice (too early to be its work) and 40 on the 12th; what is left of B and C reaches L2 on
 * the 12th, after 120 minutes; C is paid on the 14th, 1 more than it owes; B is written off. D is not due. A credit
 * note of 30 is set against B on 1 March.
 */
beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['K1']);
  await addInvoices(house, [
    { number: 'A' },
    { number: 'B', gross: '200.00' },
    { number: 'C', gross: '400.00' },
    { number: 'D', gross: '1000.00', due: '2026-04-30' },
    { number: 'E', gross: '50.00' },
    { number: 'F', gross: '70.00', currency: 'CHF', due: '2026-02-01' },
  ]);
  await addInvoices(house, [{ number: 'G', gross: '30.00', credit: 'B' }]);
  await day('2026-03-10', '09:00');
  await cancelNotice(house.anna, { invoice: 'E', reason: 'mistake' });
  await pay('B', '85.00', '2026-03-10');
  house.clock.set('2026-03-11');
  await pay('A', '100.00', '2026-03-11');
  await pay('E', '50.00', '2026-03-11');
  await pay('B', '40.00', '2026-03-12');
  await day('2026-03-12', '10:00');
  house.clock.set('2026-03-14');
  await pay('C', '401.00', '2026-03-14');
  await pay('B', '45.00', '2026-03-14', 'write_off');
  house.clock.set('2026-03-20');
});

const figures = (from: Day = '2026-03-01', to: Day = '2026-03-20') => keyFigures(house.anna, { from, to });

describe('open, overdue and DSO', () => {
  test('at the end of the period, by currency', async () => {
    const { currencies, days } = await figures();
    expect(days).toBe(20);
    // Billed: 100 + 200 + 400 + 1,000 + 50 - 30; open: D.
    expect(currencies.find((one) => one.currency === 'EUR')).toEqual({
      currency: 'EUR',
      billedCents: 1_720_00,
      receivableCents: 1_000_00,
      overdueCents: 0,
      overdueCount: 0,
      overdueShareBp: 0,
      dsoDays: 11.6,
    });
    expect(currencies.find((one) => one.currency === 'CHF')).toMatchObject({
      billedCents: 0,
      receivableCents: 70_00,
      overdueCents: 70_00,
      overdueCount: 1,
      overdueShareBp: 10_000,
      dsoDays: null,
    });
  });

  test('on an earlier day as it was then', async () => {
    const { currencies } = await figures('2026-03-01', '2026-03-11');
    // B owes 200 - 30 - 85, C 400; A and E are paid. 8 March is past.
    expect(currencies.find((one) => one.currency === 'EUR')).toMatchObject({
      receivableCents: 1_485_00,
      overdueCents: 485_00,
      overdueCount: 2,
    });
    const due = await figures('2026-03-01', '2026-03-08');
    expect(due.currencies.find((one) => one.currency === 'EUR')).toMatchObject({ overdueCents: 0, overdueCount: 0 });
  });
});

describe('recovered after each level', () => {
  test('counts what came after its notice and up to the next, at most what was open', async () => {
    const { levels } = await figures();
    const euro = levels.filter((one) => one.currency === 'EUR');
    // L1: A 100, B 170, C 400 dunned; A 100 and B 40 came. L2: B 45, C 400; C 400 of 401 came, B was written off.
    expect(euro).toMatchObject([
      { level: 'L1', count: 3, dunnedCents: 670_00, settledCount: 1, recoveredCents: 140_00, rateBp: 2_090 },
      { level: 'L2', count: 2, dunnedCents: 445_00, settledCount: 1, recoveredCents: 400_00, rateBp: 8_989 },
    ]);
  });

  test('belongs to the period of the notice', async () => {
    const { levels } = await figures('2026-03-11', '2026-03-20');
    expect(levels.filter((one) => one.currency === 'EUR')).toMatchObject([{ level: 'L2', dunnedCents: 445_00 }]);
  });
});

test('the time to approve is from proposal to approval', async () => {
  // Five of 60 minutes on the 10th (A, B, C, E, F), three of 120 on the 12th (B, C, F).
  expect((await figures()).approval).toEqual({ count: 8, medianMinutes: 60, p90Minutes: 120 });
  expect((await figures('2026-03-13')).approval).toEqual({ count: 0, medianMinutes: null, p90Minutes: null });
});

test.each([
  ['2026-03-20', '2026-03-19', 'refused'],
  ['2026-03-20', '2026-03-20', 'done'],
  ['2023-03-16', '2026-03-20', 'refused'],
  ['2023-03-17', '2026-03-20', 'done'],
] as const)('a period from %s to %s is %s', async (from, to, said) => {
  expect(await refusalOf(figures(from, to))).toBe(said);
});
