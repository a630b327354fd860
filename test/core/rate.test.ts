// The rate table checked row by row against itself and against published sums, and the rate each regime gives.

import { describe, expect, test } from 'vitest';
import { addMonths, type Day, parseDay } from '../../src/core/day.ts';
import type { Party } from '../../src/core/notice.ts';
import {
  compoundsAnnually,
  type InterestRule,
  type Jurisdiction,
  RATES_KNOWN_UNTIL,
  rateSpans,
  unsupportedReason,
} from '../../src/core/rate.ts';
import { REFERENCE_RATES, type ReferenceId, referenceRateOn } from '../../src/core/rate-table.ts';

const statutory = (jurisdiction: Jurisdiction): InterestRule => ({ kind: 'statutory', jurisdiction });
const rateOn = (jurisdiction: Jurisdiction, party: Party, day: Day) =>
  rateSpans(statutory(jurisdiction), party, day, day)[0]?.basisPoints;
const ids = Object.keys(REFERENCE_RATES) as ReferenceId[];

describe('the rate table', () => {
  test.each(['DE_BASE', 'ECB_MRO', 'BOE'] as const)('%s has one row for every half-year, no gap, to the end', (id) => {
    const rows = REFERENCE_RATES[id];
    const first = rows[0]?.from ?? '';
    expect(first).toBe(id === 'DE_BASE' ? '2002-01-01' : '2013-01-01');
    const expected: string[] = [];
    for (let day = parseDay(first); day !== null && day <= RATES_KNOWN_UNTIL; day = addMonths(day, 6))
      expected.push(day);
    expect(rows.map((row) => row.from)).toEqual(expected);
  });

  test('rows are in order, no day twice, with source, check date and a status that may be used', () => {
    for (const id of ids) {
      const rows = REFERENCE_RATES[id];
      for (const [index, row] of rows.entries()) {
        expect(row.reference).toBe(id);
        expect(Number.isInteger(row.basisPoints)).toBe(true);
        expect(row.source.length).toBeGreaterThan(5);
        expect(['documented', 'reported', 'derived']).toContain(row.status);
        const previous = rows[index - 1];
        if (previous === undefined) continue;
        expect(row.from > previous.from).toBe(true);
        expect(Math.abs(row.basisPoints - previous.basisPoints)).toBeLessThan(300);
      }
    }
  });

  test('the German base rate is the ECB main refinancing rate less 0.88 in every half-year', () => {
    for (const mro of REFERENCE_RATES.ECB_MRO) {
      expect(referenceRateOn('DE_BASE', mro.from)?.basisPoints).toBe(mro.basisPoints - 88);
    }
  });

  test('the Austrian path follows from the steps of the ECB rate: changes below 0.5 points are ignored', () => {
    const steps: [Day, number][] = [
      ['2016-03-16', 0],
      ['2022-07-27', 50],
      ['2022-09-14', 125],
      ['2022-11-02', 200],
      ['2022-12-21', 250],
      ['2023-02-08', 300],
      ['2023-03-22', 350],
      ['2023-05-10', 375],
      ['2023-06-21', 400],
      ['2023-08-02', 425],
      ['2023-09-20', 450],
      ['2024-06-12', 425],
      ['2024-09-18', 365],
      ['2024-10-23', 340],
      ['2024-12-18', 315],
      ['2025-02-05', 290],
      ['2025-03-12', 265],
      ['2025-04-23', 240],
      ['2025-06-11', 215],
      ['2026-07-01', 240],
    ];
    const path: [Day, number][] = [['2016-03-16', -62]];
    let applied = 0;
    for (const [from, mro] of steps.slice(1)) {
      if (Math.abs(mro - applied) < 50) continue;
      path.push([from, (path.at(-1)?.[1] ?? 0) + mro - applied]);
      applied = mro;
    }
    const rows = REFERENCE_RATES.AT_BASE.filter((row) => row.from >= '2016-03-16');
    expect(rows.map((row) => [row.from, row.basisPoints])).toEqual(path);
  });

  test('a rate holds from its day on; before the first row and past the end there is none', () => {
    expect(referenceRateOn('DE_BASE', '2001-12-31')).toBeNull();
    expect(referenceRateOn('DE_BASE', '2002-01-01')?.basisPoints).toBe(257);
    expect(referenceRateOn('DE_BASE', '2026-06-30')?.basisPoints).toBe(127);
    expect(referenceRateOn('DE_BASE', '2026-07-01')?.basisPoints).toBe(152);
    expect(referenceRateOn('DE_BASE', RATES_KNOWN_UNTIL)?.basisPoints).toBe(152);
    expect(referenceRateOn('DE_BASE', '2027-01-01')).toBeNull();
  });
});

