// Undecided proposals of levels that act by themselves.

import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import type { Automation } from '../core/plan.ts';
import { levels, notices, proposals } from './schema/index.ts';
import type { Db } from './store.ts';

export interface AutomatedProposal {
  id: number;
  /** The later of: proposed, last changed, its level last changed. Grace runs from here. */
  shownOn: Day;
  currency: string;
  principalCents: number;
  levelPosition: number;
  automation: Automation;
  graceDays: number;
  /** HH:MM. */
  actAt: string;
}

/** Made by a run, undecided, at a level with automation; a draft that is there is not made again. */
export async function undecidedAutomated(db: Db, timeZone: string): Promise<AutomatedProposal[]> {
  return db
    .select({
      id: proposals.id,
      shownOn: sql<Day>`greatest(${proposals.proposedOn}, ${proposals.refreshedOn},
        (${proposals.proposedAt} at time zone ${timeZone})::date, (${levels.changedAt} at time zone ${timeZone})::date)::text`,
      currency: proposals.currency,
      principalCents: proposals.principalCents,
      levelPosition: levels.position,
      automation: levels.automation,
      graceDays: levels.graceDays,
      actAt: levels.actAt,
    })
    .from(proposals)
    .innerJoin(levels, eq(levels.id, proposals.levelId))
    .leftJoin(notices, eq(notices.proposalId, proposals.id))
    .where(
      and(
        eq(proposals.state, 'proposed'),
        eq(proposals.byHand, false),
        // What came back after an approval needs a person's eye, not the automation's.
        isNull(proposals.reopenedReason),
        ne(levels.automation, 'propose'),
        or(ne(levels.automation, 'draft'), isNull(notices.id)),
      ),
    )
    .orderBy(asc(proposals.id));
}
