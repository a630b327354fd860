// How the interface behaves whatever is asked for: tokens, scopes, keys, pages, versions, limits, refusals.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEASE_MS, openKeyed, TakenOver } from '../../src/app/api/keyed-requests.ts';
import { revokeToken } from '../../src/app/api/tokens.ts';
import type { Clock } from '../../src/app/context.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { invoiceHistory } from '../../src/app/insight/invoice-history.ts';
import { changePerson, deactivatePerson } from '../../src/app/people/people.ts';
import { changeOrganisation } from '../../src/app/settings/change-organisation.ts';
import { wallClock } from '../../src/clock.ts';
import type { Db } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { personOn } from '../support/people.ts';
import { ADMIN, createWorld, proposalOf, type World } from '../support/world.ts';
import { type OpenWeb, openWeb, PUBLIC_URL } from '../web/visitor.ts';
import { type Caller, callerWith, tokenFor } from './caller.ts';

let world: World;
let web: OpenWeb;
let admin: Caller;
let tokenId: number;
let nowMs = Date.parse('2026-11-20T08:00:00.000Z');

const clock: Clock = {
  ...wallClock,
  now: () => new Date(nowMs).toISOString(),
  after: (instant, ms) => new Date(Date.parse(instant) + ms).toISOString(),
  local: (zone) => world.clock.local(zone),
};

const DAY_MS = 24 * 60 * 60_000;
const asAdmin = () => web.context(ADMIN);
const payments = async (invoice: string) =>
  (await invoiceHistory(asAdmin(), { invoice })).events.filter((event) => event.kind === 'payment').length;

beforeAll(async () => {
  world = await createWorld(await openTestStore());
});

beforeEach(async () => {
  web = openWeb({ as: (actor) => ({ ...world.as(actor), clock }) });
  const made = await tokenFor(asAdmin(), 'admin');
  tokenId = made.id;
  admin = callerWith(web, made.token);
});

