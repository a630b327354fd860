// What a person should look at before a plan is saved: settings that are allowed, but seldom meant or hard to defend.
// Advice never forbids anything.

import { COMPENSATION_ACCEPTED_CENTS, FEE_ACCEPTED_CENTS } from './court-rulings.ts';
import { amountIn } from './money.ts';
import type { Fee, Level, Plan } from './plan.ts';

/** `position` counts from 1, as people do. Amounts are minor units of EUR. */
export type PlanAdvice =
  | { code: 'no_active_level' }
  | { code: 'wait_within_term'; position: number; waitDays: number; termDays: number }
  | { code: 'fee_on_first'; position: number }
  | { code: 'fee_above_accepted'; position: number; feeCents: number; acceptedCents: number }
  | { code: 'fee_is_percent'; position: number }
  | { code: 'fees_add_up'; sumCents: number; acceptedCents: number }
  | { code: 'fee_for_email'; position: number }
  | { code: 'fee_and_compensation'; position: number }
  | { code: 'compensation_above_statute'; position: number; cents: number; statuteCents: number }
  | { code: 'swiss_fee_needs_agreement'; position: number }
  | { code: 'level_after_final'; position: number };

export type AdviceCode = PlanAdvice['code'];

/** What advice looks at; the country decides whose courts are heard. */
export type AdvisedPlan = Pick<Plan, 'kind' | 'countFrom' | 'feePolicy'> & { levels: readonly AdvisedLevel[] };
export type AdvisedLevel = Pick<
  Level,
  'kind' | 'active' | 'afterDays' | 'paymentTermDays' | 'fee' | 'compensation' | 'channels'
>;

/**
 * Advice on a plan, in the order of its levels; [] = nothing to mention. Inactive levels are passed over, as the run
 * does. Source of the limits: court-rulings.ts; of the rest: dunning rules, section 2, and the practice of the trade.
 */
export function advisePlan(plan: AdvisedPlan, country: string): PlanAdvice[] {
  if (plan.kind === 'recap') return [];
  const active = plan.levels
    .map((level, index) => ({ level, position: index + 1 }))
    .filter(({ level }) => level.active);
  if (active.length === 0) return [{ code: 'no_active_level' }];
  const advice: PlanAdvice[] = [];
  for (const [index, { level, position }] of active.entries()) {
    const before = active[index - 1]?.level;
    advice.push(...aboutWaiting(plan, before, level, position));
    advice.push(...aboutFee(level, position, before === undefined, country));
    advice.push(...aboutCompensation(level, position));
    if (before?.kind === 'final') advice.push({ code: 'level_after_final', position });
  }
  return [...advice, ...aboutSum(plan, active)];
}

function aboutWaiting(
  plan: AdvisedPlan,
  before: AdvisedLevel | undefined,
  level: AdvisedLevel,
  position: number,
): PlanAdvice[] {
  if (before === undefined) return [];
  const termDays = before.paymentTermDays;
  const waitDays = daysAfterPrevious(plan, before, level);
  // On the last day of the term the customer may still pay, so the same number of days is too early, too.
  return waitDays <= termDays ? [{ code: 'wait_within_term', position, waitDays, termDays }] : [];
}

/** Days from one notice to the next when nothing holds either back. */
function daysAfterPrevious(plan: AdvisedPlan, before: AdvisedLevel, level: AdvisedLevel): number {
  switch (plan.countFrom) {
    case 'previous_notice':
      return level.afterDays;
    case 'previous_deadline':
      return before.paymentTermDays + level.afterDays;
    case 'due_date':
      return level.afterDays - before.afterDays;
  }
}

function aboutFee(level: AdvisedLevel, position: number, isFirst: boolean, country: string): PlanAdvice[] {
  const { fee, channels } = level;
  if (!charges(fee)) return [];
  const advice: PlanAdvice[] = [];
  if (isFirst) advice.push({ code: 'fee_on_first', position });
  if (country === 'CH') advice.push({ code: 'swiss_fee_needs_agreement', position });
  else if (fee.kind === 'percent') advice.push({ code: 'fee_is_percent', position });
  else {
    const feeCents = fixedFee(fee);
    if (feeCents > FEE_ACCEPTED_CENTS) {
      advice.push({ code: 'fee_above_accepted', position, feeCents, acceptedCents: FEE_ACCEPTED_CENTS });
    }
  }
  if (channels.length === 1 && channels[0] === 'email') advice.push({ code: 'fee_for_email', position });
  return advice;
}

function aboutCompensation(level: AdvisedLevel, position: number): PlanAdvice[] {
  const cents = amountIn(level.compensation, 'EUR') ?? 0;
  if (cents === 0) return [];
  const advice: PlanAdvice[] = [];
  if (charges(level.fee)) advice.push({ code: 'fee_and_compensation', position });
  if (cents > COMPENSATION_ACCEPTED_CENTS) {
    const statuteCents = COMPENSATION_ACCEPTED_CENTS;
    advice.push({ code: 'compensation_above_statute', position, cents, statuteCents });
  }
  return advice;
}

/** Fees that are each defensible may not be so together when later notices carry the earlier ones. */
function aboutSum(plan: AdvisedPlan, active: readonly { level: AdvisedLevel }[]): PlanAdvice[] {
  if (plan.feePolicy === 'latest') return [];
  const fees = active.map(({ level }) => fixedFee(level.fee));
  const sumCents = fees.reduce((sum, cents) => sum + cents, 0);
  // Where a single one is above the limit already, that is said at its level.
  if (sumCents <= FEE_ACCEPTED_CENTS || fees.some((cents) => cents > FEE_ACCEPTED_CENTS)) return [];
  return [{ code: 'fees_add_up', sumCents, acceptedCents: FEE_ACCEPTED_CENTS }];
}

function charges(fee: Fee): boolean {
  return fee.kind === 'fixed' ? Object.values(fee.amount).some((text) => Number(text) > 0) : fee.kind === 'percent';
}

/** What a fixed fee charges in EUR; percentages depend on the claim and are spoken of apart. */
function fixedFee(fee: Fee): number {
  return fee.kind === 'fixed' ? (amountIn(fee.amount, 'EUR') ?? 0) : 0;
}
