// A notice that did not reach its customer: what a person can do about it.

import type { DeliveryState } from './delivery.ts';
import type { Channel } from './plan.ts';

/**
 * `correct_address`: send the mail again to another address. `correct_letter`: print the letter with another postal
 * address. `send_as_letter`. `send_again`: by the same way.
 * `review`: find out whether it arrived. `accept`: it reached nobody, and that is all right.
 */
export const PROBLEM_ACTIONS = [
  'correct_address',
  'correct_letter',
  'send_as_letter',
  'send_again',
  'review',
  'accept',
] as const;
export type ProblemAction = (typeof PROBLEM_ACTIONS)[number];

export interface ProblemFacts {
  state: DeliveryState;
  channel: Channel;
  /** What the level lets go out; none named = e-mail. */
  allowed: readonly Channel[];
  hasPostalAddress: boolean;
  /** A letter of this notice exists already, whatever became of it. */
  letterExists: boolean;
}

/** What can be done, the most useful first. */
export function actionsFor(facts: ProblemFacts): ProblemAction[] {
  if (facts.state === 'needs_review' || facts.state === 'unknown') return ['review'];
  const letter: ProblemAction[] = canBecomeLetter(facts) ? ['send_as_letter'] : [];
  if (facts.state === 'cancelled') return ['send_again', ...letter, 'accept'];
  if (facts.channel === 'letter') return ['correct_letter', 'send_again', 'correct_address', 'accept'];
  // Without an address on the letter one is asked for.
  const post: ProblemAction[] = facts.hasPostalAddress || facts.letterExists ? letter : ['correct_letter'];
  // Whoever marked a mail as spam is not written to at that address again.
  if (facts.state === 'complained') return [...post, 'correct_address', 'accept'];
  return ['correct_address', ...post, 'accept'];
}

/** A person may send any notice as a letter, once, if there is an address to print. */
export function canBecomeLetter({ channel, hasPostalAddress, letterExists }: ProblemFacts): boolean {
  return channel === 'email' && hasPostalAddress && !letterExists;
}

/** By itself a letter follows a mail that came back or could not be sent, where the level allows letters. */
export function fallsBackToLetter(facts: ProblemFacts): boolean {
  return canBecomeLetter(facts) && ['failed', 'bounced'].includes(facts.state) && facts.allowed.includes('letter');
}
