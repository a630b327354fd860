// The periodic statement of account: its dates, what stands on it, and that each period has one.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/core/day.ts';
import { PERIODICITIES } from '../../src/core/plan.ts';
import { planRecap, statementPeriod } from '../../src/core/recap.ts';
import type { CustomerFacts } from '../../src/core/run.ts';
import { block, customer, invoice, plan, settings } from './facts.ts';

const MONTHLY = { firstOn: '2026-01-31', periodicity: 'monthly' } as const;
const RECAP = plan({ kind: 'recap', recap: MONTHLY, levels: [] });

describe('the dates of a statement', () => {
  test.each([
    ['monthly', '2026-01-30', null, '2026-01-31'],
    ['monthly', '2026-01-31', '2026-01-31', '2026-02-28'],
    ['monthly', '2026-02-27', '2026-01-31', '2026-02-28'],
    ['monthly', '2026-02-28', '2026-02-28', '2026-03-31'],
    ['monthly', '2026-04-01', '2026-03-31', '2026-04-30'],
    ['weekly', '2026-02-06', '2026-01-31', '2026-02-07'],
    ['weekly', '2026-02-07', '2026-02-07', '2026-02-14'],
    ['quarterly', '2026-04-29', '2026-01-31', '2026-04-30'],
    ['quarterly', '2026-04-30', '2026-04-30', '2026-07-31'],
  ] as const)('%s from 31 January: on %s the last was %s, the next is %s', (periodicity, today, startedOn, nextOn) => {
    expect(statementPeriod({ firstOn: '2026-01-31', periodicity }, today)).toEqual({ startedOn, nextOn });
  });

  test('enclose every day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODICITIES), fc.integer({ min: 0, max: 800 }), (periodicity, after) => {
        const today = addDays('2026-01-31', after);
        const { startedOn, nextOn } = statementPeriod({ firstOn: '2026-01-31', periodicity }, today);
        expect(startedOn !== null && startedOn <= today && today < nextOn).toBe(true);
      }),
    );
  });
});

describe('a statement', () => {
  const on = (today: Day, facts: Partial<CustomerFacts<ReturnType<typeof invoice>>> = {}, by = RECAP) =>
    planRecap(customer(facts.invoices ?? [invoice()], facts), by, settings(today));
  const codes = (...asked: Parameters<typeof on>) =>
    on(...asked).verdicts.map((verdict) => (verdict.kind === 'held' ? verdict.reason.code : 'proposed'));

  test('lists all that is open, overdue or not, with no level and no fee of a level', () => {
    const notYet = invoice({ id: 2, dueDate: '2026-05-01' });
    const { proposals, verdicts } = on('2026-01-31', { invoices: [notYet, invoice()] });
    expect(proposals).toMatchObject([{ level: null, currency: 'EUR', principalCents: 20_000 }]);
    expect(proposals[0]?.lines.map((line) => [line.invoice.id, line.level])).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(['proposed', 'proposed']);
  });

  test('is one per currency', () => {
    const invoices = [invoice(), invoice({ id: 2, currency: 'CHF' })];
    expect(on('2026-01-31', { invoices }).proposals.map((proposal) => proposal.currency)).toEqual(['EUR', 'CHF']);
  });

  test('comes on its date or the first run after it, once a period', () => {
    expect(codes('2026-01-30')).toEqual(['statement_not_due']);
    expect(codes('2026-01-31')).toEqual(['proposed']);
    expect(codes('2026-02-05')).toEqual(['proposed']);
    expect(codes('2026-02-05', { lastStatementOn: { EUR: '2026-01-31' } })).toEqual(['statement_not_due']);
    expect(codes('2026-02-27', { lastStatementOn: { EUR: '2026-02-05' } })).toEqual(['statement_not_due']);
    expect(codes('2026-02-28', { lastStatementOn: { EUR: '2026-02-27' } })).toEqual(['proposed']);
    expect(codes('2026-02-28', { lastStatementOn: { CHF: '2026-02-28' } })).toEqual(['proposed']);
  });

  test('leaves out what is paid, suspended or put off, and does not come without anything', () => {
    const paused = invoice({ id: 2, holds: { pauses: [block('invoice', '2026-01-01', null)] } });
    const snoozed = invoice({ id: 3, holds: { snoozedUntil: '2026-02-01' } });
    const skipped = invoice({ id: 4, holds: { skippedOn: '2026-01-31' } });
    const invoices = [invoice({ openCents: 0 }), paused, snoozed, skipped];
    expect(on('2026-01-31', { invoices }).proposals).toEqual([]);
    expect(codes('2026-01-31', { invoices })).toEqual(['paid', 'invoice_paused', 'snoozed', 'skipped_today']);
  });

  test('follows the minimum, free money and a paused plan like a notice', () => {
    expect(codes('2026-01-31', { invoices: [invoice({ openCents: 50 })] })).toEqual(['below_minimum']);
    expect(codes('2026-01-31', { unmatchedCents: { EUR: 10_000 } })).toEqual(['covered_by_credit']);
    expect(codes('2026-01-31', {}, { ...RECAP, paused: true })).toEqual(['plan_paused']);
  });
});
