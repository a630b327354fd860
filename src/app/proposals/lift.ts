// What a person held an invoice back with, ended again because he changed his mind: pause, block of the customer,
// dispute, promise. Part of asking again.

import type { WithdrawalReason } from '../../core/reason.ts';
import { endPromise, settleDispute } from '../../db/holds.ts';
import type { ProposalRow } from '../../db/proposals.ts';
import { liftBlock } from '../holds/place.ts';
import type { AuditNote, Work } from '../use-case.ts';

/** Withdrawals that are somebody's decision, which can be taken back; the others are facts. */
const BY_DECISION: readonly WithdrawalReason['code'][] = ['invoice_paused', 'customer_blocked', 'disputed', 'promised'];

export function isByDecision(reason: WithdrawalReason | null): reason is WithdrawalReason {
  return reason !== null && BY_DECISION.includes(reason.code);
}

/** Whether a withdrawn proposal may be asked again; one that was paid is, once its payment was taken back. */
export function mayBeAskedAgain(reason: WithdrawalReason | null): boolean {
  return reason !== null && (reason.code === 'paid' || BY_DECISION.includes(reason.code));
}

/** Ends what withdrew a proposal, as far as it still stands; a hold placed since is a decision of its own and stays. */
export async function liftWhatWithdrew(
  work: Work,
  { withdrawnReason, withdrawnAt, customerId }: Pick<ProposalRow, 'withdrawnReason' | 'withdrawnAt' | 'customerId'>,
  invoiceIds: readonly number[],
): Promise<AuditNote[]> {
  const notes: AuditNote[] = [];
  const placedUntil = withdrawnAt ?? work.now;
  const by = { at: work.now, name: work.ctx.actor.name, placedUntil };
  const ended = (invoiceId: number, after: object): AuditNote => ({
    entity: 'invoice',
    entityId: String(invoiceId),
    after,
  });
  switch (withdrawnReason?.code) {
    case 'customer_blocked':
      notes.push(...(await liftBlock(work, { scope: 'customer', customerId }, placedUntil)).notes);
      break;
    case 'invoice_paused':
      for (const invoiceId of invoiceIds)
        notes.push(...(await liftBlock(work, { scope: 'invoice', invoiceId }, placedUntil)).notes);
      break;
    case 'disputed':
      for (const id of invoiceIds) if (await settleDispute(work.db, id, by)) notes.push(ended(id, { disputed: false }));
      break;
    case 'promised':
      for (const id of invoiceIds) if (await endPromise(work.db, id, by)) notes.push(ended(id, { promise: 'ended' }));
      break;
  }
  return notes;
}
