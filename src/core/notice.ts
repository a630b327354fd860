// What a notice says: the frozen model from which letter and e-mail are made, years later still to the byte.
// Plain JSON values only, so that it can be stored as it is. Amounts are minor units of `currency`.

import type { Day } from './day.ts';
import type { InterestSegment } from './interest.ts';
import type { LevelKind } from './plan.ts';

export const LANGUAGES = ['de', 'en', 'fr', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Business or consumer: decides statutory interest and compensation; unknown counts as consumer (law facts, 2.1). */
export const PARTIES = ['business', 'consumer'] as const;
export type Party = (typeof PARTIES)[number];

/** Where the window of the envelope is; geometry in render/letter/profile.ts. */
export const WINDOW_PROFILES = ['din5008-a', 'din5008-b', 'ch-right', 'ch-left', 'pingen-ch', 'plain'] as const;
export type WindowProfile = (typeof WINDOW_PROFILES)[number];

/** Kind of document: a level's kind, or the periodic statement of account of a recap plan. */
export type NoticeKind = LevelKind | 'recap';

export interface Address {
  /** Lines above the street, e.g. department or "z. Hd. ..."; may be empty. */
  extra: string[];
  street: string;
  houseNumber: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export interface NoticeOrganisation {
  name: string;
  address: Address;
  /** Legal form, seat, register, directors ... one entry per footer line. */
  legalLines: string[];
  vatId: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  bankName: string | null;
  accountHolder: string;
  /** Without spaces. */
  iban: string | null;
  bic: string | null;
  language: Language;
  /** SHA-256 (hexadecimal) of the picture on the letterhead; absent = none. */
  logo?: string;
}

export interface NoticeCustomer {
  number: string;
  name: string;
  address: Address | null;
  language: Language;
  party: Party;
  /** Salutation line if the customer's record has one; else the template's neutral one. */
  salutation: string | null;
}

export interface NoticeInvoice {
  number: string;
  issuedOn: Day;
  dueDate: Day;
  daysOverdue: number;
  grossCents: number;
  /** Payments and credits together. */
  paidCents: number;
  openCents: number;
  interestCents: number;
  interestSegments: InterestSegment[];
  compensationCents: number;
  /** Name of the level this invoice reaches with this notice; null when it is only listed (also overdue). */
  levelName: string | null;
  paymentReference: string | null;
}

/** Unpaid charges of an earlier notice that this one carries. */
export interface CarriedCharge {
  noticeNumber: string;
  issuedOn: Day;
  cents: number;
}

/** An earlier notice about one of these invoices, for the template's `history`. */
export interface EarlierNotice {
  number: string;
  levelName: string;
  issuedOn: Day;
  deadline: Day;
}

export interface Notice {
  kind: NoticeKind;
  /** Null in a draft or preview. */
  number: string | null;
  issuedOn: Day;
  /** The notice's own due date. */
  deadline: Day;
  language: Language;
  currency: string;
  organisation: NoticeOrganisation;
  customer: NoticeCustomer;
  /** Null on a recap. */
  level: { name: string; position: number } | null;
  /** Ordered by due date, then number. */
  invoices: NoticeInvoice[];
  principalCents: number;
  feeCents: number;
  carriedCents: number;
  carried: CarriedCharge[];
  interestCents: number;
  /** First day for which no rate is known and no interest is charged; null = all known. */
  interestUnknownFrom: Day | null;
  compensationCents: number;
  totalCents: number;
  /** Money of the customer not matched to an invoice, and free credit notes; shown, never subtracted. */
  unmatchedCents: number;
  remark: string | null;
  history: EarlierNotice[];
  /** Text by which the payment will be found, printed with the bank details. */
  paymentReference: string;
}

/** A template's text for one channel: Liquid in Markdown; subject without line breaks. */
export interface TemplateText {
  subject: string;
  body: string;
}
