// The HTTP and WebSocket end of the double: Web API, uploads, response URLs, Socket Mode.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Api, answerCall, type Call } from './api.ts';
import type { Sockets } from './delivery.ts';
import { Refusal } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import { receiveBytes } from './files.ts';
import { respond } from './messages.ts';
import { isObject, type Json } from './shape.ts';

export interface Listening {
  base: string;
  calls: Call[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine. `api.base` is filled in. */
export async function listen(api: Api, faults: Faults, sockets: Sockets): Promise<Listening> {
  const calls: Call[] = [];
  const started = performance.now();
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`the local Slack server failed: ${String(error)}`);
    });
  });
  server.on('upgrade', (request, wire) => sockets.accept(request, wire));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base: api.base,
    calls,
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', api.base);
    const body = await readBody(request);
    const [, place = '', name = ''] = url.pathname.split('/');
    if (place === 'api') return callApi(name, request, body, response);
    if (place === 'upload') {
      const bytes = uploaded(request, body);
      response.writeHead(receiveBytes(api.workspace, name, bytes) ? 200 : 400);
      response.end('OK');
      return;
    }
    if (place === 'response') return callResponseUrl(api, faults, name, body, response);
    response.writeHead(404);
    response.end();
  }

  async function callApi(method: string, request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const args = readArguments(request, body);
    const call: Call = { method, args, atMs: performance.now() - started, error: null };
    calls.push(call);
    const fault = faults.next(method);
    if (fault !== null) call.error = fault.kind;
    if (fault !== null && fault.kind !== 'cut_after') {
      answerFault(fault, response);
      return;
    }
    const { headers } = request;
    const answer = await answerCall(api, { method, args, headers, body }, tokenOf(request, args));
    if (fault !== null) {
      answerFault(fault, response);
      return;
    }
    call.error = typeof answer.error === 'string' ? answer.error : null;
    json(response, 200, answer, { 'x-oauth-scopes': [...api.scopes].join(','), 'x-accepted-oauth-scopes': '' });
  }
}

function callResponseUrl(api: Api, faults: Faults, token: string, body: Buffer, response: ServerResponse): void {
  const fault = faults.next('response_url');
  if (fault !== null) {
    answerFault(fault, response);
    return;
  }
  try {
    respond(api.workspace, token, JSON.parse(body.toString('utf8')));
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('ok');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Slack answers 404 for an address that is used up or too old.
    json(response, error.message.endsWith('_url') ? 404 : 400, error.body);
  }
}

function answerFault(fault: Fault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'rate_limited':
      json(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(fault.retryAfterSeconds) });
      return;
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<h1>Something went wrong</h1>');
      return;
    case 'error':
      json(response, 200, { ok: false, error: fault.error });
      return;
    case 'cut_before':
    case 'cut_after':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
  }
}

function json(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Arguments as a form (nested ones as JSON inside) or as JSON. */
function readArguments(request: IncomingMessage, body: Buffer): Json {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) {
    const parsed: unknown = JSON.parse(body.toString('utf8') || '{}');
    return isObject(parsed) ? parsed : {};
  }
  return Object.fromEntries(
    [...new URLSearchParams(body.toString('utf8'))].map(([name, value]) => [name, unpack(name, value)]),
  );
}

const NESTED = ['blocks', 'view', 'attachments', 'metadata', 'files', 'message'];

function unpack(name: string, value: string): unknown {
  if (!NESTED.includes(name)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function tokenOf(request: IncomingMessage, args: Json): string | null {
  const header = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '');
  return header?.[1] ?? (typeof args.token === 'string' ? args.token : null);
}

/** The bytes of an upload: the body itself, or the one part of a multipart form. */
function uploaded(request: IncomingMessage, body: Buffer): Uint8Array {
  const boundary = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return body;
  const start = body.indexOf('\r\n\r\n') + 4;
  const end = body.lastIndexOf(`\r\n--${boundary}`);
  return body.subarray(start, end);
}
