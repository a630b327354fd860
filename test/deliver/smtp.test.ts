// E-mail through a mail server: nodemailer against the smtp-server of the same authors, read back by another library,
// and against a server that breaks off at a chosen moment, which no real one does on request.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClosableTransport, createSmtp, type SmtpOptions } from '../../src/deliver/smtp.ts';
import { envelope, within } from './envelopes.ts';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

let cert: { key: string; cert: string };
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'duly-smtp-'));
  const [key, crt] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      crt,
    ].concat(['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']),
    { stdio: 'pipe' },
  );
  cert = { key: readFileSync(key, 'utf8'), cert: readFileSync(crt, 'utf8') };
  rmSync(folder, { recursive: true });
});

const transport = (port: number, more: Partial<SmtpOptions> = {}): ClosableTransport => {
  const made = createSmtp({
    url: `smtp://anna:geheim@localhost:${port}`,
    ca: cert.cert,
    // As in the product silence is longer than the greeting may take: the two must not come at once.
    timeoutsMs: { connect: 300, greeting: 300, silence: 600 },
    ...more,
  });
  open.push(() => made.close());
  return made;
};

/** A real mail server; returns what it took. */
async function serve(options: Partial<SMTPServerOptions> = {}) {
  const taken: { from: string; to: string[]; raw: Buffer; secure: boolean }[] = [];
  const server = new SMTPServer({
    ...cert,
    onAuth: ({ username, password }, _session, done) =>
      username === 'anna' && password === 'geheim' ? done(null, { user: 'anna' }) : done(new Error('wrong')),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        taken.push({ from, to: rcptTo.map((one) => one.address), raw: Buffer.concat(parts), secure: session.secure });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, taken };
}

const reject = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

describe('a mail handed to a mail server', () => {
  test('goes out encrypted and signed in, and reads back as it was written', async () => {
    const { port, taken } = await serve();
    const receipt = await transport(port).handOver(envelope(), within(3_000));
    expect(receipt).toMatchObject({ outcome: 'accepted' });
    const [mail] = taken;
    expect(mail).toMatchObject({
      from: 'mahnung@nordwind.example',
      to: ['pay@kunde.example', 'chef@kunde.example'],
      secure: true,
    });
    const read = await new PostalMime().parse(mail?.raw ?? '');
    expect(read).toMatchObject({
      subject: 'Zahlungserinnerung M-00042 – Größe zählt',
      from: { name: 'Nordwind "Handels" GmbH & Söhne' },
      replyTo: [{ address: 'buchhaltung@nordwind.example' }],
      messageId: `<${envelope().deliveryId}@nordwind.example>`,
    });
    expect(read.text?.trim()).toBe('Guten Tag,\nbitte zahlen Sie 100,00 €.');
    expect(read.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
    expect(read.attachments.map((file) => [file.filename, file.contentId])).toEqual([
      ['code.png', '<code>'],
      ['M-00042.pdf', undefined],
      ['Rechnung Ü-7.pdf', undefined],
    ]);
    expect([...new Uint8Array(read.attachments[2]?.content as ArrayBuffer)]).toEqual([0, 255, 10, 13]);
  });

  test('carries the same bytes at a second attempt', async () => {
    const { port, taken } = await serve();
    for (let n = 0; n < 2; n += 1) await transport(port).handOver(envelope(), within(3_000));
    expect(taken[1]?.raw.equals(taken[0]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  test('is not sent without encryption, unless that is switched off', async () => {
    const { port, taken } = await serve({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const refused = { outcome: 'refused', permanent: false, concerns: 'transport' };
    expect(await transport(port).handOver(envelope(), within(3_000))).toMatchObject(refused);
    expect(taken).toEqual([]);
    expect(await transport(port, { tls: 'off' }).handOver(envelope(), within(3_000))).toMatchObject({
      outcome: 'accepted',
    });
  });

  test('waits when the server turns everybody away at the door', async () => {
    const { port } = await serve({ onConnect: (_session, done) => done(reject(554)) });
    const refused = { outcome: 'refused', permanent: false, concerns: 'transport' };
    expect(await transport(port).handOver(envelope(), within(3_000))).toMatchObject(refused);
  });

  test('is not sent to a server whose certificate is another’s, or with a wrong password', async () => {
    const { port, taken } = await serve();
    const refused = { outcome: 'refused', permanent: false, concerns: 'transport' };
    const strict = createSmtp({ url: `smtp://anna:geheim@localhost:${port}` });
    expect(await strict.handOver(envelope(), within(3_000))).toMatchObject(refused);
    strict.close();
    const wrong = { url: `smtp://anna:falsch@localhost:${port}` };
    expect(await transport(port, wrong).handOver(envelope(), within(3_000))).toMatchObject(refused);
    expect(taken).toEqual([]);
  });

  test.each([
    [550, { outcome: 'refused', permanent: true }],
    [451, { outcome: 'refused', permanent: false }],
  ])('is refused with the server’s %i for its recipients', async (code, expected) => {
    const { port } = await serve({ onRcptTo: (_to, _session, done) => done(reject(code)) });
    expect(await transport(port).handOver(envelope(), within(3_000))).toMatchObject(expected);
  });

  test('counts as sent when one of two addresses is refused, and names the one', async () => {
    const { port, taken } = await serve({
      onRcptTo: ({ address }, _session, done) => (address.startsWith('chef') ? done(reject(550)) : done()),
    });
    const receipt = await transport(port).handOver(envelope(), within(3_000));
    expect(receipt).toMatchObject({ outcome: 'accepted', note: expect.stringContaining('chef@kunde.example') });
    expect(taken[0]?.to).toEqual(['pay@kunde.example']);
  });

  test('is refused for good with a 554 after the final dot, and for now with a 421', async () => {
    for (const [code, permanent] of [
      [554, true],
      [421, false],
    ] as const) {
      const { port } = await serve({
        onData(stream, _session, done) {
          stream.resume();
          stream.on('end', () => done(reject(code)));
        },
      });
      expect(await transport(port).handOver(envelope(), within(3_000))).toMatchObject({
        outcome: 'refused',
        permanent,
      });
    }
  });
});

/** Where the other side falls silent or hangs up. `dots`: how many mails it took whole. */
type Moment = 'no greeting' | 'greeting' | 'MAIL' | 'DATA' | 'dot' | 'second dot';

async function breaking(at: Moment, how: 'drop' | 'silence'): Promise<{ port: number; dots: () => number }> {
  let dots = 0;
  const act = (socket: Socket) => (how === 'drop' ? socket.destroy() : undefined);
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (at === 'no greeting') return act(socket);
    socket.write('220 test\r\n');
    if (at === 'greeting' && how === 'drop') return act(socket);
    let inData = false;
    let text = '';
    socket.on('data', (part) => {
      text += part.toString('latin1');
      for (;;) {
        const end = inData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          dots += 1;
          if (at === 'dot' || (at === 'second dot' && dots === 2)) return act(socket);
          socket.write('250 taken\r\n');
        } else if (line.startsWith('MAIL') && at === 'MAIL') return act(socket);
        else if (line === 'DATA') {
          if (at === 'DATA') return act(socket);
          inData = true;
          socket.write('354 go\r\n');
        } else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.address() as AddressInfo).port, dots: () => dots };
}

describe('a mail server that breaks off', () => {
  const plain = (port: number) => transport(port, { url: `smtp://localhost:${port}`, tls: 'off' });

  test.each<[Moment, 'drop' | 'silence']>([
    ['no greeting', 'drop'],
    ['no greeting', 'silence'],
  ])('before its greeting (%s, %s) has certainly taken nothing', async (moment, how) => {
    const { port } = await breaking(moment, how);
    expect(await plain(port).handOver(envelope(), within(3_000))).toMatchObject({
      outcome: 'refused',
      permanent: false,
    });
  });

  test.each<[Moment, 'drop' | 'silence']>([
    ['MAIL', 'silence'],
    ['DATA', 'silence'],
    ['dot', 'drop'],
    ['dot', 'silence'],
  ])('later (%s, %s) leaves a doubt', async (moment, how) => {
    const { port } = await breaking(moment, how);
    expect(await plain(port).handOver(envelope(), within(3_000))).toMatchObject({ outcome: 'unknown' });
  });

  test('after the second mail on the same connection gets that mail once, never again by the library', async () => {
    const { port, dots } = await breaking('second dot', 'drop');
    const pool = plain(port);
    expect(await pool.handOver(envelope({ deliveryId: 'first' }), within(3_000))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await pool.handOver(envelope({ deliveryId: 'second' }), within(3_000))).toMatchObject({
      outcome: 'unknown',
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(dots()).toBe(2);
  });

  test('that nobody listens for, or that is silent past our own deadline, says which it was', async () => {
    const nobody = createSmtp({ url: 'smtp://localhost:1', tls: 'off' });
    expect(await nobody.handOver(envelope(), within(3_000))).toMatchObject({
      outcome: 'refused',
      concerns: 'transport',
    });
    const { port } = await breaking('dot', 'silence');
    const slow = transport(port, {
      url: `smtp://localhost:${port}`,
      tls: 'off',
      timeoutsMs: { connect: 300, greeting: 300, silence: 20_000 },
    });
    expect(await slow.handOver(envelope(), within(300))).toMatchObject({ outcome: 'unknown' });
  });
});
