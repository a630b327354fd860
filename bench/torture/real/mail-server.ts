// A mail server in a process of its own: it knows no keys, takes the same mail as often as it comes, and writes each to
// a flushed file before it says so - or hangs up instead of saying so.
//
//   node mail-server.ts FILE SEED     says "port N"
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { randomOf } from '../sim/random.ts';

const [file = '', seed = '1'] = process.argv.slice(2);
const record = openSync(file, 'a');
const random = randomOf(Number(seed));
const sockets = new Map<number, Socket>();

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData(stream, session, done) {
    let head = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      if (head.length < 20_000) head += text;
    });
    stream.on('end', () => {
      const dice = random.next();
      if (dice < 0.08) return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
      const delivery = /^Message-ID:\s*<([0-9a-f-]{36})@/im.exec(head)?.[1];
      const notice = /^X-Duly-Notice:\s*(\S+)/im.exec(head)?.[1];
      writeSync(record, `taken ${notice} ${delivery}\n`);
      fdatasyncSync(record);
      if (dice < 0.13) return void sockets.get(session.remotePort)?.destroy();
      setTimeout(done, random.below(15));
    });
  },
});
server.on('error', () => undefined); // connections of killed workers

server.server.on('connection', (socket: Socket) => {
  const port = socket.remotePort ?? 0;
  sockets.set(port, socket);
  socket.on('close', () => sockets.delete(port));
});
// It goes with whoever started it.
process.stdin.resume().on('end', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  writeSync(1, `port ${(server.server.address() as AddressInfo).port}\n`);
});
