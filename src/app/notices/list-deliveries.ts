// The outbox: every delivery, the newest first, with the receipt of whoever took it.

import { z } from 'zod';
import type { DeliveryState } from '../../core/delivery.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { type DeliveryKey, listDeliveryRows } from '../../db/delivery-list.ts';
import { textInput } from '../inputs.ts';
import { query } from '../use-case.ts';

export const DELIVERY_GROUPS = ['all', 'waiting', 'handed_over', 'problem'] as const;
export type DeliveryGroup = (typeof DELIVERY_GROUPS)[number];

const STATES: Readonly<Record<DeliveryGroup, readonly DeliveryState[]>> = {
  all: [],
  waiting: ['approved', 'claimed', 'attempted', 'unknown'],
  handed_over: ['sent', 'delivered'],
  problem: ['failed', 'bounced', 'complained', 'needs_review', 'cancelled'],
};

export type DeliveryLine = Awaited<ReturnType<typeof listDeliveryRows>>[number] & {
  /** 'M-00012'. */
  noticeText: string;
};

export interface DeliveryPage {
  rows: DeliveryLine[];
  next: DeliveryKey | null;
}

export const listDeliveries = query({
  name: 'delivery.list',
  summary: 'All deliveries, the newest first: to whom, by which way, how far, and the receipt.',
  role: 'viewer',
  input: z.strictObject({
    group: z.enum(DELIVERY_GROUPS).default('all'),
    text: textInput(100).default(''),
    after: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }).nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { group, text, after, limit }): Promise<DeliveryPage> {
    const found = await listDeliveryRows(work.db, { states: STATES[group], text }, { after, limit: limit + 1 });
    const rows = found.slice(0, limit).map((row) => ({ ...row, noticeText: noticeNumberText(row.notice ?? 0) }));
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: last === undefined ? null : { at: last.at, id: last.id } };
  },
});
