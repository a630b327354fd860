// The run: once a day by the clock, stopped on stale payment data, repeatable by people, without a trace when dry.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pauseInvoice } from '../../src/app/holds/blocks.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { recordBankImport, recordPayment } from '../../src/app/imports/record-payment.ts';
import { forecast } from '../../src/app/insight/forecast.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { pausePlan, savePlan } from '../../src/app/settings/save-plan.ts';
import type { Day } from '../../src/core/day.ts';
import type { Store } from '../../src/db/client.ts';
import { runDue } from '../../src/schedule.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  approveAll,
  csv,
  type House,
  level,
  liveDay,
  openHouse,
  passedBy,
  proposalOf,
  refusalOf,
  run,
} from './house.ts';

const SERVICE_START = '2026-01-01T00:00:00.000Z';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

async function open(options: Parameters<typeof openHouse>[1] = {}): Promise<void> {
  house = await openHouse(store, options);
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B', customer: 'K2', due: '2026-03-20' }]);
}

beforeEach(() => open());

const scheduled = (on: Day, trigger: 'schedule' | 'catch_up' = 'schedule') => {
  house.clock.set(on);
  return startRun(house.as('schedule'), { trigger, on });
};

/** Rows of every table there is. */
async function counts(): Promise<Record<string, unknown>> {
  const names = await house.rows(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`);
  const columns = names.map(({ name }) => `(select count(*) from ${name}) as ${name}`);
  const [row] = await house.rows(sql.raw(`select ${columns.join(', ')}`));
  return row ?? {};
}

describe('a scheduled run', () => {
  test('takes place once for a plan and day, whoever asks again', async () => {
    const [first] = await scheduled('2026-03-10');
    const [second] = await scheduled('2026-03-10');
    const [madeUp] = await scheduled('2026-03-10', 'catch_up');
    expect([first?.outcome, second?.outcome, madeUp?.outcome]).toEqual(['planned', 'already_run', 'already_run']);
    expect(first?.counts).toMatchObject({ proposed: 1, refreshed: 0, withdrawn: 0 });
  });

  test('is one for each plan', async () => {
    await savePlan(house.anna, { name: 'Other', levels: [level('X1')] });
    expect((await scheduled('2026-03-10')).map((one) => [one.plan, one.outcome])).toEqual([
      ['Standard', 'planned'],
      ['Other', 'planned'],
    ]);
  });

  test('that was missed is made up for its own day, and never for one to come', async () => {
    house.clock.set('2026-03-11');
    const [madeUp] = await startRun(house.anna, { trigger: 'catch_up', on: '2026-03-10' });
    expect(madeUp).toMatchObject({ on: '2026-03-10', outcome: 'planned' });
    expect(await refusalOf(startRun(house.anna, { on: '2026-03-12' }))).toBe('refused');
    expect(await refusalOf(startRun(house.anna, { on: '2026-03-12', dry: true }))).toBe('done');
  });

  test('is made up once at start, the newest one, when the service was down', async () => {
    await open({ organisation: { runSchedule: '0 8 * * 1-5' } });
    await scheduled('2026-03-10');
    house.clock.set('2026-03-13', '07:00');
    expect((await runDue(house.anna, SERVICE_START)).map((one) => [one.on, one.outcome])).toEqual([
      ['2026-03-12', 'planned'],
    ]);
    expect(await runDue(house.anna, SERVICE_START)).toEqual([]);
  });
});

test.each([
  ['* * * * *', ['2026-03-10', '2026-03-12']],
  ['0 8 * * 4', ['2026-03-12', '2026-03-19']],
])('the forecast asks only on days when the schedule %s runs', async (runSchedule, days) => {
  await open({ organisation: { runSchedule }, plan: { levels: [level('L1'), level('L2')] } });
  const rows = await forecast(house.anna, { days: 10 });
  expect([...new Set(rows.map((row) => row.on))]).toEqual(days);
});

describe('payment data that is too old', () => {
  beforeEach(() => open({ organisation: { staleAfterDays: 2 } }));

  test('stops a scheduled run, which says so and proposes nothing', async () => {
    const [stopped] = await scheduled('2026-03-10');
    expect(stopped).toMatchObject({ outcome: 'stopped', gate: { code: 'payments_stale', lastPostedOn: null } });
    expect(await house.rows(sql`select id from proposals`)).toEqual([]);
    expect(await house.rows(sql`select state, gate->>'code' as gate from runs`)).toEqual([
      { state: 'stopped', gate: 'payments_stale' },
    ]);
  });

  test.each([
    ['2026-03-07', 'stopped'],
    ['2026-03-08', 'planned'],
    ['2026-03-09', 'planned'],
  ] as const)('is that of %s on 10 March: %s', async (postedThrough, outcome) => {
    await recordBankImport(house.anna, { postedThrough });
    expect((await scheduled('2026-03-10')).map((one) => one.outcome)).toEqual([outcome]);
  });

  test('is refreshed by a bank transfer, not by cash', async () => {
    await recordPayment(house.anna, { invoice: 'B', amount: '1.00', method: 'cash' });
    expect((await scheduled('2026-03-10')).map((one) => one.outcome)).toEqual(['stopped']);
    await recordPayment(house.anna, { invoice: 'B', amount: '1.00', method: 'bank_transfer' });
    expect((await scheduled('2026-03-11')).map((one) => one.outcome)).toEqual(['planned']);
  });

  test('lets a person run all the same who says so, and the run records who', async () => {
    expect((await run(house)).map((one) => one.outcome)).toEqual(['stopped']);
    const ben = house.as('Ben', 'approver');
    expect((await startRun(ben, { evenIfStale: true })).map((one) => one.outcome)).toEqual(['planned']);
    const [row] = await house.rows(
      sql`select started_by, gate->>'code' as gate, state from runs order by id desc limit 1`,
    );
    expect(row).toEqual({ started_by: 'Ben', gate: 'payments_stale', state: 'planned' });
    expect((await startRun(house.anna, { trigger: 'schedule', evenIfStale: true }))[0]?.outcome).toBe('stopped');
  });
});

describe('a dry run', () => {
  test('tells what a run would do and leaves no row anywhere', async () => {
    const before = await counts();
    const [dry] = await startRun(house.anna, { dry: true });
    expect(dry?.counts).toMatchObject({ proposed: 1 });
    const [ahead] = await startRun(house.anna, { dry: true, on: '2026-03-22' });
    expect(ahead?.counts).toMatchObject({ proposed: 2 });
    expect(await counts()).toEqual(before);
  });

  test('changes no proposal that is there', async () => {
    await run(house);
    const before = await proposalOf(house, 'A');
    await house.rows(sql`update invoices set paid_cents = 10000 where number = 'A'`);
    await startRun(house.anna, { dry: true });
    expect(await proposalOf(house, 'A')).toEqual(before);
  });
});

describe('a second run of the day', () => {
  test('changes nothing when nothing has changed', async () => {
    await run(house);
    const before = await proposalOf(house, 'A');
    const [again] = await run(house);
    expect(again?.counts).toMatchObject({ proposed: 0, refreshed: 0, withdrawn: 0 });
    expect(await proposalOf(house, 'A')).toEqual(before);
  });

  test('moves no invoice a second time, not even after days without a run', async () => {
    await liveDay(house, '2026-04-20');
    await run(house);
    await approveAll(house);
    expect(await passedBy(house, 'A')).toBe('L1');
    await liveDay(house, '2026-04-22');
    expect(await passedBy(house, 'A')).toBe('L1 L2');
  });

  test('refreshes an older proposal when the amount has changed, and does not double it', async () => {
    await run(house);
    const { id } = await proposalOf(house, 'A');
    const paid = csv([{ id: 'P1', invoice: 'A', amount: '30.00', currency: 'EUR', 'value date': '2026-03-10' }]);
    await importFile(house.anna, { name: 'payments.csv', kind: 'payments', bytes: paid });
    house.clock.set('2026-03-11');
    await run(house);
    const now = await proposalOf(house, 'A');
    expect([now.id, now.state, Number(now.row.principal_cents)]).toEqual([id, 'proposed', 7_000]);
    expect(await house.rows(sql`select id from proposals where state = 'proposed'`)).toHaveLength(1);
  });
});

test('a paused plan is not run, and not by a person either', async () => {
  await pausePlan(house.anna, { planId: house.planId, paused: true });
  expect((await startRun(house.anna, { evenIfStale: true })).map((one) => [one.outcome, one.gate?.code])).toEqual([
    ['stopped', 'plan_paused'],
  ]);
});

test('a customer who gets another plan loses his proposal of the old one, which says why', async () => {
  await run(house);
  expect((await proposalOf(house, 'A')).state).toBe('proposed');
  await savePlan(house.anna, { name: 'Friendly', levels: [level('Hello', { afterDays: 1_000 })] });
  await addCustomers(house, ['K1'], { plan: 'Friendly' });
  const { state, row } = await proposalOf(house, 'A');
  expect([state, row.withdrawn_reason]).toEqual(['withdrawn', { code: 'plan_changed' }]);
});

test('a day made up later does not ask about what was paused since', async () => {
  house.clock.set('2026-03-11');
  await pauseInvoice(house.anna, { invoice: 'A', reason: 'talking to them' });
  await startRun(house.anna, { on: '2026-03-10' });
  const { state, row } = await proposalOf(house, 'A');
  expect([state, row.withdrawn_reason]).toMatchObject(['withdrawn', { code: 'invoice_paused', by: 'Anna' }]);
});
