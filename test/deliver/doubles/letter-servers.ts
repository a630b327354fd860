// Local letter providers for tests, made from the providers' documentation: Pingen with sign-in, upload and letters,
// LetterXpress with its print jobs. Each can be told to fail; what it took is kept.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LetterFault =
  | 'none'
  | 'reset after accept'
  | 'hang after accept'
  | '503 after accept'
  | { status: number; words: string };

export interface LetterServer {
  url: string;
  letters: { id: string; name: string; pdf: Buffer; attributes: Record<string, unknown>; status: string }[];
  faults: LetterFault[];
  /** How often a token was asked for. */
  signIns: number;
  requests: string[];
  close(): Promise<void>;
}

type Handler = (server: LetterServer, request: IncomingMessage, raw: Buffer, response: ServerResponse) => void;

async function start(handle: Handler): Promise<LetterServer> {
  const http = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    server.requests.push(`${request.method} ${request.url}`);
    handle(server, request, Buffer.concat(parts), response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: LetterServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    letters: [],
    faults: [],
    signIns: 0,
    requests: [],
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Plays a fault instead of the answer to what was taken; false = there is none. */
function fails(fault: LetterFault, request: IncomingMessage, response: ServerResponse): boolean {
  if (fault === 'reset after accept') request.socket.destroy();
  else if (fault === '503 after accept') answer(response, 503, { message: 'later' });
  return fault !== 'none';
}

const LETTERS = '/organisations/org-1/deliveries/letters';

export function startPingen(): Promise<LetterServer> {
  const files = new Map<string, Buffer>();
  const keys = new Map<string, string>();
  return start((server, request, raw, response) => {
    const { method, url = '' } = request;
    if (url === '/auth/access-tokens') {
      server.signIns += 1;
      const form = new URLSearchParams(raw.toString());
      if (form.get('client_secret') !== 'geheim') return answer(response, 401, { error: 'invalid_client' });
      return answer(response, 200, { access_token: 'token', expires_in: 3600 });
    }
    if (url.startsWith('/upload/')) {
      files.set(url, raw);
      return void response.writeHead(200).end();
    }
    if (request.headers.authorization !== 'Bearer token') return answer(response, 401, { errors: [] });
    if (url === '/file-upload') {
      const attributes = { url: `${server.url}/upload/${randomUUID()}`, url_signature: 'signature' };
      return answer(response, 200, { data: { type: 'file_uploads', attributes } });
    }
    if (method === 'POST' && url === LETTERS) {
      const fault = server.faults.shift() ?? 'none';
      if (typeof fault === 'object') return answer(response, fault.status, { errors: [{ detail: fault.words }] });
      const key = String(request.headers['idempotency-key']);
      const { attributes } = (JSON.parse(raw.toString()) as { data: { attributes: Record<string, string> } }).data;
      let id = keys.get(key);
      if (id === undefined) {
        id = randomUUID();
        keys.set(key, id);
        const pdf = files.get(new URL(attributes.file_url ?? '').pathname) ?? Buffer.alloc(0);
        server.letters.push({ id, name: attributes.file_original_name ?? '', pdf, attributes, status: 'validating' });
      }
      if (fails(fault, request, response)) return;
      return answer(response, 201, { data: { id, type: 'letters', attributes: { status: 'validating' } } });
    }
    if (method === 'POST' && url === `${LETTERS}/price-calculator`) {
      return answer(response, 200, { data: { attributes: { price: 1.07, currency: 'EUR' } } });
    }
    const rows = server.letters.map((one) => ({
      id: one.id,
      attributes: { file_original_name: one.name, status: one.status },
    }));
    if (method === 'GET' && url.startsWith(`${LETTERS}?`)) return answer(response, 200, { data: rows });
    const [, id, action] = new RegExp(`^${LETTERS}/([\\w-]+)(/cancel)?$`).exec(url) ?? [];
    const row = rows.find((one) => one.id === id);
    if (row === undefined) return answer(response, 404, { errors: [{ title: 'not found' }] });
    return answer(response, action === undefined ? 200 : row.attributes.status === 'sent' ? 409 : 202, { data: row });
  });
}

export function startLetterxpress(): Promise<LetterServer> {
  return start((server, request, raw, response) => {
    const { method, url = '' } = request;
    const { auth, letter } = JSON.parse(raw.toString()) as {
      auth: { username: string; apikey: string };
      letter?: { base64_file: string; base64_file_checksum: string; filename_original: string };
    };
    if (auth.username !== 'anna' || auth.apikey !== 'geheim')
      return answer(response, 401, { message: 'Unauthorized.' });
    if (method === 'POST' && url === '/printjobs' && letter !== undefined) {
      const fault = server.faults.shift() ?? 'none';
      if (typeof fault === 'object') return answer(response, fault.status, { message: fault.words });
      if (createHash('md5').update(letter.base64_file).digest('hex') !== letter.base64_file_checksum) {
        return answer(response, 422, { message: 'checksum' });
      }
      const id = String(6_000_000 + server.letters.length);
      const pdf = Buffer.from(letter.base64_file, 'base64');
      server.letters.push({ id, name: letter.filename_original, pdf, attributes: { ...letter }, status: 'queue' });
      if (fails(fault, request, response)) return;
      return answer(response, 200, { status: 200, data: { id: Number(id), status: 'queue' } });
    }
    if (url === '/price') return answer(response, 200, { status: 200, data: { price: 0.89 } });
    if (url === '/balance') return answer(response, 200, { status: 200, data: { balance: 10 } });
    const rows = server.letters.map((one) => ({ id: Number(one.id), filename_original: one.name, status: one.status }));
    if (method === 'GET' && url === '/printjobs')
      return answer(response, 200, { status: 200, data: { printjobs: rows } });
    const row = rows.find((one) => url === `/printjobs/${one.id}`);
    if (row === undefined) return answer(response, 404, { message: 'not found' });
    const tooLate = method === 'DELETE' && row.status === 'done';
    return answer(response, tooLate ? 409 : 200, { status: tooLate ? 409 : 200, data: row });
  });
}
