// The bot under load against the local Slack: 50 clicks at once, a digest of 5,000, edits for 150 decisions, all with
// the real Bolt over WebSocket and HTTP on a real PostgreSQL. `node bench/slack.ts` writes bench/results/slack.md.

import { createServer } from 'node:http';
import { sql } from 'drizzle-orm';
import { setUpChat } from '../src/app/chat/settings.ts';
import type { Context } from '../src/app/context.ts';
import { importFile } from '../src/app/imports/import-file.ts';
import { addPerson } from '../src/app/people/people.ts';
import { decideProposals } from '../src/app/proposals/decide.ts';
import { startRun } from '../src/app/run/start-run.ts';
import { savePlan } from '../src/app/settings/save-plan.ts';
import { setUpOrganisation } from '../src/app/settings/set-up.ts';
import { ACTION, rowValue } from '../src/bot/ids.ts';
import { type RunningBot, startBot } from '../src/bot/index.ts';
import { wallClock } from '../src/clock.ts';
import { ROOT } from '../src/compose.ts';
import type { Actor } from '../src/core/actor.ts';
import { addDays } from '../src/core/day.ts';
import { openStore } from '../src/db/client.ts';
import { onServer } from '../test/support/admin.ts';
import { type Channel, type Person, type Slack, startSlack } from '../test/support/slack/slack.ts';
import { plainRenderer } from '../test/support/world.ts';
import { startBenchServer } from './postgres.ts';
import { writeResults } from './results.ts';

const ADMIN: Actor = { name: 'Bench', role: 'admin', surface: 'cli' };
const SECRET = 'bench-secret';
/** The first is left out of the figures: it meets code that was never run. */
const ROUNDS = 5;
const silent = Object.assign(() => undefined, { failure: () => undefined });

/** Parts asked for, e.g. `clicks`; none = all, and the results are written. */
const PARTS = process.argv.slice(2);
const asked = (part: string) => PARTS.length === 0 || PARTS.includes(part);

interface Bench {
  ctx: Context;
  slack: Slack;
  bot: RunningBot;
  channel: Channel;
  people: Person[];
}

async function main(): Promise<void> {
  const server = await startBenchServer();
  const lines: string[] = [];
  const fresh = async (name: string) => {
    await onServer(server.url('postgres'), `create database ${name}`);
    return server.url(name);
  };
  try {
    if (asked('clicks')) {
      for (const mode of ['socket', 'http'] as const) lines.push(await clicks(await fresh(`clicks_${mode}`), mode));
    }
    if (asked('large')) lines.push(...(await large(await fresh('large'))));
    if (asked('edits')) lines.push(await edits(await fresh('edits')));
  } finally {
    await server.stop();
  }
  const machine = `Two cores, Node ${process.versions.node}, PostgreSQL ${server.version}, local Slack in the same process.`;
  const text = `## Slack\n\n${machine} \`node bench/slack.ts\`\n\n${lines.join('\n')}\n`;
  if (PARTS.length === 0) writeResults('slack', text);
  process.stdout.write(text);
}

async function open(url: string, count: number, mode: 'socket' | 'http'): Promise<Bench & { close(): Promise<void> }> {
  const store = await openStore(
    { kind: 'server', url, poolMax: 10 },
    { log: () => undefined, migrationsDir: `${ROOT}/src/db/migrations` },
  );
  const { day: today } = wallClock.local('Europe/Berlin');
  const agingChart = async () => ({ png: new Uint8Array([1]), alt: 'Aging' });
  const transport = {
    name: 'none',
    leavesMachine: true,
    channels: [],
    fingerprint: () => '',
    handOver: async () => ({ outcome: 'unknown' as const, detail: '' }),
  };
  const ports = {
    renderer: { ...plainRenderer, agingChart },
    transport,
    log: () => undefined,
  } as unknown as Context['ports'];
  const ctx: Context = { store, clock: wallClock, actor: ADMIN, ports };
  await setUpOrganisation(ctx, {
    name: 'Bench GmbH',
    address: { street: 'Weg', postalCode: '20457', city: 'Hamburg', country: 'DE' },
    accountHolder: 'Bench GmbH',
    calendar: 'none',
    staleAfterDays: null,
  });
  await savePlan(ctx, {
    name: 'Standard',
    isDefault: true,
    levels: [{ name: 'Reminder', kind: 'reminder', afterDays: 2, channels: ['email'] }],
  });
  await fill(ctx, count, addDays(today, -5));
  const slack = await startSlack();
  const people = ['Ben', 'Cleo'].map((name) => slack.person(name));
  const channel = slack.channel('mahnwesen', people);
  for (const { realName: name, id: slackUserId, email } of people)
    await addPerson(ctx, { name, role: 'approver', slackUserId, email });
  await setUpChat(ctx, { channelId: channel.id });
  const bot = await startBot({
    context: (actor) => ({ ...ctx, actor }),
    service: { name: 'Duly', role: 'approver', surface: 'schedule' },
    slack: {
      botToken: slack.tokens.bot,
      apiUrl: slack.apiUrl,
      connection: mode === 'socket' ? { mode, appToken: slack.tokens.app } : { mode, signingSecrets: [SECRET] },
    },
    consoleUrl: null,
    log: silent,
    afterDecision: () => undefined,
    nextRun: async () => null,
    nowMs: () => Date.now(),
  });
  const http = mode === 'http' ? await serve(bot, slack) : null;
  const close = async () => {
    http?.close();
    await bot.stop();
    await slack.stop();
    await store.close();
  };
  return { ctx, slack, bot, channel, people, close };
}

