// E-mail through Resend's own SDK, against a local server of ours and against one that nobody here wrote.
import { createEmulator } from 'emulate';
import { Resend } from 'resend';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createResend } from '../../src/deliver/resend.ts';
import { readResendWebhook } from '../../src/deliver/resend-events.ts';
import { checkSvix } from '../../src/deliver/signatures.ts';
import { type Fault, type ResendServer, SECRET, signed, startResend } from './doubles/resend-server.ts';
import { DELIVERY, envelope, within } from './envelopes.ts';

let server: ResendServer;
const transport = () => createResend({ apiKey: 're_test', baseUrl: server.url });
const send = (more = {}, ms = 2_000) => transport().handOver(envelope(more), within(ms));

beforeAll(async () => {
  server = await startResend();
});
afterAll(() => server.close());
afterEach(() => {
  server.faults.length = 0;
  server.accepted.length = 0;
});

describe('a mail whose key may be forgotten', () => {
  const ask = (more = {}) => {
    const { lookUpLate } = transport();
    return lookUpLate?.(envelope(more), within(2_000));
  };
  const before = { id: 'before', to: ['x@example.com'], subject: 'Before', created_at: '2026-03-08T23:59:59Z' };
  afterEach(() => {
    server.older.length = 0;
  });

  test('is found by what it says and by the delivery in its tags', async () => {
    await send({ deliveryId: 'late-1' });
    await send({ deliveryId: 'late-2' });
    expect(await ask({ deliveryId: 'late-1' })).toEqual({ outcome: 'accepted', reference: server.accepted[0]?.id });
  });

  test('is certainly not there when the list reaches back beyond the day before', async () => {
    await send({ deliveryId: 'late-1' });
    server.older.push(before);
    expect(await ask({ deliveryId: 'late-3' })).toMatchObject({ outcome: 'refused', permanent: false });
  });

  test.each([
    ['a list that ends before', () => undefined],
    ['a list of the day before', () => server.older.push({ ...before, created_at: '2026-03-09T00:00:00Z' })],
    [
      'a mail like it without tags',
      () => server.older.push({ ...before, subject: envelope().subject, to: [...envelope().to] }, before),
    ],
    [
      'one whose address is written in another way',
      () => server.older.push({ ...before, subject: envelope().subject, to: ['Kunde <PAY@Kunde.Example>'] }, before),
    ],
    [
      'no answer',
      () => {
        server.older.push(before);
        server.faults.push('500 before');
      },
    ],
  ])('stays in doubt by %s', async (_name, prepare) => {
    prepare();
    expect(await ask({ deliveryId: 'late-4' })).toMatchObject({ outcome: 'unknown' });
  });
});

test('Resend is awake when it answers, also with a refusal, and not behind errors', async () => {
  const isAwake = () => transport().isAwake?.(within(2_000));
  expect(await isAwake()).toBe(true);
  for (const fault of ['500 before', 'html 502'] as const) {
    server.faults.splice(0, 9, fault);
    expect(await isAwake()).toBe(false);
  }
  const dead = createResend({ apiKey: 're_test', baseUrl: 'http://127.0.0.1:1' });
  expect(await dead.isAwake?.(within(2_000))).toBe(false);
});