describe('a token', () => {
  test('is shown once, kept as a hash, and listed with its last use', async () => {
    const made = await admin('POST /tokens', { name: 'ERP', role: 'viewer' });
    const secret = String(made.json.token);
    expect(secret).toMatch(/^duly_[\w-]{43}$/);
    await callerWith(web, secret)('GET /invoices');
    const listed = await admin('GET /tokens');
    expect(Buffer.from(listed.bytes).toString()).not.toContain(secret);
    expect(listed.bytes.length).toBeGreaterThan(100);
    expect(JSON.parse(Buffer.from(listed.bytes).toString()).at(-1)).toMatchObject({
      name: 'ERP',
      hint: secret.slice(-4),
      lastUsedAt: new Date(nowMs).toISOString(),
      valid: true,
    });
  });

  test('lets nobody in once it is revoked', async () => {
    const { id, token } = await tokenFor(asAdmin(), 'viewer');
    await revokeToken(asAdmin(), { token: id });
    const answer = await callerWith(web, token)('GET /invoices');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="duly"']);
  });

  test.each([
    ['one millisecond before its end', DAY_MS - 1, 200],
    ['no more at its end', DAY_MS, 401],
  ])('works %s', async (_when, ms, status) => {
    const { token } = await tokenFor(asAdmin(), 'viewer', { days: 1 });
    nowMs += ms;
    expect((await callerWith(web, token)('GET /invoices')).status).toBe(status);
  });

  test('opens only what its scopes contain', async () => {
    const { token } = await tokenFor(asAdmin(), 'admin', { scopes: ['invoices'] });
    const program = callerWith(web, token);
    expect((await program('GET /invoices')).status).toBe(200);
    const refused = await program('GET /customers');
    expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('"customers"')]);
  });

  test('in the name of a person has no higher role than he has now, and ends with him', async () => {
    const ben = await personOn(asAdmin(), 'Ben', 'approver');
    await expect(tokenFor(asAdmin(), 'admin', { person: ben.personId })).rejects.toThrow('has the role approver');
    const program = callerWith(web, (await tokenFor(asAdmin(), 'approver', { person: ben.personId })).token);
    expect((await program('POST /runs', { dry: true, evenIfStale: true })).status).toBe(200);
    await changePerson(asAdmin(), { person: ben.personId, role: 'viewer' });
    expect((await program('POST /runs', { dry: true })).status).toBe(403);
    await deactivatePerson(asAdmin(), { person: ben.personId });
    expect((await program('GET /invoices')).status).toBe(401);
  });

  test('approves in the name of its person: two tokens of one person are one pair of eyes', async () => {
    await changeOrganisation(asAdmin(), { fourEyes: { above: { '*': '1' }, fromLevel: null } });
    const id = await proposalOf(world, 'RE-1003');
    const approve = { proposals: [id], decision: { kind: 'approve' } };
    const cara = await personOn(asAdmin(), 'Cara');
    const dora = await personOn(asAdmin(), 'Dora');
    const first = callerWith(web, (await tokenFor(asAdmin(), 'approver', { person: cara.personId })).token);
    const again = callerWith(web, (await tokenFor(asAdmin(), 'approver', { person: cara.personId })).token);
    const second = callerWith(web, (await tokenFor(asAdmin(), 'approver', { person: dora.personId })).token);
    expect((await first('POST /proposals/decisions', approve)).json).toMatchObject({ waiting: [id] });
    expect((await again('POST /proposals/decisions', approve)).json).toMatchObject({
      withheld: [{ id, why: 'approved_by_you' }],
    });
    expect((await second('POST /proposals/decisions', approve)).json).toMatchObject({ decided: [id] });
    expect(web.kicks()).toBeGreaterThan(0);
  });

  test('that is none, and an address that is none, are answered in the language that was asked for', async () => {
    const nobody = callerWith(web, null, '192.0.2.8');
    const asked = await nobody('GET /invoices', undefined, { 'accept-language': 'de-AT' });
    expect([asked.status, asked.headers.get('content-language'), asked.json.title]).toEqual([401, 'de', 'Wer fragt?']);
    const nowhere = await nobody('GET /nothing', undefined, { 'accept-language': 'de' });
    expect([nowhere.status, nowhere.json.detail]).toEqual([404, expect.stringMatching('^GET /api/v1/nothing gibt')]);
    expect((await nobody('GET /nothing')).json.title).toBe('Not found');
  });

  test('that is none is tried thirty times a minute from an address', async () => {
    const guess = callerWith(web, `duly_${'A'.repeat(43)}`, '192.0.2.7');
    const statuses = [];
    for (let time = 0; time < 31; time += 1) statuses.push((await guess('GET /invoices')).status);
    expect([statuses.slice(0, 30).every((status) => status === 401), statuses[30]]).toEqual([true, 429]);
  });

  test('may ask six hundred times a minute', async () => {
    const program = callerWith(web, (await tokenFor(asAdmin(), 'viewer', { scopes: ['invoices'] })).token);
    const answers = await Promise.all(Array.from({ length: 700 }, () => program('GET /customers')));
    const counts = Map.groupBy(answers, (answer) => answer.status);
    expect([counts.get(403)?.length, counts.get(429)?.length]).toEqual([600, 100]);
    expect(counts.get(429)?.[0]?.headers.get('retry-after')).toBe('60');
    nowMs += 60_000;
    expect((await program('GET /customers')).status).toBe(403);
  });
});

