// The engine over one customer: what goes on one notice, what speaks against a notice, one verdict for every invoice.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/core/day.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { InvoiceTruth } from '../../src/core/position.ts';
import { type CustomerFacts, planCustomer, type RunSettings } from '../../src/core/run.ts';
import { block, customer, invoice, level, passage, plan, settings } from './facts.ts';

const TODAY: Day = '2026-01-20';

interface Asked extends Partial<CustomerFacts<InvoiceTruth>> {
  by?: Plan;
  on?: Day;
  run?: Partial<RunSettings>;
}

function planned(invoices: readonly InvoiceTruth[], { by = plan(), on = TODAY, run = {}, ...facts }: Asked = {}) {
  return planCustomer(customer(invoices, facts), by, settings(on, run));
}

/** Each notice as its level and lines, e.g. 'L2: 1 2(-)': invoice 2 is listed and does not move. */
function notices(...asked: Parameters<typeof planned>): string[] {
  return planned(...asked).proposals.map(
    ({ level: highest, lines }) =>
      `${highest?.name}: ${lines.map((line) => `${line.invoice.id}${line.level === null ? '(-)' : ''}`).join(' ')}`,
  );
}

const codes = (...asked: Parameters<typeof planned>): string[] =>
  planned(...asked).verdicts.map((verdict) => (verdict.kind === 'held' ? verdict.reason.code : 'proposed'));

const perCustomer = (fields: Partial<Plan> = {}) => plan({ grouping: 'customer', ...fields });
const due = (id: number, parts: Parameters<typeof invoice>[0] = {}) => invoice({ id, ...parts });
const atLevel2 = (id: number) => due(id, { dueDate: '2026-01-01', passages: [passage(1, '2026-01-10')] });

describe('a plan with one notice per invoice', () => {
  test('proposes each invoice alone, the oldest due date first', () => {
    const invoices = [due(3), due(1), due(2, { dueDate: '2026-01-05' })];
    expect(notices(invoices)).toEqual(['L1: 2', 'L1: 1', 'L1: 3']);
  });

  test('lists no other invoice, whatever its plan says about other overdue ones', () => {
    const invoices = [due(1), due(2, { dueDate: '2026-01-15' })];
    expect(notices(invoices, { by: plan({ alsoOverdue: true }) })).toEqual(['L1: 1']);
  });
});

describe('a plan with one notice per customer', () => {
  test('puts all that reach a level on one, at the highest of their levels, and each keeps its own', () => {
    const { proposals } = planned([due(1), atLevel2(2)], { by: perCustomer() });
    expect(proposals).toHaveLength(1);
    expect(proposals[0]?.level?.name).toBe('L2');
    expect(proposals[0]?.lines.map((line) => [line.invoice.id, line.level?.name])).toEqual([
      [2, 'L2'],
      [1, 'L1'],
    ]);
    expect(proposals[0]?.principalCents).toBe(20_000);
  });

  test('never mixes currencies', () => {
    const invoices = [due(1), due(2, { currency: 'CHF' }), due(3)];
    expect(notices(invoices, { by: perCustomer() })).toEqual(['L1: 1 3', 'L1: 2']);
  });

  describe('that also lists other overdue invoices', () => {
    const by = perCustomer({ alsoOverdue: true });
    const withOther = (parts: Parameters<typeof invoice>[0]) =>
      notices([due(1), due(2, { dueDate: '2026-01-15', ...parts })], { by });

    test('asks for those overdue by a day or more, in the same currency', () => {
      expect(withOther({})).toEqual(['L1: 1 2(-)']);
      expect(withOther({ dueDate: '2026-01-19' })).toEqual(['L1: 1 2(-)']);
      expect(withOther({ dueDate: '2026-01-20' })).toEqual(['L1: 1']);
      expect(withOther({ currency: 'CHF' })).toEqual(['L1: 1']);
      expect(withOther({ openCents: 0 })).toEqual(['L1: 1']);
    });

    test('leaves out what is suspended, snoozed or on another proposal', () => {
      expect(withOther({ holds: { pauses: [block('invoice', TODAY, null)] } })).toEqual(['L1: 1']);
      expect(withOther({ holds: { dispute: { raisedOn: TODAY, reason: '', raisedBy: 'Anna' } } })).toEqual(['L1: 1']);
      expect(withOther({ holds: { promise: { on: '2026-01-19', madeBy: 'Anna' } } })).toEqual(['L1: 1']);
      expect(withOther({ holds: { snoozedUntil: '2026-01-21' } })).toEqual(['L1: 1']);
      expect(withOther({ holds: { boundTo: { proposalId: 5, as: 'approved' } } })).toEqual(['L1: 1']);
    });

    test('keeps one that has had its last level, but none with only switched-off levels ahead', () => {
      const exhausted = { passages: [passage(3, '2026-01-18')] };
      expect(withOther(exhausted)).toEqual(['L1: 1 2(-)']);
      const inactive = { ...by, levels: [level(1), level(2, { active: false })] };
      const waiting = due(2, { dueDate: '2026-01-05', passages: [passage(1, '2026-01-15')] });
      expect(notices([due(1), waiting], { by: inactive })).toEqual(['L1: 1']);
    });

    test('counts them for the minimum and the money due, and gives them no verdict of their own', () => {
      const small = [due(1, { openCents: 30 }), due(2, { openCents: 21, dueDate: '2026-01-15' })];
      expect(planned(small, { by }).proposals[0]?.principalCents).toBe(51);
      expect(codes(small, { by })).toEqual(['proposed', 'waiting']);
    });

    test('writes no notice when none of them reaches a level', () => {
      expect(notices([due(1, { dueDate: '2026-01-15' })], { by })).toEqual([]);
    });
  });
});

