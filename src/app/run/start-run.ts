// The daily run: gate, plan, proposals. One transaction per plan; scheduled runs happen once per plan and day, however
// many processes ask.

import { z } from 'zod';
import type { Day } from '../../core/day.ts';
import type { Plan } from '../../core/plan.ts';
import type { GateReason } from '../../core/reason.ts';
import { insertRun, updateRunCounts } from '../../db/runs.ts';
import type { RunCounts, RunTrigger } from '../../db/schema/index.ts';
import type { Context } from '../context.ts';
import { type Engine, readEngine } from '../engine.ts';
import { refusal } from '../errors.ts';
import { dayInput } from '../inputs.ts';
import { inTransaction, noteChanges, operation, startWork, type Work } from '../use-case.ts';
import { readGate } from './gate.ts';
import { planCustomers, reviewProposals } from './plan-customers.ts';
import { planInvoices } from './plan-invoices.ts';
import { reviewAfterChange } from './review-after-change.ts';

export interface PlanRun {
  planId: number;
  plan: string;
  on: Day;
  /** `already_run`: another process or an earlier tick did this scheduled run. */
  outcome: 'planned' | 'stopped' | 'already_run';
  runId: number | null;
  gate: GateReason | null;
  counts: RunCounts;
}

const RUN_INPUT = z.strictObject({
  /** Default: all plans. */
  planIds: z.array(z.int().positive()).optional(),
  /** Default: today. A day that is past makes up a missed run; a day to come is only possible as a dry run. */
  on: dayInput.optional(),
  trigger: z.enum(['person', 'schedule', 'catch_up']).default('person'),
  /** A person runs although payment data is stale; the run records who. */
  evenIfStale: z.boolean().default(false),
  /** Everything is computed and nothing is kept. */
  dry: z.boolean().default(false),
});

/** Thrown to roll a dry run back once its result is known. */
class DryRunDone extends Error {
  readonly results: PlanRun[];
  constructor(results: PlanRun[]) {
    super('dry run');
    this.results = results;
  }
}

export const startRun = operation({
  name: 'run.start',
  summary: 'Runs the dunning of one day: proposes what is due, for one plan or all.',
  role: 'approver',
  input: RUN_INPUT,
  async run(ctx, input): Promise<PlanRun[]> {
    const plans = await plansToRun(ctx, input.planIds);
    if (input.dry) return dryRun(ctx, plans, input);
    const results: PlanRun[] = [];
    for (const plan of plans) results.push(await inTransaction(ctx, (work) => runPlan(work, plan, input)));
    return results;
  },
});

type RunInput = z.output<typeof RUN_INPUT>;

async function dryRun(ctx: Context, plans: readonly number[], input: RunInput): Promise<PlanRun[]> {
  try {
    await ctx.store.tx(async (db) => {
      const results: PlanRun[] = [];
      for (const plan of plans) results.push(await runPlan(await startWork(ctx, db), plan, input));
      throw new DryRunDone(results);
    });
  } catch (error) {
    if (error instanceof DryRunDone) return error.results;
    throw error;
  }
  throw new Error('a dry run always rolls back');
}

async function plansToRun(ctx: Context, wanted: readonly number[] | undefined): Promise<number[]> {
  const work = await startWork(ctx, ctx.store.db);
  const engine = await readEngine(work.db, work.organisation, work.today);
  const all = [...engine.plans.keys()];
  const unknown = wanted?.find((id) => !engine.plans.has(id));
  if (unknown !== undefined) throw refusal('plan_unknown', { plan: unknown });
  return wanted === undefined ? all : [...wanted];
}

async function runPlan(work: Work, planId: number, input: RunInput): Promise<PlanRun> {
  const on = input.on ?? work.today;
  if (on > work.today && !input.dry) throw refusal('run_to_come', { on });
  const engine = await readEngine(work.db, work.organisation, on);
  const plan = engine.plans.get(planId);
  if (plan === undefined) throw refusal('plan_unknown', { plan: planId });
  const gate = await readGate(work, on, plan);
  const stopped = gate !== null && !mayRunAllTheSame(gate, input);
  const counts: RunCounts = { candidates: 0, proposed: 0, refreshed: 0, withdrawn: 0, held: {} };
  const runId = await insertRun(work.db, {
    planId,
    onDay: on,
    trigger: input.trigger,
    state: stopped ? 'stopped' : 'planned',
    gate,
    startedBy: work.ctx.actor.name,
    factsAt: work.now,
    counts,
  });
  const base = { planId, plan: plan.name, on, gate, counts };
  if (runId === null) return { ...base, outcome: 'already_run', runId: null };
  if (!stopped) await propose(work, engine, plan, runId, counts);
  // A day made up later: nobody is asked about what was paused, disputed or paid since that day.
  if (!stopped && on < work.today) counts.withdrawn += (await reviewAfterChange(work, 'all')).withdrawn;
  await updateRunCounts(work.db, runId, counts);
  await noteChanges(work, 'run.start', [
    { entity: 'run', entityId: String(runId), after: { plan: plan.name, on, trigger: input.trigger, gate, counts } },
  ]);
  return { ...base, outcome: stopped ? 'stopped' : 'planned', runId };
}

/** Only a person may run on stale payment data, and only by saying so; a paused plan never runs. */
function mayRunAllTheSame(
  gate: GateReason,
  input: { trigger: RunTrigger; evenIfStale: boolean; dry: boolean },
): boolean {
  if (gate.code !== 'payments_stale') return false;
  return input.trigger === 'person' && (input.evenIfStale || input.dry);
}

async function propose(work: Work, engine: Engine, plan: Plan, runId: number, counts: RunCounts): Promise<void> {
  const { today } = engine.settings;
  const origin = { runId, byHand: false, planId: plan.id, on: today, at: work.now, by: work.ctx.actor.name };
  if (plan.kind === 'recap' || plan.grouping === 'customer') {
    await planCustomers(work.db, engine, plan, origin, counts);
    return;
  }
  const doubtful = await planInvoices(work.db, engine, plan, origin, counts);
  await reviewProposals(work.db, engine, plan, doubtful, origin, counts);
}
