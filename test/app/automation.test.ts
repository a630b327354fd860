// Levels that act by themselves: how far each goes, what starts its grace days anew, and what keeps it from acting.
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { automateProposals } from '../../src/app/proposals/automate.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { Day } from '../../src/core/day.ts';
import type { Automation } from '../../src/core/plan.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, level, openHouse, passedBy, proposalOf, run } from './house.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

/** Invoice A, proposed on 10 March at a level with interest that acts at 13:00 on the second day after. */
async function openStory(automation: Automation): Promise<House> {
  const interest = { kind: 'fixed' as const, basisPoints: 500 };
  const levels = [level('L1', { automation, graceDays: 2, actAt: '13:00', interest })];
  const house = await openHouse(store, { plan: { levels } });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A', gross: '3650.00' }]);
  await run(house);
  return house;
}

const at = async (house: House, day: Day, time: string) => {
  house.clock.set(day, time);
  return automateProposals(house.anna, {});
};

/** Of the notices: state, number and how many deliveries each has. */
const notices = async ({ rows }: House) =>
  (
    await rows(sql`select state, number, issued_on::text as on,
      (select count(*)::int from deliveries where notice_id = notices.id) as deliveries from notices order by id`)
  ).map(({ state, number, on, deliveries }) => `${state} ${number} ${on} ${deliveries}`);

test.each([
  ['draft', { drafted: 1 }, 'proposed', ['drafted null 2026-03-12 0']],
  ['issue', { issued: 1 }, 'issued', ['issued 1 2026-03-12 0']],
  ['send', { sent: 1 }, 'issued', ['issued 1 2026-03-12 1']],
] as const)('%s goes so far when its grace days are over, runs of the days between change nothing', async (...row) => {
  const [automation, done, state, made] = row;
  const house = await openStory(automation);
  for (const day of ['2026-03-11', '2026-03-12'] as const) {
    house.clock.set(day, '08:00');
    await run(house);
  }
  expect(await at(house, '2026-03-12', '12:59')).toEqual({ drafted: 0, issued: 0, sent: 0 });
  expect(await at(house, '2026-03-12', '13:00')).toMatchObject(done);
  expect((await proposalOf(house, 'A')).state).toBe(state);
  expect(await notices(house)).toEqual(made);
  expect(await at(house, '2026-03-12', '13:01')).toEqual({ drafted: 0, issued: 0, sent: 0 });
});

test('a part payment starts the grace days anew: what would go out is not what was shown', async () => {
  const house = await openStory('send');
  house.clock.set('2026-03-11', '08:00');
  await recordPayment(house.anna, { invoice: 'A', amount: '650.00' });
  await run(house);
  expect(await at(house, '2026-03-12', '13:00')).toMatchObject({ sent: 0 });
  expect(await at(house, '2026-03-13', '13:00')).toMatchObject({ sent: 1 });
});

test('skipped, it waits for its grace days again; paused or paid between, it does nothing', async () => {
  const house = await openStory('send');
  const { id } = await proposalOf(house, 'A');
  await decideProposals(house.anna, { proposals: [id], decision: { kind: 'skip' } });
  house.clock.set('2026-03-11', '08:00');
  await run(house);
  expect(await at(house, '2026-03-12', '13:00')).toMatchObject({ sent: 0 });
  await pauseInvoice(house.anna, { invoice: 'A', until: '2026-03-14' });
  expect(await at(house, '2026-03-14', '13:00')).toMatchObject({ sent: 0 });
  house.clock.set('2026-03-15', '08:00');
  await run(house);
  house.clock.set('2026-03-17', '08:00');
  await recordPayment(house.anna, { invoice: 'A', amount: '3650.00' });
  expect(await at(house, '2026-03-17', '13:00')).toMatchObject({ sent: 0 });
  expect([await passedBy(house, 'A'), await notices(house)]).toEqual(['', []]);
});
