// Whether an invoice is due for its next level, or the one reason why not: every hold on its last day and the day
// after.

import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/core/day.ts';
import { judgeInvoice, suspensionOf } from '../../src/core/eligibility.ts';
import type { CustomerHolds, InvoiceHolds } from '../../src/core/hold.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { InvoiceTruth } from '../../src/core/position.ts';
import { BAVARIA, block, invoice, level, NO_CALENDAR, passage, plan } from './facts.ts';

const FREE: CustomerHolds = { blocks: [], activated: true };
/** Long after level 1 of the invoice (due 10 January, 10 days) was reached. */
const LATE: Day = '2026-03-02';

interface Asked {
  of?: InvoiceTruth;
  customer?: CustomerHolds;
  by?: Plan;
  on?: Day;
  calendar?: typeof NO_CALENDAR;
}

/** The level's name when it is due, else the code of the reason. */
function verdict({ of = invoice(), customer = FREE, by = plan(), on = LATE, calendar = NO_CALENDAR }: Asked): string {
  const judged = judgeInvoice(of, customer, by, calendar, on);
  return judged.kind === 'due' ? judged.level.name : judged.reason.code;
}

const held = (holds: Partial<InvoiceHolds>) => invoice({ holds });

describe('an invoice is due for its level', () => {
  test.each([
    ['2026-01-10', 'not_overdue'],
    ['2026-01-11', 'waiting'],
    ['2026-01-19', 'waiting'],
    ['2026-01-20', 'L1'],
    ['2026-01-21', 'L1'],
  ] as const)('ten days after its due date and not a day before: on %s %s', (on, expected) => {
    expect(verdict({ on })).toBe(expected);
  });

  test('and says until when it waits, and for which level', () => {
    const judged = judgeInvoice(invoice(), FREE, plan(), NO_CALENDAR, '2026-01-15');
    expect(judged).toEqual({
      kind: 'not_due',
      reason: { code: 'waiting', levelName: 'L1', reachedOn: '2026-01-20' },
    });
  });

  test('for the next one after those passed, or for none', () => {
    expect(verdict({ of: invoice({ passages: [passage(1, '2026-01-20')] }) })).toBe('L2');
    expect(verdict({ of: invoice({ passages: [passage(3, '2026-01-20')] }) })).toBe('exhausted');
    expect(verdict({ by: plan({ levels: [level(1, { active: false })] }) })).toBe('levels_inactive');
  });

  test('only while something is open', () => {
    expect(verdict({ of: invoice({ openCents: 1 }) })).toBe('L1');
    expect(verdict({ of: invoice({ openCents: 0 }) })).toBe('paid');
    expect(verdict({ of: invoice({ openCents: -5 }) })).toBe('paid');
  });
});

