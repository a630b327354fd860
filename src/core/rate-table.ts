// Reference rates as dated data: each row with its source, the day it was read, and how sure it is.
//
// Adding a half-year (published in the last days of June and December): append the row, move RATES_KNOWN_UNTIL, run the
// tests; they check the row against the others. A row is never edited once a notice used it.

import type { Day } from './day.ts';

export type ReferenceId = 'DE_BASE' | 'AT_BASE' | 'ECB_MRO' | 'BOE';

/** documented: read at the law's source; reported: read second-hand; derived: computed by a rule that fits. */
export type RateStatus = 'documented' | 'reported' | 'derived' | 'not_verified';

/** A rate in force from a day until the next row of the same reference. */
export interface ReferenceRate {
  reference: ReferenceId;
  from: Day;
  /** May be negative. */
  basisPoints: number;
  source: string;
  checkedOn: Day;
  status: RateStatus;
}

/** Last day for which every reference rate is known; past it no interest is charged. */
export const RATES_KNOWN_UNTIL: Day = '2026-12-31';

const CHECKED_ON: Day = '2026-11-21';

type Row = readonly [from: Day, basisPoints: number];

interface Series {
  status: RateStatus;
  source: string;
  rows: readonly Row[];
}

// German base rate, BGB 247: half-years, complete from 2002.
const DE_BASE: readonly Series[] = [
  {
    status: 'reported',
    source: 'public tables naming Bundesbank and basiszinssatz.de; single rows confirmed by Bundesbank notices',
    // biome-ignore format: one year a line
    rows: [
      ['2002-01-01', 257], ['2002-07-01', 247],
      ['2003-01-01', 197], ['2003-07-01', 122],
      ['2004-01-01', 114], ['2004-07-01', 113],
      ['2005-01-01', 121], ['2005-07-01', 117],
      ['2006-01-01', 137], ['2006-07-01', 195],
      ['2007-01-01', 270], ['2007-07-01', 319],
      ['2008-01-01', 332], ['2008-07-01', 319],
      ['2009-01-01', 162], ['2009-07-01', 12],
      ['2010-01-01', 12], ['2010-07-01', 12],
      ['2011-01-01', 12], ['2011-07-01', 37],
      ['2012-01-01', 12], ['2012-07-01', 12],
      ['2013-01-01', -13], ['2013-07-01', -38],
      ['2014-01-01', -63], ['2014-07-01', -73],
      ['2015-01-01', -83], ['2015-07-01', -83],
      ['2016-01-01', -83], ['2016-07-01', -88],
      ['2017-01-01', -88], ['2017-07-01', -88],
      ['2018-01-01', -88], ['2018-07-01', -88],
      ['2019-01-01', -88], ['2019-07-01', -88],
      ['2020-01-01', -88], ['2020-07-01', -88],
      ['2021-01-01', -88], ['2021-07-01', -88],
      ['2022-01-01', -88], ['2022-07-01', -88],
      ['2023-01-01', 162], ['2023-07-01', 312],
      ['2024-01-01', 362], ['2024-07-01', 337],
      ['2025-01-01', 227], ['2025-07-01', 127],
      ['2026-01-01', 127],
    ],
  },
  {
    status: 'reported',
    source: 'two public repositories; no Bundesbank page seen, confirm before relying on it',
    rows: [['2026-07-01', 152]],
  },
];

// Austrian base rate: follows the ECB's main refinancing rate, changes below 0.5 points since the last one aside.
const AT_BASE: readonly Series[] = [
  {
    status: 'derived',
    source: 'rule of the Austrian base rate applied to the steps of the ECB main refinancing rate',
    // biome-ignore format: one year a line
    rows: [
      ['2011-12-14', 38],
      ['2013-05-08', -12],
      ['2022-07-27', -12], ['2022-09-14', 63], ['2022-11-02', 138],
      ['2023-02-08', 238], ['2023-06-21', 338], ['2023-09-20', 388],
      ['2024-12-18', 253],
      ['2025-03-12', 203], ['2025-06-11', 153],
    ],
  },
  { status: 'reported', source: 'published rate', rows: [['2016-03-16', -62]] },
  {
    status: 'reported',
    source: 'solidbau.at',
    rows: [
      ['2022-12-21', 188],
      ['2023-03-22', 288],
    ],
  },
  { status: 'reported', source: 'klienten-info.at', rows: [['2024-09-18', 303]] },
];

