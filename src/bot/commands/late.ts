// The truth about a command that wants to stop something: what had left before it, and what it still holds back.

import { findInvoices } from '../../app/insight/find-invoices.ts';
import { viewInvoice } from '../../app/insight/invoice-view.ts';
import { type LatestNotice, latestNotice } from '../../app/insight/latest-notice.ts';
import { proposalOutcomes } from '../../app/insight/proposal-outcomes.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { type Md, own } from '../text.ts';
import type { Visitor } from '../who.ts';
import { COMMAND_WORDS } from './words/index.ts';

/** How many invoices of a customer are looked through. */
const LOOKED_AT = 20;

/** What became of the latest notice about an invoice that is stopped now, and of an approval not issued yet. */
export async function lateLines(visitor: Visitor, invoice: string): Promise<Md[]> {
  const words = COMMAND_WORDS[visitor.voice.language];
  const latest = await latestNotice(visitor.ctx, { invoice });
  const lines = latest === null ? [] : noticeLines(visitor, latest);
  const { proposals } = await viewInvoice(visitor.ctx, { invoice });
  const open = await proposalOutcomes(visitor.ctx, { proposals });
  return open.some(({ state }) => state === 'approved') ? [...lines, words.done.approvedHeld] : lines;
}

/** The same for the open invoices of a customer. */
export async function lateLinesOfCustomer(visitor: Visitor, customer: string): Promise<Md[]> {
  const { found } = await findInvoices(visitor.ctx, { text: customer, limit: LOOKED_AT });
  const lines: Md[] = [];
  for (const one of found) {
    if (one.customerNumber !== customer || one.kind !== 'invoice') continue;
    for (const line of await lateLines(visitor, one.number)) {
      if (!lines.some((known) => known.md === line.md)) lines.push(line);
    }
  }
  return lines;
}

/** Only what is under way, or left today: what was sent weeks ago is no news. */
function noticeLines({ voice, ctx }: Visitor, { number, issuedAt, deliveries }: LatestNotice): Md[] {
  const { late } = COMMAND_WORDS[voice.language];
  const notice = noticeNumberText(number);
  const isToday = (at: string) => voice.instant(at).split(',')[0] === voice.instant(ctx.clock.now()).split(',')[0];
  return deliveries.flatMap(({ state, sentAt }) => {
    const at = sentAt ?? issuedAt;
    switch (standing(state)) {
      case 'waiting':
        return [late.stopped(notice)];
      case 'leaving':
        return [late.sending(notice)];
      case 'unclear':
        return [late.unclear(notice)];
      case 'left':
        return isToday(at) ? [late.sent(notice, own(voice.instant(at)))] : [];
      default:
        return [];
    }
  });
}

/** How far a delivery is, for somebody who wants to stop it. */
function standing(state: DeliveryState): 'waiting' | 'leaving' | 'unclear' | 'left' | 'ended' {
  switch (state) {
    case 'approved':
    case 'claimed':
      return 'waiting';
    case 'attempted':
      return 'leaving';
    case 'unknown':
    case 'needs_review':
      return 'unclear';
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
      return 'left';
    case 'failed':
    case 'cancelled':
      return 'ended';
  }
}