/** The receiver behind a plain server of Node. */
async function serve(bot: RunningBot, slack: Slack) {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = new Headers(
      Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const request = new Request('http://127.0.0.1/slack/events', {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    });
    const response = (await bot.handle?.(request)) ?? new Response(null, { status: 404 });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  slack.useHttp({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret: SECRET });
  return server;
}

async function fill(ctx: Context, count: number, due: string): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const text = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));
  const customers = ['number;name;email', ...ids.map((id) => `K${id};Customer ${id};pay@example.com`)];
  const invoices = [
    'kind;number;customer;issued;due;currency;gross',
    ...ids.map((id) => `invoice;RE-${id};K${id};2026-01-02;${due};EUR;100.00`),
  ];
  await importFile(ctx, { name: 'customers.csv', kind: 'customers', bytes: text(customers) });
  await importFile(ctx, { name: 'invoices.csv', kind: 'invoices', bytes: text(invoices) });
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const ms = (value: number) => `${Math.round(value)} ms`;

async function idsOf(ctx: Context): Promise<number[]> {
  const { rows } = (await ctx.store.db.execute(sql`select id from proposals order by id`)) as unknown as {
    rows: { id: number | string }[];
  };
  return rows.map((row) => Number(row.id));
}

/** 50 clicks of two people at once, in rounds, on 20 proposals: how long until Slack hears that it is committed. */
async function clicks(url: string, mode: 'socket' | 'http'): Promise<string> {
  const bench = await open(url, 20, mode);
  await startRun(bench.ctx, {});
  await bench.bot.settle(30_000);
  const ids = await idsOf(bench.ctx);
  const shown = { ...bench.slack.lastMessage(bench.channel) };
  const took: number[] = [];
  let cpu = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round === 1) cpu = process.cpuUsage();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const option = rowValue('approve', ids[(round * 4 + (index % 4)) % ids.length] ?? 0);
        return bench.slack.click(shown, ACTION.row, bench.people[index % 2] as Person, { option });
      }),
    );
    if (round > 0) took.push(...outcomes.map((outcome) => (outcome.acked ? outcome.ms : 3_000)));
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1_000 / took.length;
  took.sort((a, b) => a - b);
  const { rows } = (await bench.ctx.store.db.execute(
    sql`select count(*)::int as count from audit where action = 'proposal.decide'`,
  )) as unknown as { rows: { count: number }[] };
  await bench.close();
  const figures = `p50 ${ms(at(took, 0.5))}, p99 ${ms(at(took, 0.99))}, slowest ${ms(took.at(-1) ?? 0)}`;
  const decided = `250 clicks on 20 proposals made ${rows[0]?.count} decisions`;
  const busy = `${cpuMs.toFixed(1)} ms of processor a click in this process, Slack included`;
  const what = '50 clicks at once by two people, from click to committed and acknowledged';
  return `- ${mode}: ${what}: ${figures}; ${busy}; ${decided}`;
}

async function large(url: string): Promise<string[]> {
  const bench = await open(url, 5_000, 'socket');
  await startRun(bench.ctx, {});
  const before = performance.now();
  await bench.bot.settle(60_000);
  const posted = performance.now() - before;
  const message = bench.slack.lastMessage(bench.channel);
  const opened = performance.now();
  await bench.slack.click(message, ACTION.approveAll, bench.people[0] as Person);
  for (;;) {
    try {
      bench.slack.modal(bench.people[0] as Person);
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const shown = performance.now() - opened;
  const submitted = performance.now();
  await bench.slack.submit(bench.slack.modal(bench.people[0] as Person), bench.people[0] as Person);
  const approved = performance.now() - submitted;
  await bench.close();
  return [
    `- digest of 5,000 proposals: ${ms(posted)} from the run to posted; the picture follows`,
    `- its size: ${message.blocks.length} blocks, ${JSON.stringify(message.blocks).length} characters`,
    `- approve all 5,000: numbers on the screen after ${ms(shown)}, committed and acknowledged after ${ms(approved)}`,
  ];
}

async function edits(url: string): Promise<string> {
  const bench = await open(url, 150, 'socket');
  await startRun(bench.ctx, {});
  await bench.bot.settle(30_000);
  const ids = await idsOf(bench.ctx);
  const before = bench.slack.calls('chat.update').length;
  const started = performance.now();
  for (const id of ids) {
    await decideProposals(bench.ctx, { proposals: [id], decision: { kind: 'skip' } });
    bench.bot.kick();
    await new Promise((resolve) => setTimeout(resolve, 45));
  }
  const took = performance.now() - started;
  const during = bench.slack.calls('chat.update').slice(before);
  const root = bench.slack.lastMessage(bench.channel).ts;
  const ofDigest = during.filter((call) => call.args.ts === root).length;
  await bench.bot.settle(90_000);
  const right = JSON.stringify(bench.slack.lastMessage(bench.channel).blocks).includes('150 übersprungen');
  await bench.close();
  const counted = `${ofDigest} edits of the digest, ${during.length - ofDigest} of its thread`;
  return `- 150 decisions in ${(took / 1_000).toFixed(1)} s: ${counted}; last text right: ${right ? 'yes' : 'no'}`;
}

await main();
