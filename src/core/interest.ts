// Default interest of one invoice: on the open principal only, exact days over 365 also in leap years, piecewise over
// payments and rate changes, rounded once. Which rate holds when is rate.ts; from which day interest runs, the caller.

import { addDays, addMonths, type Day, daysBetween, maxDay, minDay } from './day.ts';
import { divideHalfUp } from './money.ts';
import type { Party } from './notice.ts';
import { compoundsAnnually, type InterestRule, rateSpans } from './rate.ts';

/** Days with one principal and one rate, both ends inclusive: a line of the interest working on a letter. */
export interface InterestSegment {
  from: Day;
  to: Day;
  days: number;
  principalCents: number;
  basisPoints: number;
}

/** A payment or credit: positive reduces the balance from its own day on; a reversal is negative and restores it. */
export interface Settlement {
  on: Day;
  cents: number;
}

export interface Interest {
  cents: number;
  segments: InterestSegment[];
  /** First day on which money was owed but no rate is known: from there nothing is charged. Null = all known. */
  unknownFrom: Day | null;
}

export interface InterestInput {
  rule: InterestRule;
  /** Unknown counts as consumer: the caller decides. */
  party: Party;
  grossCents: number;
  /** In any order; those after `to` do not count. */
  settlements: readonly Settlement[];
  /** Days for which interest was waived; in any order, they may overlap or be empty. */
  waived?: readonly Period[];
  /** First and last day that bear interest, both inclusive. `from` is also where rates fixed at the start are taken. */
  from: Day;
  to: Day;
}

/** Days from one to another, both inclusive; none when `from` is later. */
export interface Period {
  from: Day;
  to: Day;
}

const DAYS_PER_YEAR = 365n;
const BASIS_POINTS_PER_WHOLE = 10_000n;

/**
 * Interest from one day to another, rounded half-up once for the invoice; from > to gives 0 and no segment.
 *
 * The balance of a day is that after its payments, so the day of receipt bears none on the part paid; never below 0.
 * Where the law compounds yearly (NL) the rounded interest of each full year bears interest while principal is open.
 * Example: DE business, 10,000.00 from 2026-05-11 to 2026-07-09 is 51 days at 10.27 and 9 at 10.52 %: 169.44.
 */
export function computeInterest(input: InterestInput): Interest {
  const { rule, party, from, to } = input;
  const interest: Interest = { cents: 0, segments: [], unknownFrom: null };
  if (rule.kind === 'none' || from > to) return interest;
  const spans = rateSpans(rule, party, from, to);
  const balances = (input.waived ?? []).reduce(without, balancePeriods(input));
  for (const year of compoundsAnnually(rule, party) ? yearsOf(from, to) : [{ from, to }]) {
    const segments: InterestSegment[] = [];
    const earlierInterestCents = interest.cents;
    for (const balance of balances) {
      for (const span of spans) {
        const period = overlap(year, balance, span);
        if (period === null) continue;
        if (span.basisPoints === null) interest.unknownFrom ??= period.from;
        else addSegment(segments, period, balance.cents + earlierInterestCents, span.basisPoints);
      }
    }
    interest.cents += roundedInterest(segments);
    interest.segments.push(...segments);
  }
  return interest;
}

/** The periods in which something is owed, oldest first, each with its balance; the first may begin before `from`. */
function balancePeriods({ grossCents, settlements, from, to }: InterestInput): (Period & { cents: number })[] {
  const due = settlements.filter((settlement) => settlement.on <= to).sort((a, b) => daysBetween(b.on, a.on));
  const periods: (Period & { cents: number })[] = [];
  let start = from;
  let cents = grossCents;
  const close = (end: Day) => {
    if (cents > 0 && start <= end) periods.push({ from: start, to: end, cents });
  };
  for (const settlement of due) {
    close(addDays(settlement.on, -1));
    start = settlement.on;
    cents -= settlement.cents;
  }
  close(to);
  return periods;
}

/** What is left of periods when these days are taken out of them. */
function without<P extends Period>(periods: readonly P[], out: Period): P[] {
  if (out.from > out.to) return [...periods];
  return periods.flatMap((period) => {
    const before = { ...period, to: minDay(period.to, addDays(out.from, -1)) };
    const after = { ...period, from: maxDay(period.from, addDays(out.to, 1)) };
    return [before, after].filter(({ from, to }) => from <= to);
  });
}

/** The years of a debt, each beginning on the same day of the year as the first; the last may be shorter. */
function yearsOf(from: Day, to: Day): Period[] {
  const years: Period[] = [];
  for (let start = from; start <= to; start = addMonths(from, 12 * years.length)) {
    const nextStart = addMonths(from, 12 * (years.length + 1));
    years.push({ from: start, to: minDay(to, addDays(nextStart, -1)) });
  }
  return years;
}

function overlap(...periods: readonly [Period, Period, Period]): Period | null {
  const [a, b, c] = periods;
  const from = maxDay(maxDay(a.from, b.from), c.from);
  const to = minDay(minDay(a.to, b.to), c.to);
  return from <= to ? { from, to } : null;
}

/** Appends a segment, or lengthens the last one when only a half-year without a change of rate lies between. */
function addSegment(segments: InterestSegment[], { from, to }: Period, principalCents: number, basisPoints: number) {
  if (basisPoints === 0) return;
  const days = daysBetween(from, to) + 1;
  const last = segments.at(-1);
  if (
    last !== undefined &&
    last.principalCents === principalCents &&
    last.basisPoints === basisPoints &&
    addDays(last.to, 1) === from
  ) {
    last.to = to;
    last.days += days;
    return;
  }
  segments.push({ from, to, days, principalCents, basisPoints });
}

function roundedInterest(segments: readonly InterestSegment[]): number {
  let numerator = 0n;
  for (const { principalCents, basisPoints, days } of segments) {
    numerator += BigInt(principalCents) * BigInt(basisPoints) * BigInt(days);
  }
  return Number(divideHalfUp(numerator, BASIS_POINTS_PER_WHOLE * DAYS_PER_YEAR));
}