describe('a hold keeps it back through its last day', () => {
  const blocked = (scope: 'customer' | 'all', until: Day | null): Asked => ({
    customer: { blocks: [block(scope, '2026-02-01', until)], activated: true },
  });
  const cases: [string, (until: Day) => Asked, string][] = [
    [
      'a pause of the invoice',
      (day) => ({ of: held({ pauses: [block('invoice', '2026-02-01', day)] }) }),
      'invoice_paused',
    ],
    ['a block of the customer', (day) => blocked('customer', day), 'customer_blocked'],
    ['a suspension of all dunning', (day) => blocked('all', day), 'dunning_suspended'],
  ];
  test.each(cases)('%s', (_name, until, code) => {
    expect(verdict({ ...until('2026-03-03'), on: LATE })).toBe(code);
    expect(verdict({ ...until('2026-03-02'), on: LATE })).toBe(code);
    expect(verdict({ ...until('2026-03-01'), on: LATE })).toBe('L1');
  });

  test('one without an end, for good', () => {
    expect(verdict({ ...blocked('customer', null), on: '2036-01-01' })).toBe('customer_blocked');
    expect(verdict({ of: held({ pauses: [block('invoice', '2026-02-01', null)] }) })).toBe('invoice_paused');
  });

  test('and not before its first', () => {
    const from = (day: Day) => ({ customer: { blocks: [block('customer', day, null)], activated: true } });
    expect(verdict({ ...from('2026-03-03'), on: LATE })).toBe('L1');
    expect(verdict({ ...from('2026-03-02'), on: LATE })).toBe('customer_blocked');
  });

  test('a dispute until it is settled', () => {
    const dispute = { raisedOn: '2026-02-01', reason: 'broken', raisedBy: 'Anna' } as const;
    expect(verdict({ of: held({ dispute }), on: '2036-01-01' })).toBe('disputed');
  });

  test('a promise through the business day after the promised date', () => {
    const promised = (on: Day, today: Day, calendar = NO_CALENDAR) =>
      verdict({ of: held({ promise: { on, madeBy: 'Anna' } }), on: today, calendar });
    expect(promised('2026-03-01', '2026-03-01')).toBe('promised');
    expect(promised('2026-03-01', '2026-03-02')).toBe('promised');
    expect(promised('2026-03-01', '2026-03-03')).toBe('L1');
    // Promised for a Friday, the Monday after still belongs to the customer; so does Tuesday when Monday is a holiday.
    expect(promised('2026-02-27', '2026-03-02', BAVARIA)).toBe('promised');
    expect(promised('2026-02-27', '2026-03-03', BAVARIA)).toBe('L1');
    expect(promised('2026-04-03', '2026-04-07', BAVARIA)).toBe('promised');
    expect(promised('2026-04-03', '2026-04-08', BAVARIA)).toBe('L1');
  });

  test('a snooze until the day it is asked again', () => {
    expect(verdict({ of: held({ snoozedUntil: '2026-03-03' }) })).toBe('snoozed');
    expect(verdict({ of: held({ snoozedUntil: '2026-03-02' }) })).toBe('L1');
    expect(verdict({ of: held({ snoozedUntil: '2026-03-01' }) })).toBe('L1');
  });

  test('a skip on its own day only', () => {
    expect(verdict({ of: held({ skippedOn: '2026-03-01' }) })).toBe('L1');
    expect(verdict({ of: held({ skippedOn: '2026-03-02' }) })).toBe('skipped_today');
  });

  test('an approved proposal, one made by hand, a notice that reached nobody', () => {
    expect(verdict({ of: held({ boundTo: { proposalId: 5, as: 'approved' } }) })).toBe('bound_to_proposal');
    expect(verdict({ of: held({ boundTo: { proposalId: 5, as: 'by_hand' } }) })).toBe('bound_to_proposal');
    expect(verdict({ of: held({ undeliveredNotice: 'M-00042' }) })).toBe('undelivered');
  });

  test('an organisation that duns only activated customers, everybody else', () => {
    expect(verdict({ customer: { blocks: [], activated: false } })).toBe('customer_not_activated');
  });
});

describe('of several reasons the one told is', () => {
  const everything = held({
    pauses: [block('invoice', '2026-02-01', null)],
    dispute: { raisedOn: '2026-02-01', reason: '', raisedBy: 'Anna' },
    promise: { on: LATE, madeBy: 'Anna' },
    snoozedUntil: '2026-04-01',
    skippedOn: LATE,
    undeliveredNotice: 'M-00042',
    boundTo: { proposalId: 5, as: 'approved' },
  });
  const all = block('all', '2026-02-01', null);
  const own = block('customer', '2026-02-01', null);

  test('paid before anything else', () => {
    const paid = { ...everything, openCents: 0 };
    expect(verdict({ of: paid, customer: { blocks: [all, own], activated: false } })).toBe('paid');
  });

  test('the widest suspension, and a suspension before a step that is open', () => {
    const asked = (blocks: CustomerHolds['blocks'], of = everything) =>
      suspensionOf(of, { blocks, activated: true }, NO_CALENDAR, LATE)?.code;
    expect(asked([all, own])).toBe('dunning_suspended');
    expect(asked([own])).toBe('customer_blocked');
    expect(asked([])).toBe('invoice_paused');
    expect(asked([], held({ ...everything.holds, pauses: [] }))).toBe('disputed');
    expect(asked([], held({ ...everything.holds, pauses: [], dispute: null }))).toBe('promised');
    expect(verdict({ of: held({ ...everything.holds, pauses: [], dispute: null, promise: null }) })).toBe(
      'undelivered',
    );
  });

  test('that the days have not come, before a step that is open', () => {
    expect(verdict({ of: held({ snoozedUntil: '2026-04-01' }), on: '2026-01-15' })).toBe('waiting');
  });

  test('carries who set it, until when and why', () => {
    const reason = suspensionOf(invoice(), { blocks: [own], activated: true }, NO_CALENDAR, LATE);
    expect(reason).toEqual({ code: 'customer_blocked', until: null, by: 'Anna', reason: 'asked to' });
  });
});
