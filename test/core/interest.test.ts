// Default interest: golden vectors computed by hand, the edges, and properties against a day-by-day oracle.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, daysBetween } from '../../src/core/day.ts';
import { computeInterest, type InterestInput, type InterestSegment, type Settlement } from '../../src/core/interest.ts';
import { divideHalfUp, formatAmount, MAX_AMOUNT_CENTS } from '../../src/core/money.ts';
import type { Party } from '../../src/core/notice.ts';
import { type InterestRule, type Jurisdiction, rateSpans } from '../../src/core/rate.ts';

const statutory = (jurisdiction: Jurisdiction): InterestRule => ({ kind: 'statutory', jurisdiction });
const fixed = (basisPoints: number): InterestRule => ({ kind: 'fixed', basisPoints });
const DE = statutory('DE');

function interest(
  rule: InterestRule,
  party: Party,
  grossCents: number,
  from: Day,
  to: Day,
  settlements: Settlement[] = [],
) {
  return computeInterest({ rule, party, grossCents, settlements, from, to });
}

/** Segments as the vectors write them: days @ rate, with the principal where it is not the gross amount. */
function written(segments: readonly InterestSegment[], grossCents: number): string {
  return segments
    .map(({ days, basisPoints, principalCents }) => {
      const on = principalCents === grossCents ? '' : ` on ${formatAmount(principalCents, 'EUR')}`;
      return `${days} @ ${formatAmount(basisPoints, 'EUR')}${on}`;
    })
    .join(' + ');
}

describe('golden vectors', () => {
  test.each([
    ['DE1', DE, 'business', 1_000_000, '2025-05-11', '2025-10-15', '51 @ 11.27 + 107 @ 10.27', '458.54'],
    ['DE2', DE, 'consumer', 1_000_000, '2025-05-11', '2025-10-15', '51 @ 7.27 + 107 @ 6.27', '285.39'],
    ['DE3', DE, 'business', 123_456, '2023-12-20', '2024-03-10', '12 @ 12.12 + 70 @ 12.62', '34.80'],
    ['DE4', DE, 'consumer', 50_000, '2026-05-11', '2026-11-21', '51 @ 6.27 + 144 @ 6.52', '17.24'],
    ['DE5', DE, 'consumer', 100_000, '2020-02-01', '2020-03-01', '30 @ 4.12', '3.39'],
    ['DE6', DE, 'business', 1_000_000, '2026-05-11', '2026-07-09', '51 @ 10.27 + 9 @ 10.52', '169.44'],
    ['DE7', DE, 'consumer', 50_000, '2026-05-11', '2026-07-09', '51 @ 6.27 + 9 @ 6.52', '5.18'],
    ['DE8', DE, 'business', 1_000_000, '2026-06-30', '2026-06-30', '1 @ 10.27', '2.81'],
    ['DE9', DE, 'business', 1_000_000, '2026-07-01', '2026-07-01', '1 @ 10.52', '2.88'],
    ['R1', DE, 'consumer', 2_500, '2026-06-30', '2026-07-01', '1 @ 6.27 + 1 @ 6.52', '0.01'],
    ['R2', fixed(500), 'consumer', 3_650, '2026-03-03', '2026-03-03', '1 @ 5.00', '0.01'],
    ['AT1', statutory('AT'), 'business', 1_000_000, '2025-05-11', '2025-10-15', '51 @ 11.73 + 107 @ 10.73', '478.45'],
    ['AT2', statutory('AT'), 'consumer', 1_000_000, '2025-05-11', '2025-10-15', '158 @ 4.00', '173.15'],
    ['CH1', statutory('CH'), 'business', 1_000_000, '2026-05-11', '2026-07-09', '60 @ 5.00', '82.19'],
    ['EU1', statutory('EU'), 'business', 1_000_000, '2026-05-11', '2026-07-09', '51 @ 10.15 + 9 @ 10.40', '167.47'],
    ['FR1', statutory('FR'), 'business', 1_000_000, '2026-05-11', '2026-07-09', '51 @ 12.15 + 9 @ 12.40', '200.34'],
    ['UK1', statutory('GB'), 'business', 1_000_000, '2025-05-11', '2025-10-15', '158 @ 12.75', '551.92'],
    [
      'NL1',
      statutory('NL'),
      'business',
      1_000_000,
      '2024-05-11',
      '2025-05-10',
      '51 @ 12.50 + 184 @ 12.25 + 130 @ 11.15',
      '1189.32',
    ],
    ['NL2', statutory('NL'), 'business', 1_118_932, '2025-05-11', '2026-05-10', '51 @ 11.15 + 314 @ 10.15', '1151.35'],
  ] as const)('%s', (_id, rule, party, grossCents, from, to, segments, expected) => {
    const result = interest(rule, party, grossCents, from, to);
    expect(written(result.segments, grossCents)).toBe(segments);
    expect(formatAmount(result.cents, 'EUR')).toBe(expected);
    expect(result.unknownFrom).toBeNull();
  });

  test('DE10: from the day of receipt the part paid bears no interest', () => {
    const paid = [{ on: '2026-06-15', cents: 400_000 }] as const;
    const result = interest(DE, 'business', 1_000_000, '2026-05-11', '2026-07-09', [...paid]);
    expect(written(result.segments, 1_000_000)).toBe('35 @ 10.27 + 16 @ 10.27 on 6000.00 + 9 @ 10.52 on 6000.00');
    expect(result.segments.map((segment) => [segment.from, segment.to])).toEqual([
      ['2026-05-11', '2026-06-14'],
      ['2026-06-15', '2026-06-30'],
      ['2026-07-01', '2026-07-09'],
    ]);
    expect(result.cents).toBe(14105);
  });

  test('UK2, the floating reading of the same debt, is what its two parts give at fixed rates', () => {
    const parts = [
      interest(fixed(1275), 'business', 1_000_000, '2025-05-11', '2025-06-30'),
      interest(fixed(1225), 'business', 1_000_000, '2025-07-01', '2025-10-15'),
    ];
    expect(divideHalfUp(numerator(parts.flatMap((part) => part.segments)), 3_650_000n)).toBe(53_726n);
  });

  test('NL1 and NL2 in one: the second year bears interest on the interest of the first', () => {
    const result = interest(statutory('NL'), 'business', 1_000_000, '2024-05-11', '2026-05-10');
    expect(result.cents).toBe(118_932 + 115_135);
    expect(written(result.segments, 1_000_000)).toBe(
      '51 @ 12.50 + 184 @ 12.25 + 130 @ 11.15 + 51 @ 11.15 on 11189.32 + 314 @ 10.15 on 11189.32',
    );
    const paidUp = interest(statutory('NL'), 'business', 1_000_000, '2024-05-11', '2026-05-10', [
      { on: '2025-05-11', cents: 1_000_000 },
    ]);
    expect(paidUp.cents).toBe(118_932);
  });
});

