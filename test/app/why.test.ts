// "Why (not)?" of a past day: the verdict as it was then, whatever people and banks have done since.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { excludeCustomer, pauseInvoice, resumeInvoice, suspendDunning } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { type WhyAnswer, whyInvoice } from '../../src/app/insight/why.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { proposeByHand } from '../../src/app/proposals/propose-by-hand.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { pausePlan, savePlan, switchLevel } from '../../src/app/settings/save-plan.ts';
import type { Day } from '../../src/core/day.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, csv, type House, level, liveDay, openHouse, refusalOf, run } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

/** Runs on 9, 10 and 12 March: A waits, is proposed at L1 and issued, is proposed at L2. Asked on 13 March. */
beforeEach(async () => {
  house = await openHouse(store, { on: '2026-03-09' });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }]);
  await run(house);
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-12');
  await run(house);
  house.clock.set('2026-03-13');
});

const why = (on?: Day, invoice = 'A'): Promise<WhyAnswer> =>
  whyInvoice(house.anna, on === undefined ? { invoice } : { invoice, on });

/** 'L1' when it was proposed at L1, else the reason's code. */
async function verdictOf(on: Day, invoice = 'A'): Promise<string> {
  const { verdict } = await why(on, invoice);
  return verdict.kind === 'held' ? verdict.reason.code : (verdict.level ?? 'statement');
}

const asItWas = async () => [
  await verdictOf('2026-03-09'),
  await verdictOf('2026-03-10'),
  await verdictOf('2026-03-12'),
];
const STORY = ['waiting', 'L1', 'L2'];

describe('the verdicts of past runs', () => {
  test('are those the runs gave, with the facts they rested on', async () => {
    expect(await asItWas()).toEqual(STORY);
    expect(await why('2026-03-09')).toMatchObject({
      basis: { kind: 'run', startedBy: 'Anna' },
      openCents: 10_000,
      next: { level: 'L1', reachedOn: '2026-03-10' },
      verdict: { reason: { code: 'waiting', levelName: 'L1', reachedOn: '2026-03-10' } },
    });
  });

  const { planId, anna } = { planId: () => house.planId, anna: () => house.anna };
  const same = (fields: object = {}) => ({ id: planId(), name: 'Standard', isDefault: true, ...fields });
  const kept = (name: string, fields: Parameters<typeof level>[1] = {}) => ({
    ...level(name, fields),
    id: house.levels[name],
  });
  const since: [string, () => Promise<unknown>][] = [
    ['a payment', () => recordPayment(anna(), { invoice: 'A' })],
    ['a pause', () => pauseInvoice(anna(), { invoice: 'A' })],
    ['an exclusion', () => excludeCustomer(anna(), { customer: 'K1' })],
    ['a stop of all dunning', () => suspendDunning(anna(), {})],
    ['a dispute', () => raiseDispute(anna(), { invoice: 'A' })],
    ['a promise', () => promisePayment(anna(), { invoice: 'A', on: '2026-04-01' })],
    ['a cancelled notice', () => cancelNotice(anna(), { number: 1 })],
    ['a credit note', () => addInvoices(house, [{ number: 'G', gross: '500.00', credit: '' }])],
    [
      'a decision',
      () => decideProposals(anna(), { proposals: 'all', decision: { kind: 'snooze', until: '2026-03-20' } }),
    ],
    ['a skipped level', () => decideProposals(anna(), { proposals: 'all', decision: { kind: 'skip_level' } })],
    ['a switched-off level', () => switchLevel(anna(), { levelId: house.levels.L2 ?? 0, active: false })],
    ['a paused plan', () => pausePlan(anna(), { planId: planId(), paused: true })],
    [
      'longer waits',
      () =>
        savePlan(anna(), same({ levels: [kept('L1', { afterDays: 9 }), kept('L2', { afterDays: 9 }), kept('L3')] })),
    ],
    [
      'another way of counting',
      () => savePlan(anna(), same({ countFrom: 'previous_deadline', levels: [kept('L1'), kept('L2'), kept('L3')] })),
    ],
    ['a removed level', () => savePlan(anna(), same({ levels: [kept('L1'), kept('L3')] }))],
    ['moved levels', () => savePlan(anna(), same({ levels: [kept('L2'), kept('L3'), kept('L1')] }))],
    ['a new first level', () => savePlan(anna(), same({ levels: [level('L0'), kept('L1'), kept('L2'), kept('L3')] }))],
    [
      'a higher minimum',
      () => savePlan(anna(), same({ minimumAmount: { '*': '900.00' }, levels: [kept('L1'), kept('L2'), kept('L3')] })),
    ],
    [
      'another default plan',
      () => savePlan(anna(), { name: 'Slow', isDefault: true, levels: [level('S1', { afterDays: 90 })] }),
    ],
    [
      'another plan of the customer',
      async () => {
        await savePlan(anna(), { name: 'Slow', levels: [level('S1', { afterDays: 90 })] });
        const moved = csv([{ number: 'K1', name: 'Customer K1', plan: 'Slow' }]);
        await importFile(anna(), { name: 'customers.csv', kind: 'customers', bytes: moved });
      },
    ],
  ];
  test.each(since)('do not change by %s since then', async (_name, act) => {
    await act();
    expect(await asItWas()).toEqual(STORY);
  });

  test('say which hold it was then, also after it ended', async () => {
    await pauseInvoice(house.anna, { invoice: 'A', reason: 'he is ill' });
    await run(house);
    house.clock.set('2026-03-14');
    await resumeInvoice(house.anna, { invoice: 'A' });
    await raiseDispute(house.anna, { invoice: 'A' });
    await run(house);
    house.clock.set('2026-03-15');
    await settleDispute(house.anna, { invoice: 'A' });
    const reason = { code: 'invoice_paused', by: 'Anna', reason: 'he is ill' };
    expect((await why('2026-03-13')).verdict).toMatchObject({ reason });
    expect(await verdictOf('2026-03-14')).toBe('disputed');
    expect((await why()).verdict).toEqual({ kind: 'proposed', level: 'L2' });
  });

  test('say what was free money then', async () => {
    await addInvoices(house, [{ number: 'O', gross: '10.00' }]);
    await recordPayment(house.anna, { invoice: 'O', amount: '200.00' });
    await run(house);
    house.clock.set('2026-03-14');
    await recordPayment(house.anna, { invoice: 'O', amount: '-190.00' });
    expect(await verdictOf('2026-03-13')).toBe('covered_by_credit');
    expect(await verdictOf('2026-03-12')).toBe('L2');
  });

  test('say what waited for its notice then', async () => {
    await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
    await run(house);
    await issueApproved(house.anna, {});
    house.clock.set('2026-03-14');
    expect(await verdictOf('2026-03-13')).toBe('bound_to_proposal');
    expect((await why()).verdict).toMatchObject({ reason: { code: 'waiting' } });
  });

  test('say what somebody had proposed by hand, also once it is decided', async () => {
    await addInvoices(house, [{ number: 'B' }]);
    const { proposals } = await proposeByHand(house.anna, { invoices: ['B'] });
    await run(house);
    house.clock.set('2026-03-14');
    await decideProposals(house.anna, { proposals, decision: { kind: 'approve' } });
    await issueApproved(house.anna, { proposals });
    expect((await why('2026-03-13', 'B')).verdict).toMatchObject({
      reason: { code: 'bound_to_proposal', as: 'by_hand' },
    });
  });
});

