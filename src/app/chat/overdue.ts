// What is overdue in all, by currency, and through which day payments are known.

import { z } from 'zod';
import { sumOverdue } from '../../db/overdue.ts';
import { lastPostedOn } from '../../db/runs.ts';
import { readEngine } from '../engine.ts';
import { readGate } from '../run/gate.ts';
import { query } from '../use-case.ts';

export const lookAtOverdue = query({
  name: 'report.overdue',
  summary: 'Overdue sums by currency, the day of the bank data, and whether it is too old.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work) {
    const engine = await readEngine(work.db, work.organisation, work.today);
    const gates = await Promise.all([...engine.plans.values()].map((plan) => readGate(work, work.today, plan)));
    return {
      sums: await sumOverdue(work.db, work.today),
      bankDataThrough: await lastPostedOn(work.db, work.today),
      isStale: gates.some((gate) => gate?.code === 'payments_stale'),
    };
  },
});

export type Overdue = Awaited<ReturnType<typeof lookAtOverdue>>;
