// Runs of the past, the latest first.

import { z } from 'zod';
import { everyPlanRow } from '../../db/plans.ts';
import { listRunRows, type RunRow } from '../../db/runs.ts';
import { idInput } from '../inputs.ts';
import { query } from '../use-case.ts';

export interface RunView extends RunRow {
  plan: string;
}

export const listRuns = query({
  name: 'run.list',
  summary: 'Runs with what came of each and what they held back, the latest first.',
  role: 'viewer',
  input: z.strictObject({ before: idInput.optional(), limit: z.int().min(1).max(500).default(30) }),
  async run(work, { before, limit }): Promise<{ rows: RunView[]; next: number | null }> {
    const plans = new Map((await everyPlanRow(work.db)).map((plan) => [plan.id, plan.name]));
    const found = await listRunRows(work.db, { beforeId: before ?? null, limit: limit + 1 });
    return {
      rows: found.slice(0, limit).map((row) => ({ ...row, plan: plans.get(row.planId) ?? '' })),
      next: found.length > limit ? (found[limit - 1]?.id ?? null) : null,
    };
  },
});
