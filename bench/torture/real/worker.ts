// A worker process as the product has it: queue, issuing with the real renderer, sending by a real adapter; beside that
// it approves, as a person at its console would. It says what it begins, so that it can be killed there.
//
//   node worker.ts '{...}'   says "ready"; "torment" or "peace" on its input starts it, "peace" until nothing is open.
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import type { Context } from '../../../src/app/context.ts';
import { decideProposals } from '../../../src/app/proposals/decide.ts';
import { boot, sendJournal } from '../../../src/boot.ts';
import { wallClock } from '../../../src/clock.ts';
import { openStore, type StoreTarget } from '../../../src/db/client.ts';
import { createOutbox } from '../../../src/deliver/outbox.ts';
import { createResend } from '../../../src/deliver/resend.ts';
import { createSmtp } from '../../../src/deliver/smtp.ts';
import { startWorker } from '../../../src/jobs.ts';
import { createRenderer, shippedText } from '../../../src/render/index.ts';
import { announced, type Say } from './steps.ts';

export interface WorkerOptions {
  root: string;
  database: StoreTarget;
  dataDir: string;
  mail: { kind: 'resend' | 'smtp'; port: number } | { kind: 'outbox'; folder: string };
}

/** Leases and waits are shorter by this factor: 5 minutes are 3 seconds, an hour of backoff is 36 seconds. */
const SPEED = 100;
const PATROL_EVERY_MS = 400;
const APPROVE_EVERY_MS = 100;
/** So many at a click, while fewer than twice as many wait to be issued. */
const AT_A_CLICK = 3;

const options: WorkerOptions = JSON.parse(process.argv[2] ?? '{}');
// Written at once, also when the process dies in the next instruction.
const say: Say = (text) => void writeSync(1, `${text}\n`);
const log = () => undefined;

// What does not touch the database is done before the start, so that a life is spent at work.
const renderer = await createRenderer({ root: options.root });
await import(options.database.kind === 'server' ? '../../../src/db/postgres.ts' : '../../../src/db/embedded.ts');
// Nobody is there any more to kill it.
process.stdin.on('end', () => process.exit(1));
say('ready');
const [word] = await once(process.stdin, 'data');
const isPeace = String(word).startsWith('peace');
say('at open');
const store = await openStore(options.database, { log, migrationsDir: `${options.root}/src/db/migrations` });
const ports = announced(
  {
    renderer,
    transport: transportOf(options.mail),
    journal: sendJournal(options.dataDir, store),
    shippedText: async (...of) => shippedText(options.root, ...of),
    log,
  },
  say,
);
const after: Context['clock']['after'] = (at, ms) => wallClock.after(at, ms > 0 ? Math.ceil(ms / SPEED) : ms);
const ctx: Context = {
  store,
  clock: { ...wallClock, after },
  actor: { name: 'Duly', role: 'approver', surface: 'schedule' },
  ports,
};
// What the dead were working on would wait for ten seconds of heartbeat, which cannot be made shorter. A queue that
// loses jobs, also those of the other worker, is nothing that may do harm.
await store.executeSql(`delete from queue.job where state = 'active'`).catch(() => undefined);
const worker = await startWorker(ctx, { log, failed: () => undefined });
await boot(ctx, options.dataDir);
say('at work');
if (isPeace) say(`undecided ${await undecided()}`);
worker.kick();
setInterval(() => worker.kick(), PATROL_EVERY_MS);
for (;;) {
  // While the database is away nobody can approve.
  await approveSome({ ...ctx, actor: { name: 'Anna', role: 'approver', surface: 'console' } }).catch(() => undefined);
  if (isPeace && (await isAllDone().catch(() => false))) break;
  await wallClock.sleep(APPROVE_EVERY_MS);
}
// Everything is on record: an orderly stop would wait for jobs of the dead, and is tested elsewhere. The embedded
// database is closed, so that its folder can be read.
if (store.kind !== 'server') {
  await worker.stop();
  await store.close();
}
say('idle');
process.exit(0);

function transportOf(mail: WorkerOptions['mail']) {
  switch (mail.kind) {
    case 'resend':
      return createResend({ apiKey: 're_x', baseUrl: `http://127.0.0.1:${mail.port}`, ratePerSecond: 1_000 });
    case 'smtp':
      return createSmtp({ url: `smtp://127.0.0.1:${mail.port}`, tls: 'off' });
    case 'outbox':
      return createOutbox(mail.folder);
  }
}

/** Says which it approved once that is committed: these must not be forgotten. */
async function approveSome(anna: Context): Promise<void> {
  const { rows } = await anna.store.executeSql(
    `select id from proposals where state = 'proposed'
       and (select count(*) from proposals where state = 'approved') < $1 order by random() limit $2`,
    [2 * AT_A_CLICK, AT_A_CLICK],
  );
  if (rows.length === 0) return;
  say('at approve');
  const proposals = rows.map(({ id }) => Number(id));
  const { decided } = await decideProposals(anna, { proposals, decision: { kind: 'approve' } });
  say(`approved ${decided.join(' ')}`);
}

/** Those that nobody approved, or whose approval is gone; not those that are asked again with a reason. */
async function undecided(): Promise<string> {
  const { rows } = await store.executeSql(
    `select id from proposals where state = 'proposed' and reopened_reason is null`,
  );
  return rows.map(({ id }) => id).join(' ');
}

async function isAllDone(): Promise<boolean> {
  const { rows } = await store.executeSql(
    `select (select count(*) from proposals where state in ('proposed', 'approved'))
          + (select count(*) from deliveries where state in ('approved', 'claimed', 'attempted', 'unknown')) as open`,
  );
  return Number(rows[0]?.open) === 0;
}
