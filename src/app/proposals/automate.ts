// Levels whose automation goes further than proposing: after their grace days, at their time of day, the recorded
// decision of whoever set the level is carried out - unless somebody decided otherwise meanwhile.

import { z } from 'zod';
import { addDays, type Day } from '../../core/day.ts';
import { secondNeeded } from '../../core/four-eyes.ts';
import type { Automation } from '../../core/plan.ts';
import { type AutomatedProposal, undecidedAutomated } from '../../db/automation.ts';
import { issueApproved } from '../notices/issue.ts';
import { saveDraft } from '../notices/save-draft.ts';
import { operation, startWork } from '../use-case.ts';
import { decideProposals } from './decide.ts';

export interface Automated {
  drafted: number;
  issued: number;
  sent: number;
}

export const automateProposals = operation({
  name: 'proposal.automate',
  summary: 'Carries out what the automation of levels says, once their grace days are over.',
  role: 'approver',
  input: z.strictObject({}),
  async run(ctx): Promise<Automated> {
    const { db, organisation } = await startWork(ctx, ctx.store.db);
    const now = ctx.clock.local(organisation.timeZone);
    const due = (await undecidedAutomated(db, organisation.timeZone))
      .filter((proposal) => isDue(proposal, now))
      // No automation stands in for one of two people: what needs four eyes waits for them.
      .filter((proposal) => proposal.automation === 'draft' || secondNeeded(organisation.fourEyes, proposal) === null);
    const done: Automated = { drafted: 0, issued: 0, sent: 0 };
    for (const { id, automation } of due) {
      if (automation === 'draft') {
        if ((await saveDraft(ctx, { proposal: id })).saved) done.drafted += 1;
        continue;
      }
      const send = automation === 'send';
      // What the automation wants is kept with the approval: whoever issues it after a crash keeps to it.
      const { decided } = await decideProposals(ctx, { proposals: [id], decision: { kind: 'approve', send } });
      if (decided.length === 0) continue;
      const [outcome] = await issueApproved(ctx, { proposals: [id] });
      if (outcome?.outcome === 'issued') done[send ? 'sent' : 'issued'] += 1;
    }
    return done;
  },
});

/** When the automation of a proposal acts: the day it came before people's eyes + grace days. */
export function actsOn(shownOn: Day, graceDays: number): Day {
  return addDays(shownOn, graceDays);
}

function isDue(proposal: AutomatedProposal & { automation: Automation }, now: { day: Day; time: string }): boolean {
  const day = actsOn(proposal.shownOn, proposal.graceDays);
  return now.day > day || (now.day === day && now.time >= proposal.actAt);
}
