// A dunning plan and its levels as the engine sees them: settings only, no behaviour beyond choosing the next level.

import type { Day } from './day.ts';
import type { AmountByCurrency } from './money.ts';
import type { InterestRule } from './rate.ts';

export const PLAN_KINDS = ['escalation', 'recap'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export const GROUPINGS = ['invoice', 'customer'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The day from which a level's days run (dunning rules, section 2). */
export const COUNT_FROM = ['previous_notice', 'due_date', 'previous_deadline'] as const;
export type CountFrom = (typeof COUNT_FROM)[number];

export const FEE_POLICIES = ['cumulative', 'latest'] as const;
export type FeePolicy = (typeof FEE_POLICIES)[number];

export const LEVEL_KINDS = ['reminder', 'notice', 'final'] as const;
export type LevelKind = (typeof LEVEL_KINDS)[number];

/** How far a level goes without a person (dunning rules, section 4.6). */
export const AUTOMATIONS = ['propose', 'draft', 'issue', 'send'] as const;
export type Automation = (typeof AUTOMATIONS)[number];

export const CHANNELS = ['email', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How often a recap plan states the account. */
export const PERIODICITIES = ['weekly', 'monthly', 'quarterly'] as const;
export type Periodicity = (typeof PERIODICITIES)[number];

/**
 * What a level charges as its fee: nothing, a fixed amount by currency, or a share of the open principal with bounds.
 */
export type Fee =
  | { kind: 'none' }
  | { kind: 'fixed'; amount: AmountByCurrency }
  | { kind: 'percent'; basisPoints: number; min: AmountByCurrency | null; max: AmountByCurrency | null };

export interface Level {
  id: number;
  /** 1..n in the plan's order. Removed levels keep the position they had, see `removed`. */
  position: number;
  name: string;
  kind: LevelKind;
  active: boolean;
  /** Days from the counting day until the level is reached; negative only on the first level. */
  afterDays: number;
  paymentTermDays: number;
  fee: Fee;
  interest: InterestRule;
  /** Lump sum for recovery costs, once per invoice, business debtors only; null = none. */
  compensation: AmountByCurrency | null;
  /** Overrides the plan's minimum amount; null = the plan's. */
  minimumAmount: AmountByCurrency | null;
  automation: Automation;
  graceDays: number;
  /** Local time of day, HH:MM, at which the automation acts. */
  actAt: string;
  channels: Channel[];
  attachInvoice: boolean;
  /** The original invoices are printed behind the letter, too. */
  appendInvoice: boolean;
}

export interface Plan {
  id: number;
  name: string;
  kind: PlanKind;
  grouping: Grouping;
  countFrom: CountFrom;
  feePolicy: FeePolicy;
  /** A customer's notice also lists his other overdue invoices that are not suspended. */
  alsoOverdue: boolean;
  minimumAmount: AmountByCurrency;
  paused: boolean;
  /** Recap plans only: when the first statement is due and how often it returns. */
  recap: { firstOn: Day; periodicity: Periodicity } | null;
  /** Ordered by position; only levels that are in the plan now. */
  levels: Level[];
}

/** The level an invoice is asked for next. */
export type NextLevel = { kind: 'level'; level: Level } | { kind: 'inactive' } | { kind: 'exhausted' };

/**
 * The first active level after the position an invoice has passed (0 = none), among the levels there are now.
 *
 * `inactive`: there are later levels, but all are switched off. `exhausted`: none is left (ausgemahnt).
 * Source: dunning rules, section 2, "When a level is reached".
 */
export function nextLevel(plan: Plan, passedPosition: number): NextLevel {
  const later = plan.levels.filter((level) => level.position > passedPosition);
  const level = later.find((candidate) => candidate.active);
  if (level !== undefined) return { kind: 'level', level };
  return later.length > 0 ? { kind: 'inactive' } : { kind: 'exhausted' };
}