describe('days for which interest was waived', () => {
  const waiving = (...waived: { from: Day; to: Day }[]) =>
    computeInterest({
      ...{ rule: DE, party: 'business', grossCents: 1_000_000, settlements: [], waived },
      ...{ from: '2026-06-21', to: '2026-07-10' },
    });

  test.each([
    [[], '10 @ 10.27 + 10 @ 10.52'],
    [[{ from: '2026-06-25', to: '2026-06-25' }], '4 @ 10.27 + 5 @ 10.27 + 10 @ 10.52'],
    [[{ from: '2026-06-29', to: '2026-07-03' }], '8 @ 10.27 + 7 @ 10.52'],
    [[{ from: '2026-05-01', to: '2026-06-21' }], '9 @ 10.27 + 10 @ 10.52'],
    [[{ from: '2026-07-10', to: '2026-08-01' }], '10 @ 10.27 + 9 @ 10.52'],
    [[{ from: '2026-06-20', to: '2026-07-11' }], ''],
    // Raised and settled on one day: nothing lies between.
    [[{ from: '2026-06-25', to: '2026-06-24' }], '10 @ 10.27 + 10 @ 10.52'],
    [
      [
        { from: '2026-06-23', to: '2026-06-28' },
        { from: '2026-06-26', to: '2026-07-02' },
      ],
      '2 @ 10.27 + 8 @ 10.52',
    ],
  ] as [{ from: Day; to: Day }[], string][])('%j bear none', (waived, segments) => {
    expect(written(waiving(...waived).segments, 1_000_000)).toBe(segments);
  });
});

