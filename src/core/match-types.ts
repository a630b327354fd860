// What matching a bank booking with open invoices works on, and what it answers. Values only.
// Amounts are minor units of the booking's currency.

import type { Day } from './day.ts';

/** An invoice with something open, as far as matching needs it. */
export interface OpenInvoice {
  id: number;
  number: string;
  customerId: number;
  currency: string;
  /** Above zero. */
  openCents: number;
  /** As given on the invoice: RF or QRR reference, or any text the payer was asked to write. */
  paymentReference: string | null;
  /** Cash discount (Skonto); null = none. */
  discount: { cents: number; until: Day } | null;
}

/** The last notice that was issued for some invoices: payers often pay its total, charges included. */
export interface NoticeTotal {
  number: string;
  invoiceIds: readonly number[];
  /** Fees, interest and compensation on it; above zero. */
  chargesCents: number;
}

export interface MatchCustomer {
  id: number;
  number: string;
  name: string;
}

/** One booking as the bank reports it. */
export interface Booking {
  /** Above zero. Returns are matched by `match-return.ts`. */
  amountCents: number;
  currency: string;
  valueOn: Day;
  payerName: string | null;
  /** Without spaces. */
  payerIban: string | null;
  endToEndId: string | null;
  /** Structured reference without spaces. */
  reference: string | null;
  /** A line break stands where the bank cut the text. */
  text: string;
}

/** What is known of a payer beyond the booking itself. */
export interface PayerHistory {
  /** Customers with this IBAN on their record. */
  onRecord: readonly number[];
  /** Customers for whom this account has paid before. */
  hasPaidFor: readonly number[];
  /** Invoices named in the text that are on record, but have nothing open: paid twice, or an old number. */
  settledInvoices: readonly { id: number; number: string; customerId: number }[];
}

/** By what a booking was recognised. */
export const MATCH_RULES = ['reference', 'end_to_end_id', 'number', 'iban', 'name', 'return', 'person'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** How the amount fits what is open. */
export const FITS = ['exact', 'cents', 'discount', 'charges', 'part', 'late_discount', 'over', 'unclear'] as const;
export type Fit = (typeof FITS)[number];

/** Why a booking is asked instead of booked. */
export const DOUBTS = [
  'several_fit',
  'amount_differs',
  'other_payer',
  'settled_invoice',
  'unknown_number',
  'uncertain_number',
  'name_only',
  'other_currency',
  'return_unclear',
  'nothing_fits',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export interface Allocation {
  invoiceId: number;
  number: string;
  /** Money of this booking for the invoice; negative on a return. */
  cents: number;
  /** Written off beside it: cash discount or a difference of cents; 0 = nothing. Negative when cents were overpaid. */
  writeOffCents: number;
}

export interface Candidate {
  rule: MatchRule;
  fit: Fit;
  customerId: number;
  allocations: Allocation[];
  /** Money for the charges of a notice: it settles no invoice and is no free money. */
  chargesCents: number;
}

export type Verdict =
  | { kind: 'certain'; candidate: Candidate }
  /** Best candidate first, at most five. `customerId`: whose money it surely is, null = not known. */
  | { kind: 'asked'; doubt: Doubt; candidates: Candidate[]; customerId: number | null };