describe('the minimum amount', () => {
  test.each([
    [49, 'below_minimum'],
    [50, 'below_minimum'],
    [51, 'proposed'],
  ] as const)('of 0.50: %i cents are %s', (openCents, expected) => {
    expect(codes([due(1, { openCents })])).toEqual([expected]);
  });

  test('is that of the level where it has one, above or below the plan’s', () => {
    const own = (amount: string) => plan({ levels: [level(1, { minimumAmount: { '*': amount } })] });
    expect(codes([due(1, { openCents: 2_000 })], { by: own('20.00') })).toEqual(['below_minimum']);
    expect(codes([due(1, { openCents: 2_001 })], { by: own('20.00') })).toEqual(['proposed']);
    expect(codes([due(1, { openCents: 1 })], { by: own('0.00') })).toEqual(['proposed']);
  });

  test('of the highest level counts against the sum on a joint notice, and stops all of it', () => {
    const by = perCustomer({ levels: [level(1), level(2, { minimumAmount: { '*': '150.00' } }), level(3)] });
    expect(codes([due(1), { ...atLevel2(2), openCents: 5_000 }], { by })).toEqual(['below_minimum', 'below_minimum']);
    expect(codes([due(1), { ...atLevel2(2), openCents: 5_001 }], { by })).toEqual(['proposed', 'proposed']);
  });

  test('is told with the sum it was compared with', () => {
    const { verdicts } = planned([due(1, { openCents: 50 })]);
    const reason = { code: 'below_minimum', openCents: 50, minimumCents: 50, currency: 'EUR' };
    expect(verdicts).toEqual([{ kind: 'held', invoiceId: 1, reason }]);
  });

  test('that names no amount for a currency holds it back instead of guessing', () => {
    const by = plan({ minimumAmount: { EUR: '0.50' } });
    expect(codes([due(1), due(2, { currency: 'CHF' })], { by })).toEqual(['proposed', 'no_minimum_for_currency']);
  });
});

describe('money of the customer that settles no invoice', () => {
  test.each([
    [9_999, 'proposed'],
    [10_000, 'covered_by_credit'],
    [10_001, 'covered_by_credit'],
  ] as const)('holds a notice over 100.00 back when it covers it: %i cents, %s', (cents, expected) => {
    expect(codes([due(1)], { unmatchedCents: { EUR: cents } })).toEqual([expected]);
  });

  test('is shown on the proposal when it does not, and counts in its own currency only', () => {
    const { proposals } = planned([due(1)], { unmatchedCents: { EUR: 9_999, CHF: 50_000 } });
    expect(proposals.map((proposal) => proposal.unmatchedCents)).toEqual([9_999]);
  });

  test('is compared with each notice by itself', () => {
    const unmatchedCents = { EUR: 10_000 };
    expect(codes([due(1), due(2)], { unmatchedCents })).toEqual(['covered_by_credit', 'covered_by_credit']);
    expect(codes([due(1), due(2)], { unmatchedCents, by: perCustomer() })).toEqual(['proposed', 'proposed']);
  });
});