// ECB main refinancing rate on 1 January and 1 July (directive 2011/7/EU).
const ECB_MRO: readonly Series[] = [
  {
    status: 'derived',
    source: 'German base rate + 0.88, an identity that has held since 2009',
    // biome-ignore format: one year a line
    rows: [
      ['2013-01-01', 75], ['2013-07-01', 50],
      ['2014-01-01', 25], ['2014-07-01', 15],
      ['2015-01-01', 5], ['2015-07-01', 5],
      ['2016-01-01', 5], ['2016-07-01', 0],
      ['2017-01-01', 0], ['2017-07-01', 0],
      ['2018-01-01', 0], ['2018-07-01', 0],
      ['2019-01-01', 0], ['2019-07-01', 0],
      ['2020-01-01', 0], ['2020-07-01', 0],
      ['2021-01-01', 0], ['2021-07-01', 0],
      ['2022-01-01', 0], ['2022-07-01', 0],
      ['2023-07-01', 400],
      ['2025-01-01', 315],
      ['2026-07-01', 240],
    ],
  },
  {
    status: 'reported',
    source: 'published national rates built on it (NL, FR)',
    // biome-ignore format: one year a line
    rows: [
      ['2023-01-01', 250],
      ['2024-01-01', 450], ['2024-07-01', 425],
      ['2025-07-01', 215],
      ['2026-01-01', 215],
    ],
  },
];

// Bank of England rate on the 31 December or 30 June before (Late Payment of Commercial Debts, SI 2002/1675).
const BOE: readonly Series[] = [
  {
    status: 'reported',
    source: 'payontime.co.uk',
    // biome-ignore format: one year a line
    rows: [
      ['2013-01-01', 50], ['2013-07-01', 50],
      ['2014-01-01', 50], ['2014-07-01', 50],
      ['2015-01-01', 50], ['2015-07-01', 50],
      ['2016-01-01', 50], ['2016-07-01', 50],
      ['2017-01-01', 25], ['2017-07-01', 25],
      ['2018-01-01', 50], ['2018-07-01', 50],
      ['2019-01-01', 75], ['2019-07-01', 75],
      ['2020-01-01', 75], ['2020-07-01', 10],
      ['2021-01-01', 10], ['2021-07-01', 10],
      ['2022-01-01', 25], ['2022-07-01', 125],
      ['2023-01-01', 350], ['2023-07-01', 500],
      ['2024-01-01', 525],
    ],
  },
  {
    status: 'derived',
    source: 'dated decisions of the Bank of England',
    // biome-ignore format: one year a line
    rows: [
      ['2024-07-01', 525],
      ['2025-01-01', 475], ['2025-07-01', 425],
      ['2026-01-01', 375], ['2026-07-01', 375],
    ],
  },
];

/** Every row, by reference, oldest first. */
export const REFERENCE_RATES: Readonly<Record<ReferenceId, readonly ReferenceRate[]>> = {
  DE_BASE: toRates('DE_BASE', DE_BASE),
  AT_BASE: toRates('AT_BASE', AT_BASE),
  ECB_MRO: toRates('ECB_MRO', ECB_MRO),
  BOE: toRates('BOE', BOE),
};

/** The row in force on a day; null before the first row and after RATES_KNOWN_UNTIL. */
export function referenceRateOn(reference: ReferenceId, day: Day): ReferenceRate | null {
  if (day > RATES_KNOWN_UNTIL) return null;
  return REFERENCE_RATES[reference].findLast((rate) => rate.from <= day) ?? null;
}

function toRates(reference: ReferenceId, series: readonly Series[]): ReferenceRate[] {
  return series
    .flatMap(({ rows, source, status }) =>
      rows.map(([from, basisPoints]) => ({ reference, from, basisPoints, source, checkedOn: CHECKED_ON, status })),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}
