// A recap plan over two periods: one statement of all open invoices each, no level, no fee, decided like a notice.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { whyInvoice } from '../../src/app/insight/why.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, liveDay, openHouse, passedBy, run } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** Statements on 10 March and every week after; A and B are open, B not overdue until May. */
beforeEach(async () => {
  const recap = { firstOn: '2026-03-10' as const, periodicity: 'weekly' as const };
  house = await openHouse(store, { on: '2026-03-09', plan: { kind: 'recap', recap, levels: [] } });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B', due: '2026-05-01', gross: '20.00' }]);
});

const statements = async () => {
  const rows = await house.rows(sql`
    select issued_on::text, kind, level_id, principal_cents, total_cents, carried_cents from notices order by id`);
  return rows.map((row) => `${row.issued_on} ${row.kind} ${row.level_id} ${row.principal_cents} ${row.total_cents}`);
};

test('each period has one statement of all that is open, and no invoice moves by it', async () => {
  await liveDay(house, '2026-03-09');
  expect(await statements()).toEqual([]);
  await liveDay(house, '2026-03-10');
  await liveDay(house, '2026-03-11');
  await liveDay(house, '2026-03-16');
  expect(await statements()).toEqual(['2026-03-10 recap null 12000 12000']);
  await recordPayment(house.anna, { invoice: 'A', amount: '60.00' });
  await liveDay(house, '2026-03-17');
  expect(await statements()).toEqual(['2026-03-10 recap null 12000 12000', '2026-03-17 recap null 6000 6000']);
  expect(await passedBy(house, 'A')).toBe('');
});

test('one that was missed on its day is made up by the next run', async () => {
  await liveDay(house, '2026-03-14');
  await liveDay(house, '2026-03-17');
  expect((await statements()).map((line) => line.slice(0, 10))).toEqual(['2026-03-14', '2026-03-17']);
});

test('one that a person passed over counts as made, one that was skipped does not', async () => {
  house.clock.set('2026-03-10');
  await run(house);
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'skip' } });
  house.clock.set('2026-03-11');
  await run(house);
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'skip_level' } });
  await liveDay(house, '2026-03-12');
  expect(await statements()).toEqual([]);
  await liveDay(house, '2026-03-17');
  expect((await statements()).map((line) => line.slice(0, 10))).toEqual(['2026-03-17']);
});

test('why an invoice is not on one says when the next comes', async () => {
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-11');
  const { verdict, next } = await whyInvoice(house.anna, { invoice: 'B' });
  expect(verdict).toEqual({ kind: 'held', reason: { code: 'statement_not_due', nextOn: '2026-03-17' } });
  expect(next).toBeNull();
});

test('one that was cancelled is due again in the same period', async () => {
  await liveDay(house, '2026-03-10');
  await cancelNotice(house.anna, { number: 1, reason: 'wrong address' });
  await liveDay(house, '2026-03-11');
  expect((await statements()).map((line) => line.slice(0, 10))).toEqual(['2026-03-10', '2026-03-11']);
});
