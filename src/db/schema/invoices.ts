// Invoices and credit notes, payments, and the imports that brought them.
// `paidCents`, `creditedCents`, `planId` and the three columns of progress on an invoice are copies for the daily run:
// the truth is in payments, credit notes, customers and passages, and issuing reads that truth again.

import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { MAX_AMOUNT_CENTS } from '../../core/money.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '../../core/payment.ts';
import { bankEntries } from './bank.ts';
import { bytes, cents, day, instant, oneOf } from './columns.ts';
import { customers } from './customers.ts';
import { plans } from './plans.ts';

export const invoices = pgTable(
  'invoices',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    number: text('number').notNull().unique(),
    customerId: bigint('customer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    kind: text('kind').$type<'invoice' | 'credit_note'>().notNull().default('invoice'),
    issuedOn: day('issued_on').notNull(),
    dueDate: day('due_date').notNull(),
    currency: text('currency').notNull(),
    grossCents: cents('gross_cents').notNull(),
    /** Credit notes only: the invoice it is set against; null = free money of the customer. */
    appliesToId: bigint('applies_to_id', { mode: 'number' }).references((): AnyPgColumn => invoices.id),
    paymentReference: text('payment_reference'),
    /** Cash discount (Skonto): so much less is enough when it is paid by `discountUntil`. */
    discountCents: cents('discount_cents'),
    discountUntil: day('discount_until'),
    cycle: integer('cycle').notNull().default(1),
    paidCents: cents('paid_cents').notNull().default(0),
    creditedCents: cents('credited_cents').notNull().default(0),
    openCents: cents('open_cents').generatedAlwaysAs(sql`gross_cents - credited_cents - paid_cents`).notNull(),
    planId: integer('plan_id')
      .notNull()
      .references(() => plans.id),
    passedPosition: integer('passed_position').notNull().default(0),
    anchorOn: day('anchor_on').notNull(),
    lastPassedOn: day('last_passed_on'),
    importId: bigint('import_id', { mode: 'number' }).references((): AnyPgColumn => imports.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    index('invoices_of_customer').on(table.customerId),
    // How a number is looked for in the text of a payment: letters and digits alone.
    index('invoices_number_key').on(sql`upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g'))`),
    // How people name an invoice by the end of its number: the last group of digits without leading zeros.
    index('invoices_number_end').on(sql`substring(number from '0*([0-9]+)[^0-9]*$')`),
    index('invoices_credits').on(table.appliesToId).where(sql`${table.appliesToId} is not null`),
    index('invoices_open_by_due').on(table.dueDate, table.id).where(sql`kind = 'invoice' and open_cents > 0`),
    index('invoices_free_credit').on(table.customerId).where(sql`kind = 'credit_note' or open_cents < 0`),
    check('invoices_kind', sql`${table.kind} in ('invoice', 'credit_note')`),
    check('invoices_gross', sql`${table.grossCents} between 1 and ${sql.raw(String(MAX_AMOUNT_CENTS))}`),
    check(
      'invoices_discount',
      sql`(${table.discountCents} is null) = (${table.discountUntil} is null)
        and (${table.discountCents} is null or ${table.discountCents} between 1 and ${table.grossCents} - 1)`,
    ),
    check('invoices_due_after_issue', sql`${table.dueDate} >= ${table.issuedOn}`),
    check('invoices_only_credit_applies', sql`${table.appliesToId} is null or ${table.kind} = 'credit_note'`),
  ],
);

/** The original PDF of an invoice, attached to mails; kept apart so that reading invoices stays light. */
export const invoiceDocuments = pgTable('invoice_documents', {
  invoiceId: bigint('invoice_id', { mode: 'number' })
    .primaryKey()
    .references(() => invoices.id),
  fileName: text('file_name').notNull(),
  sha256: text('sha256').notNull(),
  content: bytes('content').notNull(),
  recordedAt: instant('recorded_at').notNull(),
});

export const payments = pgTable(
  'payments',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    externalId: text('external_id').notNull().unique(),
    /** Null = not matched to an invoice yet; then the customer may be known or not. */
    invoiceId: bigint('invoice_id', { mode: 'number' }).references(() => invoices.id),
    customerId: bigint('customer_id', { mode: 'number' }).references(() => customers.id),
    /** A reversal is negative. */
    amountCents: cents('amount_cents').notNull(),
    currency: text('currency').notNull(),
    valueOn: day('value_on').notNull(),
    postedOn: day('posted_on').notNull(),
    method: text('method').$type<PaymentMethod>().notNull(),
    text: text('text'),
    /** The bank booking it comes from; several payments may share one. */
    bankEntryId: bigint('bank_entry_id', { mode: 'number' }).references((): AnyPgColumn => bankEntries.id),
    importId: bigint('import_id', { mode: 'number' }).references(() => imports.id),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: text('recorded_by').notNull(),
  },
  (table) => [
    index('payments_of_invoice').on(table.invoiceId),
    index('payments_unmatched').on(table.customerId).where(sql`${table.invoiceId} is null`),
    index('payments_of_bank_entry').on(table.bankEntryId).where(sql`bank_entry_id is not null`),
    index('payments_posted').on(table.postedOn).where(sql`method = 'bank_transfer' and bank_entry_id is null`),
    check('payments_amount', sql`${table.amountCents} <> 0`),
    check('payments_method', sql`${table.method} in (${sql.raw(oneOf(PAYMENT_METHODS))})`),
  ],
);

export const RECORDED_IMPORT_KINDS = ['customers', 'invoices', 'payments', 'bank_statement', 'e_invoice'] as const;
export type RecordedImportKind = (typeof RECORDED_IMPORT_KINDS)[number];

export const imports = pgTable(
  'imports',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<RecordedImportKind>().notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256'),
    counts: jsonb('counts').$type<Record<string, number>>().notNull(),
    /** Bank data only: last posting day it contains, proof of freshness for the staleness guard. */
    lastPostedOn: day('last_posted_on'),
    importedAt: instant('imported_at').notNull(),
    importedBy: text('imported_by').notNull(),
    /** Taken back by a person, because nothing had been built on it. */
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
  },
  (table) => [
    uniqueIndex('imports_last_posted').on(table.lastPostedOn, table.id).where(sql`${table.lastPostedOn} is not null`),
    check('imports_kind', sql`${table.kind} in (${sql.raw(oneOf(RECORDED_IMPORT_KINDS))})`),
  ],
);

/** Files handed in on the console and not yet taken over: what they would do is shown first. Dropped after hours. */
export const stagedFiles = pgTable(
  'staged_files',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    content: bytes('content').notNull(),
    /** Of a table: how its headings are to be read, as `app/imports/mappings.ts` has it; null = by their names. */
    mapping: jsonb('mapping'),
    stagedBy: text('staged_by').notNull(),
    stagedAt: instant('staged_at').notNull(),
  },
  (table) => [index('staged_files_by_time').on(table.stagedAt)],
);
