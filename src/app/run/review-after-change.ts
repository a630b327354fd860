// After a fact has changed (a block, a payment, a dispute ...) the undecided proposals it concerns are brought in step
// at once, in the same transaction, so that nobody is asked to approve what is no longer so.

import { type Concerned, undecidedByPlan } from '../../db/proposals.ts';
import type { RunCounts } from '../../db/schema/index.ts';
import { planOf, readEngine } from '../engine.ts';
import type { Work } from '../use-case.ts';
import { reviewProposals } from './plan-customers.ts';

/** Returns how many proposals were withdrawn and how many say something else now. */
export async function reviewAfterChange(
  work: Work,
  concerned: Concerned,
): Promise<{ withdrawn: number; refreshed: number }> {
  const counts: RunCounts = { candidates: 0, proposed: 0, refreshed: 0, withdrawn: 0, held: {} };
  const byPlan = await undecidedByPlan(work.db, concerned);
  if (byPlan.size > 0) {
    const engine = await readEngine(work.db, work.organisation, work.today);
    for (const [planId, ids] of byPlan) {
      const origin = { runId: null, byHand: false, planId, on: work.today, at: work.now, by: work.ctx.actor.name };
      await reviewProposals(work.db, engine, planOf(engine, planId), ids, origin, counts);
    }
  }
  return { withdrawn: counts.withdrawn, refreshed: counts.refreshed };
}
