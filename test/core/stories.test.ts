// Properties of whole stories: levels only rise, one a day; holds hold; a block never hastens; missed runs are made up.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastCustomer } from '../../src/core/forecast.ts';
import { customer, invoice, level, plan, settings } from './facts.ts';
import {
  activeOn,
  anyHold,
  anyPlan,
  anyStory,
  DAYS,
  dayOf,
  lastDayOf,
  numberOf,
  openOn,
  play,
  START,
  type Story,
} from './story.ts';

const RUNS = { numRuns: 200 };

const storyOf = (fields: Partial<Story>): Story => ({
  plan: plan(),
  calendar: { id: 'none' },
  minDaysBetweenNotices: 0,
  invoices: [{ due: 0, grossCents: 10_000 }],
  payments: [],
  holds: [],
  switches: [],
  missed: [],
  ...fields,
});

/** e.g. '10:1 20:2': level 1 on day 10, level 2 on day 20. */
const stepsOf = (fields: Partial<Story>, index = 0): string =>
  (play(storyOf(fields)).steps[index] ?? []).map(({ on, position }) => `${on}:${position}`).join(' ');

describe('whatever happens', () => {
  test('an invoice never gets the same level twice, never goes back, and moves at most one level a day', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const steps of play(story).steps) {
          for (const [index, step] of steps.entries()) {
            const before = steps[index - 1];
            if (before === undefined) continue;
            expect(step.position).toBeGreaterThan(before.position);
            expect(step.on).toBeGreaterThan(before.on);
          }
        }
      }),
      RUNS,
    );
  });

  test('it passes over switched-off levels only', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const steps of play(story).steps) {
          for (const [index, { on, position }] of steps.entries()) {
            const from = steps[index - 1]?.position ?? 0;
            const between = story.plan.levels.filter((one) => one.position > from && one.position < position);
            expect(between.filter((one) => activeOn(story, one, on))).toEqual([]);
          }
        }
      }),
      RUNS,
    );
  });

  test('no notice asks for an invoice that is held, paid, or not overdue except by a friendly first reminder', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const { on, lines } of play(story).notices) {
          for (const { invoice: index, position } of lines) {
            const concerned = (hold: Story['holds'][number]) =>
              hold.kind === 'block' || hold.kind === 'suspend' || hold.invoice === index;
            // Of several promises or snoozes the later one stands; only single ones tell their last day.
            const single = story.holds.filter(
              (hold) => concerned(hold) && story.holds.filter((other) => other.kind === hold.kind).length === 1,
            );
            // A listed invoice that was skipped today is asked for all the same: its own proposal was what was skipped.
            const holding = single.filter((hold) => position !== null || hold.kind !== 'skip');
            expect(holding.filter((hold) => hold.from <= on && on <= lastDayOf(hold))).toEqual([]);
            expect(openOn(story, index, on)).toBeGreaterThan(0);
            const friendly = position === 1 && (story.plan.levels[0]?.afterDays ?? 0) < 0;
            if (!friendly) expect(on).toBeGreaterThan(story.invoices[index]?.due ?? 0);
          }
        }
      }),
      RUNS,
    );
  });

  test('there is one verdict for each invoice every day, and a second run of the day proposes nothing new', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const { planned, again } of play(story).days) {
          expect(planned.verdicts.map((verdict) => verdict.invoiceId)).toEqual(story.invoices.map((_, id) => id));
          const moved = planned.proposals.flatMap((one) =>
            one.lines.flatMap((line) => (line.level ? [line.invoice.id] : [])),
          );
          const anew = again.proposals.flatMap((one) =>
            one.lines.flatMap((line) => (line.level ? [line.invoice.id] : [])),
          );
          expect(anew.filter((id) => moved.includes(id))).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

/**
 * The rules once more, in the plainest words: day numbers, one invoice alone. Section 2 "When a level is reached".
 */
function expectedSteps(story: Story, index: number): { on: number; position: number }[] {
  const { due = 0 } = story.invoices[index] ?? {};
  const steps: { on: number; position: number; deadline: number }[] = [];
  for (let today = 0; today < DAYS; today += 1) {
    const isHeld = story.holds.some(
      (hold) =>
        (hold.kind === 'block' || hold.kind === 'suspend' || hold.invoice === index) &&
        hold.from <= today &&
        today <= lastDayOf(hold),
    );
    const last = steps.at(-1);
    const next = story.plan.levels.find((one) => one.position > (last?.position ?? 0) && activeOn(story, one, today));
    if (story.missed.includes(today) || isHeld || next === undefined || last?.on === today) continue;
    const anchors = { due_date: due, previous_notice: last?.on ?? due, previous_deadline: last?.deadline ?? due };
    const countedFrom = anchors[story.plan.countFrom];
    if (today - countedFrom < next.afterDays || (next.afterDays >= 0 && today <= due)) continue;
    const minimumCents = next.minimumAmount === null ? 50 : 6_000;
    if (openOn(story, index, today) <= minimumCents) continue;
    steps.push({ on: today, position: next.position, deadline: today + next.paymentTermDays });
  }
  return steps.map(({ on, position }) => ({ on, position }));
}

describe('levels come on the days the rules name', () => {
  const alone = anyStory().map((story) => {
    const kinds = new Set<string>();
    // One of each kind that replaces an older one; several would need the rules of replacing, too.
    const holds = story.holds.filter((hold) => {
      const key = `${hold.kind} ${hold.invoice}`;
      if (!['promise', 'snooze', 'skip', 'dispute'].includes(hold.kind)) return true;
      const isNew = !kinds.has(key);
      kinds.add(key);
      return isNew;
    });
    return { ...story, holds, minDaysBetweenNotices: 0, plan: { ...story.plan, grouping: 'invoice' as const } };
  });

  test('for any plan, with holds, payments, switched levels and days without a run', () => {
    fc.assert(
      fc.property(alone, (story) => {
        const { steps } = play(story);
        for (const [index, found] of steps.entries()) expect(found).toEqual(expectedSteps(story, index));
      }),
      { numRuns: 1_000 },
    );
  });

  test('and often enough, so that this says something', () => {
    const stories = fc.sample(alone, { numRuns: 300, seed: 7 });
    const steps = stories.flatMap((story) => play(story).steps);
    expect(steps.filter((list) => list.length > 0).length).toBeGreaterThan(300);
    expect(steps.filter((list) => list.length > 2).length).toBeGreaterThan(80);
  });
});

describe('after days without a run', () => {
  const fast = plan({
    countFrom: 'due_date',
    levels: [level(1, { afterDays: 2 }), level(2, { afterDays: 4 }), level(3, { afterDays: 6 })],
  });

  test.each([
    [[], '2:1 4:2 6:3'],
    [[2], '3:1 4:2 6:3'],
    [[2, 3, 4, 5], '6:1 7:2 8:3'],
    [[2, 3, 4, 5, 6, 7, 8, 9], '10:1 11:2 12:3'],
    [[4, 6], '2:1 5:2 7:3'],
  ])('%j, counted from the due date, the levels come one a run: %s', (missed, expected) => {
    expect(stepsOf({ plan: fast, missed })).toBe(expected);
  });

  test('counted from the previous notice, the waits run anew from the late one', () => {
    expect(stepsOf({ missed: [10, 11, 12] })).toBe('13:1 23:2 33:3');
  });

  test('no notice is earlier than with every run', () => {
    fc.assert(
      fc.property(anyStory({ missed: [] }), fc.uniqueArray(fc.integer({ min: 0, max: DAYS - 1 })), (story, missed) => {
        const calm: Story = {
          ...story,
          switches: [],
          minDaysBetweenNotices: 0,
          plan: { ...story.plan, grouping: 'invoice' },
        };
        neverEarlier(calm, { ...calm, missed });
      }),
      RUNS,
    );
  });
});

/** Every invoice's k-th notice comes in `later` on no earlier day than in `story`, or not at all. */
function neverEarlier(story: Story, later: Story): void {
  const here = play(story).steps;
  for (const [index, steps] of play(later).steps.entries()) {
    for (const [k, { on }] of steps.entries()) {
      expect(on).toBeGreaterThanOrEqual(here[index]?.[k]?.on ?? Number.POSITIVE_INFINITY);
    }
  }
}

describe('a hold never makes a notice earlier', () => {
  test('with one notice per invoice, whatever else there is', () => {
    const calm = anyStory().map(
      (story): Story => ({
        ...story,
        switches: [],
        minDaysBetweenNotices: 0,
        plan: { ...story.plan, grouping: 'invoice' },
      }),
    );
    fc.assert(
      fc.property(calm, anyHold, (story, hold) => {
        const sameKind = story.holds.filter((other) => other.kind !== hold.kind);
        neverEarlier({ ...story, holds: sameKind }, { ...story, holds: [...sameKind, hold] });
      }),
      RUNS,
    );
  });

  test('with one notice per customer, as long as no amount and no deadline depends on who else is due', () => {
    const free = anyStory({ payments: [], switches: [], minDaysBetweenNotices: 0, holds: [] }).map(
      (story): Story => ({
        ...story,
        plan: {
          ...story.plan,
          grouping: 'customer',
          minimumAmount: { '*': '0.00' },
          levels: story.plan.levels.map((one) => ({ ...one, minimumAmount: null, paymentTermDays: 5 })),
        },
      }),
    );
    fc.assert(
      fc.property(free, anyHold, (story, hold) => neverEarlier(story, { ...story, holds: [hold] })),
      RUNS,
    );
  });

  test('nor does it stop the clock: what would have come meanwhile comes the day after', () => {
    const held = (kind: Story['holds'][number]['kind'], from: number, days: number) =>
      stepsOf({ holds: [{ kind, invoice: 0, from, days }] });
    expect(held('pause', 5, 10)).toBe('16:1 26:2 36:3');
    expect(held('block', 10, 0)).toBe('11:1 21:2 31:3');
    expect(held('suspend', 15, 20)).toBe('10:1 36:2');
    expect(held('dispute', 20, 3)).toBe('10:1 24:2 34:3');
    expect(held('promise', 8, 4)).toBe('14:1 24:2 34:3');
    expect(held('snooze', 10, 4)).toBe('15:1 25:2 35:3');
    expect(held('skip', 10, 0)).toBe('11:1 21:2 31:3');
    expect(held('pause', 2, 7)).toBe('10:1 20:2 30:3');
  });
});

test('the forecast of a customer is the story that follows when nothing happens', () => {
  fc.assert(
    fc.property(anyPlan, fc.integer({ min: -15, max: 20 }), fc.integer({ min: -15, max: 20 }), (by, first, second) => {
      const dues = [first, second];
      const story = storyOf({ plan: by, invoices: dues.map((due) => ({ due, grossCents: 10_000 })) });
      const invoices = dues.map((due, id) => invoice({ id, dueDate: dayOf(due) }));
      const told = forecastCustomer(customer(invoices), by, settings(START), {
        from: START,
        days: DAYS,
        runsOn: () => true,
        moveDeadline: true,
      });
      const played = play(story).notices;
      expect(told.map((notice) => [numberOf(notice.on), notice.levelId, notice.invoiceIds])).toEqual(
        played.map((notice) => [notice.on, notice.position + 10, notice.lines.map((line) => line.invoice)]),
      );
    }),
    RUNS,
  );
});
