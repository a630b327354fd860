// A plan as it is set now, with the version that a person who changes it must have seen; and the same from an input.

import type { PlanState } from '../../core/plan-changes.ts';
import { readPlanRow } from '../../db/plan-writes.ts';
import { type LevelRow, type PlanRow, readLevelRows, toLevel } from '../../db/plans.ts';
import type { Db } from '../../db/store.ts';
import { refusal } from '../errors.ts';
import type { PlanInput } from './plan-input.ts';

export interface StoredPlan {
  id: number;
  /** Raised by every change of the plan or one of its levels. */
  version: number;
  state: PlanState;
}

export async function planStateOf(db: Db, planId: number): Promise<StoredPlan> {
  const row = await readPlanRow(db, planId);
  if (row === null) throw refusal('plan_unknown', { plan: planId });
  return { id: row.id, version: row.version, state: stateOf(row, await readLevelRows(db, planId)) };
}

function stateOf(row: PlanRow, levelRows: readonly LevelRow[]): PlanState {
  const { name, isDefault, kind, grouping, countFrom, feePolicy, alsoOverdue, minimumAmount, paused, sendFrom } = row;
  const { recapFirstOn: firstOn, recapPeriodicity: periodicity } = row;
  const recap = firstOn === null || periodicity === null ? null : { firstOn, periodicity };
  const levels = levelRows.map((level) => {
    const { position: _, ...state } = toLevel(level);
    return state;
  });
  const rules = { kind, grouping, countFrom, feePolicy, alsoOverdue, minimumAmount, paused, recap, sendFrom };
  return { name, isDefault, ...rules, levels };
}

/** The state that an input would make. */
export function stateOfInput({ id: _id, seen: _seen, levels, ...fields }: PlanInput): PlanState {
  return { ...fields, levels: levels.map(({ id, ...level }) => ({ id: id ?? null, ...level })) };
}
