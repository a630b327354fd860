// Issuing: in one transaction the facts are read again, and the notice gets its number, its amounts, its document and
// its deliveries - or the proposal is withdrawn or asked again, and says why (rules section 4.7).

import { z } from 'zod';
import type { Reason, ReopenReason } from '../../core/reason.ts';
import { moveProposals, NOBODY_APPROVED, proposalIdsToIssue } from '../../db/decisions.ts';
import { describeDbError } from '../../db/errors.ts';
import { planChangedAt } from '../../db/plans.ts';
import { lockInvoices } from '../../db/progress.ts';
import { lockProposal, readLines, withdrawProposals } from '../../db/proposals.ts';
import { readEngine } from '../engine.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { inTransaction, noteChanges, operation, type Work } from '../use-case.ts';
import { composeNotice } from './compose.ts';
import { prepareNotice, readProposalFacts, readTextsOf } from './prepare.ts';
import { writeNotice } from './write-notice.ts';

export type IssueOutcome =
  | { proposalId: number; outcome: 'issued'; noticeId: number; number: number; totalCents: number; currency: string }
  | { proposalId: number; outcome: 'withdrawn'; reason: Reason }
  | { proposalId: number; outcome: 'reopened'; reason: ReopenReason }
  /** Something broke; it is still approved and will be tried again. */
  | { proposalId: number; outcome: 'failed'; detail: string }
  /** Somebody else issued it, took the approval back meanwhile, or (with `onlyDue`) still may. */
  | { proposalId: number; outcome: 'not_approved' };

export const issueApproved = operation({
  name: 'notice.issue',
  summary: 'Issues the notices of approved proposals: number, amounts, document, deliveries.',
  role: 'approver',
  input: z.strictObject({
    /** Default: all that are approved and can no longer be taken back. */
    proposals: z.array(idInput).optional(),
    /** False: issued, but not sent (automation "issue"). */
    send: z.boolean().default(true),
    /** True: one whose approval can still be taken back waits, as it does without a list. */
    onlyDue: z.boolean().default(false),
  }),
  async run(ctx, input): Promise<IssueOutcome[]> {
    const ids = input.proposals ?? (await proposalIdsToIssue(ctx.store.db, ctx.clock.now()));
    const outcomes: IssueOutcome[] = [];
    // One transaction a notice: a failure concerns that notice alone, stays approved and is tried again.
    for (const id of ids) {
      try {
        outcomes.push(await inTransaction(ctx, (work) => issueOne(work, id, input)));
      } catch (error) {
        if (ids.length === 1) throw error;
        const { message } = describeDbError(error);
        ctx.ports.log('error', 'a notice could not be issued', { proposal: id, cause: message });
        outcomes.push({ proposalId: id, outcome: 'failed', detail: message });
      }
    }
    return outcomes;
  },
});

async function issueOne(
  work: Work,
  proposalId: number,
  { send, onlyDue }: { send: boolean; onlyDue: boolean },
): Promise<IssueOutcome> {
  const proposal = await lockProposal(work.db, proposalId);
  if (proposal === null || proposal.state !== 'approved') return { proposalId, outcome: 'not_approved' };
  const isTooEarly = onlyDue && proposal.issueNotBefore !== null && proposal.issueNotBefore > work.now;
  if (isTooEarly) return { proposalId, outcome: 'not_approved' };
  const engine = await readEngine(work.db, work.organisation, work.today);
  const lines = (await readLines(work.db, [proposalId])).get(proposalId) ?? [];
  await lockInvoices(
    work.db,
    lines.map((line) => line.invoiceId),
  );
  const [facts] = await readProposalFacts(work, engine, [proposal]);
  if (facts === undefined) throw new Error(`proposal ${proposalId} has no facts`);
  const prepared = prepareNotice(facts, engine);
  if (prepared.outcome === 'withdraw') return withdraw(work, proposalId, prepared.reason);
  if (prepared.outcome === 'reopen') return reopen(work, proposalId, prepared.reason);
  const { draft } = prepared;
  const { texts, savedAt } = await readTextsOf(work, draft);
  const changes = [
    draft.truth.row.changedAt,
    work.organisation.changedAt,
    await planChangedAt(work.db, draft.plan.id),
    savedAt ?? '',
  ];
  // Interest and deadline of another day are not those that somebody looked at.
  const isOld = proposal.decidedOn !== work.today;
  if (isOld || changes.some((at) => at > (proposal.firstApprovedAt ?? proposal.decidedAt ?? '')))
    return reopen(work, proposalId, { code: 'changed_since_approval' });
  const written = await writeNotice(work, proposal, draft, composeNotice(draft, engine).notice, {
    texts,
    send: send && proposal.sendAfterIssue,
  });
  if ('problem' in written) return reopen(work, proposalId, written.problem);
  const { noticeId, number, totalCents } = written;
  return { proposalId, outcome: 'issued', noticeId, number, totalCents, currency: draft.currency };
}

async function withdraw(work: Work, proposalId: number, reason: Reason): Promise<IssueOutcome> {
  await withdrawProposals(work.db, [{ id: proposalId, reason }], work.now);
  await noteChanges(work, 'proposal.withdraw', [
    { entity: 'proposal', entityId: String(proposalId), after: { reason } },
  ]);
  return { proposalId, outcome: 'withdrawn', reason };
}

/** Back to be decided, in step with the facts of now, so that an approval is never lost silently. */
async function reopen(work: Work, proposalId: number, reason: ReopenReason): Promise<IssueOutcome> {
  const [row] = await moveProposals(work.db, [proposalId], 'approved', 'proposed', {
    ...NOBODY_APPROVED,
    reopenedReason: reason,
  });
  if (row !== undefined) await reviewAfterChange(work, { customerIds: [row.customerId] });
  await noteChanges(work, 'proposal.reopen', [{ entity: 'proposal', entityId: String(proposalId), after: { reason } }]);
  return { proposalId, outcome: 'reopened', reason };
}
