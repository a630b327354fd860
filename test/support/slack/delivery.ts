// How the double brings what people do to the app: over the app's WebSocket connections, or as signed HTTP requests.
import { createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { LIMITS } from './limits.ts';
import type { Json } from './shape.ts';
import { acceptSocket, type Socket } from './websocket.ts';

export type Kind = 'interactive' | 'slash_commands' | 'events_api';

export interface Retry {
  attempt: number;
  reason: 'http_timeout' | 'http_error' | 'connection_failed';
}

/** What became of a delivery. `ack` is what the app answered; null when it did not within three seconds. */
export interface Outcome {
  acked: boolean;
  /** HTTP status, or 200 for an envelope that was acknowledged; 0 = no answer. */
  status: number;
  body: unknown;
  ms: number;
}

export interface HttpTarget {
  url: string;
  signingSecret: string;
  /** How long the answer may take; Slack's three seconds unless said otherwise. */
  patienceMs?: number;
}

/** What makes a signed request odd, for tests of the receiver. */
export interface Oddity {
  /** Seconds by which the timestamp is wrong. */
  skewSeconds?: number;
  /** Headers that replace those Slack would send; null removes one. */
  headers?: Record<string, string | null>;
  secret?: string;
}

/** A request exactly as it was sent, so that it can be replayed byte for byte. */
export interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const NO_ANSWER: Omit<Outcome, 'ms'> = { acked: false, status: 0, body: null };

/** Sends one signed request as Slack does: JSON for events, a form for everything else. */
export async function deliverHttp(
  target: HttpTarget,
  nowMs: number,
  kind: Kind,
  payload: Json,
  retry: Retry | null,
  odd: Oddity = {},
): Promise<{ outcome: Outcome; sent: Sent }> {
  const body = bodyOf(kind, payload);
  const timestamp = String(Math.floor(nowMs / 1000) + (odd.skewSeconds ?? 0));
  const hmac = createHmac('sha256', odd.secret ?? target.signingSecret).update(`v0:${timestamp}:${body}`);
  const headers: Record<string, string> = {
    'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac.digest('hex')}`,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  };
  if (retry !== null) {
    headers['x-slack-retry-num'] = String(retry.attempt);
    headers['x-slack-retry-reason'] = retry.reason;
  }
  for (const [name, value] of Object.entries(odd.headers ?? {})) {
    if (value === null) delete headers[name];
    else headers[name] = value;
  }
  const sent = { url: target.url, headers, body };
  return { outcome: await send(sent, target.patienceMs), sent };
}

/** Sends a request as it is; also a second time. */
export async function send({ url, headers, body }: Sent, patienceMs: number = LIMITS.patienceMs): Promise<Outcome> {
  const started = performance.now();
  const took = () => performance.now() - started;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { acked: response.ok, status: response.status, body: json ? JSON.parse(text) : text, ms: took() };
  } catch {
    return { ...NO_ANSWER, ms: took() };
  }
}

function bodyOf(kind: Kind, payload: Json): string {
  switch (kind) {
    case 'events_api':
      return JSON.stringify(payload);
    case 'interactive':
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    case 'slash_commands':
      return new URLSearchParams(
        Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
  }
}

interface Connection {
  socket: Socket;
  open: boolean;
  waiting: Map<string, (body: unknown) => void>;
}

export interface Sockets {
  accept(request: IncomingMessage, wire: Duplex): void;
  /** Connections that stand. */
  count(): number;
  deliver(kind: Kind, payload: Json, retry: Retry | null): Promise<Outcome>;
  /** The planned disconnect of one connection: a warning word, then the end. Resolves when it is closed. */
  refresh(): void;
  /** Cuts all wires without a word. */
  cut(): void;
  close(): void;
}

export function createSockets(appId: string, patienceMs: number): Sockets {
  const connections: Connection[] = [];
  let turn = 0;
  const standing = () => connections.filter(({ open }) => open);
  return {
    accept: (request, wire) => {
      const connection: Connection = {
        socket: { send: () => undefined, close: () => undefined, cut: () => undefined },
        open: true,
        waiting: new Map(),
      };
      connection.socket = acceptSocket(request, wire, {
        text: (text) => acknowledged(connection, text),
        end: () => {
          connection.open = false;
        },
      });
      connections.push(connection);
      const hello = { type: 'hello', num_connections: standing().length, connection_info: { app_id: appId } };
      connection.socket.send(
        JSON.stringify({ ...hello, debug_info: { host: 'local', approximate_connection_time: 18_060 } }),
      );
    },
    count: () => standing().length,
    deliver: async (kind, payload, retry) => {
      const started = performance.now();
      const open = standing();
      turn += 1;
      const connection = open[turn % Math.max(1, open.length)];
      if (connection === undefined) return { ...NO_ANSWER, ms: 0 };
      const body = await viaSocket(connection, kind, payload, retry, patienceMs);
      const ms = performance.now() - started;
      return body === NOTHING ? { ...NO_ANSWER, ms } : { acked: true, status: 200, body, ms };
    },
    refresh: () => {
      const [first] = standing();
      if (first === undefined) return;
      first.open = false;
      first.socket.send(
        JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'local' } }),
      );
    },
    cut: () => {
      for (const { socket } of standing()) socket.cut();
    },
    close: () => {
      for (const { socket } of connections) socket.close();
    },
  };
}

const NOTHING = Symbol('nothing');

function viaSocket(
  connection: Connection,
  kind: Kind,
  payload: Json,
  retry: Retry | null,
  patienceMs: number,
): Promise<unknown> {
  const envelope = randomUUID();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      connection.waiting.delete(envelope);
      resolve(NOTHING);
    }, patienceMs);
    connection.waiting.set(envelope, (body) => {
      clearTimeout(timer);
      resolve(body);
    });
    connection.socket.send(
      JSON.stringify({
        envelope_id: envelope,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...(retry === null ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason }),
      }),
    );
  });
}

function acknowledged(connection: Connection, text: string): void {
  const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: Json };
  const resolve = connection.waiting.get(id);
  connection.waiting.delete(id);
  resolve?.(payload ?? {});
}
