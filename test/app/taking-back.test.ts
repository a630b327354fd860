// Taking back a "not now": a skip, a snooze, a skipped level, a promise; and what is known of a notice that has left.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { promisePayment, withdrawPromise } from '../../src/app/holds/disputes-and-promises.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { takePaymentBack } from '../../src/app/imports/take-payment-back.ts';
import { latestNotice } from '../../src/app/insight/latest-notice.ts';
import { whyInvoice } from '../../src/app/insight/why.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { askAgain } from '../../src/app/proposals/ask-again.ts';
import { chooseLevel } from '../../src/app/proposals/choose-level.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  approveAll,
  csv,
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
beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }]);
  await run(house);
});

type Decision = Parameters<typeof decideProposals>[1]['decision'];

async function decide(decision: Decision): Promise<number> {
  const { id } = await proposalOf(house, 'A');
  await decideProposals(house.anna, { proposals: [id], decision });
  return id;
}

describe('asking again', () => {
  test.each([
    ['a skip', { kind: 'skip' }],
    ['a snooze', { kind: 'snooze', until: '2026-03-20' }],
    ['a skipped level', { kind: 'skip_level' }],
    ['a pause', { kind: 'pause', until: null }],
    ['the block of its customer', { kind: 'exclude', until: '2026-04-30' }],
  ] as [string, Decision][])('takes %s back: the same level waits, once', async (_name, decision) => {
    const id = await decide(decision);
    const { proposals } = await askAgain(house.anna, { proposal: id });
    expect(await proposalOf(house, 'A')).toMatchObject({ id: proposals[0], state: 'proposed' });
    expect(await passedBy(house, 'A')).toBe('');
    expect(await refusalOf(askAgain(house.anna, { proposal: id }))).toBe('refused');
    // A run of the same day leaves it alone, and it can be approved like any other.
    await run(house);
    expect(await approveAll(house)).toMatchObject([{ outcome: 'issued' }]);
    expect(await passedBy(house, 'A')).toBe('L1');
  });

  test('comes too late once another level was reached', async () => {
    const id = await decide({ kind: 'skip_level' });
    await liveDay(house, '2026-03-12');
    expect(await passedBy(house, 'A')).toBe('L1(skipped) L2');
    await expect(askAgain(house.anna, { proposal: id })).rejects.toThrow('too late');
  });

  test('is for approvers, about what was put off, and leaves its row in the audit trail', async () => {
    const { id } = await proposalOf(house, 'A');
    expect(await refusalOf(askAgain(house.anna, { proposal: id }))).toBe('refused');
    expect(await refusalOf(askAgain(house.anna, { proposal: 999_999 }))).toBe('not_found');
    await decide({ kind: 'skip' });
    expect(await refusalOf(askAgain(house.as('Vera', 'viewer'), { proposal: id }))).toBe('forbidden');
    await askAgain(house.anna, { proposal: id });
    const rows = await house.rows(sql`select actor from audit where action = 'proposal.ask_again'`);
    expect(rows).toEqual([{ actor: 'Anna' }]);
  });
});

describe('a promise', () => {
  test('carries amount and remark, and can be ended', async () => {
    await promisePayment(house.anna, { invoice: 'A', on: '2026-03-20', amount: '50.00', remark: 'by phone' });
    const [row] = await house.rows(sql`select amount_cents::int as amount_cents, remark from promises`);
    expect(row).toEqual({ amount_cents: 5000, remark: 'by phone' });
    expect(await whyInvoice(house.anna, { invoice: 'A' })).toMatchObject({ verdict: { kind: 'held' } });
    expect(await withdrawPromise(house.anna, { invoice: 'A' })).toEqual({ invoice: 'A', ended: true });
    expect(await withdrawPromise(house.anna, { invoice: 'A' })).toEqual({ invoice: 'A', ended: false });
    expect(await whyInvoice(house.anna, { invoice: 'A' })).toMatchObject({ verdict: { kind: 'proposed' } });
  });

  test('of nothing, of too little or in too many decimals is refused', async () => {
    const promise = (amount: string) =>
      refusalOf(promisePayment(house.anna, { invoice: 'A', on: '2026-03-20', amount }));
    expect([await promise('0.00'), await promise('-1'), await promise('1.234'), await promise('0.01')]).toEqual([
      'invalid_input',
      'invalid_input',
      'invalid_input',
      'done',
    ]);
  });
});

