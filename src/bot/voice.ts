// In which language somebody is spoken to, with that language's words, figures and days.

import { type Day, isDay } from '../core/day.ts';
import { formatDay, formatMoney } from '../core/format.ts';
import { localParts, msOfDay } from '../core/local-time.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { WORDS, type Words } from './words/index.ts';

export interface Voice {
  language: ScreenLanguage;
  words: Words;
  money(cents: number, currency: string): string;
  day(day: Day): string;
  /** With its weekday: 'Mon 30 Nov 2026'. */
  weekday(day: Day): string;
  /** Time of day of an instant in the organisation's zone. */
  time(at: string): string;
  /** Day and time of an instant. */
  instant(at: string): string;
}

/** What the organisation says about how figures and times are written. */
export interface Place {
  country: string;
  timeZone: string;
}

const weekdays = new Map<ScreenLanguage, Intl.DateTimeFormat>();

export function voiceOf(language: ScreenLanguage, { country, timeZone }: Place): Voice {
  // No-break spaces keep letters together; a chat has no lines to protect, and searching for "1.190,00 €" should work.
  const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
  const day = (value: Day) => spaced(shortMonth(formatDay(value, language, country), language));
  return {
    language,
    words: WORDS[language],
    money: (cents, currency) => spaced(formatMoney(cents, currency, language, country)),
    day,
    weekday: (value) => `${weekdayFormat(language).format(msOfDay(value))} ${day(value)}`,
    time: (at) => localParts(at, timeZone).time,
    instant: (at) => {
      const local = localParts(at, timeZone);
      return `${isDay(local.day) ? day(local.day) : local.day}, ${local.time}`;
    },
  };
}

/** Messages of everybody are in the organisation's language, as far as the screens speak it. */
export function screenLanguage(language: string): ScreenLanguage {
  return language === 'de' ? 'de' : 'en';
}

function shortMonth(text: string, language: ScreenLanguage): string {
  return language === 'en' ? text.replace(/[A-Z][a-z]{3,}/, (month) => month.slice(0, 3)) : text;
}

function weekdayFormat(language: ScreenLanguage): Intl.DateTimeFormat {
  const known = weekdays.get(language);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short' });
  weekdays.set(language, format);
  return format;
}
