// Plans and levels by the names people type.

import { listPlans } from '../app/settings/list-plans.ts';
import type { House } from './desk.ts';
import { refuse } from './refusals.ts';

type Plan = Awaited<ReturnType<typeof listPlans>>[number];

/** The plan of a name, whatever its case; else `not_found` with the names there are. */
export async function planNamed(house: House, name: string): Promise<Plan> {
  const plans = await listPlans(house.ctx, {});
  const plan = plans.find((candidate) => isSameName(candidate.name, name));
  if (plan !== undefined) return plan;
  throw refuse('plan_not_named', { plan: name, known: namesOf(plans) });
}

/** The id of a level of a plan, by its name; else `not_found` with the names there are. */
export async function levelNamed(house: House, planName: string, name: string): Promise<number> {
  const plan = await planNamed(house, planName);
  const level = plan.levels.find((candidate) => isSameName(candidate.name, name));
  if (level !== undefined) return level.id;
  throw refuse('level_not_in_plan', { plan: plan.name, level: name, known: namesOf(plan.levels) });
}

function namesOf(named: readonly { name: string }[]): string[] {
  return named.map(({ name }) => name);
}

function isSameName(a: string, b: string): boolean {
  const fold = (text: string) => text.trim().normalize('NFC').toLowerCase();
  return fold(a) === fold(b);
}
