// A stop against a hand-over on a real server: once the pause, payment or dispute was committed, no hand-over begins.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { linger, race } from '../../bench/torture/real/races.ts';
import type { Context } from '../../src/app/context.ts';
import { excludeCustomer, pauseInvoice, suspendDunning } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { type House, issueOneEach } from '../app/house.ts';
import { numbered, openSharedHouse, openTwice, soon, type TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;

beforeAll(async () => {
  processes = await openTwice();
});

/** Invoices of a customer each, with a notice issued about every one, waiting to be sent in that order. */
async function openWithNotices(count: number) {
  const house = await openSharedHouse(processes);
  const numbers = numbered('R', count);
  await issueOneEach(house, numbers);
  return { house, numbers };
}

const STOPS: [string, (ben: Context, invoice: string) => Promise<unknown>][] = [
  ['a pause', (ben, invoice) => pauseInvoice(ben, { invoice })],
  ['an exclusion', (ben, invoice) => excludeCustomer(ben, { customer: `K-${invoice}` })],
  ['a stop of all dunning', (ben) => suspendDunning({ ...ben, actor: { ...ben.actor, role: 'admin' } }, {})],
  ['a dispute', (ben, invoice) => raiseDispute(ben, { invoice })],
  ['a promise', (ben, invoice) => promisePayment(ben, { invoice, on: '2026-03-20' })],
  ['a payment', (ben, invoice) => recordPayment(ben, { invoice })],
  ['a cancellation', (ben, invoice) => cancelNotice(ben, { invoice })],
];

/** Whether the intent about an invoice's notice is committed now, in its latest round. */
async function isIntended(house: House, invoice: string): Promise<boolean> {
  const rows = await house.rows(sql`
    select from delivery_attempts join deliveries on deliveries.id = delivery_id
    join notice_invoices line on line.notice_id = deliveries.notice_id join invoices on invoices.id = line.invoice_id
    where invoices.number = ${invoice} and round = (select max(round) from deliveries)`);
  return rows.length > 0;
}

describe('a hand-over that is about to begin', () => {
  test.each(STOPS)('has its intent on record when %s is committed, or does not begin', async (_name, stop) => {
    const { house } = await openWithNotices(1);
    await linger(house, { share: 1, seconds: '0.15' });
    const sending = sendDue(house.anna, {});
    await sleep(80);
    await stop(house.ben, 'R001');
    const wasIntended = await isIntended(house, 'R001');
    const { sent, cancelled } = await sending;
    await house.rows(sql`drop trigger linger on deliveries`);
    expect([sent, cancelled]).toEqual(wasIntended ? [1, 0] : [0, cancelled]);
    expect(house.handedOver).toHaveLength(sent);
  });
});

test('of 240 pauses and payments, each against its hand-over, every one comes before the intent or after it', async () => {
  const found = await race(processes.here, processes.there, { races: 240, atOnce: 60, seed: 1 });
  expect(found.overtaken).toEqual([]);
  expect(found.sent + found.cancelled).toBe(240);
  expect(Math.min(found.sent, found.cancelled, found.pauses, found.payments)).toBeGreaterThan(10);
}, 60_000);

test('two workers hand every delivery over once', async () => {
  const { house, numbers } = await openWithNotices(30);
  house.answer = async (envelope) => {
    await soon(3);
    return { outcome: 'accepted', reference: envelope.deliveryId };
  };
  const summaries = await Promise.all([sendDue(house.anna, {}), sendDue(house.ben, {}), sendDue(house.ben, {})]);
  expect(summaries.reduce((sum, one) => sum + one.sent, 0)).toBe(30);
  expect(house.handedOver.map((envelope) => envelope.deliveryId).toSorted()).toEqual(
    (await house.rows(sql`select id from deliveries order by id`)).map((row) => String(row.id)).toSorted(),
  );
  expect(new Set(house.handedOver.map((envelope) => envelope.noticeNumber)).size).toBe(numbers.length);
});
