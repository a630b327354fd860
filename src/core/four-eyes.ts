// When one pair of eyes is not enough: above an amount, or from a level on, a second, different person approves.

import { type AmountByCurrency, amountIn } from './money.ts';

/** Both rules may hold at once; either is enough to ask for a second person. */
export interface FourEyes {
  /** Above (not at) this open principal; `*` stands for every currency not named. Empty: no rule by amount. */
  above: AmountByCurrency;
  /** From this position of a plan on; null: no rule by level. */
  fromLevel: number | null;
}

/** Why a second person is needed. `limitCents` null: there are limits, but none for this currency. */
export type FourEyesReason =
  | { code: 'amount'; currency: string; limitCents: number | null }
  | { code: 'level'; fromLevel: number };

/** What the rule looks at: the open principal in minor units, and the level's position (null on a statement). */
export interface Weighed {
  currency: string;
  principalCents: number;
  levelPosition: number | null;
}

/**
 * Why this needs a second person, or null. A currency without a limit of its own, where others have one, always needs
 * one: a forgotten currency must not be the way around the rule.
 */
export function secondNeeded(policy: FourEyes, { currency, principalCents, levelPosition }: Weighed) {
  const { above, fromLevel } = policy;
  if (Object.keys(above).length > 0) {
    const limitCents = amountIn(above, currency);
    if (limitCents === null || principalCents > limitCents)
      return { code: 'amount', currency, limitCents } satisfies FourEyesReason;
  }
  if (fromLevel !== null && levelPosition !== null && levelPosition >= fromLevel)
    return { code: 'level', fromLevel } satisfies FourEyesReason;
  return null;
}

/** Why somebody's approval changes nothing. */
export const WITHHELD_REASONS = ['approved_by_you', 'level_chosen_by_you', 'not_a_person'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

/** Who stands behind an approval so far; ids of people. */
export interface FirstApproval {
  firstApproverId: number | null;
  levelChosenById: number | null;
}

/**
 * Why this person cannot be the second to approve, or null. Whoever chose the level has had a say already; so has the
 * first to approve, who also settled the fee. Somebody who is on no list cannot be told apart from the first.
 */
export function againstSecond(personId: number | null, { firstApproverId, levelChosenById }: FirstApproval) {
  if (personId === null) return 'not_a_person' satisfies WithheldReason;
  if (personId === firstApproverId) return 'approved_by_you' satisfies WithheldReason;
  return personId === levelChosenById ? ('level_chosen_by_you' satisfies WithheldReason) : null;
}
