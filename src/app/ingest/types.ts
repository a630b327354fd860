// What reading an import file gives: typed rows, problems by line and column, and how the file was understood.
// Values only; nothing here knows a database. Amounts are minor units of the row's own currency.

import type { Day } from '../../core/day.ts';
import type { Language, Party } from '../../core/notice.ts';
import type { PaymentMethod } from '../../core/payment.ts';
import type { Channel } from '../../core/plan.ts';

export const IMPORT_KINDS = ['customers', 'invoices', 'payments'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const INVOICE_KINDS = ['invoice', 'credit_note'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

export type Separator = ';' | ',' | '\t';
export type Encoding = 'utf-8' | 'windows-1252';

/** How a file writes amounts: each file has one way. */
export type NumberFormat = '1.234,56' | '1,234.56';

/**
 * Why a row (or one cell of it) was not taken; in other languages by `app/refusals/rows.ts`. `repeated` alone means
 * no harm done.
 */
export type ProblemCode =
  | 'address_incomplete'
  | 'amount_ambiguous'
  | 'amount_decimals'
  | 'amount_invalid'
  | 'amount_negative'
  | 'amount_too_large'
  | 'amount_zero'
  | 'choice_unknown'
  | 'column_count'
  | 'conflict'
  | 'contradiction'
  | 'country_unknown'
  | 'currency_unknown'
  | 'damaged_text'
  | 'day_invalid'
  | 'day_out_of_range'
  | 'day_two_digit_year'
  | 'due_before_issue'
  | 'email_invalid'
  | 'field_too_long'
  | 'file_refused'
  | 'iban_invalid'
  | 'quote_misplaced'
  | 'quote_not_closed'
  | 'repeated'
  | 'required'
  | 'salutation_too_short'
  | 'state_unknown'
  | 'statement_balance'
  | 'statement_entry'
  | 'too_long'
  | 'unassigned'
  | 'unnamed_column'
  | 'unprintable';

export interface Problem {
  /** Physical line of the file on which the row begins; the first line is 1. */
  line: number;
  /** Where it stands in a file that has no lines of its own, e.g. `statement 1, entry 12`; then `line` is 0. */
  place?: string;
  /** The column's heading as the file writes it; null when the whole row is meant. */
  column: string | null;
  /** The cell, shortened and with invisible characters shown; null when there is none to show. */
  value: string | null;
  /** One English sentence: what is wrong and what to do. */
  reason: string;
  /** The same in German, where the code alone does not say it. */
  german?: string;
  code: ProblemCode;
}

export interface CustomerRow {
  line: number;
  number: string;
  name: string;
  /** Address lines above the street. */
  extra: string[];
  street: string | null;
  /** Null when there is none, or when it stands within the street. */
  houseNumber: string | null;
  postalCode: string | null;
  city: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** Second half of an ISO 3166-2 code, e.g. BY or ZH: decides holidays. */
  state: string | null;
  language: Language | null;
  /** Null = not confirmed. */
  party: Party | null;
  emailsTo: string[];
  emailsCc: string[];
  applyFees: boolean | null;
  /** False = blocked (Mahnsperre); null = the file does not say. */
  dunning: boolean | null;
  blockReason: string | null;
  /** Last day of the block; null = for good. */
  blockUntil: Day | null;
  plan: string | null;
  /** The whole salutation line of a letter. */
  salutation: string | null;
  /** Without spaces, check digits verified. */
  iban: string | null;
  /** Absent or null = the file does not say. */
  activated?: boolean | null;
  preferredChannel?: Channel | null;
}

export interface InvoiceRow {
  line: number;
  number: string;
  customerNumber: string;
  kind: InvoiceKind;
  issuedOn: Day;
  /** Of a credit note without one: its issue date. */
  dueDate: Day;
  currency: string;
  /** Above zero, for a credit note too. */
  grossCents: number;
  paymentReference: string | null;
  /** Number of the invoice a credit note is set against; null = free. */
  appliesTo: string | null;
  /** Cash discount (Skonto): so much less is enough when it is paid by this day. */
  discount?: { cents: number; until: Day } | null;
  /** What is still open by the list; absent when it has no such column. */
  openCents?: number;
  /** Name of the customer where the list knows it: he is added when he is not on record. */
  customerName?: string;
}

export interface PaymentRow {
  line: number;
  /** From the file, or derived from the row's content so that the same file gives the same ids again. */
  externalId: string;
  invoiceNumber: string | null;
  customerNumber: string | null;
  /** Negative = reversal; never zero. */
  amountCents: number;
  currency: string;
  valueOn: Day;
  postedOn: Day;
  method: PaymentMethod;
  text: string | null;
}

export type ImportRow = CustomerRow | InvoiceRow | PaymentRow;

interface Reading {
  /** By line. */
  problems: Problem[];
  /** Rows below the header, the bad ones included; blank lines are not counted. */
  totalRows: number;
  separator: Separator;
  encoding: Encoding;
  /** Null when no amount of the file needed the decision. */
  numberFormat: NumberFormat | null;
  /** What the file did not say and was therefore assumed, one English sentence each. */
  assumptions: string[];
}

export type CustomersFile = Reading & { kind: 'customers'; rows: CustomerRow[] };
export type InvoicesFile = Reading & { kind: 'invoices'; rows: InvoiceRow[] };
export type PaymentsFile = Reading & { kind: 'payments'; rows: PaymentRow[] };
export type ImportFile = CustomersFile | InvoicesFile | PaymentsFile;
