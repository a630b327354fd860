// Where the deliveries of notices stand, by the numbers people know.

import { desc, eq } from 'drizzle-orm';
import { among } from './among.ts';
import { deliveries, notices } from './schema/index.ts';
import type { Db } from './store.ts';

/** The latest delivery of each notice that has one, by number. */
export async function readLatestDeliveries(db: Db, numbers: readonly number[]) {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectDistinctOn([notices.number], {
      number: notices.number,
      channel: deliveries.channel,
      state: deliveries.state,
      reason: deliveries.reason,
      reference: deliveries.transportReference,
    })
    .from(notices)
    .innerJoin(deliveries, eq(deliveries.noticeId, notices.id))
    .where(among(notices.number, numbers))
    .orderBy(notices.number, desc(deliveries.createdAt), desc(deliveries.round));
  return rows.map((row) => ({ ...row, number: row.number ?? 0 }));
}

export type LatestDelivery = Awaited<ReturnType<typeof readLatestDeliveries>>[number];
