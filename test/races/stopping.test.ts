// A stop against a hand-over on a real server: once the pause, payment or dispute was committed, no hand-over begins.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { excludeCustomer, pauseInvoice, suspendDunning } from '../../src/app/holds/blocks.ts';
import { promisePayment, raiseDispute } from '../../src/app/holds/disputes-and-promises.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { cancelNotice } from '../../src/app/notices/cancel.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { claimDelivery, writeIntent } from '../../src/db/deliveries.ts';
import { addCustomers, addInvoices, approveAll, run } from '../app/house.ts';
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

describe('an intent that was held up while it was being written', () => {
  test.each(STOPS)('does not overlook %s that was committed meanwhile', async (_name, stop) => {
    const { house } = await openWithNotices(1);
    const { here, there } = processes;
    const [row] = await house.rows(sql`select id from deliveries`);
    const now = house.clock.now();
    const claimed = await claimDelivery(here.db, String(row?.id), now, house.clock.after(now, 60_000));
    if (claimed === null) throw new Error('not claimed');
    let isStopped = false;
    let intent: Promise<boolean> = Promise.resolve(false);
    let stopping: Promise<unknown> = Promise.resolve();
    // Somebody looks at the row and holds it, so that the intent, already under way, must wait.
    await there.tx(async (db) => {
      await db.execute(sql`select id from deliveries for update`);
      const check = {
        today: '2026-03-10',
        promisesFrom: '2026-03-09',
        now,
        payloadSha256: 'x',
        transport: 't',
      } as const;
      intent = writeIntent(here.db, claimed, check);
      await soon(0).then(() => new Promise((resolve) => setTimeout(resolve, 60)));
      stopping = stop({ ...house.ben, store: here }, 'R001').then(() => {
        isStopped = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 120));
    });
    const stoppedFirst = isStopped;
    const wasIntended = await intent;
    await stopping;
    expect(stoppedFirst && wasIntended).toBe(false);
  });
});

describe('two hundred pauses against two hundred hand-overs', () => {
  test('none begins after its pause was committed, and each ends as sent or cancelled', async () => {
    const { house, numbers } = await openWithNotices(200);
    // Every second intent takes a moment between what it saw and its commit, as on a busy server.
    await house.rows(sql`
      create or replace function linger() returns trigger language plpgsql as $$ begin
        if new.state = 'attempted' and random() < 0.5 then perform pg_sleep(0.004); end if; return new; end $$`);
    await house.rows(
      sql`create or replace trigger linger before update on deliveries for each row execute function linger()`,
    );
    const begun = new Map<string, number>();
    house.answer = async (envelope) => {
      begun.set(envelope.text.split(' ')[0] ?? '', performance.now());
      return { outcome: 'accepted', reference: envelope.deliveryId };
    };
    const late: string[] = [];
    for (const invoice of numbers) {
      const committed = { at: Number.POSITIVE_INFINITY };
      const pause = soon(6)
        .then(() => pauseInvoice(house.ben, { invoice }))
        .then(() => {
          committed.at = performance.now();
        });
      await Promise.all([pause, soon(3).then(() => sendDue(house.anna, { limit: 1 }))]);
      if ((begun.get(`K-${invoice}`) ?? 0) > committed.at) late.push(invoice);
      await sendDue(house.anna, {});
    }
    await house.rows(sql`drop trigger linger on deliveries`);
    expect(late).toEqual([]);
    const states = await house.rows(
      sql`select state, count(*)::int as n from deliveries group by state order by state`,
    );
    expect(states.map((row) => row.state)).toEqual(['cancelled', 'sent']);
    expect(begun.size).toBe(Number(states[1]?.n));
  }, 60_000);
});

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
