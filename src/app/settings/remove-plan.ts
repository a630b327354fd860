// Taking away a plan that nobody uses: kept for the history, in which a customer may have been on it, and seen no more.

import { z } from 'zod';
import { keepRevisions } from '../../db/as-of.ts';
import { planUses, readPlanRow, updatePlan } from '../../db/plan-writes.ts';
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
    if ((await readPlanRow(work.db, planId)) === null) throw refusal('plan_unknown', { plan: planId });
    // Locks the row: whoever puts a customer on it (`lockPlanRows`) came before, or sees that it is gone.
    await raiseVersion(work, planId, seen);
    const plan = await readPlanRow(work.db, planId);
    if (plan === null) throw refusal('plan_unknown', { plan: planId });
    if (plan.isDefault) throw refusal('default_plan_stays');
    const { customers, waiting } = await planUses(work.db, planId);
    if (customers > 0) throw refusal('plan_has_customers', { plan: plan.name, customers });
    if (waiting > 0) throw refusal('plan_has_proposals', { plan: plan.name, proposals: waiting });
    await keepRevisions(work.db, 'plan', [plan], work.now);
    await updatePlan(work.db, planId, { removedAt: work.now, changedAt: work.now });
    const note = { entity: 'plan', entityId: String(planId), before: { name: plan.name }, after: { removed: true } };
    return { result: { planId }, audit: [note] };
  },
});
