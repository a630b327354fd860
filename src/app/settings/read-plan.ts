// One plan for whoever edits it: its state with the version to be named when saving, and what was changed by whom.

import { z } from 'zod';
import type { Role, Surface } from '../../core/actor.ts';
import { type PlanChange, type PlanState, planChanges } from '../../core/plan-changes.ts';
import { type AuditRow, readPlanAudit } from '../../db/activity.ts';
import { idInput } from '../inputs.ts';
import { query } from '../use-case.ts';
import { planStateOf } from './plan-state.ts';

/** Changes that are read of a plan, newest first. */
const CHANGES_AT_MOST = 200;

export const readPlan = query({
  name: 'plan.read',
  summary: 'A plan with its levels, and the version to name when it is saved.',
  role: 'viewer',
  input: z.strictObject({ planId: idInput }),
  run: (work, { planId }) => planStateOf(work.db, planId),
});

export interface PlanEvent {
  at: string;
  by: string;
  role: Role;
  surface: Surface;
  /** The version it made; null for events that made none of their own or were recorded without one. */
  version: number | null;
  what: 'created' | 'changed' | 'paused' | 'resumed' | 'level_on' | 'level_off';
  /** Name of the level that was switched. */
  level: string | null;
  changes: PlanChange[];
}

export const planHistory = query({
  name: 'plan.history',
  summary: 'Who changed what about a plan and its levels, newest first.',
  role: 'viewer',
  input: z.strictObject({ planId: idInput }),
  async run(work, { planId }): Promise<PlanEvent[]> {
    await planStateOf(work.db, planId);
    const rows = await readPlanAudit(work.db, planId, CHANGES_AT_MOST);
    return rows.flatMap((row) => eventOf(row) ?? []);
  },
});

type Stored = { version?: number; paused?: boolean; active?: boolean; name?: string; levels?: unknown } | null;

/** An event from what was recorded; rows of an older shape are passed over. */
function eventOf(row: AuditRow): PlanEvent | null {
  const before = row.before as Stored;
  const after = row.after as Stored;
  const base = {
    at: row.at,
    by: row.actor,
    role: row.role,
    surface: row.surface as Surface,
    version: after?.version ?? null,
    level: null,
    changes: [],
  };
  switch (row.action) {
    case 'plan.pause':
      return { ...base, what: after?.paused === true ? 'paused' : 'resumed' };
    case 'level.switch':
      return { ...base, what: after?.active === true ? 'level_on' : 'level_off', level: after?.name ?? '' };
    case 'plan.save':
      if (before === null) return { ...base, what: 'created' };
      if (!isState(before) || !isState(after)) return null;
      return { ...base, what: 'changed', changes: planChanges(before, withoutVersion(after)) };
    default:
      return null;
  }
}

function isState(stored: Stored): stored is Stored & PlanState {
  return Array.isArray(stored?.levels);
}

function withoutVersion({ version: _, ...state }: PlanState & { version?: number }): PlanState {
  return state;
}
