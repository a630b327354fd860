// The amounts of a notice: fee, carried charges, interest and compensation by the rules, the total as their sum.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountsOf, type ChargingContext, deadlineOf, type IssuedNotice } from '../../src/core/amounts.ts';
import { addDays, type Day } from '../../src/core/day.ts';
import { feeOf } from '../../src/core/fee.ts';
import type { Fee, Level } from '../../src/core/plan.ts';
import { BAVARIA, invoice, level, NO_CALENDAR, plan } from './facts.ts';

const TODAY: Day = '2026-01-20';
const FIVE: Fee = { kind: 'fixed', amount: { '*': '5.00' } };
const FORTY = { '*': '40.00' };

function context(fields: Partial<ChargingContext> = {}, own: Partial<Level> = {}): ChargingContext {
  return {
    plan: plan(),
    level: level(2, own),
    currency: 'EUR',
    party: 'business',
    applyFees: true,
    debtorCalendar: NO_CALENDAR,
    earlier: [],
    today: TODAY,
    ...fields,
  };
}

function issued(id: number, fields: Partial<IssuedNotice> = {}): IssuedNotice {
  return {
    id,
    number: `M-${id}`,
    levelName: 'L1',
    issuedOn: '2026-01-12',
    deadline: '2026-01-19',
    feeCents: 500,
    compensationCents: 0,
    invoices: [{ invoiceId: 1, compensationCents: 0 }],
    ...fields,
  };
}

describe('a fee', () => {
  const percent = (basisPoints: number, min?: string, max?: string): Fee => ({
    kind: 'percent',
    basisPoints,
    min: min === undefined ? null : { '*': min },
    max: max === undefined ? null : { '*': max },
  });
  test.each([
    [{ kind: 'none' }, 10_000, 0],
    [FIVE, 10_000, 500],
    [{ kind: 'fixed', amount: { CHF: '6.00' } }, 10_000, 0],
    [percent(1_000), 10_000, 1_000],
    // Half a cent goes up, less does not.
    [percent(50), 100, 1],
    [percent(50), 99, 0],
    [percent(1_000, '5.00'), 4_999, 500],
    [percent(1_000, '5.00'), 5_000, 500],
    [percent(1_000, '5.00'), 5_010, 501],
    [percent(1_000, '5.00', '20.00'), 19_990, 1_999],
    [percent(1_000, '5.00', '20.00'), 20_000, 2_000],
    [percent(1_000, '5.00', '20.00'), 20_010, 2_000],
    // Where the bounds contradict each other, the lower one wins for the customer.
    [percent(1_000, '30.00', '20.00'), 1_000, 2_000],
  ] as [Fee, number, number][])('of %j over %i cents is %i', (fee, principalCents, expected) => {
    expect(feeOf(fee, principalCents, 'EUR')).toBe(expected);
  });

  test('in a currency of its own takes that figure before the one for all others', () => {
    const fee: Fee = { kind: 'fixed', amount: { '*': '5.00', CHF: '6.00', JPY: '700' } };
    expect(feeOf(fee, 1_000, 'CHF')).toBe(600);
    expect(feeOf(fee, 1_000, 'JPY')).toBe(700);
    expect(feeOf(fee, 1_000, 'USD')).toBe(500);
  });

  test('is of the open principal of all invoices, never of charges', () => {
    const fee = percent(1_000);
    const invoices = [invoice({ openCents: 5 }), invoice({ id: 2, openCents: 5 }), invoice({ id: 3, openCents: 100 })];
    const { feeCents } = amountsOf(invoices, context({ earlier: [issued(1)] }, { fee }));
    expect(feeCents).toBe(11);
  });

  test('is never charged to a customer without fees, nor on a statement of account', () => {
    expect(amountsOf([invoice()], context({ applyFees: false }, { fee: FIVE })).feeCents).toBe(0);
    expect(amountsOf([invoice()], context({ level: null })).feeCents).toBe(0);
  });
});

