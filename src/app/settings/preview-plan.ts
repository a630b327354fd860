// What saving an edited plan would change about today: the engine judges every open invoice of the plan's customers
// twice, with the plan as it is and as it would be. Nothing is written, nobody is kept waiting.

import { z } from 'zod';
import { feeOf } from '../../core/fee.ts';
import type { Level, Plan } from '../../core/plan.ts';
import { advisePlan, type PlanAdvice } from '../../core/plan-advice.ts';
import { positionOfRemoved } from '../../core/plan-changes.ts';
import { planTimeline, type TimelineStep } from '../../core/plan-timeline.ts';
import { type InvoiceTruth, progressOf } from '../../core/position.ts';
import type { CustomerFacts, ProposedNotice } from '../../core/run.ts';
import type { CustomerTruth } from '../../db/facts/customers.ts';
import { customersOnPlan } from '../../db/lookups.ts';
import { calendarOf } from '../../db/organisation.ts';
import { readLevelRows, readRemovedLevels } from '../../db/plans.ts';
import { planOf, readEngine, readTruths } from '../engine.ts';
import { dayInput } from '../inputs.ts';
import { planFor } from '../run/wanted.ts';
import { query, type Work } from '../use-case.ts';
import { PLAN_INPUT, type PlanInput } from './plan-input.ts';

const CUSTOMERS_PER_STEP = 500;
/** Changes that are listed one by one; all of them are counted. */
const CHANGES_AT_MOST = 100;
/** Stands for a plan that is not saved yet. */
const NEW_PLAN = 0;

export const checkPlan = query({
  name: 'plan.check',
  summary: 'The dates a plan gives for an example invoice, and what to look at before it is saved.',
  role: 'viewer',
  input: z.strictObject({
    plan: PLAN_INPUT,
    /** The example invoice's due date; default: today. */
    dueDate: dayInput.optional(),
  }),
  async run(work, { plan: input, dueDate = work.today }): Promise<{ advice: PlanAdvice[]; steps: TimelineStep[] }> {
    const plan = planOfInput(input);
    const { country, moveDeadline } = work.organisation;
    const calendar = calendarOf(work.organisation);
    return {
      advice: advisePlan(plan, country),
      steps: planTimeline(plan, { dueDate, calendar, moveDeadline }),
    };
  },
});

export interface PreviewSum {
  /** Null for statements of account. */
  level: string | null;
  currency: string;
  notices: number;
  principalCents: number;
  /** The level's own fee; carried charges and interest aside. */
  feeCents: number;
}

export interface PreviewChange {
  customer: { number: string; name: string };
  invoices: string[];
  currency: string;
  openCents: number;
  /** Names of levels; null = no notice. */
  from: string | null;
  to: string | null;
}

export interface PlanPreview {
  customers: number;
  /** What today's run proposes with the plan as it is, and as it would be. */
  before: PreviewSum[];
  after: PreviewSum[];
  /** Invoices whose level today would be another one, or none. */
  changed: number;
  unchanged: number;
  changes: PreviewChange[];
}

export const previewPlan = query({
  name: 'plan.preview',
  summary: 'What saving a plan would change about what is proposed today; nothing is saved.',
  role: 'viewer',
  input: PLAN_INPUT,
  async run(work, input): Promise<PlanPreview> {
    const engine = await readEngine(work.db, work.organisation, work.today);
    const edited = planOfInput(input);
    const positions = await positionsThen(work, input);
    const wasDefault = input.id === engine.defaultPlanId;
    const ids = await customersOnPlan(work.db, input.id ?? null, wasDefault || input.isDefault);
    const preview: PlanPreview = {
      customers: ids.length,
      before: [],
      after: [],
      changed: 0,
      unchanged: 0,
      changes: [],
    };
    for (let start = 0; start < ids.length; start += CUSTOMERS_PER_STEP) {
      for (const truth of await readTruths(work.db, engine, ids.slice(start, start + CUSTOMERS_PER_STEP))) {
        const then = factsThen(truth.facts, edited, positions);
        const now = planFor(truth.facts, planOf(engine, truth.planId), engine.settings).proposals;
        const next = planFor(then, edited, engine.settings).proposals;
        addSums(preview.before, now, truth);
        addSums(preview.after, next, truth);
        compare(preview, truth, now, next);
      }
    }
    return preview;
  },
});

