// What an e-invoice says that dunning needs. BT numbers are those of EN 16931. Amounts are minor units.

import type { Day } from '../../core/day.ts';

export interface EInvoice {
  syntax: 'ubl' | 'cii';
  /** BT-1. */
  number: string;
  kind: 'invoice' | 'credit_note';
  /** BT-2. */
  issuedOn: Day;
  /** BT-9; null when only terms are given. */
  dueDate: Day | null;
  /** BT-20. */
  terms: string | null;
  currency: string;
  /** BT-115: what is to be paid; dunning is about this, not about the gross amount. */
  payableCents: number;
  /** BT-112, BT-113, BT-114. */
  grossCents: number;
  prepaidCents: number;
  roundingCents: number;
  /** BT-83. */
  paymentReference: string | null;
  /** BT-84, without spaces; several are possible. */
  ibans: string[];
  /** BT-25: what a credit note or correction refers to. */
  precedingInvoice: string | null;
  seller: { name: string; vatId: string | null };
  buyer: Buyer;
}

export interface Buyer {
  /** BT-44. */
  name: string;
  /** BT-46. */
  id: string | null;
  /** BT-48. */
  vatId: string | null;
  /** BT-58, else BT-49 when it is an e-mail address. */
  email: string | null;
  street: string | null;
  extra: string[];
  postalCode: string | null;
  city: string | null;
  country: string | null;
}

export interface EInvoiceFile {
  invoice: EInvoice;
  /** The whole PDF when the invoice came in one: kept as the original. */
  pdf: { name: string; bytes: Uint8Array } | null;
  /** What was noticed while reading, one sentence each. */
  notes: string[];
}
