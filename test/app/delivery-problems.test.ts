// What reached nobody: listed with what a person can do, sent to a corrected address, turned into a letter by itself
// where the level allows it, and never into the same letter twice. Providers' reports may come twice and in any order.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { invoiceHistory } from '../../src/app/insight/invoice-history.ts';
import { deliveryProblems, fallBackToLetters, retryWithAddress, sendAsLetter } from '../../src/app/notices/problems.ts';
import { askForNews, recordProviderReport } from '../../src/app/notices/provider-reports.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { acceptUndelivered } from '../../src/app/notices/send-notice.ts';
import type { NewsKind } from '../../src/core/envelope.ts';
import type { Store } from '../../src/db/client.ts';
import { workOnce } from '../../src/jobs.ts';
import { openTestStore } from '../support/databases.ts';
import {
  addCustomers,
  addInvoices,
  type House,
  type HouseOptions,
  level,
  liveDay,
  openHouse,
  refusalOf,
} from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

const BOTH: HouseOptions = { plan: { levels: [level('L1', { channels: ['email', 'letter'] }), level('L2')] } };

/** A was issued as a mail at 8 o'clock on Tuesday, 10 March; it is now the afternoon. */
async function issued(options: HouseOptions = {}, customer: Record<string, unknown> = {}): Promise<void> {
  house = await openHouse(store, options);
  await addCustomers(house, ['K1'], customer);
  await addInvoices(house, [{ number: 'A' }]);
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-10', '14:00');
}

beforeEach(() => issued());

const problems = () => deliveryProblems(house.anna, {});
const states = async () =>
  (await house.rows(sql`select channel, round, state from deliveries order by created_at, channel`))
    .map(({ channel, round, state }) => `${channel} ${round} ${state}`)
    .join(', ');
const deliveryId = async () =>
  String((await house.rows(sql`select id from deliveries order by created_at limit 1`))[0]?.id);

async function refusedForGood(): Promise<void> {
  house.answer = async () => ({ outcome: 'refused', permanent: true, detail: 'no such mailbox' });
  await sendDue(house.anna, {});
  house.answer = async (envelope) => ({ outcome: 'accepted', reference: envelope.deliveryId });
}

let events = 0;
async function report(kind: NewsKind, more: { eventId?: string; deliveryId?: string | null; reference?: string } = {}) {
  events += 1;
  const webhook = { ...house.anna, actor: { name: 'stand-in', role: 'approver', surface: 'webhook' } as const };
  return recordProviderReport(webhook, {
    provider: 'stand-in',
    eventId: more.eventId ?? `event-${events}`,
    happenedAt: '2026-03-10T13:00:00.000Z',
    deliveryId: more.deliveryId === undefined ? await deliveryId() : more.deliveryId,
    news: { kind, detail: `it is ${kind}`, reference: more.reference ?? null },
  });
}

describe('a notice that reached nobody', () => {
  test('is a problem with its reason and what can be done, until it is accepted', async () => {
    expect(await problems()).toEqual([]);
    await refusedForGood();
    expect(await problems()).toMatchObject([
      {
        notice: 'M-00001',
        customer: 'K1',
        channel: 'email',
        to: ['pay@example.com'],
        state: 'failed',
        reason: 'no such mailbox',
        actions: ['correct_address', 'send_as_letter', 'accept'],
      },
    ]);
    await acceptUndelivered(house.anna, { number: 1, reason: 'he knows' });
    expect(await problems()).toEqual([]);
    const { events } = await invoiceHistory(house.anna, { invoice: 'A' });
    expect(events.find((event) => event.kind === 'undelivered_accepted')).toMatchObject({
      by: 'Anna',
      facts: { number: 1, reason: 'he knows' },
    });
  });

  test('is sent to the corrected address as a new delivery, and the customer keeps it', async () => {
    await refusedForGood();
    const [problem] = await problems();
    const retry = { delivery: problem?.delivery ?? '', to: 'New@Example.com; second@example.com' };
    expect(await retryWithAddress(house.anna, retry)).toMatchObject({ notice: 'M-00001' });
    expect(await problems()).toEqual([]);
    await sendDue(house.anna, {});
    expect(await states()).toBe('email 1 failed, email 2 sent');
    const [first, second] = house.handedOver;
    expect(second?.to).toEqual(['New@example.com', 'second@example.com']);
    expect(second?.deliveryId).not.toBe(first?.deliveryId);
    expect(second?.attachments).toEqual(first?.attachments);
    const [row] = await house.rows(sql`select emails_to, version from customers`);
    expect(row).toEqual({ emails_to: ['New@example.com', 'second@example.com'], version: 2 });
    expect(await refusalOf(retryWithAddress(house.anna, retry))).toBe('refused');
  });

  test('keeps the customer as he is when asked to, and refuses what is no address', async () => {
    await refusedForGood();
    const delivery = (await problems())[0]?.delivery ?? '';
    expect(await refusalOf(retryWithAddress(house.anna, { delivery, to: 'nobody' }))).toBe('invalid_input');
    await retryWithAddress(house.anna, { delivery, to: 'once@example.com', remember: false });
    expect(await house.rows(sql`select emails_to from customers`)).toEqual([{ emails_to: ['pay@example.com'] }]);
  });

  test('is sent as a letter by a person, once, although the level is for mails', async () => {
    await refusedForGood();
    await fallBackToLetters(house.anna, {});
    const delivery = (await problems())[0]?.delivery ?? '';
    await sendAsLetter(house.anna, { delivery });
    expect(await refusalOf(sendAsLetter(house.anna, { delivery }))).toBe('refused');
    await refusedForGood();
    expect(await states()).toBe('email 1 failed, letter 1 failed');
    expect(await problems()).toMatchObject([
      { channel: 'letter', actions: ['correct_letter', 'send_again', 'correct_address', 'accept'] },
    ]);
  });

  test('cannot become a letter without an address on it', async () => {
    await issued({}, { street: '', postalCode: '', city: '' });
    await refusedForGood();
    expect((await problems())[0]?.actions).toEqual(['correct_address', 'correct_letter', 'accept']);
    const delivery = (await problems())[0]?.delivery ?? '';
    expect(await refusalOf(sendAsLetter(house.anna, { delivery }))).toBe('refused');
  });

  test('is no problem any more once it was paid: what was cancelled for that is done', async () => {
    await recordPayment(house.anna, { invoice: 'A' });
    await sendDue(house.anna, {});
    expect(await states()).toBe('email 1 cancelled');
    expect(await problems()).toEqual([]);
  });
});

