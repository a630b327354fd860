// Interest rules, and the rate a year each gives day by day: fixed by contract, or statutory by jurisdiction and party.
// A statutory rate that nobody has verified is not guessed: its days have no rate and nothing is charged for them.

import { addDays, type Day, minDay } from './day.ts';
import type { Party } from './notice.ts';
import { type ReferenceId, type ReferenceRate, referenceRateOn } from './rate-table.ts';

export { RATES_KNOWN_UNTIL } from './rate-table.ts';

/** Whose law sets the statutory rate; EU is the frame of directive 2011/7 (business only). */
export const JURISDICTIONS = ['DE', 'AT', 'CH', 'FR', 'NL', 'GB', 'EU'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** What a level charges as interest: nothing, a fixed rate a year, or the rate of the law. */
export type InterestRule =
  | { kind: 'none' }
  | { kind: 'fixed'; basisPoints: number }
  | { kind: 'statutory'; jurisdiction: Jurisdiction };

/** Why a statutory rule has no rate for a party: nothing is charged, and this is shown instead. */
export type UnsupportedReason = 'national_law_decides' | 'rate_not_verified' | 'contract_or_court';

/** Days with one rate, both ends inclusive; `basisPoints` null = no rate is known, nothing may be charged. */
export interface RateSpan {
  from: Day;
  to: Day;
  basisPoints: number | null;
  /** The reference rate it is built on; null for a rate that has none. */
  reference: ReferenceRate | null;
}

interface ReferenceRegime {
  kind: 'reference';
  reference: ReferenceId;
  marginBasisPoints: number;
  /** The rate of each half-year, or for good the rate of the half-year in which interest starts. */
  mode: 'floating' | 'fixed_at_start';
  /** Whether the interest of each full year is added to the principal. */
  compounding: 'none' | 'annual';
  /** First day to which the margin applies. */
  since?: Day;
  /** Another margin for a debt whose interest started before a day. */
  older?: { startedBefore: Day; marginBasisPoints: number };
}

type Regime =
  | { kind: 'fixed'; basisPoints: number }
  | ReferenceRegime
  | { kind: 'unsupported'; reason: UnsupportedReason };

const REGIMES: Readonly<Record<Jurisdiction, Readonly<Record<Party, Regime>>>> = {
  // BGB 288: base + 9, against consumers + 5. Debts from before 29 July 2014 carry + 8; when a debt arose is not known
  // here, so the first day of its interest decides.
  DE: {
    business: {
      ...floating('DE_BASE', 900),
      older: { startedBefore: '2014-07-29', marginBasisPoints: 800 },
    },
    consumer: floating('DE_BASE', 500),
  },
  // UGB 456: base rate on the first day of the half-year + 9.2 (since 2013, the first full half-year counts here).
  // ABGB 1000: 4 %.
  AT: {
    business: { ...floating('AT_BASE', 920), since: '2013-07-01' },
    consumer: { kind: 'fixed', basisPoints: 400 },
  },
  // OR 104.
  CH: { business: { kind: 'fixed', basisPoints: 500 }, consumer: { kind: 'fixed', basisPoints: 500 } },
  // C. com. L441-10. The legal rate owed by consumers is not verified for the second half of 2026.
  FR: { business: floating('ECB_MRO', 1000), consumer: { kind: 'unsupported', reason: 'rate_not_verified' } },
  // BW 6:119a, compounding yearly by BW 6:119 (2). The consumer rate is not verified for 2025 and 2026.
  NL: {
    business: { ...floating('ECB_MRO', 800), compounding: 'annual' },
    consumer: { kind: 'unsupported', reason: 'rate_not_verified' },
  },
  // Late Payment of Commercial Debts (Interest) Act 1998 and SI 2002/1675: the rate of the day interest starts stays.
  GB: {
    business: { ...floating('BOE', 800), mode: 'fixed_at_start' },
    consumer: { kind: 'unsupported', reason: 'contract_or_court' },
  },
  // Directive 2011/7/EU, the least a member state must grant.
  EU: { business: floating('ECB_MRO', 800), consumer: { kind: 'unsupported', reason: 'national_law_decides' } },
};

/** Why a rule charges this party nothing although it is statutory; null when it has a rate. */
export function unsupportedReason(rule: InterestRule, party: Party): UnsupportedReason | null {
  if (rule.kind !== 'statutory') return null;
  const regime = REGIMES[rule.jurisdiction][party];
  return regime.kind === 'unsupported' ? regime.reason : null;
}

/** Whether the interest of each full year bears interest itself: only where the law says so (NL, business). */
export function compoundsAnnually(rule: InterestRule, party: Party): boolean {
  if (rule.kind !== 'statutory') return false;
  const regime = REGIMES[rule.jurisdiction][party];
  return regime.kind === 'reference' && regime.compounding === 'annual';
}

/**
 * The rates of a debt from the first day of its interest to `to`, both inclusive, without gap or overlap.
 *
 * Empty when the rule is `none` or from > to. Half-years are separate spans even when their rates are equal.
 * A rate below zero counts as zero. Example: DE consumer, 2026-05-11 to 2026-07-09 gives 627 to 30 June, then 652.
 */
export function rateSpans(rule: InterestRule, party: Party, from: Day, to: Day): RateSpan[] {
  if (from > to) return [];
  switch (rule.kind) {
    case 'none':
      return [];
    case 'fixed':
      return [{ from, to, basisPoints: Math.max(0, rule.basisPoints), reference: null }];
    case 'statutory':
      return statutorySpans(REGIMES[rule.jurisdiction][party], from, to);
  }
}

function statutorySpans(regime: Regime, from: Day, to: Day): RateSpan[] {
  switch (regime.kind) {
    case 'unsupported':
      return [{ from, to, basisPoints: null, reference: null }];
    case 'fixed':
      return [{ from, to, basisPoints: regime.basisPoints, reference: null }];
    case 'reference':
      return referenceSpans(regime, from, to);
  }
}

function referenceSpans(regime: ReferenceRegime, from: Day, to: Day): RateSpan[] {
  const older = regime.older !== undefined && from < regime.older.startedBefore ? regime.older : regime;
  const spanFrom = (start: Day, end: Day): RateSpan => {
    const halfYear = halfYearOf(start).from;
    const known = regime.since === undefined || halfYear >= regime.since;
    const reference = known ? referenceRateOn(regime.reference, halfYear) : null;
    const basisPoints = reference === null ? null : Math.max(0, reference.basisPoints + older.marginBasisPoints);
    return { from: start, to: end, basisPoints, reference };
  };
  if (regime.mode === 'fixed_at_start') return [spanFrom(from, to)];
  const spans: RateSpan[] = [];
  for (let start = from; start <= to; ) {
    const end = halfYearOf(start).to;
    spans.push(spanFrom(start, minDay(to, end)));
    start = addDays(end, 1);
  }
  return spans;
}

/** First and last day of a day's half-year. Cut from the text: making days costs more than all the rest here. */
function halfYearOf(day: Day): { from: Day; to: Day } {
  const year = day.slice(0, 4) as `${number}`;
  return day.slice(5) < '07-01'
    ? { from: `${year}-01-01`, to: `${year}-06-30` }
    : { from: `${year}-07-01`, to: `${year}-12-31` };
}

function floating(reference: ReferenceId, marginBasisPoints: number): ReferenceRegime {
  return { kind: 'reference', reference, marginBasisPoints, mode: 'floating', compounding: 'none' };
}
