// Letters through Pingen and LetterXpress: the same port, the same questions to both. No account was at hand, so the
// other side is a local server made from what the providers publish.
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LetterProvider } from '../../src/deliver/letter-provider.ts';
import { createLetterxpress } from '../../src/deliver/letterxpress.ts';
import { createPingen } from '../../src/deliver/pingen.ts';
import { readPingenWebhook } from '../../src/deliver/pingen-events.ts';
import { checkHexHmac } from '../../src/deliver/signatures.ts';
import { type LetterServer, startLetterxpress, startPingen } from './doubles/letter-servers.ts';
import { envelope, within } from './envelopes.ts';

let pingen: LetterServer;
let letterxpress: LetterServer;

beforeAll(async () => {
  pingen = await startPingen();
  letterxpress = await startLetterxpress();
});
afterAll(() => Promise.all([pingen.close(), letterxpress.close()]));
afterEach(() => {
  for (const server of [pingen, letterxpress]) {
    server.letters.length = 0;
    server.faults.length = 0;
    server.requests.length = 0;
  }
});

const byPingen = (secret = 'geheim'): LetterProvider =>
  createPingen({
    clientId: 'client',
    clientSecret: secret,
    organisation: 'org-1',
    product: 'cheap',
    baseUrl: pingen.url,
    identityUrl: pingen.url,
  });
const byLetterxpress = (apiKey = 'geheim'): LetterProvider =>
  createLetterxpress({ user: 'anna', apiKey, baseUrl: letterxpress.url });

const letter = (deliveryId: string) => envelope({ deliveryId, channel: 'letter' });

describe.each([
  ['Pingen', byPingen, () => pingen],
  ['LetterXpress', byLetterxpress, () => letterxpress],
] as const)('a letter by %s', (_name, provider, serverOf) => {
  test('is taken with its bytes, under a name that says nothing of the customer', async () => {
    const receipt = await provider().handOver(letter('d-1'), within(2_000));
    const [taken] = serverOf().letters;
    expect(receipt).toEqual({ outcome: 'accepted', reference: taken?.id });
    expect(taken?.name).toBe('M-00042-d-1.pdf');
    expect(taken?.pdf.toString()).toBe('%PDF-1.7 letter');
  });

  test.each(['reset after accept', '503 after accept', 'hang after accept'] as const)(
    'whose answer is lost (%s) is in doubt, and is found again instead of being sent twice',
    async (fault) => {
      const sent = letter(`d-${fault}`);
      serverOf().faults.push(fault);
      const doubt = await provider()
        .handOver(sent, within(300))
        .catch(() => ({ outcome: 'unknown' }));
      expect(doubt).toMatchObject({ outcome: 'unknown' });
      const [taken] = serverOf().letters;
      expect(await provider().lookUp?.(sent, within(2_000))).toEqual({ outcome: 'accepted', reference: taken?.id });
      expect(await provider().lookUp?.(letter('d-other'), within(2_000))).toMatchObject({
        outcome: 'refused',
        permanent: false,
      });
    },
  );

  test('is refused for good when it is wrong, and for now when the account or the pace is', async () => {
    const cases = [
      [422, { permanent: true }],
      [400, { permanent: true }],
      [402, { permanent: false, concerns: 'transport' }],
      [429, { permanent: false, concerns: 'transport' }],
    ] as const;
    for (const [status, expected] of cases) {
      serverOf().faults.push({ status, words: 'no' });
      const receipt = await provider().handOver(letter(`d-${status}`), within(2_000));
      expect(receipt).toMatchObject({ outcome: 'refused', ...expected, detail: expect.stringContaining('no') });
    }
    const stranger = await provider('falsch').handOver(letter('d-key'), within(2_000));
    expect(stranger).toMatchObject({ outcome: 'refused', permanent: false, concerns: 'transport' });
    expect(JSON.stringify(stranger)).not.toContain('falsch');
    expect(serverOf().letters).toEqual([]);
  });

  test('can be asked about, cancelled while it is not printed, and priced', async () => {
    const receipt = await provider().handOver(letter('d-9'), within(2_000));
    const { reference } = receipt as { reference: string };
    const [taken] = serverOf().letters;
    expect(await provider().news?.(reference, within(2_000))).toBeNull();
    expect(await provider().cancel(reference, within(2_000))).toBe(true);
    if (taken !== undefined) taken.status = provider === byPingen ? 'sent' : 'done';
    expect(await provider().news?.(reference, within(2_000))).toMatchObject({ kind: 'accepted', reference });
    expect(await provider().cancel(reference, within(2_000))).toBe(false);
    expect((await provider().price({ pages: 2, country: 'DE' }, within(2_000)))?.currency).toBe('EUR');
    expect(await provider().check?.(within(2_000))).toBeNull();
    expect(await provider('falsch').check?.(within(2_000))).toContain('401');
  });

  test('without a PDF is refused, and a provider that is not there has taken nothing', async () => {
    expect(await provider().handOver(envelope({ attachments: [] }), within(2_000))).toMatchObject({ permanent: true });
    const away = { ...{ baseUrl: 'http://127.0.0.1:1', identityUrl: 'http://127.0.0.1:1' } };
    const nobody =
      provider === byPingen
        ? createPingen({ clientId: 'c', clientSecret: 's', organisation: 'o', product: 'cheap', ...away })
        : createLetterxpress({ user: 'u', apiKey: 'k', ...away });
    expect(await nobody.handOver(letter('d-away'), within(2_000))).toMatchObject({
      outcome: 'refused',
      permanent: false,
      concerns: 'transport',
    });
  });
});

