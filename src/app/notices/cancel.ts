// Taking an issued notice back: the level comes back, its charges fall away, number and record stay. Not while a later
// notice about the same invoices stands.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import { moveProposals, NOBODY_APPROVED } from '../../db/decisions.ts';
import { cancelWaitingDeliveries, readDeliveriesOf } from '../../db/deliveries.ts';
import {
  cancelNoticeRow,
  invoicesOnNotice,
  laterNotices,
  latestNoticeOfInvoice,
  type NoticeRow,
  readNoticeByNumber,
} from '../../db/notices.ts';
import { lockInvoices, refreshProgress } from '../../db/progress.ts';
import { approvedProposalsOfInvoices } from '../../db/proposals.ts';
import { refusal } from '../errors.ts';
import { numberInput, reasonInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { command, type Work } from '../use-case.ts';

export const cancelNotice = command({
  name: 'notice.cancel',
  summary: 'Cancels an issued notice, by its number or as the latest one of an invoice.',
  role: 'approver',
  input: z.union([
    z.strictObject({ number: z.int().positive(), reason: reasonInput.default('') }),
    z.strictObject({ invoice: numberInput, reason: reasonInput.default('') }),
  ]),
  async run(work, input) {
    const notice = 'number' in input ? await byNumber(work, input.number) : await ofInvoice(work, input.invoice);
    // Whoever issues a notice about these invoices locks them, too: what stands later is then known.
    await lockInvoices(work.db, await invoicesOnNotice(work.db, notice.id));
    const later = await laterNotices(work.db, notice.id);
    const name = noticeNumberText(notice.number ?? 0);
    if (later.length > 0) {
      throw refusal('later_notice_stands', { notice: name, later: later.map(noticeNumberText) });
    }
    const by = { at: work.now, name: work.ctx.actor.name, reason: input.reason };
    const moved = await cancelNoticeRow(work.db, notice.id, by);
    if (moved === null) throw refusal('notice_cancelled_already', { notice: name });
    await cancelWaitingDeliveries(work.db, notice.id, 'the notice was cancelled', work.now);
    await refreshProgress(work.db, moved);
    await reopenApproved(work, moved);
    await reviewAfterChange(work, { customerIds: [notice.customerId] });
    const left = (await readDeliveriesOf(work.db, notice.id)).filter((delivery) => delivery.sentAt !== null);
    const note = { entity: 'notice', entityId: String(notice.id), after: { state: 'cancelled' }, remark: input.reason };
    // Truthful when it came too late: the customer has it, and should be told.
    return { result: { number: notice.number, alreadySent: left.length > 0, invoices: moved.length }, audit: [note] };
  },
});

/** What was approved rests on the level that comes back now: it is asked again. */
async function reopenApproved(work: Work, invoiceIds: readonly number[]): Promise<void> {
  const approved = await approvedProposalsOfInvoices(work.db, invoiceIds);
  const reopenedReason = { code: 'changed_since_approval' } as const;
  await moveProposals(work.db, approved, 'approved', 'proposed', { ...NOBODY_APPROVED, reopenedReason });
}

async function byNumber(work: Work, number: number): Promise<NoticeRow> {
  const notice = await readNoticeByNumber(work.db, number);
  if (notice === null) throw refusal('notice_unknown', { notice: noticeNumberText(number) });
  return notice;
}

async function ofInvoice(work: Work, number: string): Promise<NoticeRow> {
  const invoice = await invoiceOf(work.db, number);
  const notice = await latestNoticeOfInvoice(work.db, invoice.id);
  if (notice === null) throw refusal('no_notice_about', { invoice: invoice.number });
  return notice;
}