describe('charges of earlier notices', () => {
  const carried = (fields: Partial<ChargingContext>) => amountsOf([invoice()], context(fields, { fee: FIVE }));

  test('are carried, each notice once, fees and compensation together', () => {
    const earlier = [issued(1), issued(2, { feeCents: 0 }), issued(3, { compensationCents: 4_000 })];
    const { carried: list, carriedCents } = carried({ earlier });
    expect(list.map(({ notice, cents }) => [notice.number, cents])).toEqual([
      ['M-1', 500],
      ['M-3', 4_500],
    ]);
    expect(carriedCents).toBe(5_000);
  });

  test('are not under the policy "latest only"', () => {
    expect(carried({ plan: plan({ feePolicy: 'latest' }), earlier: [issued(1)] }).carriedCents).toBe(0);
  });

  test('lose their fees once the customer is charged none', () => {
    const earlier = [issued(1), issued(2, { compensationCents: 4_000 })];
    expect(carried({ applyFees: false, earlier }).carriedCents).toBe(4_000);
  });

  test('are not on a statement of account', () => {
    expect(carried({ level: null, earlier: [issued(1)] }).carriedCents).toBe(0);
  });
});

describe('compensation', () => {
  const of = (invoices: Parameters<typeof amountsOf>[0], fields: Partial<ChargingContext> = {}) =>
    amountsOf(invoices, context(fields, { compensation: FORTY })).compensationCents;

  test('is charged once for each overdue invoice of a business', () => {
    expect(of([invoice(), invoice({ id: 2 })])).toBe(8_000);
    expect(of([invoice()], { party: 'consumer' })).toBe(0);
    expect(of([invoice({ dueDate: '2026-01-19' })])).toBe(4_000);
    expect(of([invoice({ dueDate: '2026-01-20' })])).toBe(0);
  });

  test('and never again, whichever notice charged it', () => {
    const earlier = [issued(1, { invoices: [{ invoiceId: 1, compensationCents: 4_000 }], compensationCents: 4_000 })];
    expect(of([invoice(), invoice({ id: 2 })], { earlier })).toBe(4_000);
  });

  test('does not follow the switch for fees', () => expect(of([invoice()], { applyFees: false })).toBe(4_000));
});

describe('interest', () => {
  const FIVE_PERCENT = { interest: { kind: 'fixed', basisPoints: 500 } } as const;
  /** 36.50 at 5 % is half a cent a day. */
  const ofDays = (dueDate: Day, calendar = NO_CALENDAR) =>
    amountsOf([invoice({ dueDate, grossCents: 365_000 })], context({ debtorCalendar: calendar }, FIVE_PERCENT)).lines[0]
      ?.interest;

  test('runs from the day after the due date to the day of the notice, both inclusive', () => {
    expect(ofDays('2026-01-20')?.cents).toBe(0);
    expect(ofDays('2026-01-19')?.cents).toBe(50);
    expect(ofDays('2026-01-10')?.cents).toBe(500);
  });

  test('starts later when the last day to pay is closed where the debtor is', () => {
    expect(ofDays('2026-01-10', BAVARIA)?.segments).toMatchObject([{ from: '2026-01-13', to: '2026-01-20', days: 8 }]);
  });

  test('is that of the notice’s level for every invoice on it, rounded for each', () => {
    const small = [1, 2, 3].map((id) => invoice({ id, dueDate: '2026-01-19', grossCents: 3_650 }));
    const { lines, interestCents } = amountsOf(small, context({}, FIVE_PERCENT));
    expect(lines.map((line) => line.interest.cents)).toEqual([1, 1, 1]);
    expect(interestCents).toBe(3);
  });

  test('says from which day on no rate is known, the earliest of all invoices', () => {
    const dueDates: Day[] = ['2030-06-01', '2030-05-01'];
    const beyond = dueDates.map((dueDate, index) => invoice({ id: index + 1, dueDate }));
    const rule = { interest: { kind: 'statutory', jurisdiction: 'DE' } } as const;
    const { interestCents, interestUnknownFrom } = amountsOf(beyond, context({ today: '2030-07-01' }, rule));
    expect([interestCents, interestUnknownFrom]).toEqual([0, '2030-05-02']);
  });
});

