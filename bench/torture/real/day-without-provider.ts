// A provider that is away for a day, on a clock that is set: the real pipeline with the real adapters against a mail
// server that nobody runs, and a Resend that answers nothing but errors. Half is approved before, half in the middle.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Context } from '../../../src/app/context.ts';
import { decideProposals } from '../../../src/app/proposals/decide.ts';
import type { Store } from '../../../src/db/client.ts';
import { createResend } from '../../../src/deliver/resend.ts';
import { createSmtp } from '../../../src/deliver/smtp.ts';
import { workOnce } from '../../../src/jobs.ts';
import { addCustomers, addInvoices, level, openHouse, run } from '../../../test/app/house.ts';
import { startResend } from '../../../test/deliver/doubles/resend-server.ts';
import { readBooks } from './company.ts';
import { type Judgement, judge } from './judge.ts';

export interface OutageResult extends Judgement {
  provider: 'resend' | 'smtp';
  notices: number;
  hoursAway: number;
  /** Deliveries that were never in doubt and left when the provider was back. */
  sentLater: number;
}

/** A provider that can be taken away and brought back. */
interface Post {
  transport: Context['ports']['transport'];
  back(): Promise<void>;
  /** As a provider's record. */
  lines(): string[];
  close(): Promise<void>;
}

/** Long enough for every doubt to have come to its end. */
const HOURS_AFTER = 30;

/** Empties the store. */
export async function runOutage(
  store: Store,
  {
    provider,
    notices,
    hoursAway,
    everyMinutes,
  }: Pick<OutageResult, 'provider' | 'notices' | 'hoursAway'> & {
    everyMinutes: number;
  },
): Promise<OutageResult> {
  const house = await openHouse(store, { plan: { sendFrom: '00:00', levels: [level('L1')] } });
  const numbers = Array.from({ length: notices }, (_, index) => `R${index + 1}`);
  await addCustomers(
    house,
    numbers.map((number) => `K${number}`),
  );
  await addInvoices(
    house,
    numbers.map((number) => ({ number, customer: `K${number}` })),
  );
  await run(house);
  const post = provider === 'smtp' ? await absentMailServer() : await brokenResend();
  house.ports.transport = post.transport;
  const ids = (await store.executeSql('select id from proposals order by id')).rows.map(({ id }) => Number(id));
  const half = Math.ceil(ids.length / 2);
  const approve = (proposals: number[]) => decideProposals(house.anna, { proposals, decision: { kind: 'approve' } });
  const pass = async (hours: number) => {
    for (let minutes = 0; minutes < hours * 60; minutes += everyMinutes) {
      await workOnce(house.anna);
      await house.clock.sleep(everyMinutes * 60_000);
    }
  };
  try {
    await approve(ids.slice(0, half));
    await pass(hoursAway / 2);
    await approve(ids.slice(half));
    await pass(hoursAway / 2);
    const before = await store.executeSql('select count(*)::int as n from deliveries where doubt_since is null');
    await post.back();
    await pass(HOURS_AFTER);
    const found = judge(await readBooks(store), post.lines(), 0, notices);
    return { provider, notices, hoursAway, sentLater: Number(before.rows[0]?.n), ...found };
  } finally {
    await post.close();
  }
}

async function brokenResend(): Promise<Post> {
  const server = await startResend();
  // An account that is in use: its list reaches back beyond the day.
  server.older.push({
    id: 'before',
    to: ['someone@example.com'],
    subject: 'Before',
    created_at: '2020-01-01T00:00:00Z',
  });
  server.faults.push(...Array.from({ length: 100_000 }, () => '500 before' as const));
  return {
    transport: createResend({ apiKey: 're_x', baseUrl: server.url, ratePerSecond: 1_000 }),
    async back() {
      server.faults.length = 0;
    },
    lines: () =>
      server.accepted.map(({ key, body }) => {
        const tags = body.tags as { name: string; value: string }[];
        return `taken ${tags.find(({ name }) => name === 'notice')?.value} ${key}`;
      }),
    close: () => server.close(),
  };
}

async function absentMailServer(): Promise<Post> {
  const lines: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, _session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      stream.on('end', () => {
        const [, notice] = /^X-Duly-Notice:\s*(\S+)/im.exec(text) ?? [];
        const [, delivery] = /^Message-ID:\s*<([0-9a-f-]{36})@/im.exec(text) ?? [];
        lines.push(`taken ${notice} ${delivery}`);
        done();
      });
    },
  });
  // A port that was free a moment ago, where nobody listens until the server is back.
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.server.address() as AddressInfo).port));
  });
  await new Promise<void>((resolve) => void server.server.close(() => resolve()));
  const transport = createSmtp({ url: `smtp://127.0.0.1:${port}`, tls: 'off' });
  return {
    transport,
    back: () => new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve())),
    lines: () => lines,
    async close() {
      transport.close();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
