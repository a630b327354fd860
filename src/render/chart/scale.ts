// Axis of a bar chart: round steps, and amounts as short as an axis wants them.

import { formatMoney } from '../../core/format.ts';
import { minorDigits } from '../../core/money.ts';
import type { Language } from '../../core/notice.ts';

/** How a chart prints amounts: currency, language and the sender's country (ISO 3166-1 alpha-2). */
export interface ChartLocale {
  currency: string;
  language: Language;
  country: string;
}

const STEPS = [1, 2, 2.5, 5, 10];
const MOST_STEPS = 4;
const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' };
const SHORT: Record<Language, { thousand: string; million: string; decimal: string }> = {
  de: { thousand: 'T', million: 'Mio.\u00a0', decimal: ',' },
  en: { thousand: 'k', million: 'm', decimal: '.' },
  fr: { thousand: 'k', million: 'M', decimal: ',' },
  it: { thousand: 'k', million: 'M', decimal: ',' },
};

/** Values of the grid lines from 0 up to the first that is not below `largest`; at most five. */
export function axisTicks(largest: number): number[] {
  if (largest <= 0) return [0];
  const rough = largest / MOST_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((factor) => power * factor >= rough) ?? 10);
  const count = Math.ceil(largest / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** An amount in whole units: 184.560 €. */
export function wholeMoney(cents: number, locale: ChartLocale): string {
  const digits = minorDigits(locale.currency);
  const unit = 10 ** digits;
  const text = formatMoney(Math.round(cents / unit) * unit, locale.currency, locale.language, locale.country);
  return digits === 0 ? text : text.replace(new RegExp(`[.,]0{${digits}}(?!\\d)`), '');
}

/** An amount for an axis: 200 T€, 1,5 Mio. €, €200k. */
export function shortMoney(cents: number, locale: ChartLocale): string {
  const amount = cents / 10 ** minorDigits(locale.currency);
  const symbol = SYMBOLS[locale.currency] ?? locale.currency;
  const { thousand, million, decimal } = SHORT[locale.language];
  const [value, unit] =
    amount >= 1e6 ? [amount / 1e6, million] : amount >= 1e3 ? [amount / 1e3, thousand] : [amount, ''];
  const number = String(Math.round(value * 100) / 100).replace('.', decimal);
  if (locale.language === 'en' && symbol.length === 1) return `${symbol}${number}${unit}`;
  return symbol.length === 1
    ? `${number}\u00a0${unit}${symbol}`
    : `${number}\u00a0${unit}\u00a0${symbol}`.replace(/\u00a0+/g, '\u00a0');
}
