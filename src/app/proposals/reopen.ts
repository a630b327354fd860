// Undo: an approval can be taken back until its notice is issued.

import { z } from 'zod';
import { afterStep } from '../../core/proposal.ts';
import { lockProposals, moveProposals, NOBODY_APPROVED } from '../../db/decisions.ts';
import { notFound, refused } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command } from '../use-case.ts';

export const reopenProposal = command({
  name: 'proposal.take_back',
  summary: 'Takes an approval back, as long as its notice is not issued.',
  role: 'approver',
  input: z.strictObject({ proposal: idInput }),
  async run(work, { proposal: id }) {
    const [row] = await lockProposals(work.db, [id]);
    if (row === undefined) throw notFound(`Proposal ${id}`);
    if (row.state === 'issued') throw refused(`It came too late: the notice of proposal ${id} is issued already.`);
    if (afterStep(row.state, 'reopen') === null) throw refused(`Proposal ${id} is not approved.`);
    const reason = { code: 'taken_back', by: work.ctx.actor.name } as const;
    await moveProposals(work.db, [id], row.state, 'proposed', { ...NOBODY_APPROVED, reopenedReason: reason });
    await reviewAfterChange(work, { customerIds: [row.customerId] });
    return { result: { proposal: id }, audit: [{ entity: 'proposal', entityId: String(id), after: { reason } }] };
  },
});