describe('edges', () => {
  test('one day before the first there is nothing, on it one day, and no rule charges nothing', () => {
    expect(interest(DE, 'business', 1_000_000, '2026-05-11', '2026-05-10')).toEqual(nothing());
    expect(interest(DE, 'business', 1_000_000, '2026-05-11', '2026-05-11').segments).toHaveLength(1);
    expect(interest({ kind: 'none' }, 'business', 1_000_000, '2026-05-11', '2030-05-11')).toEqual(nothing());
    expect(interest(fixed(0), 'business', 1_000_000, '2026-05-11', '2030-05-11')).toEqual(nothing());
    expect(interest(fixed(-100), 'business', 1_000_000, '2026-05-11', '2030-05-11')).toEqual(nothing());
  });

  test('principal 0 or below gives 0 and no segment', () => {
    expect(interest(DE, 'business', 0, '2026-05-11', '2026-07-09')).toEqual(nothing());
    expect(interest(DE, 'business', -5_000, '2026-05-11', '2026-07-09')).toEqual(nothing());
  });

  test('an overpayment bears no negative interest, and its reversal restores only what was due', () => {
    const settlements = [
      { on: '2026-05-21', cents: 1_200_000 },
      { on: '2026-06-10', cents: -1_200_000 },
    ] as const;
    const result = interest(DE, 'business', 1_000_000, '2026-05-11', '2026-06-19', [...settlements]);
    expect(result.segments.map(({ from, to, principalCents }) => [from, to, principalCents])).toEqual([
      ['2026-05-11', '2026-05-20', 1_000_000],
      ['2026-06-10', '2026-06-19', 1_000_000],
    ]);
  });

  test('what was paid before the first day counts, what comes after the last does not', () => {
    const before = interest(DE, 'business', 1_000_000, '2026-05-11', '2026-06-19', [
      { on: '2026-05-01', cents: 400_000 },
    ]);
    expect(before).toEqual(interest(DE, 'business', 600_000, '2026-05-11', '2026-06-19'));
    const onFirst = interest(DE, 'business', 1_000_000, '2026-05-11', '2026-06-19', [
      { on: '2026-05-11', cents: 400_000 },
    ]);
    expect(onFirst).toEqual(before);
    const onLast = interest(DE, 'business', 1_000_000, '2026-05-11', '2026-06-19', [
      { on: '2026-06-19', cents: 400_000 },
    ]);
    expect(onLast.segments.at(-1)).toMatchObject({ from: '2026-06-19', days: 1, principalCents: 600_000 });
    const after = interest(DE, 'business', 1_000_000, '2026-05-11', '2026-06-19', [
      { on: '2026-06-20', cents: 400_000 },
    ]);
    expect(after).toEqual(interest(DE, 'business', 1_000_000, '2026-05-11', '2026-06-19'));
  });

  test('past the last known half-year the known part is charged and the rest is named, not guessed', () => {
    const known = interest(DE, 'business', 1_000_000, '2026-12-01', '2026-12-31');
    expect(known.unknownFrom).toBeNull();
    expect(interest(DE, 'business', 1_000_000, '2026-12-01', '2027-03-01')).toEqual({
      ...known,
      unknownFrom: '2027-01-01',
    });
    expect(interest(DE, 'business', 1_000_000, '2027-02-01', '2027-03-01')).toEqual({
      ...nothing(),
      unknownFrom: '2027-02-01',
    });
    expect(interest(statutory('FR'), 'consumer', 1_000_000, '2026-01-01', '2026-02-01')).toEqual({
      ...nothing(),
      unknownFrom: '2026-01-01',
    });
  });

  test('an unknown rate matters only while something is owed', () => {
    const paid = interest(DE, 'business', 1_000_000, '2026-12-01', '2027-03-01', [
      { on: '2026-12-20', cents: 1_000_000 },
    ]);
    expect(paid.unknownFrom).toBeNull();
    const bounced = interest(DE, 'business', 1_000_000, '2026-12-01', '2027-03-01', [
      { on: '2026-12-20', cents: 1_000_000 },
      { on: '2027-02-03', cents: -1_000_000 },
    ]);
    expect(bounced.unknownFrom).toBe('2027-02-03');
    expect(bounced.cents).toBe(paid.cents);
  });

  test('days before the first known rate are unknown, later ones are charged', () => {
    const result = interest(DE, 'consumer', 100_000, '2001-12-01', '2002-01-31');
    expect(result.unknownFrom).toBe('2001-12-01');
    expect(result.segments.map((segment) => segment.days)).toEqual([31]);
  });

  test('90,000,000,000.00 over ten years stays exact far beyond 2^53', () => {
    const cents = 9_000_000_000_000;
    const result = interest(fixed(1052), 'business', cents, '2016-11-22', '2026-11-21');
    expect(numerator(result.segments) > 2n ** 53n).toBe(true);
    // 3652 days: 9e12 x 1052 x 3652 / 3,650,000 = 9473187945205.479...
    expect(result.cents).toBe(9_473_187_945_205);
  });
});