describe('an idempotency key', () => {
  /** What a process does that dies before it answers: it claims the key of exactly the request of `pay`. */
  const openRequest = async (key: string) => {
    const body = Buffer.from(JSON.stringify({ amount: '1.00' })).toString('base64');
    const request = ['POST', `${PUBLIC_URL}/api/v1/invoices/RE-1002/payments`, '', body].join('\n');
    return openKeyed(asAdmin(), tokenId, key, request);
  };
  const pay = (key: string, amount = '1.00') =>
    admin('POST /invoices/RE-1002/payments', { amount }, { 'idempotency-key': key });

  test('makes a change once, and answers twice alike', async () => {
    const before = await payments('RE-1002');
    const [first, second] = [await pay('one'), await pay('one')];
    expect(Buffer.from(second.bytes).toString()).toBe(Buffer.from(first.bytes).toString());
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([first.status, 'true']);
    expect(await payments('RE-1002')).toBe(before + 1);
  });

  test('sent twice at the same moment makes one change', async () => {
    const before = await payments('RE-1002');
    const answers = await Promise.all([pay('both'), pay('both')]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, expect.any(Number)]);
    expect(await payments('RE-1002')).toBe(before + 1);
  });

  test('with another request is refused, and forgotten after a day', async () => {
    await pay('two');
    const other = await pay('two', '2.00');
    expect([other.status, other.json.code]).toEqual([422, 'key_reused']);
    nowMs += DAY_MS + 1;
    expect((await pay('two', '2.00')).status).toBe(200);
  });

  test('of a process that died before its change is taken over after two minutes, and made once', async () => {
    const before = await payments('RE-1002');
    const died = await openRequest('dead');
    expect(died.kind).toBe('new');
    const early = await pay('dead');
    expect([early.status, early.json.code, early.headers.get('retry-after')]).toEqual([409, 'under_way', '120']);
    nowMs += LEASE_MS;
    expect((await pay('dead')).status).toBe(200);
    expect((await pay('dead')).headers.get('idempotency-replayed')).toBe('true');
    expect(await payments('RE-1002')).toBe(before + 1);
  });

  test('of a process that died after its change has the answer on record: both were one transaction', async () => {
    const before = await payments('RE-1002');
    const died = await openRequest('late');
    if (died.kind !== 'new') throw new Error('the key was taken');
    const kept = {
      command: 'payment.record',
      write: (db: Db, result: unknown) =>
        died.keep({ status: 200, contentType: 'application/json', body: Buffer.from(JSON.stringify(result)) }, db),
    };
    await recordPayment({ ...asAdmin(), kept }, { invoice: 'RE-1002', amount: '1.00' });
    nowMs += LEASE_MS;
    const again = await pay('late');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.json.invoice).toBe('RE-1002');
    expect(await payments('RE-1002')).toBe(before + 1);
  });

  test('taken over leaves the one who was slow without a change', async () => {
    const before = await payments('RE-1002');
    const slow = await openRequest('slow');
    if (slow.kind !== 'new') throw new Error('the key was taken');
    nowMs += LEASE_MS;
    expect((await pay('slow')).status).toBe(200);
    const kept = {
      command: 'payment.record',
      write: (db: Db) => slow.keep({ status: 200, contentType: 'application/json', body: new Uint8Array() }, db),
    };
    const late = recordPayment({ ...asAdmin(), kept }, { invoice: 'RE-1002', amount: '1.00' });
    await expect(late).rejects.toThrow(TakenOver);
    expect(await payments('RE-1002')).toBe(before + 1);
  });

  test('keeps a refusal, too', async () => {
    const [first, second] = [await pay('bad', 'much'), await pay('bad', 'much')];
    expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([422, 422, 'true']);
  });
});

describe('a list', () => {
  test('comes in pages by cursor, each row once, and a made-up cursor is refused', async () => {
    const numbers: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await admin(`GET /invoices?limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`);
      numbers.push(...(page.json.rows ?? []).map((row) => row.number));
      cursor = page.json.next ?? null;
    }
    const all = (await admin('GET /invoices?limit=500')).json.rows ?? [];
    expect(numbers).toEqual(all.map((row) => row.number));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await admin('GET /invoices?cursor=%7Bnonsense')).status).toBe(422);
    expect((await admin(`GET /invoices?cursor=${Buffer.from('{"id":"x"}').toString('base64url')}`)).status).toBe(422);
  });
});

describe('a version', () => {
  test('named by If-Match is refused with 412 when somebody was faster, and says who', async () => {
    const read = await admin('GET /organisation');
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"\d+"$/);
    expect((await admin('PATCH /organisation', { phone: '040 1' }, { 'if-match': tag })).status).toBe(200);
    const late = await admin('PATCH /organisation', { phone: '040 2' }, { 'if-match': tag });
    expect([late.status, late.json.detail]).toEqual([412, expect.stringContaining("a admin's program")]);
  });

  test('of a customer is his last change', async () => {
    const tag = (await admin('GET /customers/K-200')).headers.get('etag') ?? '';
    nowMs += 1_000;
    expect((await admin('PATCH /customers/K-200', { applyFees: false }, { 'if-match': tag })).status).toBe(200);
    expect((await admin('PATCH /customers/K-200', { applyFees: true }, { 'if-match': tag })).status).toBe(412);
  });

  test('of a plan, its levels and a text is refused when somebody was faster: who, when, and what', async () => {
    const tag = (await admin('GET /plans/1')).headers.get('etag') ?? '';
    const match = { 'if-match': tag };
    const { levels } = (await admin('GET /plans/1')).json.state as { levels: { id: number }[] };
    expect((await admin(`PATCH /levels/${levels[0]?.id}`, { active: false }, match)).status).toBe(200);
    const late = await admin('PUT /plans/1/pause', {}, match);
    const by = "a admin's program";
    expect([late.status, late.json.reason, late.json.params]).toEqual([
      412,
      'changed_meanwhile',
      { by, at: clock.now(), fields: ['active'] },
    ]);
    const address = '/templates/notice/de/email';
    const text = { subject: 'Mahnung', body: 'Bitte zahlen.' };
    const seen = { 'if-match': (await admin(`GET ${address}`)).headers.get('etag') ?? '' };
    expect((await admin(`PUT ${address}`, text, seen)).status).toBe(200);
    const other = await admin(`PUT ${address}`, { ...text, subject: 'Erinnerung' }, seen);
    expect([other.status, other.json.params]).toEqual([412, { by, at: clock.now(), fields: ['subject', 'body'] }]);
  });

  test('that is known already is not sent again', async () => {
    const first = await admin('GET /plans');
    const again = await admin('GET /plans', undefined, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });
});

