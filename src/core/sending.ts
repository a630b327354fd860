// The decisions of sending: what an answer, a silence or later news makes of a delivery, and when to try again. Pure:
// the use cases ask here and write what it says by compare-and-set.

import { type DeliveryState, deliveryMayBecome } from './delivery.ts';
import type { NewsKind, Receipt } from './envelope.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A call that has not answered by then is given up: its outcome is unknown. */
export const HAND_OVER_MS = 30 * SECOND_MS;

/** How long a claim is its worker's alone; several times the longest call. */
export const LEASE_MS = 5 * MINUTE_MS;

/** A call starts within this time after its last check, or it does not start (a process that was put to sleep). */
export const CALL_WITHIN_MS = 10 * SECOND_MS;

/** Providers forget a key after 24 hours (Resend's documentation); an hour is left for slow clocks and slow calls. */
export const REPEAT_WITHIN_MS = 23 * HOUR_MS;

/** Resend's webhooks are retried for 27 h 35 min: news may come until then, afterwards a person has to look. */
export const REVIEW_AFTER_MS = 28 * HOUR_MS;

/** What was refused for now is offered again for three days; then it has failed and holds the next level. */
export const GIVE_UP_AFTER_MS = 72 * HOUR_MS;

const LONGEST_WAIT_MS = HOUR_MS;
const FIRST_WAIT_MS = { doubt: MINUTE_MS, refused: 5 * MINUTE_MS };

/** What is known about a delivery when one of its attempts ends. */
export interface AttemptFacts {
  /** Attempts so far, with this one. */
  attempts: number;
  /** Since the delivery came into being. */
  ageMs: number;
  /** Since the intent of the first attempt whose outcome is not known; null = every outcome is known. */
  doubtMs: number | null;
  /** The same message may be handed over again without arriving twice. */
  repeatable: boolean;
  /** The other side can be asked whether it has the message. */
  canLookUp: boolean;
  /** It can be asked that, too, but only when repeating is not safe any more. */
  canLookUpLate?: boolean;
}

/** What becomes of a delivery: its state, in words why, and when it is taken up again by itself (null = never). */
export interface Verdict {
  state: DeliveryState;
  reason: string | null;
  retryInMs: number | null;
}

/** What the receipt of an attempt makes of its delivery. */
export function afterReceipt(receipt: Receipt, facts: AttemptFacts): Verdict {
  switch (receipt.outcome) {
    case 'accepted':
      return { state: 'sent', reason: receipt.note ?? null, retryInMs: null };
    case 'unknown':
      return afterDoubt(receipt.detail, { ...facts, doubtMs: facts.doubtMs ?? 0 });
    case 'refused': {
      // "Not taken" speaks of this attempt alone; an earlier one in doubt stays in doubt.
      if (facts.doubtMs !== null) return afterDoubt(receipt.detail, facts, receipt.retryAfterMs);
      const retryInMs = Math.max(receipt.retryAfterMs ?? 0, backoff('refused', facts.attempts));
      const isOver = receipt.permanent || facts.ageMs + retryInMs > GIVE_UP_AFTER_MS;
      if (isOver) return { state: 'failed', reason: receipt.detail, retryInMs: null };
      return { state: 'approved', reason: receipt.detail, retryInMs };
    }
  }
}

/** The outcome of an attempt is not known: it is repeated or asked about for a while, then a person has to look. */
export function afterDoubt(reason: string, facts: AttemptFacts, atLeastMs = 0): Verdict {
  const sinceMs = facts.doubtMs ?? 0;
  if (!facts.repeatable && !facts.canLookUp) return { state: 'needs_review', reason, retryInMs: null };
  const waitMs = Math.max(atLeastMs, backoff('doubt', facts.attempts));
  const asks = facts.canLookUp || facts.canLookUpLate === true;
  const isLate = sinceMs + waitMs >= (asks ? REVIEW_AFTER_MS : REPEAT_WITHIN_MS);
  return { state: 'unknown', reason, retryInMs: isLate ? Math.max(0, REVIEW_AFTER_MS - sinceMs) : waitMs };
}

/** What to do about a delivery in doubt whose time has come. */
export type DoubtStep = 'look_up' | 'repeat' | 'wait' | 'review';

export function doubtStep(facts: AttemptFacts): DoubtStep {
  const sinceMs = facts.doubtMs ?? 0;
  if (sinceMs >= REVIEW_AFTER_MS) return 'review';
  if (facts.canLookUp) return 'look_up';
  if (facts.repeatable && sinceMs < REPEAT_WITHIN_MS) return 'repeat';
  return facts.canLookUpLate === true ? 'look_up' : 'wait';
}

/** What the answer to "do you have it?" makes of a delivery in doubt. */
export function afterLookUp(receipt: Receipt, facts: AttemptFacts): Verdict {
  switch (receipt.outcome) {
    case 'accepted':
      return { state: 'sent', reason: receipt.note ?? null, retryInMs: null };
    case 'refused':
      return { state: 'approved', reason: receipt.detail, retryInMs: receipt.retryAfterMs ?? 0 };
    case 'unknown':
      return afterDoubt(receipt.detail, facts);
  }
}

/**
 * The state that news leads to; null when it changes nothing: a repetition, an older piece of news ("delivered" after
 * "bounced"), or about a delivery that is settled otherwise.
 */
export function afterNews(from: DeliveryState, kind: NewsKind): DeliveryState | null {
  const to = kind === 'accepted' ? 'sent' : kind;
  return deliveryMayBecome(from, to) ? to : null;
}

/** 1, 2, 4 ... minutes after a doubt, 5, 10, 20 ... after a refusal, an hour at most. */
function backoff(after: keyof typeof FIRST_WAIT_MS, attempts: number): number {
  return Math.min(FIRST_WAIT_MS[after] * 2 ** Math.min(Math.max(0, attempts - 1), 10), LONGEST_WAIT_MS);
}
