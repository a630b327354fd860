// A stop against a hand-over, thousands of times on a real server: two workers send, other connections pause the
// invoice or book its payment in the moment of the last check. Whoever commits first must win: where the stop was
// committed and no intent stood, nothing may leave.
import { sql } from 'drizzle-orm';
import type { Context } from '../../../src/app/context.ts';
import { pauseInvoice } from '../../../src/app/holds/blocks.ts';
import { recordPayment } from '../../../src/app/imports/record-payment.ts';
import { sendDue } from '../../../src/app/notices/send.ts';
import { openStore, type Store } from '../../../src/db/client.ts';
import { refreshOpenAmounts } from '../../../src/db/progress.ts';
import { type House, issueOneEach, openHouse } from '../../../test/app/house.ts';
import { onServer, withDatabase } from '../../../test/support/admin.ts';
import { MIGRATIONS_DIR } from '../../../test/support/paths.ts';
import { startPostgres } from '../../../test/support/postgres.ts';
import { type Random, randomOf } from '../sim/random.ts';

export interface RaceResult {
  races: number;
  pauses: number;
  payments: number;
  /** Handed over although the stop was committed before any intent. */
  overtaken: string[];
  /** Handed over: the intent was there first. */
  sent: number;
  cancelled: number;
  seconds: number;
}

export interface RaceOptions {
  races: number;
  /** Notices that race at the same time; each races again in the next round. */
  atOnce: number;
  seed: number;
}

const LANES = 4;
/** A stop starts at most so long after the hand-over has read its parts. */
const APART_MS = 12;

/** On a server of its own. */
export async function runRaces(options: RaceOptions): Promise<RaceResult> {
  const server = await startPostgres();
  await onServer(server.url('postgres'), 'create database races');
  const target = { kind: 'server', url: withDatabase(server.url('postgres'), 'races'), poolMax: 12 } as const;
  const open = () => openStore(target, { log: () => undefined, migrationsDir: MIGRATIONS_DIR });
  const here = await open();
  const there = await open();
  try {
    return await race(here, there, options);
  } finally {
    await Promise.all([here.close(), there.close()]);
    await server.stop();
  }
}

/** `here` sends and `there`, too; the stops come over `there`. Both on one empty database. */
export async function race(here: Store, there: Store, { races, atOnce, seed }: RaceOptions): Promise<RaceResult> {
  const began = Date.now();
  const house = await openHouse(here);
  const ben = { ...house.as('Ben'), store: there };
  const numbers = Array.from(
    { length: Math.min(atOnce, races) },
    (_, index) => `R${String(index + 1).padStart(5, '0')}`,
  );
  await issueOneEach(house, numbers);
  // So that a stop can come in between.
  await linger(house, { share: 0.5, seconds: 'random() * 0.08' });
  const result: RaceResult = { races: 0, pauses: 0, payments: 0, overtaken: [], sent: 0, cancelled: 0, seconds: 0 };
  const random = randomOf(seed);
  for (let round = 1; result.races < races; round += 1) {
    await oneRound(house, ben, { random, result, round });
    if (result.races < races) await startAgain(house, round);
  }
  return { ...result, seconds: Math.round((Date.now() - began) / 1_000) };
}

/** A share of the intents take so long (an expression) between what they saw and their commit, as on a busy server. */
export async function linger(house: House, { share, seconds }: { share: number; seconds: string }): Promise<void> {
  const body = `begin if new.state = 'attempted' and random() < ${share} then perform pg_sleep(${seconds}); end if;
    return new; end`;
  await house.rows(sql.raw(`create or replace function linger() returns trigger language plpgsql as $$ ${body} $$`));
  await house.rows(
    sql`create or replace trigger linger before update on deliveries for each row execute function linger()`,
  );
}

interface Round {
  random: Random;
  result: RaceResult;
  round: number;
}

async function oneRound(house: House, ben: Context, { random, result, round }: Round): Promise<void> {
  const stops: Promise<{ invoice: string; wasIntended: boolean }>[] = [];
  const { fingerprint } = house.ports.transport;
  // The last thing that happens before the intent: from here on it is a race.
  house.ports.transport.fingerprint = (envelope) => {
    const act = random.chance(0.5) ? 'pauses' : 'payments';
    result[act] += 1;
    stops.push(stop(house, ben, { invoice: invoiceOf(envelope), act, afterMs: random.next() * APART_MS, round }));
    return fingerprint(envelope);
  };
  const before = house.handedOver.length;
  const summaries = await Promise.all([house.anna, ben].map((ctx) => sendDue(ctx, { atOnce: LANES })));
  house.ports.transport.fingerprint = fingerprint;
  for (const summary of summaries) {
    result.sent += summary.sent;
    result.cancelled += summary.cancelled;
  }
  const left = new Set(house.handedOver.slice(before).map(invoiceOf));
  for (const { invoice, wasIntended } of await Promise.all(stops)) {
    if (left.has(invoice) && !wasIntended) result.overtaken.push(`${invoice} in round ${round}`);
  }
  result.races += stops.length;
}

const invoiceOf = (envelope: { text: string }) => envelope.text.slice('K-'.length, 'K-R00001'.length);

interface Stop {
  invoice: string;
  act: 'pauses' | 'payments';
  afterMs: number;
  round: number;
}

/** Stops, and looks at once whether an intent is committed. */
async function stop(house: House, ben: Context, { invoice, act, afterMs, round }: Stop) {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await (act === 'pauses' ? pauseInvoice(ben, { invoice }) : recordPayment(ben, { invoice }));
  const intents = await house.rows(sql`
    select from delivery_attempts join deliveries on deliveries.id = delivery_id
    join notice_invoices line on line.notice_id = deliveries.notice_id join invoices on invoices.id = line.invoice_id
    where invoices.number = ${invoice} and round = ${round}`);
  return { invoice, wasIntended: intents.length > 0 };
}

/** All stops end, and every notice is to be sent once more. */
async function startAgain(house: House, round: number): Promise<void> {
  await house.rows(sql`update blocks set ended_at = now(), ended_by = 'Anna' where ended_at is null`);
  await house.rows(sql`delete from payments`);
  const invoices = await house.rows(sql`select id from invoices`);
  await house.store.tx((db) =>
    refreshOpenAmounts(
      db,
      invoices.map(({ id }) => Number(id)),
    ),
  );
  await house.rows(sql`
    insert into deliveries (id, notice_id, channel, round, recipients, state, created_at)
    select gen_random_uuid(), notice_id, channel, round + 1, recipients, 'approved', created_at
    from deliveries where round = ${round}`);
}