describe('Pingen', () => {
  test('sends the same letter once under the same key, signs in once, and uploads before it creates', async () => {
    const before = pingen.signIns;
    const provider = byPingen();
    const first = await provider.handOver(letter('d-same'), within(2_000));
    expect(await provider.handOver(letter('d-same'), within(2_000))).toEqual(first);
    expect(pingen.letters).toHaveLength(1);
    expect(pingen.signIns - before).toBe(1);
    expect(pingen.requests.slice(1, 4).map((line) => line.replace(/[\w-]{36}/, 'ID'))).toEqual([
      'GET /file-upload',
      'PUT /upload/ID',
      'POST /organisations/org-1/deliveries/letters',
    ]);
    expect(pingen.letters[0]?.attributes).toMatchObject({
      auto_send: true,
      address_position: 'left',
      delivery_product: 'cheap',
      print_mode: 'simplex',
    });
  });

  test('reports by webhook with a signature over the body', () => {
    const data = (type: string, more = {}) =>
      JSON.stringify({
        data: {
          id: 'event-1',
          type,
          attributes: { reason: 'moved', created_at: '2026-03-12T10:00:00+01:00' },
          relationships: { letter: { data: { id: 'letter-1', type: 'letters' } } },
          ...more,
        },
      });
    const body = data('webhook_undeliverable');
    const signature = createHmac('sha256', 'key').update(body).digest('hex');
    checkHexHmac('key', signature, body);
    expect(() => checkHexHmac('key', signature, `${body} `)).toThrow('does not fit');
    expect(() => checkHexHmac('other', signature, body)).toThrow('does not fit');
    expect(() => checkHexHmac('key', undefined, body)).toThrow('does not fit');
    expect(readPingenWebhook(body)).toEqual({
      eventId: 'event-1',
      happenedAt: '2026-03-12T10:00:00+01:00',
      deliveryId: null,
      news: { kind: 'bounced', detail: 'moved', reference: 'letter-1' },
    });
    expect(readPingenWebhook(data('webhook_sent'))?.news.kind).toBe('accepted');
    expect(readPingenWebhook(data('webhook_delivered'))?.news.kind).toBe('delivered');
    expect(readPingenWebhook(data('webhook_issues'))?.news.kind).toBe('failed');
    expect(readPingenWebhook(data('webhook_something'))).toBeNull();
    expect(readPingenWebhook(data('webhook_sent', { relationships: {} }))).toBeNull();
  });
});
