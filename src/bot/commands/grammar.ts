// What may follow each verb that is about an invoice or a customer.

import { LASTING, ON, UNTIL } from './date-words.ts';
import type { Lean } from './dates.ts';
import type { Verb } from './verbs.ts';

export type OrderVerb = Exclude<Verb, 'help' | 'run' | 'forecast' | 'setup'>;
export type SubjectKind = 'invoice' | 'customer' | 'either';

interface DayRule {
  needed: boolean;
  /** Words that may lead to it. */
  markers: ReadonlySet<string>;
  /** Words after which a day must follow; else the person is asked what was meant. */
  strict: ReadonlySet<string>;
  /** Without a leading word: any day counts, or only what can be nothing but a day. */
  unmarked: 'any' | 'clear';
  lean: Lean;
  /** Whether today itself is possible. */
  today: boolean;
}

export interface Grammar {
  subject: SubjectKind;
  day: DayRule | null;
  amount: boolean;
  level: 'must' | 'may' | 'none';
  /** Words that are left over are a reason; else they were not understood. */
  reason: boolean;
}

const NO_WORDS: ReadonlySet<string> = new Set();
const plain = (subject: SubjectKind, reason: boolean): Grammar => ({
  subject,
  day: null,
  amount: false,
  level: 'none',
  reason,
});

/** The last day of something; the reason may hold other days ("zahlt am 1.12."). */
const LAST_DAY: DayRule = {
  needed: false,
  markers: new Set([...UNTIL, ...LASTING]),
  strict: UNTIL,
  unmarked: 'clear',
  lean: 'ahead',
  today: true,
};
const AHEAD: DayRule = {
  needed: true,
  markers: new Set([...UNTIL, ...ON]),
  strict: NO_WORDS,
  unmarked: 'any',
  lean: 'ahead',
  today: true,
};
const BEHIND: DayRule = { ...AHEAD, needed: false, markers: ON, lean: 'behind' };

export const GRAMMAR: Readonly<Record<OrderVerb, Grammar>> = {
  status: plain('either', false),
  history: plain('either', false),
  resume: plain('either', false),
  include: plain('customer', false),
  unpromise: plain('invoice', false),
  settle: plain('invoice', false),
  skip: plain('invoice', true),
  pass: plain('invoice', true),
  dispute: plain('invoice', true),
  why: { ...plain('invoice', false), day: BEHIND },
  preview: { ...plain('invoice', false), level: 'may' },
  level: { ...plain('invoice', true), level: 'must' },
  pause: { ...plain('either', true), day: LAST_DAY },
  exclude: { ...plain('customer', true), day: LAST_DAY },
  snooze: { ...plain('invoice', true), day: { ...AHEAD, today: false } },
  promise: { ...plain('invoice', true), day: AHEAD, amount: true },
  paid: { ...plain('invoice', true), day: BEHIND, amount: true },
};
