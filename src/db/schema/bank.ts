// Bank statements as they came in, the bookings on them that may be customers' payments, and saved ways to read tables.
// Debits that return nothing to a customer (salaries, suppliers) are counted and never stored.

import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  BANK_ENTRY_STATES,
  type BankEntryState,
  STATEMENT_FORMATS,
  type StatementFormat,
} from '../../core/bank-entry.ts';
import type { Candidate } from '../../core/match-types.ts';
import { cents, day, instant, oneOf } from './columns.ts';
import { customers } from './customers.ts';
import { imports, invoices } from './invoices.ts';

export const bankStatements = pgTable(
  'bank_statements',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** IBAN, or the account as the bank writes it. */
    account: text('account').notNull(),
    format: text('format').$type<StatementFormat>().notNull(),
    /** The bank's own name of the statement, with its day: the same statement again is known by it. */
    statementKey: text('statement_key').notNull(),
    /** Electronic sequence number; null where the bank gives none. */
    sequence: bigint('sequence', { mode: 'number' }),
    currency: text('currency').notNull(),
    openingCents: cents('opening_cents'),
    openingOn: day('opening_on'),
    closingCents: cents('closing_cents'),
    closingOn: day('closing_on'),
    /** Last booking day on it, else the closing day: how far it proves the account. */
    provesThrough: day('proves_through'),
    /** Something is missing before this statement. */
    gapBefore: boolean('gap_before').notNull().default(false),
    gapAcceptedBy: text('gap_accepted_by'),
    gapAcceptedAt: instant('gap_accepted_at'),
    importId: bigint('import_id', { mode: 'number' })
      .notNull()
      .references(() => imports.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    unique('bank_statements_once').on(table.account, table.format, table.statementKey),
    index('bank_statements_chain').on(table.account, table.closingOn),
    check('bank_statements_format', sql`${table.format} in (${sql.raw(oneOf(STATEMENT_FORMATS))})`),
  ],
);

export const bankEntries = pgTable(
  'bank_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The same booking has the same key whichever file it comes in. */
    entryKey: text('entry_key').notNull().unique(),
    /** Shared by the parts of one booking (a batch); see ARCHITECTURE.md on bank statements. */
    bookingKey: text('booking_key').notNull(),
    account: text('account').notNull(),
    /** A return or reversal is negative. */
    amountCents: cents('amount_cents').notNull(),
    currency: text('currency').notNull(),
    bookedOn: day('booked_on').notNull(),
    valueOn: day('value_on').notNull(),
    payerName: text('payer_name'),
    payerIban: text('payer_iban'),
    endToEndId: text('end_to_end_id'),
    mandateId: text('mandate_id'),
    /** Structured reference (RF or QRR), without spaces. */
    reference: text('reference'),
    /** A line break stands where the bank cut the text: it may be in the middle of a number. */
    text: text('text').notNull(),
    bankReference: text('bank_reference'),
    returnReason: text('return_reason'),
    state: text('state').$type<BankEntryState>().notNull(),
    /** Whose money it is, as far as that is certain: it holds his proposals back until it is decided. */
    customerId: bigint('customer_id', { mode: 'number' }).references(() => customers.id),
    candidates: jsonb('candidates').$type<Candidate[]>().notNull().default([]),
    /** Why it was booked or why it is asked: words of `core/match-types.ts`. */
    because: text('because'),
    /** Number of payments recorded so far, reversed ones included: keeps their external ids apart. */
    paymentCount: integer('payment_count').notNull().default(0),
    version: integer('version').notNull().default(1),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    remark: text('remark'),
    importId: bigint('import_id', { mode: 'number' })
      .notNull()
      .references(() => imports.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    index('bank_entries_waiting').on(table.id).where(sql`state in ('asked', 'unmatched')`),
    index('bank_entries_booking').on(table.bookingKey),
    index('bank_entries_payer').on(table.payerIban).where(sql`state = 'booked'`),
    index('bank_entries_import').on(table.importId),
    check('bank_entries_state', sql`${table.state} in (${sql.raw(oneOf(BANK_ENTRY_STATES))})`),
    check('bank_entries_amount', sql`${table.amountCents} <> 0`),
  ],
);

/**
 * Invoices that an undecided booking may pay: none of them is dunned meanwhile. Ending one keeps the row, so that past
 * runs can still be explained.
 */
export const paymentDoubts = pgTable(
  'payment_doubts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    bankEntryId: bigint('bank_entry_id', { mode: 'number' })
      .notNull()
      .references(() => bankEntries.id, { onDelete: 'cascade' }),
    invoiceId: bigint('invoice_id', { mode: 'number' })
      .notNull()
      .references(() => invoices.id, { onDelete: 'cascade' }),
    raisedAt: instant('raised_at').notNull(),
    /** When somebody decided on the booking, or it was matched. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('payment_doubts_one_open').on(table.invoiceId, table.bankEntryId).where(sql`${table.endedAt} is null`),
    index('payment_doubts_of_entry').on(table.bankEntryId),
    index('payment_doubts_of_invoice').on(table.invoiceId),
  ],
);

/** A saved way to read the tables of one program: which heading is which field. */
export const importMappings = pgTable('import_mappings', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull().unique(),
  kind: text('kind').$type<'customers' | 'invoices' | 'payments'>().notNull(),
  /** Field of the reader by heading of the file; '' leaves a column out. */
  columns: jsonb('columns').$type<Record<string, string>>().notNull(),
  /** How the tables differ from plain ones: words of `app/ingest/presets.ts`. */
  layout: jsonb('layout').$type<Record<string, unknown>>().notNull().default({}),
  changedAt: instant('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});
