// Taking away a plan that nobody uses: deleted when nothing refers to it, else kept for the history and seen no more.

import { z } from 'zod';
import { keepRevisions } from '../../db/as-of.ts';
import { deletePlan, planUses, readPlanRow, updatePlan } from '../../db/plan-writes.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import { notFound, refused } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { command } from '../use-case.ts';
import { raiseVersion } from './save-plan.ts';

export const removePlan = command({
  name: 'plan.remove',
  summary: 'Takes away a plan that no customer is on. What it did stays on record.',
  role: 'admin',
  input: z.strictObject({ planId: idInput, seen: z.int().positive().optional() }),
  async run(work, { planId, seen }) {
    const plan = await readPlanRow(work.db, planId);
    if (plan === null) throw notFound(`Plan ${planId}`);
    if (seen !== undefined && plan.version !== seen) throw await changedMeanwhile(work, 'plan', planId);
    // Locks the row: nobody puts a customer on it while it goes.
    await raiseVersion(work, planId);
    if (plan.isDefault) throw refused(`"${plan.name}" is the plan for everybody. Make another one that first.`);
    const uses = await planUses(work.db, planId);
    if (uses.customers > 0) {
      throw refused(`${uses.customers} customers are on "${plan.name}". Put them on another plan first.`);
    }
    if (uses.waiting > 0) {
      throw refused(`${uses.waiting} proposals of "${plan.name}" are open. Decide them first.`);
    }
    if (uses.past) {
      await keepRevisions(work.db, 'plan', [plan], work.now);
      await updatePlan(work.db, planId, { removedAt: work.now, changedAt: work.now });
    } else {
      await deletePlan(work.db, planId);
    }
    const note = { entity: 'plan', entityId: String(planId), before: { name: plan.name }, after: { removed: true } };
    return { result: { planId, kept: uses.past }, audit: [note] };
  },
});
