// Figures, days and instants as a page shows them: by language, the country of the organisation and its time zone.

import type { Day } from '../core/day.ts';
import { formatDay, formatMoney } from '../core/format.ts';
import { localParts, msOfDay } from '../core/local-time.ts';
import { formatAmount } from '../core/money.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';

export interface Format {
  money(cents: number, currency: string): string;
  /** '1234.50', for files and fields. */
  decimal(cents: number, currency: string): string;
  /** '22 Nov 2026' or '22.11.2026': short enough for a column. */
  day(day: Day): string;
  /** A day behind its weekday, for a headline. */
  weekday(day: Day): string;
  /** Day and time of an instant in the organisation's zone. */
  instant(at: string): string;
  /** The time of day alone. */
  time(at: string): string;
}

const weekdays = new Map<ScreenLanguage, Intl.DateTimeFormat>();

export function formatFor(language: ScreenLanguage, country: string, timeZone: string): Format {
  const day = (value: Day) => shortDay(formatDay(value, language, country), language);
  return {
    money: (cents, currency) => formatMoney(cents, currency, language, country),
    decimal: formatAmount,
    day,
    weekday: (value) => `${weekdayFormat(language).format(msOfDay(value))}, ${formatDay(value, language, country)}`,
    instant: (at) => {
      const { day: on, time } = localParts(at, timeZone);
      return `${day(on)}, ${time}`;
    },
    time: (at) => localParts(at, timeZone).time,
  };
}

/** English months are cut to three letters: '22 November 2026' is too wide for a column. */
function shortDay(text: string, language: ScreenLanguage): string {
  return language === 'en' ? text.replace(/[A-Z][a-z]{3,}/, (month) => month.slice(0, 3)) : text;
}

function weekdayFormat(language: ScreenLanguage): Intl.DateTimeFormat {
  const known = weekdays.get(language);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' });
  weekdays.set(language, format);
  return format;
}