describe('a refusal', () => {
  test('names each wrong field by path and pointer', async () => {
    const plan = { name: 'P', levels: [{ name: 'L1', kind: 'reminder', afterDays: 'soon' }] };
    const answer = await admin('POST /plans', plan);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect(answer.json.errors).toEqual([
      {
        path: 'levels.0.afterDays',
        pointer: '/levels/0/afterDays',
        code: 'invalid_type',
        message: expect.stringContaining('number'),
      },
    ]);
  });

  test('names its reason and what it is about, in the language that was asked for', async () => {
    const asked = (language: string) => admin('GET /invoices/RE-9', undefined, { 'accept-language': language });
    const [english, german] = [await asked('fr, en;q=0.5'), await asked('de-AT, en;q=0.5')];
    for (const { json } of [english, german]) {
      expect(json).toMatchObject({ code: 'not_found', reason: 'invoice_unknown', params: { invoice: 'RE-9' } });
    }
    expect([english.json.title, english.json.detail]).toEqual(['Not found', 'Invoice RE-9 was not found.']);
    expect([german.json.title, german.json.detail]).toEqual(['Nicht gefunden', 'Rechnung RE-9 wurde nicht gefunden.']);
    expect(german.headers.get('content-language')).toBe('de');
  });

  test.each([
    ['a field nobody knows', 'POST /runs', { dry: true, force: true }, 422],
    ['a list instead of an object', 'POST /runs', [], 422],
    ['what stands in the address already', 'PUT /invoices/RE-1001/pause', { invoice: 'RE-1002' }, 422],
    ['a letter for a number', 'GET /forecast?days=many', undefined, 422],
    ['a yes for true', 'GET /invoices?limit=yes', undefined, 422],
    ['an invoice that is none', 'GET /invoices/RE-9', undefined, 404],
    ['an address that is none', 'GET /nothing', undefined, 404],
    ['a method that is none', 'DELETE /invoices', undefined, 404],
    ['too long a body', 'POST /runs', { text: 'x'.repeat(1024 * 1024) }, 413],
  ])('of %s is a problem, never a page', async (_what, address, body, status) => {
    const answer = await admin(address, body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(answer.json).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
  });

  test('of a body that is no JSON says so', async () => {
    const answer = await admin('POST /runs', new TextEncoder().encode('{"dry":'));
    expect([answer.status, answer.json.detail]).toEqual([422, expect.stringContaining('not JSON')]);
  });
});

test('no cookie opens the interface, and no page of another site can use it', async () => {
  const visitor = await web.signIn('admin');
  expect((await visitor.get('/api/v1/invoices')).status).toBe(401);
  const foreign = await admin('GET /invoices', undefined, { origin: 'https://evil.example' });
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
});

test('the page to try things out lists every address, and its script runs by nonce alone', async () => {
  const page = await web.visitor().get('/api');
  expect(page.html).toContain('data-path="/invoices/{invoice}/pause"');
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'nonce-/);
  expect(page.html.length).toBeLessThan(150 * 1024);
  const document = await web.visitor().get('/api/v1/openapi.json');
  expect([document.status, JSON.parse(document.html).openapi]).toEqual([200, '3.1.0']);
  expect(web.failures).toEqual([]);
});
