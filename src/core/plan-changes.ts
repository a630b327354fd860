// What differs between two states of a plan, field by field: for its history, and for whoever saves over the change of
// somebody else.

import type { Level, Plan } from './plan.ts';
import { sameValue } from './same-value.ts';

/** A plan with everything a person can set about it; levels in their order. */
export interface PlanState extends Omit<Plan, 'id' | 'levels'> {
  isDefault: boolean;
  sendFrom: string;
  levels: LevelState[];
}

/** `id` is null while a level is not saved yet. */
export type LevelState = Omit<Level, 'id' | 'position'> & { id: number | null };

export type PlanField = Exclude<keyof PlanState, 'levels'>;
export type LevelField = Exclude<keyof LevelState, 'id'> | 'position';

/** `from` and `to` are the values themselves, as they stand in the plan. */
export type PlanChange =
  | { what: 'plan'; field: PlanField; from: unknown; to: unknown }
  | { what: 'level'; name: string; field: LevelField; from: unknown; to: unknown }
  | { what: 'level_added' | 'level_removed'; name: string; position: number };

/**
 * Changes from one state to another: the plan's own fields first, then level by level in the new order, removed levels
 * last. Levels are the same by their id; one that only moves because another came or went counts as not moved.
 */
export function planChanges(before: PlanState, after: PlanState): PlanChange[] {
  const { levels: oldLevels, ...oldFields } = before;
  const { levels: newLevels, ...newFields } = after;
  const changes: PlanChange[] = fieldChanges(oldFields, newFields).map((change) => ({ what: 'plan', ...change }));
  const kept = newLevels.filter((level) => oldLevels.some((old) => old.id === level.id));
  const order = oldLevels.filter((level) => newLevels.some((other) => other.id === level.id));
  for (const [index, level] of newLevels.entries()) {
    const old = oldLevels.find((candidate) => candidate.id !== null && candidate.id === level.id);
    if (old === undefined) {
      changes.push({ what: 'level_added', name: level.name, position: index + 1 });
      continue;
    }
    const { id: _old, ...oldLevel } = old;
    const { id: _new, ...newLevel } = level;
    const { name } = old;
    for (const change of fieldChanges(oldLevel, newLevel)) changes.push({ what: 'level', name, ...change });
    if (order.indexOf(old) !== kept.indexOf(level)) {
      changes.push({ what: 'level', name, field: 'position', from: oldLevels.indexOf(old) + 1, to: index + 1 });
    }
  }
  for (const [index, level] of oldLevels.entries()) {
    if (order.includes(level)) continue;
    changes.push({ what: 'level_removed', name: level.name, position: index + 1 });
  }
  return changes;
}

function fieldChanges<T extends object>(before: T, after: T): { field: keyof T; from: unknown; to: unknown }[] {
  return (Object.keys(after) as (keyof T)[])
    .filter((field) => !sameValue(before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

/**
 * The position a removed level takes: behind the levels that are left and stood before it, so that an invoice that
 * passed it is asked for exactly those that came after it. `kept` with the positions they had.
 */
export function positionOfRemoved(kept: readonly { position: number }[], position: number): number {
  return kept.filter((other) => other.position <= position).length;
}
