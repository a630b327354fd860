// Amounts of one notice as printed: with currency in sums, without in table cells, with a real minus sign.

import type { Day } from '../../core/day.ts';
import { formatDay, formatMoney, formatPercent } from '../../core/format.ts';
import type { Notice } from '../../core/notice.ts';

export interface Formats {
  /** With currency: 1.234,50 €. */
  money: (cents: number) => string;
  /** Without currency, for table cells: 1.234,50; a dash for nothing. */
  cell: (cents: number) => string;
  /** Without currency, zero as 0,00. */
  number: (cents: number) => string;
  day: (day: Day) => string;
  percent: (basisPoints: number) => string;
}

type Formatted = Pick<Notice, 'currency' | 'language' | 'organisation'>;

/** How this notice prints amounts, days and rates; the country is the sender's. */
export function formatsOf(notice: Formatted): Formats {
  const { currency, language } = notice;
  const country = notice.organisation.address.country;
  const money = (cents: number): string => formatMoney(cents, currency, language, country).replace('-', '\u2212');
  const number = (cents: number): string => money(cents).replace(/^[^\d\u2212]+|[^\d]+$/g, '');
  return {
    money,
    number,
    cell: (cents) => (cents === 0 ? '\u2013' : number(cents)),
    day: (day) => formatDay(day, language, country),
    percent: (basisPoints) => formatPercent(basisPoints, language),
  };
}
