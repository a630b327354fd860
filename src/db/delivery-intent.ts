// The intent: the last check and the mark "from here on it may have been handed over" are one statement, so that no
// payment, pause, exclusion or dispute committed before can be overtaken.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { assertDeliveryMayBecome } from '../core/delivery.ts';
import type { Held } from './deliveries.ts';
import { isLeftAlone } from './silence.ts';
import type { Db } from './store.ts';

/**
 * Why an intent was not written. `lost`: the claim is no longer ours. `differs`: what would be handed over is not what
 * was. `held`: sending is paused or the transport rests. `closed`: outside the window. `stopped`: paid, blocked,
 * disputed, promised or cancelled.
 */
export type IntentAnswer = 'intended' | 'lost' | 'differs' | 'held' | 'closed' | 'stopped';

/** What holds for all intents that are written together. */
export interface IntentCheck {
  today: Day;
  /** A promise to pay for this day or later still holds. */
  promisesFrom: Day;
  /** Whether notices are sent on this day, and the time of day (HH:MM); null = the window does not matter. */
  window: { isSendingDay: boolean; time: string } | null;
  transport: string;
}

/** One delivery about to be handed over. */
export interface Intent {
  held: Held;
  from: 'claimed' | 'unknown';
  now: string;
  payloadSha256: string;
}

/**
 * Locks, shared, what people change to stop notices: the organisation, their customers, their invoices. A stop under
 * way is waited for; one that comes later waits until the intents are committed.
 */
export async function lockForIntents(db: Db, deliveryIds: readonly string[]): Promise<void> {
  const which = sql`(select notice_id from deliveries where id = any(${sql.param([...deliveryIds])}::uuid[]))`;
  await db.execute(sql`select id from organisation for share`);
  await db.execute(sql`
    select id from customers where id in (select customer_id from notices where id in ${which}) order by id for share`);
  await db.execute(sql`
    select id from invoices where id in (select invoice_id from notice_invoices where notice_id in ${which})
    order by id for share`);
}

/**
 * Writes the intents and their attempts, in one statement: of those that are ours and against which nothing speaks; for
 * the others it says what does. Answers in the order given.
 */
export async function writeIntents(db: Db, intents: readonly Intent[], check: IntentCheck): Promise<IntentAnswer[]> {
  for (const { from } of intents) assertDeliveryMayBecome(from, 'attempted');
  const column = <T>(of: (intent: Intent) => T) => sql.param(intents.map(of));
  const { rows } = (await db.execute(sql`
    with given as (
      select * from unnest(${column((one) => one.held.id)}::uuid[], ${column((one) => one.held.epoch)}::int[],
        ${column((one) => one.from)}::text[], ${column((one) => one.now)}::timestamptz[],
        ${column((one) => one.payloadSha256)}::text[]) as given (delivery_id, claimed_epoch, expected, at, sha256)
    ), facts as (
      select given.*,
        epoch = claimed_epoch and state = expected and lease_until > at as ours,
        payload_sha256 is not null and payload_sha256 <> sha256 as differs,
        ${isHeld(check)} as held, ${isClosed(check)} as closed, ${isStopped(check)} as stopped
      from deliveries join given on given.delivery_id = deliveries.id
    ), intent as (
      update deliveries set state = 'attempted', attempts = attempts + 1, transport = ${check.transport}::text,
        payload_sha256 = sha256
      from facts
      where deliveries.id = facts.delivery_id and epoch = claimed_epoch and state = expected
        and ours and not (differs or held or closed or stopped)
      returning deliveries.id
    ), attempt as (
      insert into delivery_attempts (delivery_id, epoch, payload_sha256, transport, started_at)
      select delivery_id, claimed_epoch, sha256, ${check.transport}::text, at
      from facts join intent on intent.id = facts.delivery_id
      returning delivery_id
    )
    select delivery_id as id, ours, differs, held, closed, stopped,
      exists (select from attempt where attempt.delivery_id = facts.delivery_id) as intended
    from facts`)) as unknown as { rows: Found[] };
  const byId = new Map(rows.map((row) => [row.id, row]));
  return intents.map(({ held }) => answerOf(byId.get(held.id)));
}

type Found = Record<Exclude<IntentAnswer, 'lost'> | 'ours', boolean> & { id: string };

function answerOf(facts: Found | undefined): IntentAnswer {
  if (facts === undefined || !facts.ours) return 'lost';
  if (facts.intended) return 'intended';
  // What stops it for good comes before what puts it off.
  if (facts.stopped) return 'stopped';
  if (facts.differs) return 'differs';
  if (facts.held) return 'held';
  return facts.closed ? 'closed' : 'lost';
}

/** Condition beside `given.at`. */
function isHeld({ transport }: IntentCheck): SQL {
  return sql`(exists (select from sending_holds where ended_at is null)
    or exists (select from transport_limits where name = ${transport}::text
      and (rests_until > given.at or ${isLeftAlone})))`;
}

function isClosed({ window }: IntentCheck): SQL {
  if (window === null) return sql`false`;
  if (!window.isSendingDay) return sql`true`;
  return sql`exists (select from notices join plans on plans.id = notices.plan_id
    where notices.id = deliveries.notice_id and plans.send_from > ${window.time}::text)`;
}

/** Condition on a row of `deliveries`: its notice must not go out any more. */
export function isStopped({ today, promisesFrom }: Pick<IntentCheck, 'today' | 'promisesFrom'>): SQL {
  return sql`exists (
    select from notices notice
    join notice_invoices line on line.notice_id = notice.id
    join invoices invoice on invoice.id = line.invoice_id
    where notice.id = deliveries.notice_id and (
      notice.state <> 'issued'
      or invoice.open_cents < line.open_cents
      or exists (select from blocks where ended_at is null and from_on <= ${today}::date
        and (until_on is null or until_on >= ${today}::date)
        and (scope = 'all' or invoice_id = invoice.id or customer_id = invoice.customer_id))
      or exists (select from disputes where invoice_id = invoice.id and settled_at is null)
      or exists (select from payment_doubts where invoice_id = invoice.id and ended_at is null)
      or exists (select from promises where invoice_id = invoice.id and ended_at is null
        and promised_on >= ${promisesFrom}::date)
    ))`;
}
