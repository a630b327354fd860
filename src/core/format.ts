// Money, days and percentages as people read them: by language, and by country where the country writes them its own
// way. With no-break spaces, so that no line of a letter ends between an amount and its currency.

import type { Day } from './day.ts';
import { formatAmount, minorDigits } from './money.ts';
import type { Language } from './notice.ts';

const NO_BREAK_SPACE = '\u00a0';

const DEFAULT_LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB', fr: 'fr-FR', it: 'it-IT' };

// English in Switzerland takes the German Swiss locale: ICU's en-CH groups francs by apostrophe but euros by comma.
const SWISS_LOCALES: Readonly<Record<Language, string>> = { de: 'de-CH', en: 'de-CH', fr: 'fr-CH', it: 'it-CH' };

const ENGLISH_MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

// Making a formatter costs 40 times what using one does. Keys are few: locales x currencies that occur.
const moneyFormats = new Map<string, Intl.NumberFormat>();
const percentFormats = new Map<Language, Intl.NumberFormat>();

/**
 * An amount with its currency sign or code: 123450 EUR is '1.234,50 €' in German, "CHF 1'234.50" in Swiss German.
 *
 * `country` is the sender's, ISO 3166-1 alpha-2: CH and LI group by apostrophe, AT puts the sign first (German only);
 * any other country changes nothing. Exact at any size: the formatter is fed a decimal string, never a fraction.
 */
export function formatMoney(cents: number, currency: string, language: Language, country?: string): string {
  return moneyFormat(moneyLocale(language, country), currency).format(decimal(formatAmount(cents, currency)));
}

/** A day: '10.05.2026' (de), '10 May 2026' (en), '10/05/2026' (fr, it; with dots for a sender in CH or LI). */
export function formatDay(day: Day, language: Language, country?: string): string {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  if (language === 'en') {
    return [Number(dayOfMonth), ENGLISH_MONTHS[Number(month) - 1], year].join(NO_BREAK_SPACE);
  }
  return [dayOfMonth, month, year].join(language === 'de' || isSwiss(country) ? '.' : '/');
}

/** A percentage with two decimals, or none when whole: 1052 basis points are '10,52 %' in German, 500 are '5 %'. */
export function formatPercent(basisPoints: number, language: Language): string {
  return percentFormat(language).format(basisPoints / 10_000);
}

function moneyLocale(language: Language, country: string | undefined): string {
  if (isSwiss(country)) return SWISS_LOCALES[language];
  return country === 'AT' && language === 'de' ? 'de-AT' : DEFAULT_LOCALES[language];
}

function isSwiss(country: string | undefined): boolean {
  return country === 'CH' || country === 'LI';
}

function moneyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const digits = minorDigits(currency);
  // Digits are given, since ICU's differ from ISO 4217 for some currencies (IQD: 0 instead of 3).
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  moneyFormats.set(key, format);
  return format;
}

function percentFormat(language: Language): Intl.NumberFormat {
  const known = percentFormats.get(language);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(DEFAULT_LOCALES[language], {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  });
  percentFormats.set(language, format);
  return format;
}

/** Names the promise of formatAmount to the type of NumberFormat.format, which takes decimal strings exactly. */
function decimal(text: string): `${number}` {
  return text as `${number}`;
}
