// The decisions of sending, one below, at and above each threshold; and that a doubt never ends as a failure by itself.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DELIVERY_STATES, deliveryMayBecome } from '../../src/core/delivery.ts';
import type { Receipt } from '../../src/core/envelope.ts';
import {
  type AttemptFacts,
  afterDoubt,
  afterLookUp,
  afterNews,
  afterReceipt,
  doubtStep,
} from '../../src/core/sending.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const facts = (more: Partial<AttemptFacts> = {}): AttemptFacts => ({
  attempts: 1,
  ageMs: MINUTE,
  doubtMs: null,
  repeatable: true,
  canLookUp: false,
  ...more,
});
const refused = (more: Partial<Extract<Receipt, { outcome: 'refused' }>> = {}): Receipt => ({
  outcome: 'refused',
  permanent: false,
  detail: 'busy',
  ...more,
});

describe('a receipt', () => {
  test('that accepts makes it sent, and keeps what people should know', () => {
    expect(afterReceipt({ outcome: 'accepted', reference: 'r', note: 'copy refused' }, facts())).toEqual({
      ...{ state: 'sent', reason: 'copy refused', retryInMs: null },
    });
  });

  test.each([
    [1, 5],
    [2, 10],
    [4, 40],
    [5, 60],
    [50, 60],
  ])('that refuses for now lets attempt %i wait %i minutes', (attempts, minutes) => {
    expect(afterReceipt(refused(), facts({ attempts }))).toMatchObject({
      state: 'approved',
      retryInMs: minutes * MINUTE,
    });
  });

  test('that names a longer wait is obeyed, a shorter one does not shorten ours', () => {
    expect(afterReceipt(refused({ retryAfterMs: 2 * HOUR }), facts()).retryInMs).toBe(2 * HOUR);
    expect(afterReceipt(refused({ retryAfterMs: 1 }), facts()).retryInMs).toBe(5 * MINUTE);
  });

  test.each([
    [72 * HOUR - 5 * MINUTE, 'approved'],
    [72 * HOUR - 5 * MINUTE + 1, 'failed'],
  ])('that refuses for now after %i ms leads to %s', (ageMs, state) => {
    expect(afterReceipt(refused(), facts({ ageMs })).state).toBe(state);
  });

  test('that refuses for good says nothing about an earlier attempt whose answer was lost', () => {
    expect(afterReceipt(refused({ permanent: true }), facts()).state).toBe('failed');
    expect(afterReceipt(refused({ permanent: true }), facts({ doubtMs: HOUR })).state).toBe('unknown');
  });
});

describe('a doubt', () => {
  test.each([
    [22 * HOUR + 58 * MINUTE, 1, MINUTE],
    [22 * HOUR + 59 * MINUTE, 1, 5 * HOUR + MINUTE],
    [27 * HOUR, 9, HOUR],
    [28 * HOUR, 9, 0],
  ])('after %i ms and attempt %i is taken up again in %i ms', (doubtMs, attempts, retryInMs) => {
    expect(afterDoubt('silence', facts({ doubtMs, attempts }))).toEqual({
      state: 'unknown',
      reason: 'silence',
      retryInMs,
    });
  });

  test('that can neither be repeated nor asked about goes to a person at once', () => {
    expect(afterDoubt('silence', facts({ repeatable: false })).state).toBe('needs_review');
  });

  test.each([
    [23 * HOUR - 1, 'repeat'],
    [23 * HOUR, 'wait'],
    [28 * HOUR - 1, 'wait'],
    [28 * HOUR, 'review'],
  ])('of %i ms: %s', (doubtMs, step) => {
    expect(doubtStep(facts({ doubtMs }))).toBe(step);
  });

  test('is asked about where that is possible, until a person has to look', () => {
    expect(doubtStep(facts({ canLookUp: true, doubtMs: 28 * HOUR - 1 }))).toBe('look_up');
    expect(doubtStep(facts({ canLookUp: true, doubtMs: 28 * HOUR }))).toBe('review');
    expect(doubtStep(facts({ repeatable: false, doubtMs: 0 }))).toBe('wait');
    const late = (doubtMs: number) => facts({ canLookUpLate: true, doubtMs });
    expect(doubtStep(late(23 * HOUR - 1))).toBe('repeat');
    expect(doubtStep(late(23 * HOUR))).toBe('look_up');
    expect(doubtStep(late(28 * HOUR))).toBe('review');
    expect(afterDoubt('', { ...late(24 * HOUR), attempts: 9 }).retryInMs).toBe(HOUR);
    expect(afterLookUp(refused(), facts({ doubtMs: HOUR })).state).toBe('approved');
    expect(afterLookUp({ outcome: 'unknown', detail: '' }, facts({ doubtMs: HOUR })).state).toBe('unknown');
  });

  test('never becomes a failure or new by an answer to a later attempt, and never waits for ever', () => {
    const receipts = fc.oneof(
      fc.constant<Receipt>({ outcome: 'unknown', detail: '' }),
      fc.record({ permanent: fc.boolean(), retryAfterMs: fc.nat(100 * HOUR) }).map((more) => refused(more)),
    );
    const anyFacts = fc.record({
      attempts: fc.integer({ min: 1, max: 99 }),
      ageMs: fc.nat(100 * HOUR),
      doubtMs: fc.nat(28 * HOUR),
      repeatable: fc.boolean(),
      canLookUp: fc.boolean(),
    });
    fc.assert(
      fc.property(receipts, anyFacts, (receipt, at) => {
        const { state, retryInMs } = afterReceipt(receipt, at);
        if (state === 'needs_review') return !at.repeatable && !at.canLookUp;
        return state === 'unknown' && retryInMs !== null && at.doubtMs + retryInMs <= 28 * HOUR;
      }),
    );
  });
});

test('news leads only where the table of steps leads, and a bounce stays a bounce', () => {
  for (const from of DELIVERY_STATES) {
    for (const kind of ['accepted', 'delivered', 'bounced', 'complained', 'failed'] as const) {
      const to = afterNews(from, kind);
      if (to !== null) expect(deliveryMayBecome(from, to)).toBe(true);
    }
  }
  expect(afterNews('sent', 'delivered')).toBe('delivered');
  expect(afterNews('bounced', 'delivered')).toBeNull();
  expect(afterNews('needs_review', 'accepted')).toBe('sent');
  expect(afterNews('cancelled', 'delivered')).toBeNull();
});
