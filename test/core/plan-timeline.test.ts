// The dates of a plan for an example invoice: known days, and for any plan the same days as the engine's forecast.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBusinessDay } from '../../src/core/calendar.ts';
import { addDays } from '../../src/core/day.ts';
import { forecastCustomer } from '../../src/core/forecast.ts';
import { COUNT_FROM } from '../../src/core/plan.ts';
import { planTimeline } from '../../src/core/plan-timeline.ts';
import { BAVARIA, customer, invoice, level, plan } from './facts.ts';

const DUE = '2026-05-10';
const example = { dueDate: DUE, calendar: BAVARIA, moveDeadline: true } as const;

test('dates are run days, deadlines business days', () => {
  const levels = [level(1, { afterDays: 14 }), level(2, { afterDays: 7, paymentTermDays: 10 })];
  // 24 May is Whit Sunday, the 25th Whit Monday; 1 June + 10 days is a Thursday.
  expect(planTimeline(plan({ levels }), example)).toEqual([
    { level: 0, name: 'L1', on: '2026-05-26', deadline: '2026-06-02', daysAfterDue: 16, isPastDeadline: true },
    { level: 1, name: 'L2', on: '2026-06-02', deadline: '2026-06-12', daysAfterDue: 23, isPastDeadline: false },
  ]);
});

test('a friendly reminder comes before the due date, an inactive level not at all', () => {
  const levels = [level(1, { afterDays: -5 }), level(2, { active: false }), level(3)];
  const steps = planTimeline(plan({ levels }), example);
  expect(steps.map((step) => [step.level, step.on, step.daysAfterDue])).toEqual([
    [0, '2026-05-05', -5],
    [2, '2026-05-15', 5],
  ]);
});

test('a statement plan shows its next dates', () => {
  const recap = { firstOn: '2026-01-31', periodicity: 'monthly' } as const;
  const steps = planTimeline(plan({ kind: 'recap', levels: [], recap }), example);
  expect(steps.map((step) => step.on).slice(0, 3)).toEqual(['2026-05-31', '2026-06-30', '2026-07-31']);
});

test('every step is where the forecast of the same plan puts it', () => {
  const anyLevel = fc.record({
    afterDays: fc.integer({ min: 0, max: 40 }),
    paymentTermDays: fc.integer({ min: 0, max: 20 }),
    active: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyLevel, { maxLength: 5 }), fc.constantFrom(...COUNT_FROM), (fields, countFrom) => {
      const edited = plan({ countFrom, levels: fields.map((one, index) => level(index + 1, one)) });
      const facts = customer([invoice({ dueDate: DUE, countFrom })]);
      const run = { today: DUE, calendar: BAVARIA, minDaysBetweenNotices: 0 } as const;
      const forecast = forecastCustomer(facts, edited, run, {
        from: addDays(DUE, -5),
        days: 330,
        runsOn: (day) => isBusinessDay(BAVARIA, day, 'sending'),
        moveDeadline: true,
      });
      const steps = planTimeline(edited, example);
      expect(steps.map((step) => step.on)).toEqual(forecast.map((notice) => notice.on));
    }),
    { numRuns: 100 },
  );
});
