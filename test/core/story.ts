// Random dunning stories of one customer, played through the engine day by day: plan, issue every proposal, next day.
// All days are numbers here, counted from START; holds are facts of their own, whatever was proposed meanwhile.

import fc from 'fast-check';
import { deadlineOf } from '../../src/core/amounts.ts';
import type { Calendar } from '../../src/core/calendar.ts';
import { addDays, type Day, daysBetween } from '../../src/core/day.ts';
import { type Block, type InvoiceHolds, NO_INVOICE_HOLDS } from '../../src/core/hold.ts';
import { COUNT_FROM, GROUPINGS, type Level, type Plan } from '../../src/core/plan.ts';
import type { Passage } from '../../src/core/position.ts';
import { type CustomerPlan, planCustomer } from '../../src/core/run.ts';
import { customer, invoice, level, NO_CALENDAR, plan, settings } from './facts.ts';

export const START: Day = '2026-03-01';
export const DAYS = 40;
export const HOLD_KINDS = ['pause', 'block', 'suspend', 'dispute', 'promise', 'snooze', 'skip'] as const;

export interface StoryHold {
  kind: (typeof HOLD_KINDS)[number];
  invoice: number;
  from: number;
  /** Last day of it is from + days; a skip has only its own. */
  days: number;
}

export interface Story {
  plan: Plan;
  calendar: Calendar;
  minDaysBetweenNotices: number;
  invoices: { due: number; grossCents: number }[];
  payments: { invoice: number; on: number; cents: number }[];
  holds: StoryHold[];
  /** From a day on a level is switched on or off. */
  switches: { on: number; position: number; active: boolean }[];
  /** Days without a run. */
  missed: number[];
}

/** A notice, with what each of its invoices passed by it; null = only listed. */
export interface StoryNotice {
  on: number;
  position: number;
  lines: { invoice: number; position: number | null }[];
}

export interface Played {
  notices: StoryNotice[];
  /** Days and levels an invoice passed, in order. */
  steps: { on: number; position: number }[][];
  days: { on: number; planned: CustomerPlan; again: CustomerPlan }[];
}

export const dayOf = (n: number): Day => addDays(START, n);

/** Plays a story; the second planning of a day sees what the first one issued. */
export function play(story: Story): Played {
  const passages: Passage[][] = story.invoices.map(() => []);
  const played: Played = { notices: [], steps: story.invoices.map(() => []), days: [] };
  let lastNoticeOn: Day | null = null;
  for (let on = 0; on < DAYS; on += 1) {
    if (story.missed.includes(on)) continue;
    const planned = planDay(story, on, passages, lastNoticeOn);
    for (const proposal of planned.proposals) {
      const deadline = deadlineOf(dayOf(on), proposal.level?.paymentTermDays ?? 0, story.calendar, true);
      const lines = proposal.lines.map((line) => ({
        invoice: line.invoice.id,
        position: line.level?.position ?? null,
      }));
      for (const { invoice: index, position } of lines) {
        if (position === null) continue;
        passages[index]?.push({ levelId: position + 10, position, kind: 'issued', on: dayOf(on), deadline });
        played.steps[index]?.push({ on, position });
      }
      played.notices.push({ on, position: proposal.level?.position ?? 0, lines });
      lastNoticeOn = dayOf(on);
    }
    played.days.push({ on, planned, again: planDay(story, on, passages, lastNoticeOn) });
  }
  return played;
}

function planDay(story: Story, on: number, passages: readonly Passage[][], lastNoticeOn: Day | null): CustomerPlan {
  const levels = story.plan.levels.map((one) => ({ ...one, active: activeOn(story, one, on) }));
  const invoices = story.invoices.map(({ due, grossCents }, id) =>
    invoice({
      id,
      dueDate: dayOf(due),
      grossCents,
      openCents: openOn(story, id, on),
      passages: passages[id] ?? [],
      countFrom: story.plan.countFrom,
      holds: invoiceHolds(story, id, on),
    }),
  );
  const blocks = story.holds
    .filter((hold) => hold.from <= on && (hold.kind === 'block' || hold.kind === 'suspend'))
    .map((hold) => blockOf(hold.kind === 'block' ? 'customer' : 'all', hold));
  const facts = customer(invoices, { holds: { blocks, activated: true }, lastNoticeOn });
  const { calendar, minDaysBetweenNotices } = story;
  return planCustomer(facts, { ...story.plan, levels }, settings(dayOf(on), { calendar, minDaysBetweenNotices }));
}

