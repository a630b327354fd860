// A provider in a process of its own: it writes every message it takes to a file and flushes it before it answers, or
// does not answer. The file is what the killed workers are judged by.
//
//   node provider.ts FILE MODE     says "port N"
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';

const [file = '', mode = 'keyed'] = process.argv.slice(2);
const record = openSync(file, 'a');
const keys = new Set<string>();
let calls = 0;

const server = createServer((request, response) => {
  const key = String(request.headers['idempotency-key']);
  request.resume().on('end', () => {
    calls += 1;
    // Every seventh call is not taken, every fifth that is taken gets no readable answer.
    if (mode !== 'plain' && calls % 7 === 0) return response.writeHead(500).end('<html>');
    const isNew = mode !== 'keyed' || !keys.has(key);
    keys.add(key);
    if (isNew) {
      writeSync(record, `${key}\n`);
      if (mode !== 'plain') fdatasyncSync(record);
    }
    if (mode !== 'plain' && calls % 5 === 0) return request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: key }));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`port ${address.port}\n`);
});
process.on('SIGTERM', () => {
  closeSync(record);
  process.exit(0);
});