describe('a mail that came back or was refused', () => {
  test.each(['failed', 'bounced'] as const)(
    '(%s) becomes a letter by itself where the level allows it',
    async (how) => {
      await issued(BOTH);
      if (how === 'failed') await refusedForGood();
      else {
        await sendDue(house.anna, {});
        await report('bounced');
      }
      await workOnce(house.anna);
      await workOnce(house.anna);
      expect(await states()).toBe(`email 1 ${how}, letter 1 sent`);
      expect(house.handedOver.at(-1)).toMatchObject({ channel: 'letter' });
      expect(await problems()).toEqual([]);
    },
  );

  test('becomes none at a level for mails only, after a complaint, or without an address', async () => {
    await sendDue(house.anna, {});
    await report('bounced');
    expect(await states()).toBe('email 1 bounced');
    await issued(BOTH);
    await sendDue(house.anna, {});
    await report('complained');
    await fallBackToLetters(house.anna, {});
    expect(await states()).toBe('email 1 complained');
    expect((await problems())[0]?.actions).toEqual(['send_as_letter', 'correct_address', 'accept']);
  });

  test('becomes one letter, however many processes see it', async () => {
    await issued(BOTH);
    await refusedForGood();
    await Promise.all(Array.from({ length: 5 }, () => fallBackToLetters(house.anna, {})));
    expect(await states()).toBe('email 1 failed, letter 1 approved');
  });
});

describe('reports of a provider', () => {
  const stateAfter = async (...kinds: NewsKind[]) => {
    await issued();
    await sendDue(house.anna, {});
    for (const kind of kinds) await report(kind);
    return states();
  };

  test('lead to the same state in every order: a bounce or complaint stays one', async () => {
    expect(await stateAfter('accepted', 'delivered')).toBe('email 1 delivered');
    expect(await stateAfter('delivered', 'accepted')).toBe('email 1 delivered');
    expect(await stateAfter('bounced', 'delivered', 'accepted')).toBe('email 1 bounced');
    expect(await stateAfter('delivered', 'bounced')).toBe('email 1 bounced');
    expect(await stateAfter('complained', 'delivered', 'bounced')).toBe('email 1 complained');
  });

  test('change nothing the second time, and are kept with what they said', async () => {
    await sendDue(house.anna, {});
    expect(await report('delivered', { eventId: 'same' })).toMatchObject({ state: 'delivered', repeated: false });
    expect(await report('bounced', { eventId: 'same' })).toMatchObject({ state: null, repeated: true });
    expect(await states()).toBe('email 1 delivered');
    expect(await house.rows(sql`select kind, detail from provider_events`)).toEqual([
      { kind: 'delivered', detail: 'it is delivered' },
    ]);
    const audit = await house.rows(sql`select actor, surface from audit where action = 'delivery.news'`);
    expect(audit).toEqual([{ actor: 'stand-in', surface: 'webhook' }]);
  });

  test('find their delivery by the provider’s id, too; one that is not ours is kept and changes nothing', async () => {
    await sendDue(house.anna, {});
    const reference = await deliveryId();
    expect(await report('delivered', { deliveryId: null, reference })).toMatchObject({
      state: 'delivered',
      known: true,
    });
    for (const deliveryId of [null, 'not-a-uuid', '0b7c6c1e-4d0f-4a35-9a55-0d3c3b1f8a01']) {
      expect(await report('bounced', { deliveryId, reference: 'other' })).toMatchObject({ state: null, known: false });
    }
  });

  test('settle a hand-over of which nobody knew whether it arrived', async () => {
    house.answer = async () => ({ outcome: 'unknown', detail: 'no answer' });
    await sendDue(house.anna, {});
    expect(await states()).toBe('email 1 needs_review');
    expect((await problems())[0]?.actions).toEqual(['review']);
    await report('delivered');
    expect(await states()).toBe('email 1 delivered');
    expect(await problems()).toEqual([]);
  });

  test('leave log lines that name nobody', async () => {
    const lines: string[] = [];
    await issued(BOTH);
    house.ports.log = (...line) => lines.push(JSON.stringify(line));
    house.answer = async () => {
      throw new Error('550 <pay@example.com>: no such mailbox of Customer K1');
    };
    await workOnce(house.anna);
    await report('bounced');
    await workOnce(house.anna);
    expect(lines.join()).not.toMatch(/example\.com|Customer|K1/);
  });

  test('are asked for where none come in by themselves', async () => {
    await sendDue(house.anna, {});
    const asked: string[] = [];
    house.ports.transport.news = async (reference) => {
      asked.push(reference);
      return { kind: 'bounced', detail: 'no such mailbox', reference };
    };
    expect(await askForNews(house.anna, {})).toEqual({ asked: 1, changed: 1 });
    expect(await askForNews(house.anna, {})).toEqual({ asked: 0, changed: 0 });
    expect(asked).toEqual([await deliveryId()]);
    expect(await states()).toBe('email 1 bounced');
  });
});
