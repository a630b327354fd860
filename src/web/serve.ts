// The HTTP server around the console: bound to one address, with limits on slow clients, closed in order.

import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Web } from './web.ts';

const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 5_000;
const HEADER_BYTES_AT_MOST = 32 * 1024;
/** How long requests that are under way may take at the end. */
const CLOSE_WITHIN_MS = 5_000;

/** What a browser asks for when it listens to events. */
const EVENT_STREAM = 'text/event-stream';

export interface ServedWeb {
  /** The address it answers on, with the port that was taken. */
  url: string;
  /** Refuses new requests, lets those under way finish, at most five seconds. */
  close(): Promise<void>;
}

/** Starts serving. Rejects when the address is taken; port 0 takes any free one. */
export async function serveWeb(app: Web, at: { hostname: string; port: number }): Promise<ServedWeb> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: at.hostname,
    serverOptions: {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEADER_BYTES_AT_MOST,
    },
  }) as Server;
  const streams = new Set<ServerResponse>();
  server.on('request', (request, answer: ServerResponse) => {
    if (request.headers.accept !== EVENT_STREAM) return;
    streams.add(answer);
    answer.on('close', () => streams.delete(answer));
  });
  await listen(server, at);
  const { port } = server.address() as AddressInfo;
  const host = at.hostname.includes(':') ? `[${at.hostname}]` : at.hostname;
  return { url: `http://${host}:${port}`, close: () => close(server, streams) };
}

function listen(server: Server, { hostname, port }: { hostname: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server, streams: ReadonlySet<ServerResponse>): Promise<void> {
  // A stream of events ends by itself only when its reader goes: he is told to. All other answers are left to finish.
  for (const stream of streams) stream.end('event: end\ndata: stopping\n\n');
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
    timer.unref();
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
