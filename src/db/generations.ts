// The lives of processes on this database, and what they remember of it: how a database is known that is older than
// what its processes did.

import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { assertDeliveryMayBecome } from '../core/delivery.ts';
import { deliveries, deliveryAttempts, generations } from './schema/index.ts';
import type { Db } from './store.ts';

/** An intent as the journal beside the database keeps it. */
export interface RememberedIntent {
  deliveryId: string;
  epoch: number;
  at: string;
  transport: string;
  payloadSha256: string;
}

export async function insertGeneration(db: Db, id: string, life: { at: string; host: string }): Promise<void> {
  await db.insert(generations).values({ id, startedAt: life.at, aliveAt: life.at, host: life.host });
}

export async function isKnownGeneration(db: Db, id: string): Promise<boolean> {
  const rows = await db.select({ id: generations.id }).from(generations).where(eq(generations.id, id));
  return rows.length > 0;
}

export async function keepAlive(db: Db, id: string, at: string): Promise<void> {
  await db.update(generations).set({ aliveAt: at }).where(eq(generations.id, id));
}

/** Whether any process was alive after an instant. */
export async function wasAliveSince(db: Db, at: string): Promise<boolean> {
  const rows = await db.select({ id: generations.id }).from(generations).where(gt(generations.aliveAt, at)).limit(1);
  return rows.length > 0;
}

export async function hasEverSent(db: Db): Promise<boolean> {
  const rows = await db.select({ id: deliveryAttempts.deliveryId }).from(deliveryAttempts).limit(1);
  return rows.length > 0;
}

/** Those of the remembered intents that the database does not know. */
export async function forgottenIntents(db: Db, intents: readonly RememberedIntent[]): Promise<RememberedIntent[]> {
  const forgotten: RememberedIntent[] = [];
  for (let at = 0; at < intents.length; at += BATCH) {
    const batch = intents.slice(at, at + BATCH);
    const rows = await db
      .select({ id: deliveryAttempts.deliveryId, epoch: deliveryAttempts.epoch })
      .from(deliveryAttempts)
      .where(
        inArray(
          deliveryAttempts.deliveryId,
          batch.map((intent) => intent.deliveryId),
        ),
      );
    const known = new Set(rows.map((row) => `${row.id} ${row.epoch}`));
    forgotten.push(...batch.filter((intent) => !known.has(`${intent.deliveryId} ${intent.epoch}`)));
  }
  return forgotten;
}

const BATCH = 1_000;

/**
 * Writes a forgotten intent again, as an attempt whose claim has run out: the sweep takes it for in doubt. False when
 * the database does not have the delivery, or has it in a state in which it cannot go out.
 */
export async function recreateIntent(db: Db, intent: RememberedIntent): Promise<boolean> {
  assertDeliveryMayBecome('approved', 'claimed');
  assertDeliveryMayBecome('claimed', 'attempted');
  const epoch = sql`greatest(${deliveries.epoch}, ${intent.epoch}::int)`;
  const { transport, payloadSha256, at } = intent;
  const [row] = await db
    .update(deliveries)
    .set({ state: 'attempted', epoch, attempts: epoch, transport, payloadSha256, leaseUntil: at })
    .where(and(eq(deliveries.id, intent.deliveryId), inArray(deliveries.state, ['approved', 'claimed'])))
    .returning({ id: deliveries.id, epoch: deliveries.epoch });
  if (row === undefined) return false;
  await db
    .insert(deliveryAttempts)
    .values({ deliveryId: row.id, epoch: row.epoch, payloadSha256, transport, startedAt: at })
    .onConflictDoNothing();
  return true;
}
