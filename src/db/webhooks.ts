// Webhooks and what they are to be told. Events are written in the transaction of the fact; a worker takes what is due.

import { and, asc, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { WebhookEvent } from '../core/webhook.ts';
import { among } from './among.ts';
import { deliveries, invoices, notices, webhookDeliveries, webhooks } from './schema/index.ts';
import type { Db } from './store.ts';

export type WebhookRow = typeof webhooks.$inferSelect;
export type WebhookLogRow = typeof webhookDeliveries.$inferSelect;

export async function insertWebhook(db: Db, webhook: typeof webhooks.$inferInsert): Promise<WebhookRow> {
  const [row] = await db.insert(webhooks).values(webhook).returning();
  if (row === undefined) throw new Error('a webhook was not written');
  return row;
}

/** Those that were not removed. */
export async function listWebhookRows(db: Db): Promise<WebhookRow[]> {
  return db.select().from(webhooks).where(isNull(webhooks.removedAt)).orderBy(asc(webhooks.id));
}

/** False when there is none. What it was not told yet is given up. */
export async function removeWebhookRow(db: Db, id: number, now: string): Promise<boolean> {
  const rows = await db
    .update(webhooks)
    .set({ removedAt: now, active: false })
    .where(and(eq(webhooks.id, id), isNull(webhooks.removedAt)))
    .returning({ id: webhooks.id });
  if (rows.length === 0) return false;
  await db
    .update(webhookDeliveries)
    .set({ state: 'given_up', lastProblem: 'the webhook was removed' })
    .where(and(eq(webhookDeliveries.webhookId, id), eq(webhookDeliveries.state, 'waiting')));
  return true;
}

/** Sets a new secret, the present one goes on until then; null when there is no such webhook. */
export async function rotateWebhookRow(
  db: Db,
  id: number,
  { secret, formerUntil }: { secret: string; formerUntil: string },
): Promise<WebhookRow | null> {
  const [row] = await db
    .update(webhooks)
    .set({ secret, formerSecret: sql`${webhooks.secret}`, formerUntil })
    .where(and(eq(webhooks.id, id), isNull(webhooks.removedAt)))
    .returning();
  return row ?? null;
}

export interface EventRow {
  event: WebhookEvent;
  data: Record<string, unknown>;
}

/** Those that are to be told something. */
export async function activeWebhooks(db: Db): Promise<WebhookRow[]> {
  return db.select().from(webhooks).where(eq(webhooks.active, true)).orderBy(asc(webhooks.id));
}

/** Writes events for every webhook that wants them; part of the transaction of the fact. */
export async function enqueueEvents(
  db: Db,
  wanting: readonly WebhookRow[],
  events: readonly EventRow[],
  at: string,
): Promise<void> {
  const rows = events.flatMap(({ event, data }) =>
    wanting
      .filter((webhook) => webhook.events.includes(event))
      .map((webhook) => ({ webhookId: webhook.id, event, data, happenedAt: at, nextAt: at })),
  );
  const batchRows = 1_000;
  for (let start = 0; start < rows.length; start += batchRows) {
    await db.insert(webhookDeliveries).values(rows.slice(start, start + batchRows));
  }
}

export interface DueDelivery extends WebhookLogRow {
  url: string;
  secret: string;
  formerSecret: string | null;
  formerUntil: string | null;
}

/**
 * Takes deliveries that are due, the oldest first, until `lease`: another worker leaves them alone until then. One that
 * dies with them in hand has them tried again after it.
 */
export async function takeDueDeliveries(db: Db, now: string, lease: string, limit: number): Promise<DueDelivery[]> {
  const { rows } = (await db.execute(sql`
    update webhook_deliveries set next_at = ${lease}::timestamptz, attempts = attempts + 1,
      last_attempt_at = ${now}::timestamptz
    where id in (
      select id from webhook_deliveries where state = 'waiting' and next_at <= ${now}::timestamptz
      order by next_at, id limit ${limit} for update skip locked)
    returning id`)) as unknown as { rows: { id: number | string }[] };
  const ids = rows.map((row) => Number(row.id));
  if (ids.length === 0) return [];
  const found = await db
    .select({
      delivery: webhookDeliveries,
      url: webhooks.url,
      secret: webhooks.secret,
      formerSecret: webhooks.formerSecret,
      formerUntil: webhooks.formerUntil,
    })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(sql`${webhookDeliveries.id} = any(${sql.param(ids)}::bigint[])`)
    .orderBy(asc(webhookDeliveries.id));
  return found.map(({ delivery, ...webhook }) => ({ ...delivery, ...webhook }));
}

/** What came of an attempt; only while it still waits. */
export async function settleDelivery(
  db: Db,
  id: number,
  outcome: Partial<Pick<WebhookLogRow, 'state' | 'nextAt' | 'lastStatus' | 'lastProblem'>>,
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set(outcome)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, 'waiting')));
}

/** False when there is no such delivery, or its webhook is gone. */
export async function repeatDeliveryRow(db: Db, id: number, now: string): Promise<boolean> {
  const { rows } = (await db.execute(sql`
    update webhook_deliveries set state = 'waiting', next_at = ${now}::timestamptz, attempts = 0, last_problem = null
    from webhooks where webhook_deliveries.id = ${id} and webhooks.id = webhook_id and webhooks.removed_at is null
    returning webhook_deliveries.id`)) as unknown as { rows: unknown[] };
  return rows.length > 0;
}

export async function readWebhookLog(
  db: Db,
  webhookId: number,
  { beforeId, limit }: { beforeId: number | null; limit: number },
): Promise<WebhookLogRow[]> {
  return db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        beforeId === null ? undefined : lt(webhookDeliveries.id, beforeId),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit);
}

/** Numbers of the notices that deliveries carry, by the delivery's id. */
export async function noticeOfDeliveries(db: Db, ids: readonly string[]): Promise<Map<string, number | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: deliveries.id, number: notices.number })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(inArray(deliveries.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.number]));
}

/** Of these invoices those on which something is open. */
export async function openAmong(db: Db, ids: readonly number[]) {
  return db
    .select({ id: invoices.id, number: invoices.number, currency: invoices.currency })
    .from(invoices)
    .where(and(among(invoices.id, ids), eq(invoices.kind, 'invoice'), gt(invoices.openCents, 0)))
    .orderBy(asc(invoices.id));
}
