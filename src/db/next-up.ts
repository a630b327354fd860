// The open invoices whose next level is reached next: a handful, through the index of the daily run.

import { sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { nextLevel, type Plan } from '../core/plan.ts';
import type { Db } from './store.ts';

/** Numbers of the invoices of a plan that reach a level after today, in that order; holds are not looked at. */
export async function invoicesNextUp(db: Db, plan: Plan, today: Day, limit: number): Promise<string[]> {
  const highest = Math.max(0, ...plan.levels.map((level) => level.position));
  const steps = [];
  for (let passed = 0; passed < highest; passed += 1) {
    const next = nextLevel(plan, passed);
    if (next.kind === 'level') steps.push(sql`(${passed}::int, ${next.level.afterDays}::int)`);
  }
  if (steps.length === 0) return [];
  const { rows } = (await db.execute(sql`
    select soon.number from (values ${sql.join(steps, sql`, `)}) as next (passed, after_days)
    cross join lateral (
      select number, anchor_on + next.after_days as reached_on, id from invoices
      where plan_id = ${plan.id} and kind = 'invoice' and open_cents > 0
        and passed_position = next.passed and anchor_on > ${today}::date - next.after_days
      order by anchor_on, id limit ${limit}
    ) as soon
    order by soon.reached_on, soon.id limit ${limit}`)) as unknown as { rows: { number: string }[] };
  return rows.map((row) => row.number);
}
