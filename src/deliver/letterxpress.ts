// Letters through LetterXpress, version 3 of its API (letterxpress.de/dokumentation/api). User and key stand in the
// body of every call, also of reading ones, so no body is ever logged. There is no idempotency key: the file's name
// carries the delivery's id, and what is in doubt is looked for in the list of print jobs.

import { createHash } from 'node:crypto';
import type { DeliveryNews, Envelope, Receipt } from '../core/envelope.ts';
import { fingerprintOf } from './fingerprint.ts';
import { at, call, type HttpAnswer, textAt } from './http.ts';
import { fileNameOf, type LetterProvider, letterOf, NO_LETTER, refusalOf, silenceOf } from './letter-provider.ts';

export interface LetterxpressOptions {
  user: string;
  apiKey: string;
  /** Letters stay in the basket; nothing is printed. */
  sandbox?: boolean;
  /** Another address of the API; for tests. */
  baseUrl?: string;
}

const BASE = 'https://api.letterxpress.de/v3';
const SPECIFICATION = { color: '1', mode: 'simplex', shipping: 'auto' } as const;

export function createLetterxpress(options: LetterxpressOptions): LetterProvider {
  const { user, apiKey, sandbox = false, baseUrl = BASE } = options;
  const auth = { username: user, apikey: apiKey, mode: sandbox ? 'test' : 'live' };
  const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, signal: AbortSignal, letter?: object) =>
    call({
      method,
      url: baseUrl + path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(letter === undefined ? { auth } : { auth, letter }),
      signal,
    });
  return {
    name: 'letterxpress',
    leavesMachine: true,
    channels: ['letter'],
    fingerprint: fingerprintOf,
    async handOver(envelope, signal): Promise<Receipt> {
      const pdf = letterOf(envelope);
      if (pdf === null) return NO_LETTER;
      try {
        const answer = await ask('POST', '/printjobs', signal, printJob(envelope, pdf));
        const reference = textAt(answer.body, 'data', 'id');
        if (isFine(answer) && reference !== null) return { outcome: 'accepted', reference };
        return refusalOf('LetterXpress', answer, textAt(answer.body, 'message'), true);
      } catch (error) {
        return silenceOf('LetterXpress', error);
      }
    },
    async lookUp(envelope, signal): Promise<Receipt> {
      const answer = await ask('GET', '/printjobs', signal);
      const jobs = at(answer.body, 'data', 'printjobs') ?? at(answer.body, 'data');
      if (!isFine(answer) || !Array.isArray(jobs)) {
        return { outcome: 'unknown', detail: `LetterXpress could not be asked for its jobs (${answer.status})` };
      }
      const found = jobs.find((job) => at(job, 'filename_original') === fileNameOf(envelope));
      const reference = textAt(found, 'id');
      if (reference !== null) return { outcome: 'accepted', reference };
      return {
        outcome: 'refused',
        permanent: false,
        detail: 'LetterXpress has no such letter; it is handed over again.',
      };
    },
    async news(reference, signal): Promise<DeliveryNews | null> {
      const answer = await ask('GET', `/printjobs/${encodeURIComponent(reference)}`, signal);
      return newsOf(textAt(answer.body, 'data', 'status'), reference);
    },
    async check(signal): Promise<string | null> {
      const answer = await ask('GET', '/balance', signal);
      return isFine(answer) ? null : `${textAt(answer.body, 'message') ?? 'no message'} (${answer.status})`;
    },
    isAwake: async (signal) => (await ask('GET', '/balance', signal)).status < 500,
    async cancel(reference, signal): Promise<boolean> {
      return isFine(await ask('DELETE', `/printjobs/${encodeURIComponent(reference)}`, signal));
    },
    async price({ pages }, signal) {
      const answer = await ask('GET', '/price', signal, { specification: { ...SPECIFICATION, pages } });
      const price = at(answer.body, 'data', 'price');
      return typeof price === 'number' ? { cents: Math.round(price * 100), currency: 'EUR' } : null;
    },
  };
}

function printJob(envelope: Envelope, pdf: Uint8Array) {
  const base64 = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('base64');
  return {
    base64_file: base64,
    // Over the Base64 text, not over the file.
    base64_file_checksum: createHash('md5').update(base64).digest('hex'),
    filename_original: fileNameOf(envelope),
    specification: SPECIFICATION,
  };
}

/** Errors may come with HTTP 200 and their own status in the body. */
function isFine({ status, body }: HttpAnswer): boolean {
  return status >= 200 && status < 300 && (at(body, 'status') ?? 200) === 200;
}

function newsOf(status: string | null, reference: string): DeliveryNews | null {
  switch (status) {
    case 'done':
    case 'sent':
      return { kind: 'accepted', detail: null, reference };
    case 'canceled':
      return { kind: 'failed', detail: 'The letter was cancelled at LetterXpress.', reference };
    default:
      return null;
  }
}
