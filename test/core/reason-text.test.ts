// The sentences behind every reason: both languages, every code, no hole in them.

import { describe, expect, test } from 'vitest';
import type { GateReason, ReopenReason, WithdrawalReason } from '../../src/core/reason.ts';
import { gateText, reasonText, reopenText } from '../../src/core/reason-text.ts';

const LANGUAGES = ['de', 'en'] as const;
const by = { until: '2026-01-10', by: 'Anna', reason: 'asked to' } as const;

/** One of each; a code that is missing here does not compile. */
const REASONS: { [C in WithdrawalReason['code']]: Extract<WithdrawalReason, { code: C }> } = {
  paid: { code: 'paid' },
  dunning_suspended: { code: 'dunning_suspended', ...by },
  customer_blocked: { code: 'customer_blocked', ...by },
  customer_not_activated: { code: 'customer_not_activated' },
  invoice_paused: { code: 'invoice_paused', ...by },
  disputed: { code: 'disputed', since: '2026-01-10', by: 'Anna', reason: 'broken' },
  promised: { code: 'promised', on: '2026-01-10', through: '2026-01-12', by: 'Anna' },
  payment_in_question: { code: 'payment_in_question', cents: 11_900, currency: 'EUR', bookedOn: '2026-01-10' },
  plan_paused: { code: 'plan_paused' },
  exhausted: { code: 'exhausted' },
  levels_inactive: { code: 'levels_inactive' },
  not_overdue: { code: 'not_overdue', dueDate: '2026-01-10', levelName: 'L1', reachedOn: '2026-01-20' },
  waiting: { code: 'waiting', levelName: 'L1', reachedOn: '2026-01-20' },
  undelivered: { code: 'undelivered', noticeNumber: 'M-00042' },
  bound_to_proposal: { code: 'bound_to_proposal', proposalId: 5, as: 'approved' },
  snoozed: { code: 'snoozed', until: '2026-01-10' },
  skipped_today: { code: 'skipped_today' },
  customer_gap: { code: 'customer_gap', lastNoticeOn: '2026-01-10', until: '2026-01-17' },
  below_minimum: { code: 'below_minimum', openCents: 50, minimumCents: 50, currency: 'EUR' },
  covered_by_credit: { code: 'covered_by_credit', unmatchedCents: 700, openCents: 500, currency: 'CHF' },
  statement_not_due: { code: 'statement_not_due', nextOn: '2026-01-31' },
  no_minimum_for_currency: { code: 'no_minimum_for_currency', currency: 'CHF' },
  superseded: { code: 'superseded' },
  plan_changed: { code: 'plan_changed' },
};

const REOPENED: { [C in ReopenReason['code']]: Extract<ReopenReason, { code: C }> } = {
  changed_since_approval: { code: 'changed_since_approval' },
  unprintable_characters: { code: 'unprintable_characters', characters: ['漢'] },
  document_failed: { code: 'document_failed', detail: 'no font' },
  taken_back: { code: 'taken_back', by: 'Anna' },
  automation_stopped: { code: 'automation_stopped', by: 'Anna' },
};

const stale = (fields: Partial<Extract<GateReason, { code: 'payments_stale' }>>): GateReason => ({
  code: 'payments_stale',
  lastPostedOn: '2026-01-10',
  staleAfterDays: 2,
  counted: 'banking_days',
  ...fields,
});
const GATES: GateReason[] = [
  { code: 'plan_paused' },
  stale({}),
  stale({ lastPostedOn: null, counted: 'calendar_days' }),
];

function isWhole(sentence: string): void {
  expect(sentence).toMatch(/^[\p{Lu}\p{Sc}\d].*\S$/u);
  expect(sentence).not.toMatch(/undefined|null|NaN|Invalid|\[object|\{|\$|\s{2}/);
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(Object.values(REASONS))('the reason $code is a whole sentence', (reason) => {
    const sentence = reasonText(reason, language);
    isWhole(sentence);
    expect(sentence).toMatch(/[.]$|asked to$|broken$/);
  });

  test('a block without end and without a reason given leaves no gap', () => {
    const forGood = { until: null, by: 'Anna', reason: '' };
    for (const code of ['dunning_suspended', 'customer_blocked', 'invoice_paused'] as const) {
      isWhole(reasonText({ code, ...forGood }, language));
      expect(reasonText({ code, ...forGood }, language)).toMatch(/Anna\.$/);
    }
    isWhole(reasonText({ code: 'bound_to_proposal', proposalId: 5, as: 'by_hand' }, language));
  });

  test.each(Object.values(REOPENED))('the reopening $code is a whole sentence', (reason) => {
    isWhole(reopenText(reason, language));
  });

  test.each(GATES)('the gate $code is a whole sentence', (reason) => isWhole(gateText(reason, language)));

  test('no two reasons say the same', () => {
    const sentences = Object.values(REASONS).map((reason) => reasonText(reason, language));
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

test('the two languages differ, and each writes days and amounts its own way', () => {
  for (const reason of Object.values(REASONS)) expect(reasonText(reason, 'de')).not.toBe(reasonText(reason, 'en'));
  expect(reasonText(REASONS.invoice_paused, 'de')).toBe('Pausiert durch Anna bis einschließlich 10.01.2026. asked to');
  expect(reasonText(REASONS.invoice_paused, 'en')).toBe('Paused by Anna until 10\u00a0January\u00a02026. asked to');
  expect(reasonText(REASONS.below_minimum, 'de')).toContain('0,50\u00a0€');
  expect(gateText(stale({}), 'de')).toContain('2 Bankarbeitstage');
  expect(gateText(stale({ counted: 'calendar_days' }), 'en')).toContain('2 days');
});