describe('a level that a person chooses', () => {
  const choose = (level: string, remark = '') => chooseLevel(house.anna, { invoice: 'A', level, remark });

  test('takes the place of the one that waited, and no run changes it', async () => {
    const { id } = await proposalOf(house, 'A');
    expect(await choose('2', 'as agreed')).toMatchObject({ level: 'L2', before: 'L1' });
    await run(house);
    const now = await proposalOf(house, 'A');
    expect(now).toMatchObject({ state: 'proposed', row: { by_hand: true, remark: 'as agreed' } });
    expect(now.id).not.toBe(id);
    await approveAll(house);
    expect(await passedBy(house, 'A')).toBe('L2');
  });

  test('is found by its name and can be set back, but not below what was sent', async () => {
    await choose('l3');
    expect(await choose('L1')).toMatchObject({ before: 'L3' });
    await expect(choose('L1')).rejects.toThrow('already');
    await approveAll(house);
    expect(await refusalOf(choose('1'))).toBe('refused');
    await expect(choose('9')).rejects.toThrow('1 L1, 2 L2, 3 L3');
  });

  test('is refused once the proposal is approved', async () => {
    await decide({ kind: 'approve' });
    expect(await refusalOf(choose('2'))).toBe('refused');
  });
});

describe('a payment entered by hand', () => {
  test('is taken back once, by a reversal', async () => {
    const { payment, openCents } = await recordPayment(house.anna, { invoice: 'A', amount: '40.00' });
    expect(openCents).toBe(6_000);
    expect(await takePaymentBack(house.anna, { payment })).toMatchObject({ invoice: 'A', openCents: 10_000 });
    expect(await refusalOf(takePaymentBack(house.anna, { payment }))).toBe('refused');
    expect(await refusalOf(takePaymentBack(house.as('Vera', 'viewer'), { payment }))).toBe('forbidden');
    expect(await refusalOf(takePaymentBack(house.anna, { payment: 'manual:x' }))).toBe('not_found');
  });
});

describe('an id of a payment that only this program gives out', () => {
  const take = (id: string, fields: object = {}) => {
    const row = { id, invoice: 'A', amount: '40.00', currency: 'EUR', 'value date': '2026-03-10', ...fields };
    return importFile(house.anna, { name: 'p.csv', kind: 'payments', bytes: csv([row]) });
  };

  test.each(['bank:x:1', 'manual:x', 'taken-back:manual:x'])('like %s is no id for a file’s payment', async (id) => {
    const { added, problems } = await take(id);
    expect([added, problems[0]?.reason]).toEqual([0, expect.stringContaining('this program alone')]);
    expect(await take(`erp-${id}`)).toMatchObject({ added: 1, problems: [] });
  });

  test('comes back with what was exported, and changes nothing', async () => {
    const { payment } = await recordPayment(house.anna, { invoice: 'A', amount: '40.00' });
    const [{ value_on: valueOn } = {}] = await house.rows(sql`select value_on::text from payments`);
    expect(await take(payment, { 'value date': valueOn })).toMatchObject({ added: 0, unchanged: 1, problems: [] });
  });
});

test('the latest notice says how far it is', async () => {
  expect(await latestNotice(house.anna, { invoice: 'A' })).toBeNull();
  await approveAll(house);
  const waiting = await latestNotice(house.anna, { invoice: 'A' });
  expect(waiting).toMatchObject({ level: 'L1', deliveries: [{ channel: 'email', state: 'approved', sentAt: null }] });
  house.clock.set('2026-03-10', '14:00');
  await sendDue(house.anna, {});
  expect(await latestNotice(house.anna, { invoice: 'A' })).toMatchObject({ deliveries: [{ state: 'sent' }] });
});
