// What comes next when there is nothing to do today: the two invoices that reach a level first.

import type { Day } from '../../core/day.ts';
import { invoicesNextUp } from '../../db/next-up.ts';
import type { Context } from '../context.ts';
import { readEngine } from '../engine.ts';
import { whyInvoice } from '../insight/why.ts';
import { startWork } from '../use-case.ts';

export interface NextUp {
  invoice: string;
  level: string;
  reachedOn: Day;
  openCents: number;
  currency: string;
}

const SHOWN = 2;
/** Some of the next ones may be held back by something else than their days. */
const LOOKED_AT = 8;

/** The next two that nothing but their days holds back; fewer when there are none among the first few. */
export async function nextUp(ctx: Context): Promise<NextUp[]> {
  const work = await startWork(ctx, ctx.store.db);
  const engine = await readEngine(work.db, work.organisation, work.today);
  const found: NextUp[] = [];
  for (const plan of engine.plans.values()) {
    if (plan.paused || plan.kind !== 'escalation') continue;
    for (const invoice of await invoicesNextUp(work.db, plan, work.today, LOOKED_AT)) {
      const { verdict, next, openCents, currency } = await whyInvoice(ctx, { invoice });
      const waits = verdict.kind === 'held' && ['waiting', 'not_overdue'].includes(verdict.reason.code);
      if (!waits || next === null) continue;
      found.push({ invoice, level: next.level, reachedOn: next.reachedOn, openCents, currency });
    }
  }
  return found.sort((a, b) => (a.reachedOn < b.reachedOn ? -1 : a.reachedOn > b.reachedOn ? 1 : 0)).slice(0, SHOWN);
}
