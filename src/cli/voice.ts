// Words and formats in the caller's language: German where the environment says so, else English.

import { dateOf, localAt } from '../clock.ts';
import type { Day } from '../core/day.ts';
import { formatDay, formatMoney } from '../core/format.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { WORDS, type Words } from '../web/words/index.ts';

export interface Voice {
  language: ScreenLanguage;
  /** The words that the console uses, too. */
  words: Words;
  say(english: string, german: string): string;
  money(cents: number, currency: string): string;
  day(day: Day): string;
  /** Day and time of day of an instant. */
  moment(instant: string): string;
}

/** The language of messages, by the rules of POSIX: LC_ALL, else LC_MESSAGES, else LANG. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): ScreenLanguage {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^de(?![a-z])/i.test(locale) ? 'de' : 'en';
}

/** `house`: amounts as its country writes them, instants in its zone. */
export function createVoice(
  language: ScreenLanguage,
  house: { country: string; timeZone: string } = { country: 'DE', timeZone: 'UTC' },
): Voice {
  const day = (value: Day) => formatDay(value, language, house.country);
  return {
    language,
    words: WORDS[language],
    say: (english, german) => (language === 'de' ? german : english),
    money: (cents, currency) => formatMoney(cents, currency, language, house.country),
    day,
    moment: (instant) => {
      const local = localAt(dateOf(instant), house.timeZone);
      return `${day(local.day)}, ${local.time}`;
    },
  };
}
