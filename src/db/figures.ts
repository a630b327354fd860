// Counts for whoever watches the service.

import { count, desc, inArray } from 'drizzle-orm';
import { proposals, runs } from './schema/index.ts';
import type { Db } from './store.ts';

type ProposalState = typeof proposals.$inferSelect.state;

export async function countProposals(
  db: Db,
  states: readonly ProposalState[],
): Promise<Partial<Record<ProposalState, number>>> {
  const rows = await db
    .select({ state: proposals.state, count: count() })
    .from(proposals)
    .where(inArray(proposals.state, [...states]))
    .groupBy(proposals.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** When the last run took place; null = never. */
export async function lastRunAt(db: Db): Promise<string | null> {
  const [run] = await db.select({ at: runs.factsAt }).from(runs).orderBy(desc(runs.id)).limit(1);
  return run?.at ?? null;
}
