// Notices with their charges and payments with what they settled, as CSV for a period.

import { z } from 'zod';
import { formatAmount } from '../../core/money.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { noticesBetween, paymentsBetween } from '../../db/exports.ts';
import { refusal } from '../errors.ts';
import { dayInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';
import { query } from '../use-case.ts';
import { type Cell, csvBytes } from './csv.ts';

export interface ExportedFile {
  fileName: string;
  mimeType: string;
  bytes: Uint8Array;
  rows: number;
}

export const PERIOD = z
  .strictObject({ from: dayInput, to: dayInput })
  .refine((period) => period.from <= period.to, { message: complain('period'), path: ['to'] });

const money = (cents: number, currency: string): Cell => ({ amount: formatAmount(cents, currency) });

const NOTICE_HEADING =
  'number;state;kind;issued on;deadline;customer number;customer;currency;principal;fee;carried;interest;compensation;total';

export const exportNotices = query({
  name: 'export.notices',
  summary: 'Notices of a period with fees, interest and compensation, as CSV; cancelled ones are marked.',
  role: 'viewer',
  input: PERIOD,
  async run(work, { from, to }): Promise<ExportedFile> {
    const rows = await noticesBetween(work.db, from, to);
    const cells = rows.map((row): Cell[] => [
      noticeNumberText(row.number ?? 0),
      row.state,
      row.kind,
      row.issuedOn,
      row.deadline,
      row.customerNumber,
      row.customerName,
      row.currency,
      money(row.principalCents, row.currency),
      money(row.feeCents, row.currency),
      money(row.carriedCents, row.currency),
      money(row.interestCents, row.currency),
      money(row.compensationCents, row.currency),
      money(row.totalCents, row.currency),
    ]);
    return file(`notices-${from}-${to}.csv`, csvBytes(NOTICE_HEADING.split(';'), cells), rows.length);
  },
});

const PAYMENT_HEADING =
  'id;posted on;value date;amount;currency;method;invoice;customer number;customer;matched by;text;recorded by';

export const exportPayments = query({
  name: 'export.payments',
  summary: 'Payments posted in a period with the invoices they settled, as CSV.',
  role: 'viewer',
  input: PERIOD,
  async run(work, { from, to }): Promise<ExportedFile> {
    const rows = await paymentsBetween(work.db, from, to);
    const cells = rows.map((row): Cell[] => [
      row.externalId,
      row.postedOn,
      row.valueOn,
      money(row.amountCents, row.currency),
      row.currency,
      row.method,
      row.invoice,
      row.customerNumber,
      row.customerName,
      row.because,
      row.text,
      row.recordedBy,
    ]);
    return file(`payments-${from}-${to}.csv`, csvBytes(PAYMENT_HEADING.split(';'), cells), rows.length);
  },
});

export function file(fileName: string, bytes: Uint8Array, rows: number, mimeType = 'text/csv'): ExportedFile {
  return { fileName, mimeType, bytes, rows };
}

/** A period within one year, which is what accounting formats can say. */
export function sameYear(from: string, to: string): void {
  if (from.slice(0, 4) !== to.slice(0, 4)) throw refusal('period_in_one_year');
}
