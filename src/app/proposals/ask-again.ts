// A skip, a snooze, a skipped level or what held the invoice back is taken back: the same invoices are put before
// people again, at the same level. What was decided stays on record; the new proposal is one by hand, which no earlier
// "not now" holds back.

import { z } from 'zod';
import type { ProposalState } from '../../core/proposal.ts';
import type { WithdrawalReason } from '../../core/reason.ts';
import { lockProposals } from '../../db/decisions.ts';
import { invoicesByIds } from '../../db/lookups.ts';
import { passedSince, voidSkips } from '../../db/notices.ts';
import { lockInvoices, refreshProgress } from '../../db/progress.ts';
import { readLines, withdrawnFor } from '../../db/proposals.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { customerOf, invoiceOf } from '../lookups.ts';
import { command } from '../use-case.ts';
import { liftWhatWithdrew, mayBeAskedAgain } from './lift.ts';
import { proposeInvoices } from './propose-by-hand.ts';

const NOT_NOW: readonly ProposalState[] = ['skipped', 'snoozed', 'level_skipped'];

export const askAgain = command({
  name: 'proposal.ask_again',
  summary:
    'Takes a skip, snooze, skipped level, pause, block, dispute or promise back: its invoices are proposed again.',
  role: 'approver',
  input: z.strictObject({ proposal: idInput }),
  async run(work, { proposal: id }) {
    const [row] = await lockProposals(work.db, [id]);
    if (row === undefined) throw refusal('proposal_unknown', { proposal: id });
    const held = row.state === 'withdrawn' && mayBeAskedAgain(row.withdrawnReason);
    if (!held && !NOT_NOW.includes(row.state)) throw refusal('not_put_off', { proposal: id });
    const lines = (await readLines(work.db, [id])).get(id) ?? [];
    const invoiceIds = lines.filter((line) => line.moves).map((line) => line.invoiceId);
    await lockInvoices(work.db, invoiceIds);
    if (await passedSince(work.db, id)) throw refusal('level_passed_since');
    const lifted = held ? await liftWhatWithdrew(work, row, invoiceIds) : [];
    await refreshProgress(work.db, await voidSkips(work.db, [id], work.now));
    const invoices = (await invoicesByIds(work.db, invoiceIds)).map((invoice) => invoice.number);
    const level = row.levelId === null ? {} : { levelId: row.levelId };
    const proposals = await proposeInvoices(work, { invoices, ...level });
    const note = { entity: 'proposal', after: { asksAgain: id } };
    return {
      result: { proposals },
      audit: [...lifted, ...proposals.map((one) => ({ ...note, entityId: String(one) }))],
    };
  },
});

/** The proposals of an invoice or a customer that a hold or a payment withdrew; nobody was asked about them since. */
export async function askableAgain(
  ctx: Context,
  about: { invoice: string } | { customer: string },
  code: WithdrawalReason['code'],
): Promise<number[]> {
  const { db } = ctx.store;
  const target =
    'invoice' in about
      ? { invoiceId: (await invoiceOf(db, about.invoice)).id }
      : { customerId: (await customerOf(db, about.customer)).id };
  return withdrawnFor(db, target, code);
}
