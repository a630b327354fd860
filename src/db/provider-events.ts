// What providers reported, kept by their own ids.

import { and, eq } from 'drizzle-orm';
import { deliveries, providerEvents } from './schema/index.ts';
import type { Db } from './store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The delivery a report is about: by our id, where the provider gave it back, else by the provider's. */
export async function findDelivery(
  db: Db,
  by: { provider: string; id: string | null; reference: string | null },
): Promise<string | null> {
  const { provider, id, reference } = by;
  if (id !== null && UUID.test(id)) {
    const [row] = await db.select({ id: deliveries.id }).from(deliveries).where(eq(deliveries.id, id));
    if (row !== undefined) return row.id;
  }
  if (reference === null) return null;
  const [row] = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.transport, provider), eq(deliveries.transportReference, reference)))
    .limit(1);
  return row?.id ?? null;
}

/** False when the provider reported this before. */
export async function insertProviderEvent(db: Db, row: typeof providerEvents.$inferInsert): Promise<boolean> {
  const inserted = await db.insert(providerEvents).values(row).onConflictDoNothing().returning();
  return inserted.length > 0;
}
