// The intent: the last check and the mark "from here on it may have been handed over" are one statement, so that no
// payment, pause, exclusion or dispute committed before can be overtaken.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { assertDeliveryMayBecome } from '../core/delivery.ts';
import type { Held } from './deliveries.ts';
import type { Db } from './store.ts';

/**
 * Why an intent was not written. `lost`: the claim is no longer ours. `differs`: what would be handed over is not what
 * was. `held`: sending is paused or the transport rests. `closed`: outside the window. `stopped`: paid, blocked,
 * disputed, promised or cancelled.
 */
export type IntentAnswer = 'intended' | 'lost' | 'differs' | 'held' | 'closed' | 'stopped';

export interface IntentCheck {
  from: 'claimed' | 'unknown';
  now: string;
  today: Day;
  /** A promise to pay for this day or later still holds. */
  promisesFrom: Day;
  /** Whether notices are sent on this day, and the time of day (HH:MM); null = the window does not matter. */
  window: { isSendingDay: boolean; time: string } | null;
  payloadSha256: string;
  transport: string;
}

/**
 * Locks, shared, what people change to stop a notice: the organisation, its customer, its invoices. A stop under way
 * is waited for; one that comes later waits until the intent is committed.
 */
export async function lockForIntent(db: Db, deliveryId: string): Promise<void> {
  const notice = sql`(select notice_id from deliveries where id = ${deliveryId}::uuid)`;
  await db.execute(sql`select id from organisation for share`);
  await db.execute(sql`
    select id from customers where id = (select customer_id from notices where id = ${notice}) for share`);
  await db.execute(sql`
    select id from invoices where id in (select invoice_id from notice_invoices where notice_id = ${notice})
    order by id for share`);
}

/** Writes the intent and its attempt if the claim is ours and nothing speaks against it; else says what does. */
export async function writeIntent(db: Db, held: Held, check: IntentCheck): Promise<IntentAnswer> {
  assertDeliveryMayBecome(check.from, 'attempted');
  const { rows } = (await db.execute(sql`
    with facts as (
      select id,
        epoch = ${held.epoch}::int and state = ${check.from}::text
          and lease_until > ${check.now}::timestamptz as ours,
        payload_sha256 is not null and payload_sha256 <> ${check.payloadSha256}::text as differs,
        ${isHeld(check)} as held, ${isClosed(check)} as closed, ${isStopped(check)} as stopped
      from deliveries where id = ${held.id}::uuid
    ), intent as (
      update deliveries set state = 'attempted', attempts = attempts + 1, transport = ${check.transport}::text,
        payload_sha256 = ${check.payloadSha256}::text
      from facts
      where deliveries.id = facts.id and epoch = ${held.epoch}::int and state = ${check.from}::text
        and ours and not (differs or held or closed or stopped)
      returning deliveries.id
    ), attempt as (
      insert into delivery_attempts (delivery_id, epoch, payload_sha256, transport, started_at)
      select id, ${held.epoch}::int, ${check.payloadSha256}::text, ${check.transport}::text, ${check.now}::timestamptz
      from intent
      returning delivery_id
    )
    select ours, differs, held, closed, stopped, exists (select from attempt) as intended from facts`)) as unknown as {
    rows: Record<Exclude<IntentAnswer, 'lost'> | 'ours', boolean>[];
  };
  const [facts] = rows;
  if (facts === undefined || !facts.ours) return 'lost';
  if (facts.intended) return 'intended';
  // What stops it for good comes before what puts it off.
  if (facts.stopped) return 'stopped';
  if (facts.differs) return 'differs';
  if (facts.held) return 'held';
  return facts.closed ? 'closed' : 'lost';
}

function isHeld({ transport, now }: IntentCheck): SQL {
  return sql`(exists (select from sending_holds where ended_at is null)
    or exists (select from transport_limits where name = ${transport}::text and rests_until > ${now}::timestamptz))`;
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
