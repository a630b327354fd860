// Amounts by currency, percentages and whole numbers as people type them, and the same written back into a field.

import { readNumeral } from '../app/ingest/amount.ts';
import { isCurrency } from '../core/money.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { typedAmount } from './forms.ts';

type Amounts = Readonly<Record<string, string>>;

/**
 * Amounts by currency: '2,50' for all, '2,50; CHF 5,00' with one apart, 'CHF 5; USD 6' for those two alone. Null when
 * empty, undefined when it is none.
 */
export function typedAmounts(text: string, language: ScreenLanguage): Amounts | null | undefined {
  const parts = text.split(';').map((part) => part.trim());
  if (parts.every((part) => part === '')) return null;
  const table: Record<string, string> = {};
  for (const part of parts) {
    const [, before, number = '', after] = /^([A-Za-z]{3})?\s*([^A-Za-z]+?)\s*([A-Za-z]{3})?$/.exec(part) ?? [];
    const currency = (before ?? after ?? '*').toUpperCase();
    const amount = typedAmount(number, language);
    const isKnown = currency === '*' || isCurrency(currency);
    if (amount === undefined || amount.startsWith('-') || !isKnown || Object.hasOwn(table, currency)) return undefined;
    if (before !== undefined && after !== undefined) return undefined;
    table[currency] = amount;
  }
  return table;
}

/** The text of `typedAmounts` for a table; '' for none. */
export function amountsText(table: Amounts | null, language: ScreenLanguage): string {
  if (table === null) return '';
  return Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => `${currency === '*' ? '' : `${currency} `}${decimalText(amount, language)}`)
    .join('; ');
}

/** A typed percentage in basis points: '2,5' is 250; undefined when it is none or finer than a hundredth. */
export function typedPercent(text: string, language: ScreenLanguage): number | undefined {
  const numeral = readNumeral(text.replace('%', '').trim());
  const decimal = language === 'de' ? (numeral?.['1.234,56'] ?? numeral?.['1,234.56']) : numeral?.['1,234.56'];
  const [, whole = '', part = ''] = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/.exec(decimal ?? '') ?? [];
  return whole === '' ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

export function percentText(basisPoints: number, language: ScreenLanguage): string {
  const cents = String(basisPoints % 100).padStart(2, '0');
  const decimals = cents === '00' ? '' : `.${cents.replace(/0$/, '')}`;
  return decimalText(`${Math.floor(basisPoints / 100)}${decimals}`, language);
}

/** A typed whole number; undefined when it is none. */
export function typedWhole(text: string): number | undefined {
  const tidied = text.trim().replace('−', '-');
  return /^-?\d{1,6}$/.test(tidied) ? Number(tidied) : undefined;
}

/** A typed time of day as HH:MM: '9:05', '09.05' and '9' are understood. */
export function typedTime(text: string): string | undefined {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?(?: ?(?:Uhr|h))?$/i.exec(text.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

export function decimalText(amount: string, language: ScreenLanguage): string {
  return language === 'de' ? amount.replace('.', ',') : amount;
}