describe('a mail handed to Resend', () => {
  test('carries everything, byte for byte, under the delivery’s id', async () => {
    const receipt = await send({ deliveryId: 'd-1' });
    const [mail] = server.accepted;
    expect(receipt).toEqual({ outcome: 'accepted', reference: mail?.id });
    expect(mail?.key).toBe('d-1');
    expect(mail?.userAgent).toMatch(/resend/);
    expect(mail?.body).toMatchObject({
      from: '"Nordwind Handels GmbH & Söhne" <mahnung@nordwind.example>',
      to: ['pay@kunde.example'],
      cc: ['chef@kunde.example'],
      reply_to: 'buchhaltung@nordwind.example',
      headers: { 'Message-ID': '<d-1@nordwind.example>', 'Auto-Submitted': 'auto-generated' },
      tags: [
        { name: 'delivery', value: 'd-1' },
        { name: 'notice', value: 'M-00042' },
      ],
    });
    const files = mail?.body.attachments?.map((file) => [file.filename, [...Buffer.from(file.content, 'base64')]]);
    expect(files).toEqual([
      ['code.png', [137, 80, 78, 71]],
      ['M-00042.pdf', [...Buffer.from('%PDF-1.7 letter')]],
      ['Rechnung Ü-7.pdf', [0, 255, 10, 13]],
    ]);
    expect(mail?.body.attachments?.[0]?.content_id).toBe('code');
  });

  test.each<Fault>(['reset after accept', '500 after accept', 'garbage 200', 'hang after accept'])(
    'is in doubt after "%s", and the repetition with the same bytes brings the first answer and no second mail',
    async (fault) => {
      const deliveryId = `d-${String(fault)}`;
      server.faults.push(fault);
      expect(await send({ deliveryId }, 300)).toMatchObject({ outcome: 'unknown' });
      expect(await send({ deliveryId })).toEqual({ outcome: 'accepted', reference: server.accepted[0]?.id });
      expect(server.accepted).toHaveLength(1);
    },
  );

  test('with other bytes under the same key is in doubt, never a success: an attachment counts', async () => {
    await send({ deliveryId: 'd-2' });
    const attachments = [{ fileName: 'M-00042.pdf', mimeType: 'application/pdf', content: new Uint8Array([1]) }];
    expect(await send({ deliveryId: 'd-2', attachments })).toMatchObject({ outcome: 'unknown' });
    expect(server.accepted).toHaveLength(1);
  });

  test.each<[Fault, object]>([
    ['reset', { outcome: 'unknown' }],
    ['500 before', { outcome: 'unknown' }],
    ['html 502', { outcome: 'unknown' }],
    [{ status: 409, name: 'concurrent_idempotent_requests' }, { outcome: 'unknown' }],
    [{ status: 418, name: 'teapot' }, { outcome: 'unknown' }],
    [
      { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '7' } },
      { outcome: 'refused', permanent: false, retryAfterMs: 7_000, concerns: 'transport' },
    ],
    [
      { status: 429, name: 'rate_limit_exceeded' },
      { outcome: 'refused', permanent: false, retryAfterMs: 1_000 },
    ],
    [
      { status: 429, name: 'daily_quota_exceeded' },
      { permanent: false, retryAfterMs: 3_600_000, concerns: 'transport' },
    ],
    [
      { status: 401, name: 'restricted_api_key' },
      { permanent: false, concerns: 'transport' },
    ],
    [
      { status: 403, name: 'validation_error' },
      { permanent: false, concerns: 'transport' },
    ],
    [
      { status: 422, name: 'validation_error' },
      { outcome: 'refused', permanent: true },
    ],
    [
      { status: 400, name: 'invalid_from_address' },
      { outcome: 'refused', permanent: true },
    ],
  ])('answered with %j is %j', async (fault, expected) => {
    server.faults.push(fault);
    expect(await send({ deliveryId: `x-${JSON.stringify(fault)}`.slice(0, 60) })).toMatchObject(expected);
  });

  test('to an address that is two, or that breaks the line, is refused before anybody is asked', async () => {
    for (const bad of [
      'a@b.example,c@d.example',
      'a@b.example\r\nBcc: x@y.example',
      'a b@c.example',
      'nobody',
      `${'a'.repeat(250)}@b.example`,
    ]) {
      expect(await send({ to: [bad] })).toMatchObject({ outcome: 'refused', permanent: true });
      expect(await send({ cc: [bad] })).toMatchObject({ outcome: 'refused', permanent: true });
    }
    expect(await send({ to: [] })).toMatchObject({ outcome: 'refused', permanent: true });
    expect(server.accepted).toEqual([]);
  });

  test('to a host that is not there is in doubt, and says so at once', async () => {
    const nowhere = createResend({ apiKey: 're_test', baseUrl: 'http://127.0.0.1:1' });
    expect(await nowhere.handOver(envelope(), within(2_000))).toMatchObject({ outcome: 'unknown' });
  });

  test('can be asked about later', async () => {
    server.events.set('abc', 'bounced');
    expect(await transport().news?.('abc', within(2_000))).toMatchObject({ kind: 'bounced', reference: 'abc' });
    server.events.set('abc', 'opened');
    expect(await transport().news?.('abc', within(2_000))).toBeNull();
  });
});

