// The dunning plans with their levels, for whoever names one of them.

import { z } from 'zod';
import { readDefaultPlanId, readPlans } from '../../db/plans.ts';
import { query } from '../use-case.ts';

export const listPlans = query({
  name: 'plan.list',
  summary: 'All dunning plans with their levels, in order.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work) {
    const defaultId = await readDefaultPlanId(work.db);
    return (await readPlans(work.db)).map((plan) => ({ ...plan, isDefault: plan.id === defaultId }));
  },
});
