// Undo: an approval can be taken back until its notice is issued.

import { z } from 'zod';
import { afterStep } from '../../core/proposal.ts';
import { lockProposals, moveProposals, NOBODY_APPROVED } from '../../db/decisions.ts';
import type { ProposalRow } from '../../db/proposals.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { type AuditNote, command, type Work } from '../use-case.ts';

export const reopenProposal = command({
  name: 'proposal.take_back',
  summary: 'Takes an approval back, as long as its notice is not issued.',
  role: 'approver',
  input: z.strictObject({ proposal: idInput }),
  async run(work, { proposal: id }) {
    const [row] = await lockProposals(work.db, [id]);
    if (row === undefined) throw refusal('proposal_unknown', { proposal: id });
    if (row.state === 'issued') throw refusal('issued_already', { proposal: id });
    if (afterStep(row.state, 'reopen') === null) throw refusal('not_approved', { proposal: id });
    return { result: { proposal: id }, audit: await takeBack(work, [row]) };
  },
});

export const reopenProposals = command({
  name: 'proposal.take_back_many',
  summary: 'Takes approvals back, those whose notices are not issued yet; says which came too late.',
  role: 'approver',
  input: z.strictObject({ proposals: z.array(idInput).min(1).max(10_000) }),
  async run(work, { proposals: ids }) {
    const rows = await lockProposals(work.db, [...new Set(ids)]);
    const approved = rows.filter((row) => afterStep(row.state, 'reopen') !== null);
    const tooLate = rows.filter((row) => row.state === 'issued').map((row) => row.id);
    const audit = await takeBack(work, approved);
    return { result: { takenBack: approved.map((row) => row.id), tooLate }, audit };
  },
});

async function takeBack(work: Work, rows: readonly ProposalRow[]): Promise<AuditNote[]> {
  const reason = { code: 'taken_back', by: work.ctx.actor.name } as const;
  const ids = rows.map((row) => row.id);
  const fields = { ...NOBODY_APPROVED, reopenedReason: reason, issueNotBefore: null };
  await moveProposals(work.db, ids, ['approved_once', 'approved'], 'proposed', fields);
  const customerIds = [...new Set(rows.map((row) => row.customerId))];
  if (customerIds.length > 0) await reviewAfterChange(work, { customerIds });
  return ids.map((id) => ({ entity: 'proposal', entityId: String(id), after: { reason } }));
}