describe('webhooks of Resend', () => {
  const at = Date.UTC(2026, 2, 10, 12);
  const body = JSON.stringify({
    type: 'email.bounced',
    created_at: '2026-03-10T11:59:58.000Z',
    data: { email_id: 'abc', tags: { delivery: DELIVERY }, bounce: { type: 'Permanent', message: 'no such mailbox' } },
  });
  const check = (headers: Record<string, string | undefined>, text = body, nowMs = at, secrets = [SECRET]) =>
    checkSvix(
      secrets,
      {
        id: headers['svix-id'],
        timestamp: headers['svix-timestamp'],
        signatures: headers['svix-signature'],
        body: text,
      },
      nowMs,
    );

  test('are read when their signature fits, as the SDK finds, too', () => {
    const headers = signed(body, Date.now(), { id: 'msg_1' });
    expect(check(headers, body, Date.now())).toBe('msg_1');
    const [id, timestamp, signature] = Object.values(headers) as [string, string, string];
    const verified = new Resend('re_test').webhooks.verify({
      payload: body,
      headers: { id, timestamp, signature },
      webhookSecret: SECRET,
    });
    expect(verified).toEqual(JSON.parse(body));
    expect(readResendWebhook('msg_1', body)).toEqual({
      eventId: 'msg_1',
      happenedAt: '2026-03-10T11:59:58.000Z',
      deliveryId: DELIVERY,
      news: { kind: 'bounced', detail: 'no such mailbox', reference: 'abc' },
    });
  });

  test('are taken up to five minutes early or late, and with either of two secrets', () => {
    const minutes = 60_000;
    expect(check(signed(body, at - 5 * minutes))).toBeTypeOf('string');
    expect(check(signed(body, at + 5 * minutes))).toBeTypeOf('string');
    expect(() => check(signed(body, at - 5 * minutes - 1_000))).toThrow('five minutes');
    expect(() => check(signed(body, at + 5 * minutes + 1_000))).toThrow('five minutes');
    const old = `whsec_${Buffer.from('the secret before').toString('base64')}`;
    expect(check(signed(body, at, { secret: old }), body, at, [SECRET, old])).toBeTypeOf('string');
    const both = `v1,AAAA ${signed(body, at, { id: 'm' })['svix-signature']}`;
    expect(check({ ...signed(body, at, { id: 'm' }), 'svix-signature': both })).toBe('m');
  });

  test('are refused with a changed body, id or time, with another secret, or without their headers', () => {
    const headers = signed(body, at);
    expect(() => check(headers, `${body} `)).toThrow('does not fit');
    expect(() => check({ ...headers, 'svix-id': 'other' })).toThrow('does not fit');
    expect(() => check({ ...headers, 'svix-timestamp': String(at / 1_000 + 1) })).toThrow('does not fit');
    expect(() => check(headers, body, at, ['whsec_AAAA'])).toThrow('does not fit');
    expect(() => check({ ...headers, 'svix-signature': 'v1,' })).toThrow('does not fit');
    expect(() => check({ ...headers, 'svix-signature': undefined })).toThrow('missing');
    expect(() => check({ ...headers, 'svix-timestamp': 'soon' })).toThrow('five minutes');
  });

  test('about what is no news of a delivery are nothing', () => {
    for (const type of ['email.opened', 'email.delivery_delayed', 'suppression.added', 'contact.created']) {
      expect(readResendWebhook('m', JSON.stringify({ type, created_at: '', data: {} }))).toBeNull();
    }
    expect(readResendWebhook('m', '{}')).toBeNull();
  });
});

test('the Resend of the package emulate takes the mail, and a repetition is the same mail', async () => {
  const emulator = await createEmulator({ service: 'resend', port: 0 });
  try {
    const other = createResend({ apiKey: 're_test', baseUrl: emulator.url });
    const first = await other.handOver(envelope(), within(5_000));
    const [mail] = ((await (await fetch(`${emulator.url}/emails`)).json()) as { data: { subject: string }[] }).data;
    expect(mail?.subject).toBe(envelope().subject);
    expect(await other.handOver(envelope(), within(5_000))).toEqual(first);
    expect(first).toMatchObject({ outcome: 'accepted' });
    expect(await other.handOver(envelope({ subject: 'Other' }), within(5_000))).toMatchObject({ outcome: 'unknown' });
  } finally {
    await emulator.close();
  }
});