describe('the days between two notices to one customer', () => {
  const noticedOn = (lastNoticeOn: Day, days: number) =>
    codes([due(1)], { lastNoticeOn, run: { minDaysBetweenNotices: days } });

  test('hold the next one back until they have passed', () => {
    expect(noticedOn('2026-01-14', 7)).toEqual(['customer_gap']);
    expect(noticedOn('2026-01-13', 7)).toEqual(['proposed']);
    expect(noticedOn('2026-01-12', 7)).toEqual(['proposed']);
  });

  test('do not part notices of one day, and none means none', () => {
    expect(noticedOn('2026-01-20', 7)).toEqual(['proposed']);
    expect(noticedOn('2026-01-19', 0)).toEqual(['proposed']);
    expect(noticedOn('2026-01-19', 1)).toEqual(['proposed']);
  });

  test('say when the next may come', () => {
    const { verdicts } = planned([due(1)], { lastNoticeOn: '2026-01-14', run: { minDaysBetweenNotices: 7 } });
    const reason = { code: 'customer_gap', lastNoticeOn: '2026-01-14', until: '2026-01-21' };
    expect(verdicts).toEqual([{ kind: 'held', invoiceId: 1, reason }]);
  });
});

test('a paused plan proposes nothing, and says so for all but the paid', () => {
  expect(codes([due(1), due(2, { openCents: 0 })], { by: plan({ paused: true }) })).toEqual(['plan_paused', 'paid']);
});

describe('for any customer', () => {
  const days = fc.integer({ min: 1, max: 28 }).map((n) => `2026-01-${String(n).padStart(2, '0')}` as Day);
  const anyInvoice = fc
    .record({
      dueDate: days,
      openCents: fc.constantFrom(-100, 0, 1, 50, 51, 10_000),
      currency: fc.constantFrom('EUR', 'CHF'),
      passed: fc.integer({ min: 0, max: 4 }),
      passedOn: days,
      paused: fc.boolean(),
      snoozedUntil: fc.option(days),
    })
    .map(({ passed, passedOn, paused, snoozedUntil, ...fields }) => ({
      ...fields,
      passages: passed === 0 ? [] : [passage(passed, passedOn)],
      holds: { pauses: paused ? [block('invoice', '2026-01-01', null)] : [], snoozedUntil },
    }));
  const invoicesOf = fc
    .array(anyInvoice, { maxLength: 6 })
    .map((list) => list.map((parts, index) => due(index + 1, parts)));
  const anyPlan = fc
    .record({
      grouping: fc.constantFrom('invoice', 'customer'),
      alsoOverdue: fc.boolean(),
      paused: fc.boolean(),
      active: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    })
    .map(({ active, ...fields }) => plan({ ...fields, levels: active.map((on, i) => level(i + 1, { active: on })) }));
  const asked = fc.record({ by: anyPlan, on: days, unmatched: fc.constantFrom(0, 60, 10_000) });

  test('there is exactly one verdict per invoice, and it agrees with the proposals', () => {
    fc.assert(
      fc.property(invoicesOf, asked, (invoices, { by, on, unmatched }) => {
        const { proposals, verdicts } = planned(invoices, { by, on, unmatchedCents: { EUR: unmatched } });
        expect(verdicts.map((verdict) => verdict.invoiceId)).toEqual(invoices.map(({ id }) => id));
        const moving = proposals.flatMap((one) => one.lines.filter((line) => line.level !== null));
        const proposed = verdicts.filter((verdict) => verdict.kind === 'proposed');
        expect(moving.map((line) => [line.invoice.id, line.level?.id]).sort()).toEqual(
          proposed.map((verdict) => [verdict.invoiceId, verdict.level?.id]).sort(),
        );
      }),
    );
  });

  test('a notice has one currency, the sum of its lines, the highest of their levels, and is worth writing', () => {
    fc.assert(
      fc.property(invoicesOf, asked, (invoices, { by, on, unmatched }) => {
        for (const one of planned(invoices, { by, on, unmatchedCents: { EUR: unmatched } }).proposals) {
          expect(new Set(one.lines.map((line) => line.invoice.currency))).toEqual(new Set([one.currency]));
          expect(one.principalCents).toBe(one.lines.reduce((sum, line) => sum + line.invoice.openCents, 0));
          expect(one.level?.position).toBe(Math.max(...one.lines.map((line) => line.level?.position ?? 0)));
          expect(one.principalCents).toBeGreaterThan(50);
          expect(one.principalCents).toBeGreaterThan(one.unmatchedCents);
        }
      }),
    );
  });

  test('the order of its invoices changes nothing', () => {
    const shuffled = invoicesOf.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, asked, ([invoices, other], { by, on, unmatched }) => {
        const unmatchedCents = { EUR: unmatched };
        const here = planned(invoices, { by, on, unmatchedCents });
        const there = planned(other, { by, on, unmatchedCents });
        expect(there.proposals).toEqual(here.proposals);
        const byId = (list: typeof here.verdicts) => [...list].sort((a, b) => a.invoiceId - b.invoiceId);
        expect(byId(there.verdicts)).toEqual(byId(here.verdicts));
      }),
    );
  });
});
