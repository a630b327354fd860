// Where an invoice stands: what it has passed, from which day the next level counts, when a level is reached.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/core/day.ts';
import { COUNT_FROM } from '../../src/core/plan.ts';
import { isOverdue, levelReachedOn, type Passage, progressOf } from '../../src/core/position.ts';
import { invoice, level, passage } from './facts.ts';

const DUE: Day = '2026-01-10';

describe('progress', () => {
  test('starts at the due date, whatever the plan counts from', () => {
    for (const countFrom of COUNT_FROM) {
      expect(progressOf(DUE, [], countFrom)).toEqual({ passedPosition: 0, anchorOn: DUE, lastPassedOn: null });
    }
  });

  test.each([
    ['previous_notice', '2026-01-20'],
    ['due_date', '2026-01-10'],
    ['previous_deadline', '2026-01-27'],
  ] as const)('after a notice counts from the %s: %s', (countFrom, anchorOn) => {
    const passages = [passage(1, '2026-01-20', { deadline: '2026-01-27' })];
    expect(progressOf(DUE, passages, countFrom)).toEqual({ passedPosition: 1, anchorOn, lastPassedOn: '2026-01-20' });
  });

  test('after a skipped level counts from the day it was skipped, since it has no deadline', () => {
    const skipped = [passage(1, '2026-01-20', { kind: 'skipped', deadline: null })];
    expect(progressOf(DUE, skipped, 'previous_deadline').anchorOn).toBe('2026-01-20');
    expect(progressOf(DUE, skipped, 'previous_notice').anchorOn).toBe('2026-01-20');
  });

  test('takes the highest position, also when levels were moved so that an earlier notice stands higher now', () => {
    const passages = [passage(3, '2026-01-20'), passage(2, '2026-02-01')];
    expect(progressOf(DUE, passages, 'previous_notice')).toEqual({
      passedPosition: 3,
      anchorOn: '2026-02-01',
      lastPassedOn: '2026-02-01',
    });
  });

  test('of two levels on one day takes the deadline of the higher', () => {
    const passages = [
      passage(2, '2026-01-20', { deadline: '2026-01-30' }),
      passage(1, '2026-01-20', { deadline: '2026-01-25' }),
    ];
    expect(progressOf(DUE, passages, 'previous_deadline').anchorOn).toBe('2026-01-30');
  });

  test('does not depend on the order of the passages', () => {
    const passages = fc.uniqueArray(
      fc.record({ position: fc.integer({ min: 1, max: 6 }), after: fc.integer({ min: 0, max: 9 }) }),
      { selector: ({ position }) => position, maxLength: 6 },
    );
    const shuffled = passages.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...COUNT_FROM), ([list, other], countFrom) => {
        const made = (items: typeof list): Passage[] =>
          items.map(({ position, after }) =>
            passage(position, addDays(DUE, after), { deadline: addDays(DUE, after + position) }),
          );
        expect(progressOf(DUE, made(other), countFrom)).toEqual(progressOf(DUE, made(list), countFrom));
      }),
    );
  });
});

describe('an invoice', () => {
  test.each([
    ['2026-01-09', 10_000, false],
    ['2026-01-10', 10_000, false],
    ['2026-01-11', 10_000, true],
    ['2026-01-11', 1, true],
    ['2026-01-11', 0, false],
    ['2026-01-11', -1, false],
  ] as const)('due on 10 January is, on %s with %i cents open, overdue: %s', (today, openCents, expected) => {
    expect(isOverdue(invoice({ openCents }), today)).toBe(expected);
  });
});

describe('a level', () => {
  test.each([
    // Before the due date only with negative days; never overdue before the day after.
    [-3, [], '2026-01-07'],
    [-1, [], '2026-01-09'],
    [0, [], '2026-01-11'],
    [1, [], '2026-01-11'],
    [2, [], '2026-01-12'],
    [10, [], '2026-01-20'],
    // One level a run: the day after the last at the earliest.
    [0, [passage(1, '2026-01-20')], '2026-01-21'],
    [1, [passage(1, '2026-01-20')], '2026-01-21'],
    [2, [passage(1, '2026-01-20')], '2026-01-22'],
    // After a friendly reminder the next one waits until the invoice is overdue.
    [0, [passage(1, '2026-01-07')], '2026-01-11'],
    [5, [passage(1, '2026-01-07')], '2026-01-12'],
  ] as const)('of %i days, counted from the previous notice, after %j is reached on %s', (afterDays, passages, day) => {
    expect(levelReachedOn(level(2, { afterDays }), invoice({ passages: [...passages] }))).toBe(day);
  });

  test('counted from the due date is reached at once when its days have long passed, but not on the same day', () => {
    const late = invoice({ passages: [passage(1, '2026-03-01')], countFrom: 'due_date' });
    expect(levelReachedOn(level(2, { afterDays: 20 }), late)).toBe('2026-03-02');
  });

  test('counted from the previous deadline with no days is reached on the deadline itself', () => {
    const passages = [passage(1, '2026-01-20', { deadline: '2026-01-27' })];
    const asked = invoice({ passages, countFrom: 'previous_deadline' });
    expect(levelReachedOn(level(2, { afterDays: 0 }), asked)).toBe('2026-01-27');
    expect(levelReachedOn(level(2, { afterDays: 3 }), asked)).toBe('2026-01-30');
  });
});
