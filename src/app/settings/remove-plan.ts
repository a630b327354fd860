// Taking away a plan that nobody uses: deleted when nothing refers to it, else kept for the history and seen no more.

import { z } from 'zod';
import { keepRevisions } from '../../db/as-of.ts';
import { deletePlan, planUses, readPlanRow, updatePlan } from '../../db/plan-writes.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import { refusal } from '../errors.ts';
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
    if (plan === null) throw refusal('plan_unknown', { plan: planId });
    if (seen !== undefined && plan.version !== seen) throw await changedMeanwhile(work, { entity: 'plan', id: planId });
    // Locks the row: nobody puts a customer on it while it goes.
    await raiseVersion(work, planId);
    if (plan.isDefault) throw refusal('default_plan_stays');
    const uses = await planUses(work.db, planId);
    const { customers, waiting } = uses;
    if (customers > 0) throw refusal('plan_has_customers', { plan: plan.name, customers });
    if (waiting > 0) throw refusal('plan_has_proposals', { plan: plan.name, proposals: waiting });
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
