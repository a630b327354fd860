// Webhooks: told of what happened and of nothing else, signed, tried again, listed. The receiver is a real one over
// HTTP; its check of the signature is written anew, after standardwebhooks.com.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendWebhooks } from '../../src/app/api/send-webhooks.ts';
import {
  createWebhook,
  listWebhooks,
  removeWebhook,
  repeatDelivery,
  rotateWebhookSecret,
  webhookLog,
} from '../../src/app/api/webhooks.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { issueApproved } from '../../src/app/notices/issue.ts';
import { sendDue } from '../../src/app/notices/send.ts';
import { decideProposals } from '../../src/app/proposals/decide.ts';
import type { Store } from '../../src/db/client.ts';
import { createWebhookPoster, isPrivate, type WebhookPoster } from '../../src/deliver/webhook-post.ts';
import { addCustomers, addInvoices, type House, openHouse, proposalOf, refusalOf, run } from '../app/house.ts';
import { openTestStore } from '../support/databases.ts';

interface Received {
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: { id: string; type: string; timestamp: string; data: Record<string, unknown> };
}

let store: Store;
let house: House;
let server: Server;
let poster: WebhookPoster;
let url: string;
let received: Received[];
/** What the receiver answers with, and after how long it would. */
let status: number;

beforeAll(async () => {
  store = await openTestStore();
  poster = createWebhookPoster({ allowPrivate: true });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    received.push({ headers: request.headers, text, body: JSON.parse(text) });
    response.writeHead(status, status === 302 ? { location: url } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/duly`;
});

afterAll(async () => {
  await poster.close();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  received = [];
  status = 204;
  house = await openHouse(store);
  house.ports.webhooks = poster;
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }, { number: 'B' }]);
  await run(house);
});

const approve = async (invoice: string) =>
  decideProposals(house.anna, {
    proposals: [(await proposalOf(house, invoice)).id],
    decision: { kind: 'approve' },
  });
const types = () => received.map((one) => one.body.type);
const later = (ms: number) =>
  house.rows(sql`update webhook_deliveries set next_at = next_at - ${ms} * interval '1 millisecond'`);

describe('a webhook', () => {
  test('is told of decision, notice, sending and closing, each once, signed with its secret', async () => {
    const { secret } = await createWebhook(house.anna, { url });
    await approve('A');
    await issueApproved(house.anna, {});
    house.clock.set('2026-03-10', '14:00');
    await sendDue(house.anna, {});
    await recordPayment(house.anna, { invoice: 'A', amount: '99.99' });
    await recordPayment(house.anna, { invoice: 'A', amount: '0.01' });
    await sendWebhooks(house.anna, {});
    expect(types().toSorted()).toEqual(['invoice.closed', 'notice.issued', 'notice.sent', 'proposal.decided']);
    for (const { headers, text, body } of received) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
      expect(headers['webhook-id']).toBe(body.id);
    }
    const closed = received.find((one) => one.body.type === 'invoice.closed');
    expect(closed?.body.data).toEqual({ invoice: 'A', currency: 'EUR' });
    const sent = received.find((one) => one.body.type === 'notice.sent');
    expect(sent?.body.data).toMatchObject({ noticeNumber: 1, state: 'sent' });
    await sendWebhooks(house.anna, {});
    expect(received).toHaveLength(4);
  });

  test('is told only of what it asked for, and of nothing that was rolled back', async () => {
    await createWebhook(house.anna, { url, events: ['notice.issued'] });
    await approve('A');
    const rolledBack = house.store.tx(async (db) => {
      await db.execute(sql`insert into webhook_deliveries (webhook_id, event, happened_at, data, next_at)
        select id, 'notice.issued', now(), '{}', now() from webhooks`);
      throw new Error('not so');
    });
    await expect(rolledBack).rejects.toThrow('not so');
    await sendWebhooks(house.anna, {});
    expect(types()).toEqual([]);
    await issueApproved(house.anna, {});
    await sendWebhooks(house.anna, {});
    expect(types()).toEqual(['notice.issued']);
  });

  test('shows its secret once, and is told nothing any more when it is removed', async () => {
    const { id, secret } = await createWebhook(house.anna, { url });
    expect(JSON.stringify(await listWebhooks(house.anna, {}))).not.toContain(secret);
    await approve('A');
    await removeWebhook(house.anna, { webhook: id });
    await approve('B');
    expect(await sendWebhooks(house.anna, {})).toEqual({ delivered: 0, failed: 0 });
    expect((await webhookLog(house.anna, { webhook: id })).rows).toMatchObject([{ state: 'given_up' }]);
    expect(await listWebhooks(house.anna, {})).toEqual([]);
  });

  test('with a new secret is signed by both for a day, then by the new one alone', async () => {
    const { id, secret: former } = await createWebhook(house.anna, { url });
    const { secret } = await rotateWebhookSecret(house.anna, { webhook: id });
    expect(JSON.stringify(await listWebhooks(house.anna, {}))).not.toMatch(/whsec_/);
    const signedBy = (message: Received) => {
      const { 'webhook-id': name, 'webhook-timestamp': seconds, 'webhook-signature': header } = message.headers;
      const good = [secret, former].map((one) => {
        const key = Buffer.from(one.slice('whsec_'.length), 'base64');
        return `v1,${createHmac('sha256', key).update(`${name}.${seconds}.${message.text}`).digest('base64')}`;
      });
      return String(header)
        .split(' ')
        .map((one) => ['new', 'former'][good.indexOf(one)]);
    };
    await approve('A');
    await sendWebhooks(house.anna, {});
    house.clock.set('2026-03-11', '12:00');
    await approve('B');
    await sendWebhooks(house.anna, {});
    expect(received.map(signedBy)).toEqual([['new', 'former'], ['new']]);
  });

  test('is made, seen and removed by admins only', async () => {
    const approver = house.as('Ben', 'approver');
    expect(await refusalOf(createWebhook(approver, { url }))).toBe('forbidden');
    expect(await refusalOf(listWebhooks(approver, {}))).toBe('forbidden');
    expect(await refusalOf(removeWebhook(approver, { webhook: 1 }))).toBe('forbidden');
  });
});

describe('a receiver that is down', () => {
  const MINUTE_MS = 60_000;
  const DAY_MS = 24 * 60 * MINUTE_MS;

  test('is asked again after a minute, five, thirty ... and given up after the eighth time', async () => {
    const { id } = await createWebhook(house.anna, { url, events: ['proposal.decided'] });
    await approve('A');
    status = 500;
    expect(await sendWebhooks(house.anna, {})).toEqual({ delivered: 0, failed: 1 });
    expect(await sendWebhooks(house.anna, {})).toEqual({ delivered: 0, failed: 0 });
    await later(MINUTE_MS - 1_000);
    expect(await sendWebhooks(house.anna, {})).toEqual({ delivered: 0, failed: 0 });
    await later(1_000);
    expect(await sendWebhooks(house.anna, {})).toEqual({ delivered: 0, failed: 1 });
    for (let time = 2; time < 8; time += 1) {
      await later(DAY_MS);
      await sendWebhooks(house.anna, {});
    }
    const { rows } = await webhookLog(house.anna, { webhook: id });
    expect(rows).toMatchObject([{ state: 'given_up', attempts: 8, lastStatus: 500, lastProblem: 'answered with 500' }]);
    expect(new Set(received.map((one) => one.body.id)).size).toBe(1);
    status = 200;
    await repeatDelivery(house.anna, { delivery: rows[0]?.id ?? 0 });
    expect(await sendWebhooks(house.anna, {})).toEqual({ delivered: 1, failed: 0 });
  });

  test.each([
    [410, 'given_up'],
    [302, 'waiting'],
    [299, 'delivered'],
  ])('and answers %i leaves it %s', async (answer, state) => {
    const { id } = await createWebhook(house.anna, { url, events: ['proposal.decided'] });
    await approve('A');
    status = answer;
    await sendWebhooks(house.anna, {});
    expect((await webhookLog(house.anna, { webhook: id })).rows).toMatchObject([{ state, lastStatus: answer }]);
    expect(received).toHaveLength(1);
  });

  test('and two workers who look at once tell it once', async () => {
    await createWebhook(house.anna, { url, events: ['proposal.decided'] });
    await approve('A');
    await Promise.all([sendWebhooks(house.anna, {}), sendWebhooks(house.anna, {})]);
    expect(received).toHaveLength(1);
  });
});

describe('an address inside this network', () => {
  const strict = createWebhookPoster({ allowPrivate: false });
  afterAll(() => strict.close());

  test.each([
    'http://example.com/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.1.2.3/',
  ])('%s is refused', async (address) => {
    house.ports.webhooks = strict;
    expect(await refusalOf(createWebhook(house.anna, { url: address }))).toBe('invalid_input');
    await expect(strict.post(address, {}, '{}')).rejects.toThrow(/https|inside this network/);
  });

  test.each<[string, boolean]>([
    ['9.255.255.255', false],
    ['10.0.0.0', true],
    ['172.15.255.255', false],
    ['172.31.255.255', true],
    ['172.32.0.0', false],
    ['169.254.169.254', true],
    ['192.168.1.1', true],
    ['::ffff:127.0.0.1', true],
    ['fd00::1', true],
    ['2606:4700::1', false],
  ])('%s counts as private: %s', (address, expected) => {
    expect(isPrivate(address)).toBe(expected);
  });
});
