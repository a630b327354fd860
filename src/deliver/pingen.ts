// Letters through Pingen v2 (api.pingen.com/documentation): a token, an upload, one call that creates the letter and
// sends it. Only that last call can leave a doubt; then the list of letters is asked for the file's name.

import type { DeliveryNews, Envelope, Receipt } from '../core/envelope.ts';
import { fingerprintOf } from './fingerprint.ts';
import { at, call, type HttpAnswer, type HttpCall, textAt } from './http.ts';
import { fileNameOf, type LetterProvider, letterOf, NO_LETTER, refusalOf, silenceOf } from './letter-provider.ts';
import { newsOfPingenStatus } from './pingen-events.ts';

export interface PingenOptions {
  clientId: string;
  clientSecret: string;
  organisation: string;
  /** cheap, fast, bulk, premium or registered. */
  product: string;
  /** Another address of the API and of its sign-in; for staging and tests. */
  baseUrl?: string;
  identityUrl?: string;
  addressPosition?: 'left' | 'right';
}

const BASE = 'https://api.pingen.com';
export const PINGEN_STAGING = 'https://api-staging.pingen.com';
const JSON_API = 'application/vnd.api+json';
const PRINTING = { print_mode: 'simplex', print_spectrum: 'color' } as const;
/** A token is asked for anew a little before it ends. */
const TOKEN_MARGIN_S = 60;

type Ask = (call: Omit<HttpCall, 'url' | 'headers'> & { path: string; key?: string }) => Promise<HttpAnswer>;

export function createPingen(options: PingenOptions): LetterProvider {
  const ask = signedIn(options);
  const letters = `/organisations/${encodeURIComponent(options.organisation)}/deliveries/letters`;
  return {
    name: 'pingen',
    leavesMachine: true,
    channels: ['letter'],
    idempotentByKey: true,
    fingerprint: fingerprintOf,
    async handOver(envelope, signal): Promise<Receipt> {
      const pdf = letterOf(envelope);
      if (pdf === null) return NO_LETTER;
      const upload = await uploadOf(ask, pdf, signal);
      if ('outcome' in upload) return upload;
      const body = JSON.stringify({ data: { type: 'letters', attributes: attributesOf(options, envelope, upload) } });
      let answer: HttpAnswer;
      try {
        answer = await ask({ method: 'POST', path: letters, body, signal, key: envelope.deliveryId });
      } catch (error) {
        return silenceOf('Pingen', error);
      }
      const reference = textAt(answer.body, 'data', 'id');
      if (answer.status >= 200 && answer.status < 300 && reference !== null) return { outcome: 'accepted', reference };
      return refusalOf('Pingen', answer, wordsOf(answer), true);
    },
    async lookUp(envelope, signal): Promise<Receipt> {
      const query = 'sort=-created_at&page%5Blimit%5D=1000';
      const answer = await ask({ method: 'GET', path: `${letters}?${query}`, signal });
      const list = at(answer.body, 'data');
      if (answer.status !== 200 || !Array.isArray(list)) {
        return { outcome: 'unknown', detail: `Pingen could not be asked for its letters (${answer.status})` };
      }
      const found = list.find((one) => at(one, 'attributes', 'file_original_name') === fileNameOf(envelope));
      const reference = textAt(found, 'id');
      if (reference !== null) return { outcome: 'accepted', reference };
      return { outcome: 'refused', permanent: false, detail: 'Pingen has no such letter; it is handed over again.' };
    },
    async news(reference, signal): Promise<DeliveryNews | null> {
      const answer = await ask({ method: 'GET', path: `${letters}/${encodeURIComponent(reference)}`, signal });
      const status = textAt(answer.body, 'data', 'attributes', 'status');
      return status === null ? null : newsOfPingenStatus(status, null, reference);
    },
    async check(signal): Promise<string | null> {
      const answer = await ask({ method: 'GET', path: `${letters}?page%5Blimit%5D=1`, signal });
      return answer.status === 200 ? null : `${wordsOf(answer) ?? 'no message'} (${answer.status})`;
    },
    async isAwake(signal): Promise<boolean> {
      return (await ask({ method: 'GET', path: `${letters}?page%5Blimit%5D=1`, signal })).status < 500;
    },
    async cancel(reference, signal): Promise<boolean> {
      const path = `${letters}/${encodeURIComponent(reference)}/cancel`;
      const { status } = await ask({ method: 'PATCH', path, signal, key: `cancel-${reference}` });
      return status >= 200 && status < 300;
    },
    async price({ pages, country }, signal) {
      const attributes = {
        country,
        paper_types: Array.from({ length: pages }, () => 'normal'),
        ...PRINTING,
        delivery_product: options.product,
      };
      const body = JSON.stringify({ data: { type: 'letter_price_calculator', attributes } });
      const answer = await ask({ method: 'POST', path: `${letters}/price-calculator`, body, signal });
      const price = at(answer.body, 'data', 'attributes', 'price');
      const currency = textAt(answer.body, 'data', 'attributes', 'currency');
      return typeof price === 'number' && currency !== null ? { cents: Math.round(price * 100), currency } : null;
    },
  };
}

