// What reading a bank statement gives. Values only; they cross the border of a process. Amounts are minor units.

import type { StatementFormat } from '../../core/bank-entry.ts';
import type { Day } from '../../core/day.ts';

/** A booking, or one transaction of a batch. */
export interface StatementEntry {
  /** Where it stands, e.g. `statement 1, entry 12`. */
  place: string;
  entryKey: string;
  /** Shared by all parts of the booking. */
  bookingKey: string;
  /** Number of parts the booking has in this file; 1 also for a batch without its transactions. */
  parts: number;
  /** Money in is positive. */
  amountCents: number;
  currency: string;
  bookedOn: Day;
  valueOn: Day;
  payerName: string | null;
  payerIban: string | null;
  endToEndId: string | null;
  mandateId: string | null;
  reference: string | null;
  text: string;
  bankReference: string | null;
  /** The bank's code or words for why it came back; null when it is no return. */
  returnReason: string | null;
  /** A reversal or a returned payment: it undoes an earlier booking. */
  isReturn: boolean;
}

export interface Statement {
  /** IBAN, or the account as the bank writes it. */
  account: string;
  format: StatementFormat;
  statementKey: string;
  sequence: number | null;
  currency: string;
  openingCents: number | null;
  openingOn: Day | null;
  closingCents: number | null;
  closingOn: Day | null;
  /** How far it proves the account; null for advices and statements of the day. */
  provesThrough: Day | null;
  entries: StatementEntry[];
  /** Bookings that are announced only, and debits of our own: counted, not taken. */
  pendingCount: number;
  debitCount: number;
}

export interface StatementProblem {
  place: string;
  value: string | null;
  reason: string;
  /** The same in German. */
  german: string;
  code: 'statement_entry' | 'statement_balance';
}

export interface StatementFile {
  statements: Statement[];
  problems: StatementProblem[];
}
