// A local Resend for tests: keeps attachments, compares the whole body under an idempotency key, and can be told to
// fail in every way that a mail service does. What it accepted is what it would have sent.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentMail {
  id: string;
  key: string | undefined;
  userAgent: string | undefined;
  body: Record<string, unknown> & { attachments?: { filename: string; content: string; content_id?: string }[] };
}

/** What it does with the next call: before taking the mail, after, or instead. */
export type Fault =
  | 'none'
  | 'reset'
  | 'reset after accept'
  | 'hang after accept'
  | '500 before'
  | '500 after accept'
  | 'html 502'
  | 'garbage 200'
  | { status: number; name: string; headers?: Record<string, string> };

export interface ResendServer {
  url: string;
  accepted: SentMail[];
  /** One for each of the next calls. */
  faults: Fault[];
  events: Map<string, string>;
  /** What the account sent before, the newest first: entries of its list with the instant they were made. */
  older: ListedMail[];
  close(): Promise<void>;
}

/** An entry of the list of mails. */
export interface ListedMail {
  id: string;
  to: string[];
  subject: string;
  created_at: string;
}

export const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes .....').toString('base64')}`;

export async function startResend(): Promise<ResendServer> {
  const accepted: SentMail[] = [];
  const faults: Fault[] = [];
  const events = new Map<string, string>();
  const older: ListedMail[] = [];
  const keys = new Map<string, { hash: string; id: string }>();
  const take = (request: IncomingMessage, raw: string): { status: number; body: object } => {
    const key = request.headers['idempotency-key'] as string | undefined;
    const hash = createHash('sha256').update(raw).digest('hex');
    const known = key === undefined ? undefined : keys.get(key);
    if (known !== undefined) {
      if (known.hash === hash) return { status: 200, body: { id: known.id } };
      return problem(409, 'invalid_idempotent_request');
    }
    const id = randomUUID();
    if (key !== undefined) keys.set(key, { hash, id });
    accepted.push({ id, key, userAgent: request.headers['user-agent'], body: JSON.parse(raw) });
    return { status: 200, body: { id } };
  };
  const told = answersTo({ accepted, faults, events, older });
  const server = createServer(async (request, response) => {
    const raw = await textOf(request);
    if (request.method === 'GET') return told(request.url ?? '', response);
    const fault = faults.shift() ?? 'none';
    if (typeof fault === 'object') {
      const { status, body } = problem(fault.status, fault.name);
      return answer(response, status, body, fault.headers);
    }
    if (fault === 'reset') return request.socket.destroy();
    if (fault === '500 before') return answer(response, 500, problem(500, 'internal_server_error').body);
    if (fault === 'html 502') return answer(response, 502, '<html>bad gateway</html>');
    const { status, body } = take(request, raw);
    if (fault === 'reset after accept') return request.socket.destroy();
    if (fault === 'hang after accept') return;
    if (fault === '500 after accept') return answer(response, 500, problem(500, 'application_error').body);
    if (fault === 'garbage 200') return answer(response, 200, '{"id": "trunc');
    return answer(response, status, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    faults,
    events,
    older,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Questions say how things are and take nobody's turn. */
function answersTo({
  accepted,
  faults,
  events,
  older,
}: Pick<ResendServer, 'accepted' | 'faults' | 'events' | 'older'>) {
  /** Two pages: what was accepted, and what was there before. */
  const listed = (after: string | null): object[] =>
    after !== null || accepted.length === 0
      ? older
      : accepted.toReversed().map(({ id, body: { to, subject } }) => ({ id, to, subject, created_at: '9999-01-01' }));
  const answerOf = (url: string): { status: number; body: object } => {
    const found = /^\/emails\/([\w-]+)$/.exec(url);
    if (found !== null) {
      const tags = accepted.find(({ id }) => id === found[1])?.body.tags;
      return { status: 200, body: { id: found[1], last_event: events.get(found[1] ?? '') ?? 'sent', tags } };
    }
    const [next = 'none'] = faults;
    if (next === '500 before' || next === 'html 502') {
      return problem(500, 'internal_server_error');
    }
    if (url.startsWith('/domains')) return { status: 200, body: { object: 'list', data: [] } };
    const after = new URL(url, 'http://localhost').searchParams.get('after');
    const has_more = after === null && older.length > 0;
    return { status: 200, body: { object: 'list', has_more, data: listed(after) } };
  };
  return (url: string, response: ServerResponse): void => {
    const { status, body } = answerOf(url);
    answer(response, status, body);
  };
}

/** Headers of a webhook, signed as Svix does. */
export function signed(body: string, atMs: number, { id = `msg_${randomUUID()}`, secret = SECRET } = {}) {
  const timestamp = String(Math.floor(atMs / 1_000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` };
}

function problem(statusCode: number, name: string) {
  return { status: statusCode, body: { statusCode, name, message: `it is ${name}` } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: object | string, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}
