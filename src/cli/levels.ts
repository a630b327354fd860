// Plans and levels by the names people type.

import { UseCaseError } from '../app/errors.ts';
import { listPlans } from '../app/settings/list-plans.ts';
import type { House } from './desk.ts';

type Plan = Awaited<ReturnType<typeof listPlans>>[number];

/** The plan of a name, whatever its case; else `not_found` with the names there are. */
export async function planNamed(house: House, name: string): Promise<Plan> {
  const plans = await listPlans(house.ctx, {});
  const plan = plans.find((candidate) => isSameName(candidate.name, name));
  if (plan !== undefined) return plan;
  throw new UseCaseError('not_found', `There is no dunning plan "${name}". There is: ${namesOf(plans)}.`);
}

/** The id of a level of a plan, by its name; else `not_found` with the names there are. */
export async function levelNamed(house: House, planName: string, name: string): Promise<number> {
  const plan = await planNamed(house, planName);
  const level = plan.levels.find((candidate) => isSameName(candidate.name, name));
  if (level !== undefined) return level.id;
  throw new UseCaseError('not_found', `Plan "${plan.name}" has no level "${name}". It has: ${namesOf(plan.levels)}.`);
}

function namesOf(named: readonly { name: string }[]): string {
  return named.map(({ name }) => `"${name}"`).join(', ');
}

function isSameName(a: string, b: string): boolean {
  const fold = (text: string) => text.trim().normalize('NFC').toLowerCase();
  return fold(a) === fold(b);
}
