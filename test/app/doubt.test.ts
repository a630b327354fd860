// What becomes of a hand-over whose answer was lost: repeated with the same key and bytes while that is safe, settled
// by news, shown to a person at the end; and the pause of all sending, the pace of a provider, the word of a person.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TransportPort } from '../../src/app/context.ts';
import { pauseInvoice, resumeInvoice } from '../../src/app/holds/blocks.ts';
import { whyInvoice } from '../../src/app/insight/why.ts';
import { pauseSending, resumeSending, sendingStatus } from '../../src/app/notices/control.ts';
import { applyNews } from '../../src/app/notices/news.ts';
import { resolveDelivery } from '../../src/app/notices/resolve-delivery.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { acceptUndelivered } from '../../src/app/notices/send-notice.ts';
import { inTransaction } from '../../src/app/use-case.ts';
import type { Day } from '../../src/core/day.ts';
import type { NewsKind, Receipt } from '../../src/core/envelope.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, liveDay, openHouse, refusalOf, run } from './house.ts';

let store: Store;
let house: House;

const LOST: Receipt = { outcome: 'unknown', detail: 'no answer' };
const TAKEN: Receipt = { outcome: 'accepted', reference: 'r-1' };

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(() => openIssued());

/** A to A+n issued on Tuesday, 10 March; the provider knows a repetition by its key. */
async function openIssued(invoices: readonly string[] = ['A'], more: Partial<TransportPort> = {}): Promise<void> {
  house = await openHouse(store);
  await addCustomers(
    house,
    invoices.map((name) => `K${name}`),
  );
  await addInvoices(
    house,
    invoices.map((name) => ({ number: name, customer: `K${name}` })),
  );
  house.ports.transport = { ...house.ports.transport, idempotentByKey: true, ...more };
  await liveDay(house, '2026-03-10');
}

const at = (time: string, day: Day = '2026-03-10') => {
  house.clock.set(day, time);
  return sendDue(house.anna, {});
};
async function delivery(): Promise<Record<string, unknown>> {
  const [row] = await house.rows(sql`select * from deliveries order by created_at desc, round desc limit 1`);
  return row ?? {};
}
const stateNow = async () => String((await delivery()).state);
const answer = (receipt: Receipt) => {
  house.answer = async () => receipt;
};
const news = async (kind: NewsKind) => {
  const { id } = await delivery();
  return inTransaction(house.anna, (work) =>
    applyNews(work, String(id), { kind, detail: `it ${kind}`, reference: null }),
  );
};

