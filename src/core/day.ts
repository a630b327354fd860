// Plain calendar days as `YYYY-MM-DD` strings, which compare with `<`. The only file of core that touches Date,
// and only its UTC arithmetic: no clock, no time zone, no locale.

export type Day = `${number}-${number}-${number}`;

/** Monday = 1 ... Sunday = 7 (ISO 8601). */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MS_PER_DAY = 86_400_000;
const DAY_PATTERN = /^(?:19|2\d)\d\d-\d\d-\d\d$/;

// A run over a million invoices meets a few thousand different days again and again: conversions are kept.
// The bound is a guard for a long-lived process; past it the cache simply starts over.
const CACHE_LIMIT = 20_000;
const epochByDay = new Map<string, number>();
const dayByEpoch = new Map<number, Day>();

/** Days since 1970-01-01, or null when the text is no day between 1900-01-01 and 2999-12-31. */
function parseEpoch(text: string): number | null {
  const cached = epochByDay.get(text);
  if (cached !== undefined) return cached;
  if (!DAY_PATTERN.test(text)) return null;
  const utc = Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)));
  const epoch = utc / MS_PER_DAY;
  // 2026-02-30 rolls over to another day, so it does not come back as it went in.
  if (new Date(utc).toISOString().slice(0, 10) !== text) return null;
  if (epochByDay.size >= CACHE_LIMIT) epochByDay.clear();
  epochByDay.set(text, epoch);
  return epoch;
}

function epochOf(day: Day): number {
  const epoch = parseEpoch(day);
  if (epoch === null) throw new RangeError(`"${day}" is not a calendar day between 1900-01-01 and 2999-12-31.`);
  return epoch;
}

function dayOf(epoch: number): Day {
  const cached = dayByEpoch.get(epoch);
  if (cached !== undefined) return cached;
  const instant = new Date(epoch * MS_PER_DAY);
  const year = instant.getUTCFullYear();
  if (!(Number.isInteger(epoch) && year >= 1900 && year <= 2999)) {
    throw new RangeError(`Day number ${epoch} lies outside 1900-01-01 to 2999-12-31.`);
  }
  const day = instant.toISOString().slice(0, 10) as Day;
  if (dayByEpoch.size >= CACHE_LIMIT) dayByEpoch.clear();
  dayByEpoch.set(epoch, day);
  return day;
}

/** Whether the text is a real day, `YYYY-MM-DD`, from 1900-01-01 to 2999-12-31; 2026-02-30 and 2026-2-3 are not. */
export function isDay(text: string): text is Day {
  return parseEpoch(text) !== null;
}

/** The text as a day, or null when `isDay` refuses it. */
export function parseDay(text: string): Day | null {
  return isDay(text) ? text : null;
}

/** The day from its parts, month 1 to 12. Throws RangeError when there is no such day. */
export function makeDay(year: number, month: number, dayOfMonth: number): Day {
  const text = `${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
  if (!isDay(text)) throw new RangeError(`"${text}" is not a calendar day between 1900-01-01 and 2999-12-31.`);
  return text;
}

/** The day `n` days later (earlier when negative). Throws RangeError outside 1900 to 2999 or when n is no integer. */
export function addDays(day: Day, n: number): Day {
  return n === 0 ? day : dayOf(epochOf(day) + n);
}

/** Calendar days from `from` to `to`: negative when `to` is earlier, e.g. 2026-05-10 to 2026-05-11 is 1. */
export function daysBetween(from: Day, to: Day): number {
  return epochOf(to) - epochOf(from);
}

/** Monday = 1 ... Sunday = 7. */
export function isoWeekday(day: Day): IsoWeekday {
  // 1970-01-01 was a Thursday; the second modulo keeps days before it positive.
  return (((((epochOf(day) + 3) % 7) + 7) % 7) + 1) as IsoWeekday;
}

/** Calendar year of a day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** The same day of the month `n` months later, clamped to the month's end: 2026-01-31 + 1 is 2026-02-28. */
export function addMonths(day: Day, n: number): Day {
  const months = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + n;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return makeDay(year, month, Math.min(Number(day.slice(8, 10)), lastOfMonth));
}

/** The later of two days. */
export function maxDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/** The earlier of two days. */
export function minDay(a: Day, b: Day): Day {
  return a < b ? a : b;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