describe('for any notice', () => {
  const notice = fc.record({
    openCents: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 5 }),
    fee: fc.constantFrom<Fee>({ kind: 'none' }, FIVE, { kind: 'percent', basisPoints: 333, min: null, max: null }),
    basisPoints: fc.integer({ min: 0, max: 2_000 }),
    compensation: fc.constantFrom(null, FORTY),
    earlier: fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 3 }),
    party: fc.constantFrom('business' as const, 'consumer' as const),
    applyFees: fc.boolean(),
    latest: fc.boolean(),
  });
  const amounts = (made: typeof notice extends fc.Arbitrary<infer T> ? T : never) => {
    const { openCents, fee, basisPoints, compensation, earlier, party, applyFees, latest } = made;
    return amountsOf(
      openCents.map((cents, index) => invoice({ id: index + 1, grossCents: cents })),
      context(
        {
          party,
          applyFees,
          plan: plan({ feePolicy: latest ? 'latest' : 'cumulative' }),
          earlier: earlier.map((feeCents, index) => issued(index + 1, { feeCents })),
        },
        { fee, compensation, interest: { kind: 'fixed', basisPoints } },
      ),
    );
  };
  const sum = (numbers: readonly number[]) => numbers.reduce((total, cents) => total + cents, 0);

  test('the total is the sum of its parts, and each part the sum of its lines', () => {
    fc.assert(
      fc.property(notice, (made) => {
        const of = amounts(made);
        expect(of.totalCents).toBe(
          of.principalCents + of.feeCents + of.carriedCents + of.interestCents + of.compensationCents,
        );
        expect(of.principalCents).toBe(sum(made.openCents));
        expect(of.interestCents).toBe(sum(of.lines.map((line) => line.interest.cents)));
        expect(of.compensationCents).toBe(sum(of.lines.map((line) => line.compensationCents)));
        expect(of.carriedCents).toBe(sum(of.carried.map((charge) => charge.cents)));
      }),
    );
  });

  test('no part is below zero, and a customer without fees pays none, old or new', () => {
    fc.assert(
      fc.property(notice, (made) => {
        const of = amounts(made);
        expect(Math.min(of.feeCents, of.carriedCents, of.interestCents, of.compensationCents)).toBeGreaterThanOrEqual(
          0,
        );
        if (!made.applyFees) expect([of.feeCents, of.carriedCents]).toEqual([0, 0]);
      }),
    );
  });
});

describe('a deadline', () => {
  test.each([
    ['2026-05-27', 0, '2026-05-27'],
    ['2026-05-27', 8, '2026-06-05'], // Corpus Christi, then a Friday
    ['2026-05-27', 9, '2026-06-05'],
    ['2026-05-27', 10, '2026-06-08'], // a Saturday
    ['2026-05-23', 0, '2026-05-26'], // a Saturday before Whit Monday
  ] as const)('%s + %i days in Bavaria is %s', (issuedOn, term, expected) => {
    expect(deadlineOf(issuedOn, term, BAVARIA, true)).toBe(expected);
  });

  test('stays where it falls when the setting is off', () => {
    expect(deadlineOf('2026-05-27', 8, BAVARIA, false)).toBe('2026-06-04');
  });

  test('is never before the term has passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 60 }), (after, term) => {
        const issuedOn = addDays('2026-01-01', after);
        expect(deadlineOf(issuedOn, term, BAVARIA, true) >= addDays(issuedOn, term)).toBe(true);
      }),
    );
  });
});
