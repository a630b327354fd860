// What machines ask of the server: health, figures, and the providers' webhooks, from a mail taken by a local Resend to
// the delivery's end, with late, double, forged and disordered reports.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendDue } from '../../src/app/notices/send.ts';
import type { System } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Store } from '../../src/db/client.ts';
import { openToMachines, type Watched } from '../../src/machines.ts';
import { createTransports } from '../../src/transports.ts';
import { createWeb, type Web } from '../../src/web/index.ts';
import { addCustomers, addInvoices, type House, level, liveDay, openHouse } from '../app/house.ts';
import { type ResendServer, SECRET, signed, startResend } from '../deliver/doubles/resend-server.ts';
import { openTestStore } from '../support/databases.ts';

const TOKEN = 'a-token-of-sixteen-or-more';
let store: Store;
let resend: ResendServer;
let house: House;
let app: Web;
let machines: Watched;
let lines: string[];
let kicks = 0;

beforeAll(async () => {
  store = await openTestStore();
  resend = await startResend();
});
afterAll(() => resend.close());

/** Notice M-00001 was sent by Resend on the afternoon of 10 March; its level allows letters, which go to the outbox. */
beforeEach(async () => {
  house = await openHouse(store, { plan: { levels: [level('L1', { channels: ['email', 'letter'] })] } });
  const config = readConfig({
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: resend.url,
    RESEND_WEBHOOK_SECRET: SECRET,
    DULY_LETTERS: 'print',
    DULY_METRICS_TOKEN: TOKEN,
    DULY_MAIL_PER_SECOND: '1000',
  });
  const { transport, letterTransport, webhooks } = createTransports(config);
  Object.assign(house.ports, { transport, letterTransport });
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A' }]);
  await liveDay(house, '2026-03-10');
  house.clock.set('2026-03-10', '14:00');
  await sendDue(house.anna, {});
  lines = [];
  kicks = 0;
  const log = Object.assign((_level: string, message: string) => void lines.push(message), {
    failure: () => undefined,
  });
  const as: System['as'] = (actor) => ({ ...house.anna, actor });
  const system: System = { store, ports: house.ports, log, webhooks, as, close: async () => undefined };
  machines = openToMachines(system, config, () => {
    kicks += 1;
  });
  app = createWeb({ context: as, publicUrl: null, log, afterDecision: () => undefined, machines });
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } }) as never;
const get = (path: string, headers: Record<string, string> = {}, address = '127.0.0.1') =>
  app.request(path, { headers }, from(address));
const states = async () =>
  (await house.rows(sql`select channel, state from deliveries order by created_at, channel`))
    .map(({ channel, state }) => `${channel} ${state}`)
    .join(', ');

function bodyOf(type: string, more: Record<string, unknown> = {}): string {
  const [mail] = resend.accepted.slice(-1);
  const tags = { delivery: mail?.key };
  return JSON.stringify({ type, created_at: '2026-03-10T13:00:01Z', data: { email_id: mail?.id, tags, ...more } });
}

const nowMs = () => house.clock.elapsedMs('1970-01-01T00:00:00.000Z', house.clock.now());
const post = (body: string, headers: Record<string, string> = signed(body, nowMs()), provider = 'resend') =>
  app.request(`/webhooks/${provider}`, { method: 'POST', body, headers }, from('203.0.113.7'));

describe('webhooks', () => {
  test('bring a bounce, and the mail becomes a letter for the print queue', async () => {
    expect(await states()).toBe('email sent');
    const answer = await post(bodyOf('email.bounced', { bounce: { message: 'no such mailbox' } }));
    expect(answer.status).toBe(200);
    expect(await states()).toBe('email bounced, letter approved');
    expect(await house.rows(sql`select reason from deliveries where channel = 'email'`)).toEqual([
      { reason: 'no such mailbox' },
    ]);
    expect(kicks).toBe(1);
  });

  test('count once, and a late "delivered" does not undo a bounce', async () => {
    const body = bodyOf('email.bounced');
    const headers = signed(body, nowMs(), { id: 'msg_twice' });
    await post(body, headers);
    expect((await post(body, headers)).status).toBe(200);
    expect((await post(bodyOf('email.delivered'))).status).toBe(200);
    expect(await states()).toBe('email bounced, letter approved');
    expect(await house.rows(sql`select count(*)::int as count from provider_events`)).toEqual([{ count: 2 }]);
  });

  test('that are forged, old, unsigned or no JSON are refused, and nothing is read of them', async () => {
    const body = bodyOf('email.bounced');
    const old = signed(body, nowMs() - 6 * 60_000);
    const forged = signed(body, nowMs(), { secret: `whsec_${Buffer.from('guess').toString('base64')}` });
    for (const headers of [old, forged, {}]) expect((await post(body, headers)).status).toBe(401);
    expect((await post('{"type"', signed('{"type"', nowMs()))).status).toBe(401);
    expect((await post(body, signed(body, nowMs()), 'pingen')).status).toBe(404);
    expect((await post(body, signed(body, nowMs()), 'constructor')).status).toBe(404);
    expect((await post('x'.repeat(300_000))).status).toBe(413);
    expect(await states()).toBe('email sent');
    expect(await house.rows(sql`select * from provider_events`)).toEqual([]);
    expect(lines.join()).not.toContain('example');
  });

  test('about nothing of ours are taken and forgotten', async () => {
    expect((await post(bodyOf('email.opened'))).status).toBe(200);
    const foreign = JSON.stringify({ type: 'email.bounced', created_at: '', data: { email_id: 'other' } });
    expect((await post(foreign)).status).toBe(200);
    expect(await states()).toBe('email sent');
  });
});

describe('health and figures', () => {
  test('say that the process lives and is ready, and that it is not while it stops', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
    machines.stopping();
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/healthz')).status).toBe(200);
  });

  test('are for this machine, or for who has the token; never through a proxy without it', async () => {
    expect((await get('/metrics')).status).toBe(200);
    expect((await get('/metrics', {}, '203.0.113.7')).status).toBe(403);
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(403);
    expect((await get('/metrics', { authorization: `Bearer ${TOKEN}` }, '203.0.113.7')).status).toBe(200);
    expect((await get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(403);
  });

  test('are Prometheus’ text, count what is in trouble, and name nobody', async () => {
    await post(bodyOf('email.complained'));
    const text = await (await get('/metrics')).text();
    expect(text).toContain('duly_delivery_problems 1\n');
    expect(text).toContain('duly_deliveries_open{state="approved"} 0\n');
    expect(text).toContain('duly_sending_on_hold 0\n');
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^# (HELP|TYPE) [a-z_0-9]+ .+$|^[a-z_0-9]+(\{[a-z]+="[a-z_]+"\})? -?[0-9.e+-]+$/);
    }
    expect(text).not.toMatch(/K1|example|Customer/);
  });
});