describe('a lost answer', () => {
  beforeEach(async () => {
    answer(LOST);
    await at('14:00');
  });

  test('is repeated with the same key and the same bytes until it is known', async () => {
    expect(await delivery()).toMatchObject({ state: 'unknown', attempts: 1, reason: 'no answer' });
    await at('14:00');
    expect(house.handedOver).toHaveLength(1);
    await house.rows(sql`update organisation set name = 'Renamed GmbH', sender_email = 'new@example.com'`);
    answer(TAKEN);
    await at('14:02');
    expect(await delivery()).toMatchObject({
      state: 'sent',
      attempts: 2,
      transport_reference: 'r-1',
      doubt_since: null,
    });
    const [first, second] = house.handedOver;
    expect(second).toEqual(first);
    expect(await house.rows(sql`select epoch, outcome from delivery_attempts order by epoch`)).toEqual([
      { epoch: 1, outcome: 'unknown' },
      { epoch: 2, outcome: 'accepted' },
    ]);
  });

  test('is not repeated with other bytes: a person has to look', async () => {
    house.ports.transport.fingerprint = () => 'other bytes';
    await at('14:02');
    expect(house.handedOver).toHaveLength(1);
    expect(await delivery()).toMatchObject({
      state: 'needs_review',
      reason: expect.stringContaining('second message'),
    });
  });

  test('is not repeated by another provider, which does not know the key', async () => {
    house.ports.transport = { ...house.ports.transport, name: 'another' };
    await at('14:02');
    expect(house.handedOver).toHaveLength(1);
    expect(await stateNow()).toBe('unknown');
    await at('18:01', '2026-03-11');
    expect(await stateNow()).toBe('needs_review');
  });

  test('is not repeated while the invoice is paused, and is again when it is not', async () => {
    await pauseInvoice(house.anna, { invoice: 'A' });
    await at('14:02');
    expect([house.handedOver.length, await stateNow()]).toEqual([1, 'unknown']);
    await resumeInvoice(house.anna, { invoice: 'A' });
    answer(TAKEN);
    await at('14:40');
    expect(await stateNow()).toBe('sent');
  });

  test('is repeated for 23 hours, waits for news until 28, and then a person has to look', async () => {
    for (let hour = 15; hour < 24; hour += 1) await at(`${hour}:30`);
    for (const time of ['13:00', '13:59', '14:30', '16:00', '17:59']) await at(time, '2026-03-11');
    const last = house.handedOver.length;
    expect(await stateNow()).toBe('unknown');
    const [row] = await house.rows(sql`
      select max(started_at) - min(started_at) <= interval '23 hours 1 second' as safe from delivery_attempts`);
    expect([row, last > 8]).toEqual([{ safe: true }, true]);
    await at('18:01', '2026-03-11');
    expect(await stateNow()).toBe('needs_review');
    expect(house.handedOver).toHaveLength(last);
  });

  test('is settled by news, which may come twice and in any order', async () => {
    expect(await news('delivered')).toBe('delivered');
    expect(await news('accepted')).toBeNull();
    expect(await news('bounced')).toBe('bounced');
    expect(await news('delivered')).toBeNull();
    await at('15:00');
    expect(house.handedOver).toHaveLength(1);
    expect(await delivery()).toMatchObject({ state: 'bounced', reason: 'it bounced' });
  });

  test('can be asked about where the provider answers: certainly not there means it may be sent', async () => {
    await openIssued(['A'], {
      idempotentByKey: false,
      lookUp: async () => ({ ...LOST, outcome: 'refused', permanent: false }),
    });
    answer(LOST);
    await at('14:00');
    expect(await stateNow()).toBe('unknown');
    answer(TAKEN);
    await at('14:02');
    await at('14:03');
    expect([house.handedOver.length, await stateNow()]).toEqual([2, 'sent']);
  });

  test('can be asked about: it is there, and nothing is handed over again', async () => {
    await openIssued(['A'], { idempotentByKey: false, lookUp: async () => TAKEN });
    answer(LOST);
    await at('14:00');
    await at('14:02');
    expect(house.handedOver).toHaveLength(1);
    expect(await delivery()).toMatchObject({ state: 'sent', transport_reference: 'r-1' });
  });
});

