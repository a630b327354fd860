// A provider that answers at once, in as much of Resend's API as sending needs. `node stub.ts` says "listening PORT".
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let taken = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    taken += 1;
    const answer = JSON.stringify({ id: `00000000-0000-4000-8000-${String(taken).padStart(12, '0')}` });
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