function attributesOf({ product, addressPosition = 'left' }: PingenOptions, envelope: Envelope, upload: Upload) {
  return {
    file_original_name: fileNameOf(envelope),
    file_url: upload.url,
    file_url_signature: upload.signature,
    address_position: addressPosition,
    auto_send: true,
    delivery_product: product,
    ...PRINTING,
  };
}

interface Upload {
  url: string;
  signature: string;
}

/** Puts the file where the letter is made from; until then nothing can be sent. */
async function uploadOf(ask: Ask, pdf: Uint8Array, signal: AbortSignal): Promise<Upload | Receipt> {
  try {
    const place = await ask({ method: 'GET', path: '/file-upload', signal });
    const url = at(place.body, 'data', 'attributes', 'url');
    const signature = at(place.body, 'data', 'attributes', 'url_signature');
    if (place.status !== 200 || typeof url !== 'string' || typeof signature !== 'string') {
      return refusalOf('Pingen', place, wordsOf(place), false);
    }
    const put = await call({ method: 'PUT', url, body: pdf, headers: { 'content-type': 'application/pdf' }, signal });
    if (put.status < 200 || put.status > 299) return refusalOf('Pingen', put, 'the upload was refused', false);
    return { url, signature };
  } catch (error) {
    const silence = silenceOf('Pingen', error);
    return { ...silence, outcome: 'refused', permanent: false, concerns: 'transport' } as Receipt;
  }
}

/** Calls with a token that is kept until it ends; a letter whose sign-in fails was certainly not handed over. */
function signedIn({ clientId, clientSecret, baseUrl = BASE, identityUrl }: PingenOptions): Ask {
  let token: { value: string; endsAtMs: number } | null = null;
  const sign = async (signal: AbortSignal): Promise<HttpAnswer | string> => {
    if (token !== null && performance.now() < token.endsAtMs) return token.value;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'letter',
    });
    const answer = await call({
      method: 'POST',
      url: `${identityUrl ?? identityOf(baseUrl)}/auth/access-tokens`,
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      signal,
    });
    const value = at(answer.body, 'access_token');
    if (answer.status !== 200 || typeof value !== 'string') return { ...answer, status: 401, body: answer.body ?? {} };
    const forS = Number(textAt(answer.body, 'expires_in') ?? 0) - TOKEN_MARGIN_S;
    token = { value, endsAtMs: performance.now() + Math.max(0, forS) * 1_000 };
    return value;
  };
  return async ({ path, key, signal, ...rest }) => {
    const signedBy = await sign(signal).catch((error: unknown) => {
      const words = error instanceof Error ? error.message : 'no answer';
      return { status: 401, body: { errors: [{ detail: `the sign-in failed: ${words}` }] }, retryAfterMs: null };
    });
    if (typeof signedBy !== 'string') return signedBy;
    const headers = {
      authorization: `Bearer ${signedBy}`,
      accept: JSON_API,
      'content-type': JSON_API,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const answer = await call({ ...rest, url: baseUrl + path, headers, signal });
    if (answer.status === 401) token = null;
    return answer;
  };
}

function identityOf(baseUrl: string): string {
  return baseUrl.replace('//api', '//identity');
}

function wordsOf({ body }: HttpAnswer): string | null {
  return textAt(body, 'errors', 0, 'detail') ?? textAt(body, 'errors', 0, 'title') ?? textAt(body, 'message');
}