describe('a delivery that needs review', () => {
  beforeEach(async () => {
    await openIssued(['A'], { idempotentByKey: false });
    answer(LOST);
    await at('14:00');
    answer(TAKEN);
  });
  const resolve = async (resolution: 'arrived' | 'not_arrived' | 'send_again', as = house.anna) =>
    resolveDelivery(as, { delivery: String((await delivery()).id), resolution, reason: 'asked by phone' });

  test('is shown, and holds the next level', async () => {
    expect((await sendingStatus(house.anna, {})).needsReview).toMatchObject([
      { notice: 1, customer: 'KA', reason: 'no answer' },
    ]);
    house.clock.set('2026-03-12');
    await run(house);
    expect(await house.rows(sql`select state from proposals where state = 'proposed'`)).toEqual([]);
  });

  test.each([
    ['arrived', 'sent'],
    ['not_arrived', 'failed'],
  ] as const)('is settled by a person’s word that it has %s', async (resolution, state) => {
    await resolve(resolution);
    expect(await delivery()).toMatchObject({ state, reason: 'Anna: asked by phone' });
    const [row] = await house.rows(sql`select actor, remark from audit where action = 'delivery.resolve'`);
    expect(row).toEqual({ actor: 'Anna', remark: 'asked by phone' });
    expect(
      await refusalOf(
        resolveDelivery(house.anna, { delivery: String((await delivery()).id), resolution, reason: 'x' }),
      ),
    ).toBe('refused');
  });

  test('is sent once more by a person’s word, as another delivery with a key of its own', async () => {
    await resolve('send_again');
    await at('15:00');
    expect(await delivery()).toMatchObject({ state: 'sent', round: 2 });
    expect(new Set(house.handedOver.map((envelope) => envelope.deliveryId)).size).toBe(2);
  });

  test('is settled by nobody who is no person, no approver, or gives no reason', async () => {
    const service = { ...house.anna, actor: { name: 'Duly', role: 'admin', surface: 'schedule' } as const };
    expect(await refusalOf(resolve('arrived', service))).toBe('refused');
    expect(await refusalOf(resolve('arrived', house.as('Vera', 'viewer')))).toBe('forbidden');
    const id = String((await delivery()).id);
    expect(await refusalOf(resolveDelivery(house.anna, { delivery: id, resolution: 'arrived', reason: ' ' }))).toBe(
      'invalid_input',
    );
    expect(await stateNow()).toBe('needs_review');
  });

  test('that is accepted as undelivered lets the next level come from that moment on, not before', async () => {
    expect(await refusalOf(acceptUndelivered(house.as('Vera', 'viewer'), { number: 1, reason: 'gone' }))).toBe(
      'forbidden',
    );
    await resolve('not_arrived');
    house.clock.set('2026-03-12', '08:00');
    await run(house);
    house.clock.set('2026-03-12', '09:00');
    await acceptUndelivered(house.anna, { number: 1, reason: 'told by phone' });
    expect(await refusalOf(acceptUndelivered(house.anna, { number: 1, reason: 'again' }))).toBe('refused');
    house.clock.set('2026-03-13', '08:00');
    await run(house);
    expect(JSON.stringify(await whyInvoice(house.anna, { invoice: 'A', on: '2026-03-13' }))).not.toContain(
      'undelivered',
    );
  });
});

describe('all sending', () => {
  test('is paused by an admin with a reason, and goes on when somebody says so', async () => {
    expect(await refusalOf(pauseSending(house.as('Ben', 'approver'), { reason: 'wrong letterhead' }))).toBe(
      'forbidden',
    );
    await pauseSending(house.anna, { reason: 'wrong letterhead' });
    expect(await refusalOf(pauseSending(house.anna, { reason: 'again' }))).toBe('refused');
    expect(await at('14:00')).toMatchObject({ onHold: true, sent: 0 });
    expect((await sendingStatus(house.anna, {})).holds).toMatchObject([
      { cause: 'person', reason: 'wrong letterhead', startedBy: 'Anna' },
    ]);
    await resumeSending(house.anna, { reason: 'corrected' });
    answer(TAKEN);
    expect(await at('14:01')).toMatchObject({ onHold: false, sent: 1 });
    expect(await house.rows(sql`select action, remark from audit where entity = 'sending' order by id`)).toEqual([
      { action: 'sending.pause', remark: 'wrong letterhead' },
      { action: 'sending.resume', remark: 'corrected' },
    ]);
  });

  test('keeps to the pace of the provider, and rests when he says so', async () => {
    await openIssued(['A', 'B', 'C', 'D', 'E'], { ratePerSecond: 2 });
    const starts: number[] = [];
    house.answer = async () => {
      starts.push(Date.parse(house.clock.now()));
      return starts.length < 4
        ? TAKEN
        : { outcome: 'refused', permanent: false, detail: 'quota', retryAfterMs: 3_600_000, concerns: 'transport' };
    };
    await at('14:00');
    expect(starts).toHaveLength(4);
    const gaps = starts.slice(1).map((ms, index) => ms - (starts[index] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(490);
    expect((await sendingStatus(house.anna, {})).resting).toMatchObject([{ name: 'stand-in', reason: 'quota' }]);
    answer(TAKEN);
    await at('14:59');
    expect(await house.rows(sql`select count(*)::int as n from deliveries where state = 'sent'`)).toEqual([{ n: 3 }]);
    await at('15:01');
    expect(await house.rows(sql`select count(*)::int as n from deliveries where state = 'sent'`)).toEqual([{ n: 5 }]);
  });
});
