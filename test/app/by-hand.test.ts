// "Dun now": a person proposes overdue invoices without waiting for the days, and decides the proposal like any other.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pauseInvoice, resumeInvoice } from '../../src/app/holds/blocks.ts';
import {
  promisePayment,
  raiseDispute,
  settleDispute,
  withdrawPromise,
} from '../../src/app/holds/disputes-and-promises.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { askAgain } from '../../src/app/proposals/ask-again.ts';
import { proposeByHand } from '../../src/app/proposals/propose-by-hand.ts';
import { switchLevel } from '../../src/app/settings/save-plan.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  approveAll,
  type House,
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

/** On 10 March A is one day overdue; its level L1 is reached on the 11th. */
beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A', due: '2026-03-09' }]);
});

const propose = (invoices: string[], levelId?: number) =>
  proposeByHand(house.anna, { invoices, ...(levelId === undefined ? {} : { levelId }) });

type Hold = (ctx: House['anna'], invoice: string) => Promise<unknown>;

async function endHolds({ anna }: House, invoice: string): Promise<void> {
  await resumeInvoice(anna, { invoice });
  await settleDispute(anna, { invoice });
  await withdrawPromise(anna, { invoice });
}

describe('a proposal by hand', () => {
  test('comes before its day, at the next level, and is issued when approved', async () => {
    await run(house);
    expect(await house.rows(sql`select id from proposals`)).toEqual([]);
    await propose(['A']);
    expect((await proposalOf(house, 'A')).row).toMatchObject({ by_hand: true, level_id: house.levels.L1 });
    expect(await approveAll(house)).toMatchObject([{ outcome: 'issued' }]);
    expect(await passedBy(house, 'A')).toBe('L1');
  });

  test('may name a higher level, never one that was passed or is switched off', async () => {
    await liveDay(house, '2026-03-11');
    expect(await refusalOf(propose(['A'], house.levels.L1))).toBe('refused');
    await switchLevel(house.anna, { levelId: house.levels.L2 ?? 0, active: false });
    expect(await refusalOf(propose(['A'], house.levels.L2))).toBe('refused');
    await propose(['A'], house.levels.L3);
    await approveAll(house);
    expect(await passedBy(house, 'A')).toBe('L1 L3');
    expect(await refusalOf(propose(['A']))).toBe('refused');
  });

  test('is refused for what is not overdue, paid, suspended or unknown, naming the invoice', async () => {
    await addInvoices(house, [{ number: 'B', due: '2026-03-10' }, { number: 'C' }, { number: 'D' }]);
    await recordPayment(house.anna, { invoice: 'C' });
    await pauseInvoice(house.anna, { invoice: 'D' });
    for (const invoice of ['B', 'C', 'D']) await expect(propose([invoice])).rejects.toThrow(`Invoice ${invoice}`);
    expect(await refusalOf(propose(['X']))).toBe('not_found');
    expect(await house.rows(sql`select id from proposals`)).toEqual([]);
  });

  test('of several is made whole or not at all', async () => {
    await addInvoices(house, [{ number: 'B', due: '2026-03-10' }]);
    expect(await refusalOf(propose(['A', 'B']))).toBe('refused');
    expect(await house.rows(sql`select id from proposals`)).toEqual([]);
  });

  test('is refused while the invoice waits on another proposal, approved or not', async () => {
    await propose(['A']);
    expect(await refusalOf(propose(['A']))).toBe('refused');
    await addInvoices(house, [{ number: 'B', customer: 'K2' }]);
    await run(house);
    expect(await refusalOf(propose(['B']))).toBe('refused');
  });

  test('is kept by the runs as it was made', async () => {
    await propose(['A'], house.levels.L2);
    const { id } = await proposalOf(house, 'A');
    house.clock.set('2026-03-12');
    await run(house);
    expect((await proposalOf(house, 'A')).row).toMatchObject({
      id,
      state: 'proposed',
      level_id: house.levels.L2,
    });
  });

  test('follows the facts: a part payment, a pause, a full payment', async () => {
    await addInvoices(house, [{ number: 'B' }]);
    await propose(['A']);
    await recordPayment(house.anna, { invoice: 'A', amount: '40.00' });
    expect(Number((await proposalOf(house, 'A')).row.principal_cents)).toBe(6_000);
    await pauseInvoice(house.anna, { invoice: 'A' });
    expect((await proposalOf(house, 'A')).row.withdrawn_reason).toMatchObject({ code: 'invoice_paused' });
    await propose(['B']);
    await recordPayment(house.anna, { invoice: 'B' });
    expect((await proposalOf(house, 'B')).row.withdrawn_reason).toMatchObject({ code: 'paid' });
  });

  test('is one notice per customer and currency where the plan groups so', async () => {
    house = await openHouse(store, { plan: { grouping: 'customer' } });
    await addCustomers(house, ['K1', 'K2']);
    const due = '2026-03-09';
    await addInvoices(house, [
      { number: 'A', due },
      { number: 'B', due },
      { number: 'C', due, currency: 'CHF' },
      { number: 'D', due, customer: 'K2' },
    ]);
    const { proposals } = await propose(['A', 'B', 'C', 'D']);
    expect(proposals).toHaveLength(3);
    expect((await proposalOf(house, 'A')).id).toBe((await proposalOf(house, 'B')).id);
  });

  test.each<[string, Hold]>([
    ['a pause', (ctx, invoice) => pauseInvoice(ctx, { invoice })],
    ['a dispute', (ctx, invoice) => raiseDispute(ctx, { invoice, reason: 'broken' })],
    ['a promise', (ctx, invoice) => promisePayment(ctx, { invoice, on: '2026-03-20' })],
  ])('that %s withdrew is not asked again while somebody holds another of its invoices since', async (_what, hold) => {
    house = await openHouse(store, { plan: { grouping: 'customer' } });
    await addCustomers(house, ['K1']);
    await addInvoices(house, [
      { number: 'A', due: '2026-03-09' },
      { number: 'B', due: '2026-03-09' },
    ]);
    const [proposal = 0] = (await propose(['A', 'B'])).proposals;
    await hold(house.anna, 'A');
    house.clock.set('2026-03-10', '11:00');
    await hold(house.as('Ben'), 'B');
    await expect(askAgain(house.anna, { proposal })).rejects.toThrow('B');
    await endHolds(house, 'A');
    await expect(askAgain(house.anna, { proposal })).rejects.toThrow('B');
    await endHolds(house, 'B');
    expect((await askAgain(house.anna, { proposal })).proposals).toHaveLength(1);
  });
});