describe('properties', () => {
  const start: Day = '2022-10-01';
  const anyRule = fc.constantFrom<[InterestRule, Party]>(
    [DE, 'business'],
    [DE, 'consumer'],
    [statutory('AT'), 'business'],
    [statutory('CH'), 'consumer'],
    [statutory('EU'), 'business'],
    [statutory('GB'), 'business'],
    [fixed(1234), 'business'],
  );
  const anySettlement = fc.record({
    on: fc.integer({ min: -30, max: 900 }).map((n) => addDays(start, n)),
    cents: fc.integer({ min: -200_000, max: 400_000 }),
  });
  const anyInput = fc
    .record({
      rule: anyRule,
      grossCents: fc.integer({ min: 0, max: 1_000_000 }),
      settlements: fc.array(anySettlement, { maxLength: 5 }),
      from: fc.nat(400).map((n) => addDays(start, n)),
      length: fc.nat(500),
    })
    .map(({ rule, length, ...rest }): InterestInput => {
      return { ...rest, rule: rule[0], party: rule[1], to: addDays(rest.from, length) };
    });

  /** Day by day and by decimal text: no segment, no BigInt division shared with the code under test. */
  function oracle(input: InterestInput): string {
    const rates = rateSpans(input.rule, input.party, input.from, input.to);
    let sum = 0n;
    for (let day = input.from; day <= input.to; day = addDays(day, 1)) {
      const paid = input.settlements.filter((s) => s.on <= day).reduce((total, s) => total + s.cents, 0);
      const rate = rates.find((span) => span.from <= day && day <= span.to)?.basisPoints ?? 0;
      sum += BigInt(Math.max(0, input.grossCents - paid) * rate);
    }
    // One cent is 3,650,000 of these; adding half of it and cutting rounds half-up.
    return String((sum + 1_825_000n) / 3_650_000n);
  }

  test('equals the sum over single days, rounded once', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(String(computeInterest(input).cents)).toBe(oracle(input));
      }),
      { numRuns: 60 },
    );
  });

  test('segments are in order, do not overlap, stay inside, and count their days', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        let end = addDays(input.from, -1);
        for (const segment of computeInterest(input).segments) {
          expect(segment.from > end).toBe(true);
          expect(segment.to <= input.to).toBe(true);
          expect(segment.days).toBe(daysBetween(segment.from, segment.to) + 1);
          expect(segment.principalCents).toBeGreaterThan(0);
          end = segment.to;
        }
      }),
    );
  });

  test('two adjoining periods add up exactly before rounding (rates that do not depend on the first day)', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(500), (input, cut) => {
        fc.pre(!(input.rule.kind === 'statutory' && input.rule.jurisdiction === 'GB'));
        const middle = addDays(input.from, Math.min(cut, daysBetween(input.from, input.to)));
        const first = computeInterest({ ...input, to: middle });
        const second = computeInterest({ ...input, from: addDays(middle, 1) });
        const whole = computeInterest(input);
        expect(numerator(first.segments) + numerator(second.segments)).toBe(numerator(whole.segments));
        expect(Math.abs(first.cents + second.cents - whole.cents)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('never falls when a day, a cent of principal or a payment less is added; never negative', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(5_000), anySettlement, (input, more, { on, cents }) => {
        const base = computeInterest(input).cents;
        expect(base).toBeGreaterThanOrEqual(0);
        expect(computeInterest({ ...input, to: addDays(input.to, 1) }).cents).toBeGreaterThanOrEqual(base);
        expect(computeInterest({ ...input, grossCents: input.grossCents + more }).cents).toBeGreaterThanOrEqual(base);
        const paid = { on, cents: Math.abs(cents) };
        const settled = computeInterest({ ...input, settlements: [...input.settlements, paid] });
        expect(settled.cents).toBeLessThanOrEqual(base);
      }),
    );
  });

  test('the order of settlements does not matter, and the input stays as it was', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const before = JSON.stringify(input);
        const reversed = computeInterest({ ...input, settlements: [...input.settlements].reverse() });
        expect(reversed).toEqual(computeInterest(input));
        expect(JSON.stringify(input)).toBe(before);
      }),
    );
  });

  test('the largest amount is exact at any rate and length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 3_000 }), (basisPoints, days) => {
        const result = interest(fixed(basisPoints), 'business', MAX_AMOUNT_CENTS, start, addDays(start, days - 1));
        const exact = BigInt(MAX_AMOUNT_CENTS) * BigInt(basisPoints) * BigInt(days);
        expect(BigInt(result.cents)).toBe((exact + 1_825_000n) / 3_650_000n);
      }),
    );
  });
});

function nothing() {
  return { cents: 0, segments: [], unknownFrom: null };
}

/** Unrounded interest: cents x basis points x days. */
function numerator(segments: readonly InterestSegment[]): bigint {
  return segments.reduce((sum, s) => sum + BigInt(s.principalCents) * BigInt(s.basisPoints) * BigInt(s.days), 0n);
}
