// A stop against a hand-over on a real server: once the pause, payment or dispute was committed, no hand-over begins.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { excludeCustomer, pauseInvoice, suspendDunning } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { addCustomers, addInvoices, approveAll, type House, run } from '../app/house.ts';
import { numbered, openSharedHouse, openTwice, soon, type TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;

beforeAll(async () => {
  processes = await openTwice();
});

/** Invoices of a customer each, with a notice issued about every one, waiting to be sent in that order. */
async function openWithNotices(count: number) {
  const house = await openSharedHouse(processes);
  const numbers = numbered('R', count);
  await addCustomers(
    house,
    numbers.map((number) => `K-${number}`),
  );
  await addInvoices(
    house,
    numbers.map((number) => ({ number, customer: `K-${number}` })),
  );
  await run(house);
  await approveAll(house);
  house.clock.set('2026-03-10', '14:00');
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

/** Intents take this long between what they saw and their commit, as on a busy server; `share` of them. */
async function linger(house: House, seconds: number, share = 1): Promise<void> {
  const body = `begin if new.state = 'attempted' and random() < ${share} then perform pg_sleep(${seconds}); end if;
    return new; end`;
  await house.rows(sql.raw(`create or replace function linger() returns trigger language plpgsql as $$ ${body} $$`));
  await house.rows(
    sql`create or replace trigger linger before update on deliveries for each row execute function linger()`,
  );
}

describe('a hand-over that is about to begin', () => {
  test.each(STOPS)('does not begin after %s was committed', async (_name, stop) => {
    const { house } = await openWithNotices(1);
    await linger(house, 0.15);
    const begun: number[] = [];
    house.answer = async (envelope) => {
      begun.push(performance.now());
      return { outcome: 'accepted', reference: envelope.deliveryId };
    };
    const sending = sendDue(house.anna, {});
    await sleep(80);
    const stopping = stop(house.ben, 'R001').then(() => performance.now());
    const committed = await stopping;
    await sending;
    await house.rows(sql`drop trigger linger on deliveries`);
    expect(begun.every((at) => at <= committed)).toBe(true);
    expect((await house.rows(sql`select state from deliveries`))[0]?.state).toBe(
      begun.length === 0 ? 'cancelled' : 'sent',
    );
  });
});

test('of two hundred pauses, each against its hand-over, none is committed before the hand-over begins', async () => {
  const { house, numbers } = await openWithNotices(200);
  await linger(house, 0.003, 0.3);
  const invoiceOf = (envelope: { text: string }) => envelope.text.slice('K-'.length, 'K-R001'.length);
  const begun = new Map<string, number>();
  const committed = new Map<string, number>();
  const pauses: Promise<void>[] = [];
  const pause = async (invoice: string) => {
    await soon(4);
    await pauseInvoice(house.ben, { invoice });
    committed.set(invoice, performance.now());
  };
  const { fingerprint } = house.ports.transport;
  // The last thing that happens before the intent: from here on it is a race.
  house.ports.transport.fingerprint = (envelope) => {
    pauses.push(pause(invoiceOf(envelope)));
    return fingerprint(envelope);
  };
  house.answer = async (envelope) => {
    begun.set(invoiceOf(envelope), performance.now());
    return { outcome: 'accepted', reference: envelope.deliveryId };
  };
  const summary = await sendDue(house.anna, {});
  await Promise.all(pauses);
  await house.rows(sql`drop trigger linger on deliveries`);
  expect(numbers.filter((invoice) => (begun.get(invoice) ?? 0) > (committed.get(invoice) ?? 0))).toEqual([]);
  expect([begun.size, committed.size]).toEqual([summary.sent, 200]);
  expect(summary.sent + summary.cancelled).toBe(200);
  expect(Math.min(summary.sent, summary.cancelled)).toBeGreaterThan(5);
}, 60_000);

test('two workers hand every delivery over once', async () => {
  const { house, numbers } = await openWithNotices(60);
  house.answer = async (envelope) => {
    await soon(3);
    return { outcome: 'accepted', reference: envelope.deliveryId };
  };
  const summaries = await Promise.all([sendDue(house.anna, {}), sendDue(house.ben, {}), sendDue(house.ben, {})]);
  expect(summaries.reduce((sum, one) => sum + one.sent, 0)).toBe(60);
  expect(house.handedOver.map((envelope) => envelope.deliveryId).toSorted()).toEqual(
    (await house.rows(sql`select id from deliveries order by id`)).map((row) => String(row.id)).toSorted(),
  );
  expect(new Set(house.handedOver.map((envelope) => envelope.noticeNumber)).size).toBe(numbers.length);
});
