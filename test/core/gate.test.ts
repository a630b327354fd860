// What stops a scheduled run: payment data that is too old, in banking days, and a paused plan.

import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/core/day.ts';
import { type GateFacts, gateOf } from '../../src/core/gate.ts';

const TARGET = { id: 'TARGET' } as const;

const gate = (fields: Partial<GateFacts>) =>
  gateOf({
    today: '2026-01-14',
    staleAfterDays: 2,
    lastPostedOn: '2026-01-12',
    bankingCalendar: TARGET,
    planPaused: false,
    ...fields,
  })?.code ?? 'runs';

describe('payment data', () => {
  test.each([
    ['2026-01-09', '2026-01-12', 'runs'], // Friday's on Monday: 1 banking day
    ['2026-01-09', '2026-01-13', 'runs'],
    ['2026-01-09', '2026-01-14', 'payments_stale'],
    ['2026-01-10', '2026-01-13', 'runs'], // Saturday's: Monday and Tuesday
    ['2026-01-10', '2026-01-14', 'payments_stale'],
    ['2026-04-02', '2026-04-08', 'runs'], // over Easter: Tuesday and Wednesday
    ['2026-04-02', '2026-04-09', 'payments_stale'],
    ['2026-01-05', '2026-01-07', 'runs'], // Epiphany is a banking day
    ['2026-01-05', '2026-01-08', 'payments_stale'],
    ['2026-01-14', '2026-01-14', 'runs'],
    ['2026-01-20', '2026-01-14', 'runs'], // posted ahead of time
  ] as [Day, Day, string][])('posted last on %s, on %s: %s', (lastPostedOn, today, expected) => {
    expect(gate({ lastPostedOn, today })).toBe(expected);
  });

  test.each([
    [0, '2026-01-14', 'runs'],
    [0, '2026-01-13', 'payments_stale'],
    [1, '2026-01-13', 'runs'],
    [1, '2026-01-12', 'payments_stale'],
    [3, '2026-01-09', 'runs'],
    [3, '2026-01-08', 'payments_stale'],
    [null, '2020-01-01', 'runs'],
  ] as const)('with a guard of %s days and the last posting on %s: %s', (staleAfterDays, lastPostedOn, expected) => {
    expect(gate({ staleAfterDays, lastPostedOn })).toBe(expected);
  });

  test('that never came stops every run, unless the guard is off', () => {
    expect(gate({ lastPostedOn: null })).toBe('payments_stale');
    expect(gate({ lastPostedOn: null, staleAfterDays: null })).toBe('runs');
  });

  test('is counted in calendar days while there is no calendar, and the reason says so', () => {
    const facts = { today: '2026-01-12', lastPostedOn: '2026-01-09', staleAfterDays: 2, planPaused: false } as const;
    expect(gateOf({ ...facts, bankingCalendar: TARGET })).toBeNull();
    expect(gateOf({ ...facts, bankingCalendar: { id: 'none' } })).toEqual({
      code: 'payments_stale',
      lastPostedOn: '2026-01-09',
      staleAfterDays: 2,
      counted: 'calendar_days',
    });
    expect(gateOf({ ...facts, today: '2026-01-14', bankingCalendar: TARGET })).toMatchObject({
      counted: 'banking_days',
    });
  });
});

test('a paused plan has no run, whatever the payment data', () => {
  expect(gate({ planPaused: true })).toBe('plan_paused');
  expect(gate({ planPaused: true, lastPostedOn: null })).toBe('plan_paused');
  expect(gate({ planPaused: true, staleAfterDays: null })).toBe('plan_paused');
});
