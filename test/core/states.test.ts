// The states of proposals and deliveries: every step from every state, written out a second time.

import { describe, expect, test } from 'vitest';
import { DELIVERY_STATES, type DeliveryState, deliveryMayBecome, UNDELIVERED_STATES } from '../../src/core/delivery.ts';
import {
  afterStep,
  DECISIONS,
  OPEN_PROPOSAL_STATES,
  PROPOSAL_STATES,
  type ProposalStep,
} from '../../src/core/proposal.ts';

const STEPS: readonly ProposalStep[] = [...DECISIONS, 'approve_once', 'issue', 'withdraw', 'reopen'];

describe('a proposal', () => {
  const allowed = [
    'proposed approve approved',
    'proposed skip skipped',
    'proposed snooze snoozed',
    'proposed skip_level level_skipped',
    'proposed withdraw withdrawn',
    'proposed approve_once approved_once',
    'approved_once approve approved',
    'approved_once approve_once approved_once',
    'approved_once skip skipped',
    'approved_once snooze snoozed',
    'approved_once skip_level level_skipped',
    'approved_once withdraw withdrawn',
    'approved_once reopen proposed',
    'approved issue issued',
    'approved withdraw withdrawn',
    'approved reopen proposed',
  ];

  test('moves by these steps and by no other', () => {
    const found = PROPOSAL_STATES.flatMap((state) =>
      STEPS.flatMap((step) => {
        const after = afterStep(state, step);
        return after === null ? [] : [`${state} ${step} ${after}`];
      }),
    );
    expect(found.sort()).toEqual([...allowed].sort());
  });

  test('binds its invoices exactly while a step leads on', () => {
    const open = PROPOSAL_STATES.filter((state) => STEPS.some((step) => afterStep(state, step) !== null));
    expect(open).toEqual(OPEN_PROPOSAL_STATES);
  });
});

describe('a delivery', () => {
  const allowed: Record<DeliveryState, readonly DeliveryState[]> = {
    approved: ['claimed', 'cancelled', 'sent', 'failed', 'delivered', 'bounced', 'complained'],
    claimed: [
      ...(['approved', 'attempted', 'cancelled', 'needs_review'] as const),
      ...(['sent', 'failed', 'delivered', 'bounced', 'complained'] as const),
    ],
    attempted: ['approved', 'unknown', 'needs_review', 'sent', 'failed', 'delivered', 'bounced', 'complained'],
    sent: ['failed', 'delivered', 'bounced', 'complained'],
    unknown: ['approved', 'attempted', 'needs_review', 'sent', 'failed', 'delivered', 'bounced', 'complained'],
    needs_review: ['cancelled', 'sent', 'failed', 'delivered', 'bounced', 'complained'],
    delivered: ['bounced', 'complained'],
    bounced: ['complained'],
    complained: [],
    failed: [],
    cancelled: [],
  };

  test.each(DELIVERY_STATES)('that is %s goes on to these states and to no other', (from) => {
    const found = DELIVERY_STATES.filter((to) => deliveryMayBecome(from, to));
    expect([...found].sort()).toEqual([...allowed[from]].sort());
  });

  test('never goes out without a claim and an intent, and never turns a bounce into a success', () => {
    const leadingTo = (to: DeliveryState) => DELIVERY_STATES.filter((from) => deliveryMayBecome(from, to));
    expect(leadingTo('attempted')).toEqual(['claimed', 'unknown']);
    expect(leadingTo('claimed')).toEqual(['approved']);
    expect(leadingTo('delivered')).not.toContain('bounced');
    expect(leadingTo('delivered')).not.toContain('complained');
  });

  test('reached nobody in the states that hold the next level back', () => {
    expect([...UNDELIVERED_STATES].sort()).toEqual(['bounced', 'cancelled', 'failed', 'needs_review']);
  });
});
