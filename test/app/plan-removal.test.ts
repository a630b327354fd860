// Plans that nobody uses are taken away: kept for the history, and seen no more.
import { beforeEach, expect, test } from 'vitest';
import { changeCustomer } from '../../src/app/customers/change-customer.ts';
import { listRuns } from '../../src/app/insight/runs.ts';
import { whyInvoice } from '../../src/app/insight/why.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { listPlans } from '../../src/app/settings/list-plans.ts';
import { removePlan } from '../../src/app/settings/remove-plan.ts';
import { savePlan } from '../../src/app/settings/save-plan.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, level, openHouse, refusalOf, run } from './house.ts';

const store = await openTestStore();
let house: House;
let spare: number;

beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }]);
  spare = (await savePlan(house.anna, { name: 'Spare', levels: [level('S1')] })).planId;
});

const names = async () => (await listPlans(house.anna, {})).map((plan) => plan.name);
const move = (planId: number | null) => changeCustomer(house.anna, { customer: 'K1', changes: { planId } });

test('one that never ran is gone from the list, and "why" still knows that he was on it and nothing ran', async () => {
  await move(spare);
  house.clock.set('2026-03-10', '12:00');
  // The run of the other plan alone: of the spare one there is nothing but the customer's revision.
  await startRun(house.anna, { planIds: [house.planId] });
  house.clock.set('2026-03-11');
  await move(null);
  expect(await removePlan(house.anna, { planId: spare })).toEqual({ planId: spare });
  expect(await names()).toEqual(['Standard']);
  await expect(whyInvoice(house.anna, { invoice: 'A', on: '2026-03-10' })).rejects.toMatchObject({
    reason: 'no_run_on',
  });
});

test('one that ran is kept for what it did: runs name it, "why" of that day knows it, nothing runs it again', async () => {
  await move(spare);
  await run(house);
  house.clock.set('2026-03-11');
  await move(null);
  expect(await removePlan(house.anna, { planId: spare })).toEqual({ planId: spare });
  expect(await names()).toEqual(['Standard']);
  expect((await listRuns(house.anna, {})).rows.map((row) => row.plan)).toContain('Spare');
  const then = await whyInvoice(house.anna, { invoice: 'A', on: '2026-03-10' });
  expect(then.verdict).toEqual({ kind: 'proposed', level: 'S1' });
  expect((await run(house)).map((one) => one.plan)).toEqual(['Standard']);
  expect(await refusalOf(move(spare))).toBe('not_found');
  // Its name is free again.
  await savePlan(house.anna, { name: 'Spare', levels: [level('T1')] });
  expect(await names()).toEqual(['Standard', 'Spare']);
});

test('one that somebody is on, the one for everybody and one that changed meanwhile stay', async () => {
  await move(spare);
  expect(await refusalOf(removePlan(house.anna, { planId: spare }))).toBe('refused');
  await move(null);
  expect(await refusalOf(removePlan(house.anna, { planId: house.planId }))).toBe('refused');
  expect(await refusalOf(removePlan(house.anna, { planId: spare, seen: 99 }))).toBe('conflict');
  expect(await refusalOf(removePlan(house.as('Ben', 'approver'), { planId: spare }))).toBe('forbidden');
  expect(await names()).toEqual(['Standard', 'Spare']);
});
