// The fixed words of the documents: labels of tables, boxes and headers, one file per language. Texts of a level are
// templates; what stands here is never edited by users.

import type { NoticeKind } from '../../../core/notice.ts';

export interface Words {
  salutation: string;
  title: Record<NoticeKind, string>;
  noticeNumber: string;
  customerNumber: string;
  invoice: string;
  date: string;
  invoiceDate: string;
  due: string;
  days: string;
  amount: string;
  paid: string;
  open: string;
  interest: string;
  compensation: string;
  tableInterest: string;
  tableCompensation: string;
  tableTotal: string;
  compensationLaw: Readonly<Record<string, string>>;
  fee: string;
  sum: string;
  carry: string;
  principal: string;
  carried: string;
  carriedFrom: (number: string, day: string) => string;
  payBy: (day: string) => string;
  balance: string;
  overdueOfThat: string;
  unmatched: (amount: string) => string;
  alsoOverdue: string;
  invoices: (count: number) => string;
  andMore: (count: number) => string;
  and: string;
  range: (from: string, to: string) => string;
  interestTitle: string;
  interestSegment: (rate: string, amount: string, from: string, to: string, days: number) => string;
  interestMore: string;
  interestUnknown: (day: string) => string;
  period: string;
  rate: string;
  base: string;
  paymentTitle: string;
  payee: string;
  iban: string;
  bic: string;
  bank: string;
  reference: string;
  total: string;
  payUntil: string;
  scan: string;
  codeAlt: string;
  swissCodeAlt: string;
  phone: string;
  email: string;
  vatId: string;
  page: (page: number, pages: number) => string;
  tableAlso: (count: number) => string;
  draft: string;
}
