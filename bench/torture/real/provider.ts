// A mail provider in a process of its own, with the interface of Resend: whatever it takes it writes to a file and
// flushes before it answers - or answers badly. That file is what the workers are judged by.
//
//   node provider.ts FILE SEED     says "port N"
import { createHash } from 'node:crypto';
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomOf } from '../sim/random.ts';

const [file = '', seed = '1'] = process.argv.slice(2);
const record = openSync(file, 'a');
const random = randomOf(Number(seed));
/** What came under a key before; like Resend it takes a key once and refuses it for other bytes. */
const known = new Map<string, string>();

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    return; // the worker was killed while it was speaking: nothing was taken
  }
  answer(request, Buffer.concat(parts), response);
});

/** Ends the response, now or a little later; or the connection. */
function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): unknown {
  const say = (status: number, words: object, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(words));
  // Whether it is awake: it is, whatever becomes of the mails.
  if (request.method === 'GET') return say(200, { object: 'list', data: [] });
  const dice = random.next();
  if (dice < 0.08) return response.writeHead(500).end('<html>');
  if (dice < 0.09) {
    const words = { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests' };
    return say(429, words, { 'retry-after': '1' });
  }
  const key = String(request.headers['idempotency-key']);
  const bytes = createHash('sha256').update(body).digest('hex');
  const before = known.get(key);
  if (before !== undefined && before !== bytes) {
    write(`differs ${key}`);
    return say(409, { statusCode: 409, name: 'invalid_idempotent_request', message: 'other bytes under this key' });
  }
  if (before === undefined) {
    known.set(key, bytes);
    const tags: { name: string; value: string }[] = JSON.parse(body.toString()).tags;
    write(`taken ${tags.find(({ name }) => name === 'notice')?.value} ${key}`);
  }
  if (dice < 0.19) return request.socket.destroy();
  if (dice < 0.23) return response.writeHead(502).end('<html>');
  if (dice < 0.26) return response.writeHead(200).end('{"id');
  return setTimeout(() => say(200, { id: key }), random.below(15));
}

function write(line: string): void {
  writeSync(record, `${line}\n`);
  fdatasyncSync(record);
}

// It goes with whoever started it.
process.stdin.resume().on('end', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  writeSync(1, `port ${(server.address() as AddressInfo).port}\n`);
});
