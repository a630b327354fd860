// Everything open at a glance: sums by level and age, what waits for people, and the notices that concern everybody.

import { z } from 'zod';
import { addDays } from '../../core/day.ts';
import { sumCents } from '../../core/money.ts';
import { type Attention, readAttention } from '../../db/attention.ts';
import { AGE_LIMITS, type OpenSum, sumOpen } from '../../db/ledger.ts';
import { readPlans } from '../../db/plans.ts';
import { query } from '../use-case.ts';

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

export const readOverview = query({
  name: 'ledger.overview',
  summary: 'Open and overdue amounts by currency, level and age, and what needs a person.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work): Promise<Overview> {
    const sums = await sumOpen(work.db, work.today);
    const plans = new Map((await readPlans(work.db)).map((plan) => [plan.id, plan]));
    const answerBy = addDays(work.today, -ANSWER_WITHIN_DAYS);
    return {
      currencies: byCurrency(sums),
      levels: byLevel(sums, (planId, position) => {
        const plan = plans.get(planId);
        const level = plan?.levels.find((one) => one.position === position);
        return { plan: plan?.name ?? '', level: level?.name ?? null };
      }),
      attention: await readAttention(work.db, work.today, answerBy),
    };
  },
});

function byCurrency(sums: readonly OpenSum[]): CurrencySum[] {
  return [...Map.groupBy(sums, (sum) => sum.currency)]
    .map(([currency, own]) => {
      const overdue = own.filter((sum) => sum.age > 0);
      return {
        currency,
        count: own.reduce((count, sum) => count + sum.count, 0),
        openCents: sumCents(own.map((sum) => sum.openCents)),
        overdueCount: overdue.reduce((count, sum) => count + sum.count, 0),
        overdueCents: sumCents(overdue.map((sum) => sum.openCents)),
        ageCents: [0, ...AGE_LIMITS].map((_, age) =>
          sumCents(own.filter((sum) => sum.age === age).map((sum) => sum.openCents)),
        ),
      };
    })
    .sort((a, b) => b.count - a.count);
}

function byLevel(
  sums: readonly OpenSum[],
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
        overdueCents: sumCents(own.filter((sum) => sum.age > 0).map((sum) => sum.openCents)),
      },
    ];
  });
}
