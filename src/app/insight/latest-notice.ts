// What has left, or is about to leave, about an invoice: so that nobody is told of a stop that came too late.

import { z } from 'zod';
import type { DeliveryState } from '../../core/delivery.ts';
import type { Channel } from '../../core/plan.ts';
import { readInvoiceRecord } from '../../db/history.ts';
import { levelNames } from '../../db/plans.ts';
import { numberInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { query } from '../use-case.ts';

export interface LatestNotice {
  number: number;
  level: string | null;
  issuedAt: string;
  deliveries: { channel: Channel; state: DeliveryState; sentAt: string | null }[];
}

export const latestNotice = query({
  name: 'invoice.latest_notice',
  summary: 'The latest notice about an invoice that stands, and how far its deliveries are; null when there is none.',
  role: 'viewer',
  input: z.strictObject({ invoice: numberInput }),
  async run(work, { invoice: number }): Promise<LatestNotice | null> {
    const invoice = await invoiceOf(work.db, number);
    const record = await readInvoiceRecord(work.db, invoice);
    const latest = record.notices.findLast(({ notice }) => notice.state === 'issued');
    if (latest === undefined || latest.notice.number === null) return null;
    const names = await levelNames(work.db);
    return {
      number: latest.notice.number,
      level: names.get(latest.line.levelId ?? 0) ?? null,
      issuedAt: latest.notice.issuedAt,
      deliveries: record.deliveries
        .filter((delivery) => delivery.noticeId === latest.notice.id)
        .map(({ channel, state, sentAt }) => ({ channel, state, sentAt })),
    };
  },
});
