// Everything open at a glance: sums by level and age, what waits for people, and the notices that concern everybody.

import { z } from 'zod';
import { addDays, type Day, daysBetween } from '../../core/day.ts';
import { sumCents } from '../../core/money.ts';
import { type Attention, readAttention } from '../../db/attention.ts';
import { type OpenSum, sumOpen } from '../../db/ledger.ts';
import { readPlans } from '../../db/plans.ts';
import { query } from '../use-case.ts';
import { keptFigure } from './latest.ts';

/** Upper limits of the spans of days overdue; what is not due yet comes before the first. */
const AGE_LIMITS = [0, 30, 60, 90] as const;

/** An open dispute should have its answer within so many days. */
export const ANSWER_WITHIN_DAYS = 14;

export interface LevelSum {
  planId: number;
  plan: string;
  /** Null before the first level. */
  level: string | null;
  position: number;
  currency: string;
  count: number;
  openCents: number;
  overdueCents: number;
}

export interface CurrencySum {
  currency: string;
  count: number;
  openCents: number;
  overdueCount: number;
  overdueCents: number;
  /** Open amounts by age: not due, then up to each of `AGE_LIMITS` days overdue, then older. */
  ageCents: number[];
}

export interface Overview {
  currencies: CurrencySum[];
  levels: LevelSum[];
  attention: Attention;
}

/** One pass over what is open: kept until anything is recorded. */
const openSums = keptFigure(({ db }) => sumOpen(db));

export const readOverview = query({
  name: 'ledger.overview',
  summary: 'Open and overdue amounts by currency, level and age, and what needs a person.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work): Promise<Overview> {
    const sums = await openSums.current(work, null);
    const plans = new Map((await readPlans(work.db)).map((plan) => [plan.id, plan]));
    const answerBy = addDays(work.today, -ANSWER_WITHIN_DAYS);
    return {
      currencies: byCurrency(sums, work.today),
      levels: byLevel(sums, work.today, (planId, position) => {
        const plan = plans.get(planId);
        const level = plan?.levels.find((one) => one.position === position);
        return { plan: plan?.name ?? '', level: level?.name ?? null };
      }),
      attention: await readAttention(work.db, work.today, answerBy),
    };
  },
});

function byCurrency(sums: readonly OpenSum[], today: Day): CurrencySum[] {
  return [...Map.groupBy(sums, (sum) => sum.currency)]
    .map(([currency, own]) => {
      const overdue = own.filter((sum) => isOverdue(sum, today));
      const ofAge = Map.groupBy(own, (sum) => ageOf(sum, today));
      return {
        currency,
        count: own.reduce((count, sum) => count + sum.count, 0),
        openCents: sumCents(own.map((sum) => sum.openCents)),
        overdueCount: overdue.reduce((count, sum) => count + sum.count, 0),
        overdueCents: sumCents(overdue.map((sum) => sum.openCents)),
        ageCents: [0, ...AGE_LIMITS].map((_, age) => sumCents((ofAge.get(age) ?? []).map((sum) => sum.openCents))),
      };
    })
    .sort((a, b) => b.count - a.count);
}

function isOverdue({ dueDate }: OpenSum, today: Day): boolean {
  return dueDate < today;
}

/** Index into the spans: 0 is not overdue, the last is older than the last limit. */
function ageOf({ dueDate }: OpenSum, today: Day): number {
  const days = daysBetween(dueDate, today);
  const age = AGE_LIMITS.findIndex((limit) => days <= limit);
  return age === -1 ? AGE_LIMITS.length : age;
}

function byLevel(
  sums: readonly OpenSum[],
  today: Day,
  named: (planId: number, position: number) => { plan: string; level: string | null },
): LevelSum[] {
  const groups = Map.groupBy(sums, (sum) => `${sum.planId} ${sum.passedPosition} ${sum.currency}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { planId, passedPosition: position, currency } = first;
    return [
      {
        planId,
        position,
        currency,
        ...named(planId, position),
        count: own.reduce((count, sum) => count + sum.count, 0),
        openCents: sumCents(own.map((sum) => sum.openCents)),
        overdueCents: sumCents(own.filter((sum) => isOverdue(sum, today)).map((sum) => sum.openCents)),
      },
    ];
  });
}
