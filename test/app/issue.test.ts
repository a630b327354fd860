// Issuing: the facts are read once more; what changed since the approval comes back, what may not be dunned is
// withdrawn, and what is issued has a number without gaps and amounts that stay.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { excludeCustomer, pauseInvoice, suspendDunning } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute, settleDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import { pausePlan, savePlan, switchLevel } from '../../src/app/settings/save-plan.ts';
import type { Store } from '../../src/db/client.ts';
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
  run,
} from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

const FEE = { kind: 'fixed' as const, amount: { '*': '5.00' } };
const PLAN = { levels: [level('L1', { fee: FEE }), level('L2'), level('L3')] };

/** On 10 March A, B and C of customer K1 are approved at L1, with a fee of 5.00. */
beforeEach(async () => {
  house = await openHouse(store, { plan: PLAN });
  await addCustomers(house, ['K1', 'K2']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B' }, { number: 'C' }]);
  await run(house);
  await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
});

async function issue(invoice: string) {
  const [outcome] = await issueApproved(house.anna, { proposals: [(await proposalOf(house, invoice)).id] });
  return outcome;
}

const numbers = async () =>
  (await house.rows(sql`select number from notices order by id`)).map((row) => Number(row.number));

describe('an approval whose facts have changed', () => {
  test('by a part payment waits again, with the amount of now, and is issued when approved again', async () => {
    await recordPayment(house.anna, { invoice: 'A', amount: '30.00' });
    expect(await issue('A')).toMatchObject({ outcome: 'reopened', reason: { code: 'changed_since_approval' } });
    const { row } = await proposalOf(house, 'A');
    expect(row).toMatchObject({ state: 'proposed', reopened_reason: { code: 'changed_since_approval' } });
    expect(Number(row.principal_cents)).toBe(7_000);
    await decideProposals(house.anna, { proposals: [Number(row.id)], decision: { kind: 'approve' } });
    expect(await issue('A')).toMatchObject({ outcome: 'issued', totalCents: 7_500 });
  });

  test('by new content of the customer, the level or the plan waits again', async () => {
    const renamed = csv([{ number: 'K1', name: 'Other name', email: 'pay@example.com' }]);
    await importFile(house.anna, { name: 'customers.csv', kind: 'customers', bytes: renamed });
    expect(await issue('A')).toMatchObject({ outcome: 'reopened', reason: { code: 'changed_since_approval' } });
    await decideProposals(house.anna, { proposals: 'all', decision: { kind: 'approve' } });
    const dearer = PLAN.levels.map((one) => ({ ...one, id: house.levels[one.name], afterDays: 1 }));
    await savePlan(house.anna, { id: house.planId, name: 'Standard', isDefault: true, levels: dearer });
    expect(await issue('B')).toMatchObject({ outcome: 'reopened', reason: { code: 'changed_since_approval' } });
  });

  test('by a level that was switched off comes back at the next one', async () => {
    await switchLevel(house.anna, { levelId: house.levels.L1 ?? 0, active: false });
    expect(await issue('A')).toMatchObject({ outcome: 'reopened' });
    expect((await proposalOf(house, 'A')).row).toMatchObject({ state: 'proposed', level_id: house.levels.L2 });
  });
});

describe('an approval is withdrawn, and says why, when the invoice meanwhile', () => {
  const cases: [string, () => Promise<unknown>, string][] = [
    ['was paid', () => recordPayment(house.anna, { invoice: 'A' }), 'paid'],
    ['was paused', () => pauseInvoice(house.anna, { invoice: 'A', until: '2026-03-10' }), 'invoice_paused'],
    ['is of an excluded customer', () => excludeCustomer(house.anna, { customer: 'K1' }), 'customer_blocked'],
    ['is disputed', () => raiseDispute(house.anna, { invoice: 'A' }), 'disputed'],
    ['is promised', () => promisePayment(house.anna, { invoice: 'A', on: '2026-03-12' }), 'promised'],
    ['falls under a stop of all dunning', () => suspendDunning(house.anna, {}), 'dunning_suspended'],
    ['is of a paused plan', () => pausePlan(house.anna, { planId: house.planId, paused: true }), 'plan_paused'],
    [
      'is covered by a credit note',
      () => addInvoices(house, [{ number: 'G', gross: '100.00', credit: '' }]),
      'covered_by_credit',
    ],
  ];
  test.each(cases)('%s', async (_name, act, code) => {
    await act();
    expect(await issue('A')).toMatchObject({ outcome: 'withdrawn', reason: { code } });
    expect((await proposalOf(house, 'A')).row).toMatchObject({ state: 'withdrawn', withdrawn_reason: { code } });
    expect(await passedBy(house, 'A')).toBe('');
    expect(await numbers()).toEqual([]);
  });

  test('on a later day it is asked again: interest and deadline would not be those that were approved', async () => {
    house.clock.set('2026-03-11');
    expect(await issue('A')).toMatchObject({ outcome: 'reopened', reason: { code: 'changed_since_approval' } });
  });
});

describe('numbers', () => {
  test('run without gaps past a letter that cannot be made and a name that cannot be printed', async () => {
    const { letter } = house.ports.renderer;
    let letters = 0;
    // The real renderer fails for reasons of fonts and texts; here only what follows from a failure is looked at.
    house.ports.renderer = {
      ...house.ports.renderer,
      letter: async (...asked) => {
        letters += 1;
        if (letters === 1) throw new Error('no font');
        return { ...(await letter(...asked)), unprintable: letters === 2 ? ['漢'] : [] };
      },
    };
    const outcomes = await issueApproved(house.anna, {});
    expect(outcomes).toMatchObject([
      { outcome: 'reopened', reason: { code: 'document_failed', detail: 'no font' } },
      { outcome: 'reopened', reason: { code: 'unprintable_characters', characters: ['漢'] } },
      { outcome: 'issued', number: 1 },
    ]);
    expect([await passedBy(house, 'A'), await passedBy(house, 'B'), await passedBy(house, 'C')]).toEqual([
      '',
      '',
      'L1',
    ]);
    expect((await proposalOf(house, 'A')).state).toBe('proposed');
    await approveAll(house);
    expect(await numbers()).toEqual([1, 2, 3]);
  });

  test('are given back by a transaction that fails after taking one', async () => {
    const { email } = house.ports.renderer;
    // Bytes that the database refuses: the transaction breaks off after the number was taken.
    house.ports.renderer = {
      ...house.ports.renderer,
      email: async (...asked) => ({ ...(await email(...asked)), subject: '\0' }),
    };
    await expect(issue('A')).rejects.toThrow();
    house.ports.renderer = { ...house.ports.renderer, email };
    await issueApproved(house.anna, {});
    expect(await numbers()).toEqual([1, 2, 3]);
  });
});

describe('an issued notice', () => {
  test('is issued once, however often it is asked for', async () => {
    const [a, b] = [await issue('A'), await issue('A')];
    expect([a?.outcome, b?.outcome]).toEqual(['issued', 'not_approved']);
    expect(await numbers()).toEqual([1]);
  });

  test('keeps its amounts and its level’s name when the level changes', async () => {
    await issue('A');
    const changed = PLAN.levels.map((one) => ({
      ...one,
      id: house.levels[one.name],
      name: `new ${one.name}`,
      fee: { kind: 'none' as const },
    }));
    await savePlan(house.anna, { id: house.planId, name: 'Standard', isDefault: true, levels: changed });
    const [row] = await house.rows(sql`select fee_cents, total_cents, model from notices`);
    expect([Number(row?.fee_cents), Number(row?.total_cents)]).toEqual([500, 10_500]);
    expect(row?.model).toMatchObject({ level: { name: 'L1' }, feeCents: 500, totalCents: 10_500, number: 'M-00001' });
  });

  test('carries the charges of the earlier one, and its letter is kept with its checksum', async () => {
    await issue('A');
    await liveDay(house, '2026-03-12');
    const rows = await house.rows(sql`
      select notices.carried_cents, notices.deadline::text, encode(sha256(letter), 'hex') = letter_sha256 as same
      from notices join notice_documents on notice_documents.notice_id = notices.id
      join notice_invoices line on line.notice_id = notices.id join invoices on invoices.id = line.invoice_id
      where invoices.number = 'A' order by notices.id`);
    expect(rows.map((row) => [Number(row.carried_cents), row.deadline, row.same])).toEqual([
      [0, '2026-03-17', true],
      [500, '2026-03-19', true],
    ]);
  });
});

describe('the way out', () => {
  const wayOf = async (fields: Record<string, unknown>, channels: ('email' | 'letter')[]) => {
    house = await openHouse(store, { plan: { levels: [level('L1', { channels })] } });
    await addCustomers(house, ['K1'], fields);
    await addInvoices(house, [{ number: 'A' }]);
    await liveDay(house, '2026-03-10');
    const [row] = await house.rows(sql`select channel, state, reason from deliveries`);
    return `${row?.channel} ${row?.state}`;
  };
  const noPlace = { street: '', postalCode: '', city: '', country: '' };

  test('is the first channel of the level for which there is an address', async () => {
    expect(await wayOf({}, ['email', 'letter'])).toBe('email approved');
    expect(await wayOf({}, ['letter', 'email'])).toBe('letter approved');
    expect(await wayOf({ email: '' }, ['email', 'letter'])).toBe('letter approved');
    expect(await wayOf(noPlace, ['letter', 'email'])).toBe('email approved');
  });

  test('is none without any address: the delivery has failed and says so, and the next level waits', async () => {
    expect(await wayOf({ email: '', ...noPlace }, ['email', 'letter'])).toBe('email failed');
    const [row] = await house.rows(sql`select reason from deliveries`);
    expect(row?.reason).toMatch(/no e-mail address, no postal address/);
    await liveDay(house, '2026-03-20');
    expect(await passedBy(house, 'A')).toBe('L1');
  });
});

test.each([
  // From 2 to 10 March, 5 % of 3,650.00: 0.50 a day.
  [{}, 450],
  [{ waiveInterest: false }, 450],
  // 5 to 9 March are waived.
  [{ waiveInterest: true }, 200],
])('interest runs through a dispute that was settled with %j: %d cents', async (how, cents) => {
  const interest = { kind: 'fixed' as const, basisPoints: 500 };
  house = await openHouse(store, { on: '2026-03-05', plan: { levels: [level('L1', { interest })] } });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'D', due: '2026-03-01', gross: '3650.00' }]);
  await raiseDispute(house.anna, { invoice: 'D' });
  house.clock.set('2026-03-10');
  await settleDispute(house.anna, { invoice: 'D', ...how });
  await liveDay(house, '2026-03-10');
  expect(await house.rows(sql`select interest_cents::int as cents from notices`)).toEqual([{ cents }]);
});