export function activeOn(story: Story, of: Level, on: number): boolean {
  return story.switches.findLast((one) => one.position === of.position && one.on <= on)?.active ?? of.active;
}

export function openOn(story: Story, index: number, on: number): number {
  const paid = story.payments.filter((payment) => payment.invoice === index && payment.on <= on);
  return paid.reduce((open, payment) => open - payment.cents, story.invoices[index]?.grossCents ?? 0);
}

function blockOf(scope: Block['scope'], { from, days }: StoryHold): Block {
  return { scope, from: dayOf(from), until: dayOf(from + days), reason: '', setBy: 'Anna' };
}

function invoiceHolds(story: Story, id: number, on: number): InvoiceHolds {
  const holds: InvoiceHolds = { ...NO_INVOICE_HOLDS, pauses: [] };
  for (const hold of story.holds) {
    if (hold.invoice !== id || hold.from > on) continue;
    const last = dayOf(hold.from + hold.days);
    if (hold.kind === 'pause') holds.pauses = [...holds.pauses, blockOf('invoice', hold)];
    if (hold.kind === 'dispute' && on <= hold.from + hold.days) {
      holds.dispute = { raisedOn: dayOf(hold.from), reason: '', raisedBy: 'Anna' };
    }
    if (hold.kind === 'promise') holds.promise = { on: last, madeBy: 'Anna' };
    if (hold.kind === 'snooze') holds.snoozedUntil = addDays(last, 1);
    if (hold.kind === 'skip') holds.skippedOn = dayOf(hold.from);
  }
  return holds;
}

/** The last day on which a hold keeps notices back; promises with a calendar of business days are not asked for. */
export function lastDayOf(hold: StoryHold): number {
  if (hold.kind === 'skip') return hold.from;
  return hold.kind === 'promise' ? hold.from + hold.days + 1 : hold.from + hold.days;
}

export const numberOf = (day: Day): number => daysBetween(START, day);

const anyDay = fc.integer({ min: 0, max: DAYS - 1 });

const anyLevel = (position: number) =>
  fc
    .record({
      afterDays: fc.integer({ min: position === 1 ? -5 : 0, max: 9 }),
      paymentTermDays: fc.integer({ min: 0, max: 8 }),
      active: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
      minimumAmount: fc.constantFrom(null, null, { '*': '60.00' }),
    })
    .map((fields) => level(position, fields));

export const anyPlan = fc
  .record({
    countFrom: fc.constantFrom(...COUNT_FROM),
    grouping: fc.constantFrom(...GROUPINGS),
    alsoOverdue: fc.boolean(),
    levels: fc.tuple(anyLevel(1), anyLevel(2), anyLevel(3), anyLevel(4)),
    count: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ count, levels, ...fields }) => plan({ ...fields, levels: levels.slice(0, count) }));

const INVOICES = 3;
const whichInvoice = fc.integer({ min: 0, max: INVOICES - 1 });

export const anyHold: fc.Arbitrary<StoryHold> = fc.record({
  kind: fc.constantFrom(...HOLD_KINDS),
  invoice: whichInvoice,
  from: anyDay,
  days: fc.integer({ min: 0, max: 15 }),
});

/** Stories of three invoices over forty days; `fixed` replaces parts of each. */
export function anyStory(fixed: Partial<Story> = {}): fc.Arbitrary<Story> {
  return fc
    .record({
      plan: anyPlan,
      minDaysBetweenNotices: fc.constantFrom(0, 0, 5),
      invoices: fc.array(
        fc.record({ due: fc.integer({ min: -15, max: 20 }), grossCents: fc.constantFrom(40, 5_000, 10_000) }),
        { minLength: INVOICES, maxLength: INVOICES },
      ),
      payments: fc.array(
        fc.record({ invoice: whichInvoice, on: anyDay, cents: fc.constantFrom(5_000, 10_000, -5_000) }),
        { maxLength: 3 },
      ),
      holds: fc.array(anyHold, { maxLength: 4 }),
      switches: fc.array(fc.record({ on: anyDay, position: fc.integer({ min: 1, max: 4 }), active: fc.boolean() }), {
        maxLength: 3,
      }),
      missed: fc.uniqueArray(anyDay, { maxLength: 12 }),
    })
    .map((story) => ({
      ...story,
      calendar: NO_CALENDAR,
      switches: story.switches.sort((a, b) => a.on - b.on),
      ...fixed,
    }));
}
