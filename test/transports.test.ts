// Which way notices leave follows from the environment; and on trial nothing reaches a real address, whatever way.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import type { Envelope } from '../src/core/envelope.ts';
import { redirectAllTo } from '../src/deliver/redirect.ts';
import { createTransports } from '../src/transports.ts';
import { type ResendServer, startResend } from './deliver/doubles/resend-server.ts';
import { envelope, within } from './deliver/envelopes.ts';

const ways = (environment: Record<string, string>) => {
  const { transport, letterTransport, webhooks } = createTransports(readConfig(environment));
  return [transport.name, letterTransport.name, Object.keys(webhooks).join()];
};

const PINGEN = { PINGEN_CLIENT_ID: 'c', PINGEN_CLIENT_SECRET: 's', PINGEN_ORGANISATION: 'o' };

describe('the ways out', () => {
  test.each([
    [{}, ['outbox', 'outbox', '']],
    [{ RESEND_API_KEY: 're_1' }, ['resend', 'print', '']],
    [{ RESEND_API_KEY: 're_1', RESEND_WEBHOOK_SECRET: 'whsec_AAAA' }, ['resend', 'print', 'resend']],
    [{ DULY_SMTP_URL: 'smtp://localhost' }, ['smtp', 'print', '']],
    [{ RESEND_API_KEY: 're_1', DULY_SMTP_URL: 'smtp://localhost', DULY_MAIL: 'smtp' }, ['smtp', 'print', '']],
    [{ RESEND_API_KEY: 're_1', DULY_MAIL: 'outbox' }, ['outbox', 'outbox', '']],
    [{ DULY_LETTERS: 'print' }, ['outbox', 'print', '']],
    [{ ...PINGEN }, ['outbox', 'pingen', '']],
    [{ ...PINGEN, PINGEN_WEBHOOK_SECRET: 'k' }, ['outbox', 'pingen', 'pingen']],
    [{ LETTERXPRESS_USER: 'u', LETTERXPRESS_API_KEY: 'k' }, ['outbox', 'letterxpress', '']],
    [{ RESEND_API_KEY: 're_1', ...PINGEN, DULY_REDIRECT_ALL_TO: 'me@example.com' }, ['resend', 'outbox', '']],
  ])('of %j are %j', (environment, expected) => {
    expect(ways(environment as Record<string, string>)).toEqual(expected);
  });

  test.each([
    [{ DULY_MAIL: 'resend' }, 'RESEND_API_KEY: is needed for DULY_MAIL=resend'],
    [{ DULY_MAIL: 'smtp' }, 'DULY_SMTP_URL: is needed'],
    [{ DULY_LETTERS: 'pingen' }, 'PINGEN_CLIENT_ID: is needed'],
    [{ PINGEN_CLIENT_SECRET: 's', PINGEN_CLIENT_ID: 'c' }, 'PINGEN_ORGANISATION: is needed'],
    [{ DULY_REDIRECT_ALL_TO: 'nobody' }, 'DULY_REDIRECT_ALL_TO'],
    [{ RESEND_WEBHOOK_SECRET: 'secret' }, 'whsec_'],
    [{ DULY_SMTP_URL: 'mail.example.com' }, 'smtp://'],
  ])('of %j are refused, naming what is missing', (environment, message) => {
    expect(() => readConfig(environment as Record<string, string>)).toThrow(message);
  });
});

describe('on trial', () => {
  let server: ResendServer;
  beforeAll(async () => {
    server = await startResend();
  });
  afterAll(() => server.close());

  test('every mail goes to the one address, with a mark, and no copy', async () => {
    const { transport } = createTransports(
      readConfig({ RESEND_API_KEY: 're_1', RESEND_BASE_URL: server.url, DULY_REDIRECT_ALL_TO: 'me@example.com' }),
    );
    expect(await transport.handOver(envelope(), within(2_000))).toMatchObject({ outcome: 'accepted' });
    expect(server.accepted[0]?.body).toMatchObject({
      to: ['me@example.com'],
      cc: [],
      subject: '[TEST] Zahlungserinnerung M-00042 – Größe zählt',
    });
    expect(transport.channels).toEqual(['email']);
  });

  test('whatever stands in a delivery, every call of the sink names that address alone', async () => {
    const seen: Envelope[] = [];
    const see = (one: Envelope) => String(seen.push(one));
    const sink = redirectAllTo('me@example.com', {
      name: 'sink',
      leavesMachine: true,
      channels: ['email', 'letter'],
      fingerprint: see,
      handOver: async (one) => ({ outcome: 'accepted', reference: see(one) }),
      lookUp: async (one) => ({ outcome: 'unknown', detail: see(one) }),
    });
    const addresses = fc.array(fc.oneof(fc.emailAddress(), fc.string()), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(addresses, addresses, fc.string(), async (to, cc, subject) => {
        const one = envelope({ to, cc, subject });
        sink.fingerprint(one);
        await sink.handOver(one, within(1_000));
        await sink.lookUp?.(one, within(1_000));
        for (const call of seen.splice(0)) expect([call.to, call.cc]).toEqual([['me@example.com'], []]);
      }),
      { numRuns: 100 },
    );
  });
});
