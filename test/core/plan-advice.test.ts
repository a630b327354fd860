// Advice on plans: each warning one below, at and one above its threshold, and none for the plan we ship.

import { describe, expect, test } from 'vitest';
import { DEFAULT_PLAN } from '../../src/app/settings/default-plan.ts';
import { PLAN_INPUT } from '../../src/app/settings/plan-input.ts';
import { COMPENSATION_ACCEPTED_CENTS, FEE_ACCEPTED_CENTS } from '../../src/core/court-rulings.ts';
import type { Level } from '../../src/core/plan.ts';
import { advisePlan } from '../../src/core/plan-advice.ts';
import { adviceText } from '../../src/core/plan-advice-text.ts';
import { level, plan } from './facts.ts';

const two = (second: Partial<Level>, first: Partial<Level> = {}) => [
  level(1, { channels: ['letter'], ...first }),
  level(2, { channels: ['letter'], ...second }),
];
const codes = (levels: Level[], fields: Parameters<typeof plan>[0] = {}, country = 'DE') =>
  advisePlan(plan({ levels, ...fields }), country).map((advice) => advice.code);
const fee = (amount: string) => ({ kind: 'fixed', amount: { '*': amount } }) as const;

test('the plan we ship needs no advice', () => {
  expect(advisePlan(PLAN_INPUT.parse(DEFAULT_PLAN) as never, 'DE')).toEqual([]);
});

describe('a wait within the term of the notice before is mentioned', () => {
  test.each([
    ['previous_notice', 6, true],
    ['previous_notice', 7, true],
    ['previous_notice', 8, false],
    ['previous_deadline', 0, true],
    ['previous_deadline', 1, false],
    ['due_date', 17, true],
    ['due_date', 18, false],
  ] as const)('counted from %s with %i days: %s', (countFrom, afterDays, said) => {
    expect(codes(two({ afterDays }), { countFrom }).includes('wait_within_term')).toBe(said);
  });

  test('looks past a level that is switched off', () => {
    const levels = [level(1, { paymentTermDays: 20 }), level(2, { active: false }), level(3, { afterDays: 10 })];
    expect(advisePlan(plan({ levels }), 'DE')).toEqual([
      { code: 'wait_within_term', position: 3, waitDays: 10, termDays: 20 },
    ]);
  });
});

describe('a fee', () => {
  test('on the first active level is mentioned, on a later one within the limit is not', () => {
    expect(codes(two({}, { fee: fee('1.00') }))).toEqual(['fee_on_first']);
    expect(codes(two({ fee: fee('1.00') }))).toEqual([]);
    expect(codes(two({ fee: fee('1.00') }, { active: false }))).toEqual(['fee_on_first']);
    expect(codes(two({}, { fee: fee('0.00') }))).toEqual([]);
  });

  test.each([
    ['2.49', []],
    ['2.50', []],
    ['2.51', ['fee_above_accepted']],
  ])('of %s against the limit of the courts', (amount, expected) => {
    expect(FEE_ACCEPTED_CENTS).toBe(250);
    expect(codes(two({ fee: fee(amount) }))).toEqual(expected);
  });

  test('that is carried on counts together with those before', () => {
    const levels = [level(1), ...[2, 3].map((n) => level(n, { fee: fee('1.26'), channels: ['letter'] }))];
    expect(codes(levels)).toEqual(['fees_add_up']);
    expect(codes(levels, { feePolicy: 'latest' })).toEqual([]);
  });

  test('as a share, by e-mail only, in Switzerland, and beside a compensation is mentioned', () => {
    const percent = { kind: 'percent', basisPoints: 100, min: null, max: null } as const;
    expect(codes(two({ fee: percent }))).toEqual(['fee_is_percent']);
    expect(codes(two({ fee: fee('1.00'), channels: ['email'] }))).toEqual(['fee_for_email']);
    expect(codes(two({ fee: fee('20.00') }), {}, 'CH')).toContain('swiss_fee_needs_agreement');
    expect(codes(two({ fee: fee('1.00'), compensation: { EUR: '40.00' } }))).toEqual(['fee_and_compensation']);
  });
});

test('a compensation above the statute, a level after the final one, and a plan without active levels', () => {
  expect(COMPENSATION_ACCEPTED_CENTS).toBe(4_000);
  expect(codes(two({ compensation: { EUR: '40.00' } }))).toEqual([]);
  expect(codes(two({ compensation: { EUR: '40.01' } }))).toEqual(['compensation_above_statute']);
  expect(codes(two({}, { kind: 'final' }))).toEqual(['level_after_final']);
  expect(codes(two({ active: false }, { active: false }))).toEqual(['no_active_level']);
});

test('the words name the court in both languages', () => {
  const advice = { code: 'fee_above_accepted', position: 2, feeCents: 500, acceptedCents: 250 } as const;
  expect(adviceText(advice, 'en')).toContain('€5.00 is more than courts have accepted (€2.50, AG Brandenburg');
  expect(adviceText(advice, 'de')).toMatch(/5,00\s€ ist mehr, als Gerichte anerkannt haben \(2,50\s€, AG Brandenburg/);
});