describe('the question', () => {
  test('is about the day’s run that proposed, else the one that stopped', async () => {
    await house.rows(sql`update organisation set stale_after_days = 2`);
    await startRun(house.anna, { trigger: 'schedule' });
    house.clock.set('2026-03-14');
    expect(await why('2026-03-13')).toMatchObject({ gate: { code: 'payments_stale' }, verdict: { level: 'L2' } });
    house.clock.set('2026-03-15');
    await startRun(house.anna, { trigger: 'schedule' });
    await startRun(house.anna, { evenIfStale: true });
    house.clock.set('2026-03-16');
    expect((await why('2026-03-15')).gate).toBeNull();
  });

  test('about today is answered as it is now, and as the run of today saw it', async () => {
    await run(house);
    await pauseInvoice(house.anna, { invoice: 'A', reason: 'asked for time' });
    await addInvoices(house, [{ number: 'B' }]);
    const atRun = (invoice: string) => whyInvoice(house.anna, { invoice, atRun: true });
    expect(await why()).toMatchObject({ basis: { kind: 'now' }, verdict: { reason: { code: 'invoice_paused' } } });
    expect(await atRun('A')).toMatchObject({ on: '2026-03-13', basis: { kind: 'run' }, verdict: { level: 'L2' } });
    await expect(atRun('B')).rejects.toThrow(/B was recorded after the run of 13.March.2026 had/);
    await addInvoices(house, [{ number: 'C', credit: '' }]);
    await expect(whyInvoice(house.anna, { invoice: 'C' })).rejects.toThrow(/C is a credit note/);
    house.clock.set('2026-03-14');
    expect(await refusalOf(atRun('A'))).toBe('refused');
  });

  test('is refused for a day without a run, and for an invoice that was not there yet', async () => {
    expect(await refusalOf(why('2026-03-11'))).toBe('refused');
    await addInvoices(house, [{ number: 'B' }]);
    expect(await refusalOf(why('2026-03-12', 'B'))).toBe('refused');
    expect(await refusalOf(why('2026-03-13', 'A'))).toBe('done');
  });

  test('of a number that nobody has names those like it', async () => {
    await addInvoices(house, [{ number: 'RE-1042' }]);
    await expect(why(undefined, 'RE1042')).rejects.toThrow(/RE-1042/);
  });
});
