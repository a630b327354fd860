// The state of the day: what the runs did, what would stop one now, and what became of what was approved.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import type { GateReason } from '../../core/reason.ts';
import { countOpenProposals } from '../../db/decisions.ts';
import { countIssuedOn, type IssuedRow, listIssuedOn } from '../../db/proposal-outcomes.ts';
import { type RunRow, readRunsOn } from '../../db/runs.ts';
import { readEngine } from '../engine.ts';
import { readGate } from '../run/gate.ts';
import { query } from '../use-case.ts';

export interface PlanToday {
  planId: number;
  plan: string;
  /** What would stop a run now. */
  gate: GateReason | null;
  /** The latest run of today. */
  run: RunRow | null;
}

export const runsToday = query({
  name: 'run.today',
  summary: 'For each plan the latest run of today, and what would stop one now.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work): Promise<PlanToday[]> {
    const engine = await readEngine(work.db, work.organisation, work.today);
    const plans: PlanToday[] = [];
    for (const plan of engine.plans.values()) {
      const [run] = await readRunsOn(work.db, work.today, plan.id);
      const gate = await readGate(work, work.today, plan);
      plans.push({ planId: plan.id, plan: plan.name, gate, run: run ?? null });
    }
    return plans;
  },
});

export interface DeliverySummary {
  on: Day;
  /** Proposals nobody has decided on yet, and the latest run: both change when the list of the day does. */
  undecided: number;
  latestRun: number | null;
  /** Approved proposals whose notice is not issued yet. */
  waiting: number;
  issued: number;
  deliveries: Partial<Record<DeliveryState, number>>;
  /** The latest notices of the day. */
  latest: IssuedRow[];
}

export const deliverySummary = query({
  name: 'delivery.summary',
  summary: 'What waits, what was issued today, and where its deliveries stand.',
  role: 'viewer',
  input: z.strictObject({ latest: z.int().min(0).max(100).default(10) }),
  async run(work, { latest }): Promise<DeliverySummary> {
    const { notices, deliveries } = await countIssuedOn(work.db, work.today);
    const { undecided, approved } = await countOpenProposals(work.db);
    const [run] = await readRunsOn(work.db, work.today);
    return {
      on: work.today,
      undecided,
      latestRun: run?.id ?? null,
      waiting: approved,
      issued: notices,
      deliveries,
      latest: latest === 0 ? [] : await listIssuedOn(work.db, work.today, latest),
    };
  },
});