/** The plan an input would make; levels that are not saved yet have ids below zero. */
function planOfInput({ id, levels, ...fields }: PlanInput): Plan {
  return {
    ...fields,
    id: id ?? NEW_PLAN,
    levels: levels.map((level, index) => ({ ...level, id: level.id ?? -1 - index, position: index + 1 })),
  };
}

/** Positions of the plan's levels as saving would leave them, removed ones included. */
async function positionsThen(work: Work, { id, levels }: PlanInput): Promise<Map<number, number>> {
  const positions = new Map<number, number>();
  if (id === undefined) return positions;
  const present = await readLevelRows(work.db, id);
  const kept = present.filter((level) => levels.some((other) => other.id === level.id));
  const removed = [...present.filter((level) => !kept.includes(level)), ...(await readRemovedLevels(work.db, id))];
  for (const level of removed) positions.set(level.id, positionOfRemoved(kept, level.position));
  for (const [index, level] of levels.entries()) if (level.id !== undefined) positions.set(level.id, index + 1);
  return positions;
}

/** The facts as the edited plan would see them: where each invoice stands, and from which day its next level counts. */
function factsThen(
  facts: CustomerFacts<InvoiceTruth>,
  plan: Plan,
  positions: ReadonlyMap<number, number>,
): CustomerFacts<InvoiceTruth> {
  const invoices = facts.invoices.map((invoice) => {
    const passages = invoice.passages.map((passage) => ({
      ...passage,
      position: positions.get(passage.levelId) ?? passage.position,
    }));
    return { ...invoice, passages, ...progressOf(invoice.dueDate, passages, plan.countFrom) };
  });
  return { ...facts, invoices };
}

type Proposed = ProposedNotice<InvoiceTruth>;

function addSums(sums: PreviewSum[], proposals: readonly Proposed[], truth: CustomerTruth): void {
  for (const { level, currency, principalCents } of proposals) {
    const name = level?.name ?? null;
    let sum = sums.find((one) => one.level === name && one.currency === currency);
    if (sum === undefined) {
      sum = { level: name, currency, notices: 0, principalCents: 0, feeCents: 0 };
      sums.push(sum);
    }
    sum.notices += 1;
    sum.principalCents += principalCents;
    if (level !== null && truth.row.applyFees) sum.feeCents += feeOf(level.fee, principalCents, currency);
  }
}

/** Counts the invoices that change, and lists them by what they change from and to. */
function compare(
  preview: PlanPreview,
  truth: CustomerTruth,
  now: readonly Proposed[],
  then: readonly Proposed[],
): void {
  const before = reachedBy(now);
  const after = reachedBy(then);
  const changes = new Map<string, PreviewChange>();
  for (const invoice of truth.facts.invoices) {
    const [from, to] = [before.get(invoice.id), after.get(invoice.id)];
    if (from === undefined && to === undefined) continue;
    if (from?.id === to?.id && (from === undefined) === (to === undefined)) {
      preview.unchanged += 1;
      continue;
    }
    preview.changed += 1;
    const key = `${invoice.currency} ${from?.id} ${to?.id}`;
    const { number, name } = truth.row;
    const change = changes.get(key) ?? {
      customer: { number, name },
      invoices: [],
      currency: invoice.currency,
      openCents: 0,
      from: from?.name ?? null,
      to: to?.name ?? null,
    };
    change.invoices.push(invoice.number);
    change.openCents += invoice.openCents;
    changes.set(key, change);
  }
  preview.changes.push(...[...changes.values()].slice(0, CHANGES_AT_MOST - preview.changes.length));
}

/** The level each invoice is asked for on a proposal; those that are only listed are left out. */
function reachedBy(proposals: readonly Proposed[]): Map<number, Pick<Level, 'id' | 'name'>> {
  const reached = new Map<number, Pick<Level, 'id' | 'name'>>();
  for (const proposal of proposals) {
    for (const { invoice, level } of proposal.lines) {
      if (level !== null) reached.set(invoice.id, level);
      else if (proposal.level === null) reached.set(invoice.id, STATEMENT);
    }
  }
  return reached;
}

const STATEMENT = { id: 0, name: 'statement of account' };
