// Invoices in lists, each with where it stands, a page at a time.

import { z } from 'zod';
import { daysBetween } from '../../core/day.ts';
import { LEDGER_STATUSES } from '../../core/ledger-list.ts';
import { type LedgerRow, listLedger } from '../../db/ledger.ts';
import { readEngine } from '../engine.ts';
import { dayInput, idInput, textInput } from '../inputs.ts';
import { query } from '../use-case.ts';
import { readStandings, type Standing } from './standings.ts';

export interface LedgerLine extends LedgerRow {
  /** 0 when nothing is open or it is not due yet. */
  daysOverdue: number;
  /** Null when nothing is open. */
  standing: Standing | null;
}

export interface LedgerPage {
  rows: LedgerLine[];
  /** Where the next page begins; null when this is the last. */
  next: { dueDate: LedgerRow['dueDate']; id: number } | null;
}

export const listInvoices = query({
  name: 'invoice.list',
  summary: 'Invoices by status, customer, level or a part of their number or customer, each with where it stands.',
  role: 'viewer',
  input: z.strictObject({
    status: z.enum(LEDGER_STATUSES).default('open'),
    text: textInput(100).optional(),
    customerId: idInput.optional(),
    passedPosition: z.int().min(0).max(1_000).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    after: z.strictObject({ dueDate: dayInput, id: idInput }).nullable().default(null),
    limit: z.int().min(1).max(500).default(50),
  }),
  async run(work, { after, limit, status, text, customerId, passedPosition, currency }): Promise<LedgerPage> {
    const filter = {
      status,
      today: work.today,
      ...(text === undefined || text === '' ? {} : { text }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(passedPosition === undefined ? {} : { passedPosition }),
      ...(currency === undefined ? {} : { currency }),
    };
    const found = await listLedger(work.db, filter, { after, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const open = rows.filter((row) => row.kind === 'invoice' && row.openCents > 0);
    const engine = await readEngine(work.db, work.organisation, work.today);
    const standings = await readStandings(work, engine, open);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      rows: rows.map((row) => ({
        ...row,
        daysOverdue: standings.has(row.id) ? Math.max(0, daysBetween(row.dueDate, work.today)) : 0,
        standing: standings.get(row.id) ?? null,
      })),
      next: last === undefined ? null : { dueDate: last.dueDate, id: last.id },
    };
  },
});
