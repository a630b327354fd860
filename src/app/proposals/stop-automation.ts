// Somebody objects to what a level would do by itself: its proposals then wait for a person, like any other.

import { z } from 'zod';
import { lockProposals, moveProposals } from '../../db/decisions.ts';
import { idInput } from '../inputs.ts';
import { command } from '../use-case.ts';

export const stopAutomation = command({
  name: 'proposal.stop_automation',
  summary: 'Keeps levels from acting by themselves on these proposals: they wait for a person to decide.',
  role: 'approver',
  input: z.strictObject({ proposals: z.array(idInput).min(1).max(10_000) }),
  async run(work, { proposals }) {
    const waiting = (await lockProposals(work.db, [...new Set(proposals)])).filter((row) => row.state === 'proposed');
    const ids = waiting.filter((row) => row.reopenedReason === null).map((row) => row.id);
    const reason = { code: 'automation_stopped', by: work.ctx.actor.name } as const;
    await moveProposals(work.db, ids, 'proposed', 'proposed', { reopenedReason: reason });
    return {
      result: { stopped: ids },
      audit: ids.map((id) => ({ entity: 'proposal', entityId: String(id), after: { reason } })),
    };
  },
});
