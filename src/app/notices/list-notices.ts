// Issued notices, the newest first: of everybody or of a customer.

import { z } from 'zod';
import { noticeNumberText } from '../../core/notice-number.ts';
import { listNoticeRows } from '../../db/notice-lists.ts';
import { numberInput } from '../inputs.ts';
import { customerOf } from '../lookups.ts';
import { query } from '../use-case.ts';

export type NoticeLine = Awaited<ReturnType<typeof listNoticeRows>>[number] & {
  /** 'M-00012'. */
  noticeText: string;
};

export interface NoticePage {
  rows: NoticeLine[];
  /** Number of the last notice of this page; null on the last page. */
  next: number | null;
}

export const listNotices = query({
  name: 'notice.list',
  summary: 'Issued notices, the newest first: level, invoices, frozen amounts, and whether they were cancelled.',
  role: 'viewer',
  input: z.strictObject({
    customer: numberInput.optional(),
    /** Number of the last notice of the page before. */
    before: z.int().positive().optional(),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { customer, before, limit }): Promise<NoticePage> {
    const customerId = customer === undefined ? undefined : (await customerOf(work.db, customer)).id;
    const found = await listNoticeRows(work.db, customerId, { before, limit: limit + 1 });
    const rows = found.slice(0, limit).map((row) => ({ ...row, noticeText: noticeNumberText(row.number) }));
    return { rows, next: found.length > limit ? (rows.at(-1)?.number ?? null) : null };
  },
});