describe('the rate of each regime', () => {
  // Published sums per half-year: DE consumer, DE business, EU and NL, FR, AT business, GB.
  test.each([
    ['2016-07-01', 412, 812, 800, 1000, 858, 850],
    ['2017-01-01', 412, 812, 800, 1000, 858, 825],
    ['2020-07-01', 412, 812, 800, 1000, 858, 810],
    ['2022-07-01', 412, 812, 800, 1000, 858, 925],
    ['2023-01-01', 662, 1062, 1050, 1250, 1108, 1150],
    ['2023-07-01', 812, 1212, 1200, 1400, 1258, 1300],
    ['2024-01-01', 862, 1262, 1250, 1450, 1308, 1325],
    ['2024-07-01', 837, 1237, 1225, 1425, 1308, 1325],
    ['2025-01-01', 727, 1127, 1115, 1315, 1173, 1275],
    ['2025-07-01', 627, 1027, 1015, 1215, 1073, 1225],
    ['2026-01-01', 627, 1027, 1015, 1215, 1073, 1175],
    ['2026-07-01', 652, 1052, 1040, 1240, 1073, 1175],
  ] as const)(
    'in the half-year from %s',
    (day, deConsumer, deBusiness, euBusiness, frBusiness, atBusiness, gbBusiness) => {
      for (const inside of [day, addMonths(day, 3)]) {
        expect(rateOn('DE', 'consumer', inside)).toBe(deConsumer);
        expect(rateOn('DE', 'business', inside)).toBe(deBusiness);
        expect(rateOn('EU', 'business', inside)).toBe(euBusiness);
        expect(rateOn('NL', 'business', inside)).toBe(euBusiness);
        expect(rateOn('FR', 'business', inside)).toBe(frBusiness);
        expect(rateOn('AT', 'business', inside)).toBe(atBusiness);
        expect(rateOn('GB', 'business', inside)).toBe(gbBusiness);
        expect(rateOn('AT', 'consumer', inside)).toBe(400);
        expect(rateOn('CH', 'business', inside)).toBe(500);
        expect(rateOn('CH', 'consumer', inside)).toBe(500);
      }
    },
  );

  test('a German business debt from before 29 July 2014 keeps the margin of 8 points for life', () => {
    const margins = (from: Day) =>
      rateSpans(statutory('DE'), 'business', from, '2015-06-30').map(
        (span) => (span.basisPoints ?? 0) - (span.reference?.basisPoints ?? 0),
      );
    expect(margins('2014-07-28')).toEqual([800, 800]);
    expect(margins('2014-07-29')).toEqual([900, 900]);
    expect(rateOn('DE', 'consumer', '2014-07-28')).toBe(427);
  });

  test('Austria has no business rate before July 2013, the euro and pound rates none before 2013', () => {
    expect(rateOn('AT', 'business', '2013-06-30')).toBeNull();
    expect(rateOn('AT', 'business', '2013-07-01')).toBe(908);
    for (const jurisdiction of ['EU', 'FR', 'NL', 'GB'] as const) {
      expect(rateOn(jurisdiction, 'business', '2012-12-31')).toBeNull();
      expect(rateOn(jurisdiction, 'business', '2013-01-01')).not.toBeNull();
    }
  });

  test('where no rate is verified there is none, with the reason', () => {
    const reasons = {
      FR: 'rate_not_verified',
      NL: 'rate_not_verified',
      GB: 'contract_or_court',
      EU: 'national_law_decides',
    };
    for (const [jurisdiction, reason] of Object.entries(reasons) as [Jurisdiction, string][]) {
      expect(unsupportedReason(statutory(jurisdiction), 'consumer')).toBe(reason);
      expect(unsupportedReason(statutory(jurisdiction), 'business')).toBeNull();
      expect(rateSpans(statutory(jurisdiction), 'consumer', '2026-01-01', '2026-12-31')).toEqual([
        { from: '2026-01-01', to: '2026-12-31', basisPoints: null, reference: null },
      ]);
    }
    expect(unsupportedReason({ kind: 'none' }, 'consumer')).toBeNull();
    expect(unsupportedReason({ kind: 'fixed', basisPoints: 900 }, 'consumer')).toBeNull();
  });

  test('only Dutch business interest compounds', () => {
    expect(compoundsAnnually(statutory('NL'), 'business')).toBe(true);
    expect(compoundsAnnually(statutory('NL'), 'consumer')).toBe(false);
    expect(compoundsAnnually(statutory('DE'), 'business')).toBe(false);
    expect(compoundsAnnually({ kind: 'fixed', basisPoints: 500 }, 'business')).toBe(false);
  });
});

describe('rateSpans', () => {
  test('cuts at the half-year and names the reference row of each part', () => {
    const spans = rateSpans(statutory('DE'), 'business', '2026-05-11', '2026-07-09');
    expect(spans.map(({ reference, ...span }) => ({ ...span, row: reference?.from }))).toEqual([
      { from: '2026-05-11', to: '2026-06-30', basisPoints: 1027, row: '2026-01-01' },
      { from: '2026-07-01', to: '2026-07-09', basisPoints: 1052, row: '2026-07-01' },
    ]);
  });

  test('past the last known half-year the rate is unknown, except where it was fixed at the start', () => {
    const rates = (jurisdiction: Jurisdiction) =>
      rateSpans(statutory(jurisdiction), 'business', '2026-12-30', '2027-07-02').map((span) => [
        span.from,
        span.basisPoints,
      ]);
    const floating = (known: number) => [
      ['2026-12-30', known],
      ['2027-01-01', null],
      ['2027-07-01', null],
    ];
    expect(rates('DE')).toEqual(floating(1052));
    expect(rates('AT')).toEqual(floating(1073));
    expect(rates('EU')).toEqual(floating(1040));
    expect(rates('GB')).toEqual([['2026-12-30', 1175]]);
    expect(rates('CH')).toEqual([['2026-12-30', 500]]);
  });

  test('a fixed rate is one span, a negative one counts as zero, none and backwards give nothing', () => {
    expect(rateSpans({ kind: 'fixed', basisPoints: 1200 }, 'consumer', '2020-01-01', '2030-01-01')).toEqual([
      { from: '2020-01-01', to: '2030-01-01', basisPoints: 1200, reference: null },
    ]);
    expect(rateSpans({ kind: 'fixed', basisPoints: -1 }, 'consumer', '2020-01-01', '2020-01-01')[0]?.basisPoints).toBe(
      0,
    );
    expect(rateSpans({ kind: 'none' }, 'consumer', '2020-01-01', '2030-01-01')).toEqual([]);
    expect(rateSpans(statutory('DE'), 'consumer', '2026-01-02', '2026-01-01')).toEqual([]);
  });
});
