// Saving a plan with its whole ordered list of levels: new ones, changed ones, moved ones; one that is missing is
// removed. What is issued stays; every open invoice of the plan finds its next level among the levels there are now.

import { z } from 'zod';
import { positionOfRemoved } from '../../core/plan-changes.ts';
import { keepRevisions } from '../../db/as-of.ts';
import {
  insertLevel,
  insertPlan,
  raisePlanVersion,
  readPlanRow,
  updateLevel,
  updatePlan,
} from '../../db/plan-writes.ts';
import { type LevelRow, readDefaultPlanId, readLevel, readLevelRows, readRemovedLevels } from '../../db/plans.ts';
import { invoiceIdsOf, refreshProgress } from '../../db/progress.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { reviewAfterChange } from '../run/review-after-change.ts';
import { type AuditNote, command, type Work } from '../use-case.ts';
import { type LevelInput, PLAN_INPUT, type PlanInput } from './plan-input.ts';
import { planStateOf } from './plan-state.ts';

export const savePlan = command({
  name: 'plan.save',
  summary: 'Saves a dunning plan with its ordered list of levels.',
  role: 'admin',
  input: PLAN_INPUT,
  async run(work, input) {
    const before = input.id === undefined ? null : await planStateOf(work.db, input.id);
    if (before !== null) await raiseVersion(work, before.id, input.seen);
    const formerDefault = await readDefaultPlanId(work.db);
    if (before?.state.isDefault === true && !input.isDefault) {
      throw refusal('default_plan_stays');
    }
    if (input.isDefault && formerDefault !== null && formerDefault !== before?.id)
      await unsetDefault(work, formerDefault);
    const planId = await savePlanRow(work, input);
    await saveLevels(work, planId, input.levels);
    // The next level, the counting day and the plan of invoices may all have changed; their copies follow.
    const planIds = formerDefault !== null && input.isDefault ? [planId, formerDefault] : [planId];
    await refreshProgress(work.db, await invoiceIdsOf(work.db, { planIds }));
    const { withdrawn, refreshed } = await reviewAfterChange(work, 'all');
    const { version, state: after } = await planStateOf(work.db, planId);
    const was = before === null ? {} : { before: before.state };
    const note = { entity: 'plan', entityId: String(planId), ...was, after: { ...after, version } };
    return { result: { planId, version, withdrawn, refreshed }, audit: [note] };
  },
});

/** Of two who change the same version the second is told who was first, and saves nothing. */
export async function raiseVersion(work: Work, planId: number, seen?: number): Promise<void> {
  if ((await raisePlanVersion(work.db, planId, seen)) !== null) return;
  const levels = (await readLevelRows(work.db, planId)).map(({ id }) => ({ entity: 'level', id }));
  throw await changedMeanwhile(work, { entity: 'plan', id: planId }, ...levels);
}

/** Makes room for another default plan. No approval rests on which one it is, so its content counts as unchanged. */
async function unsetDefault(work: Work, planId: number): Promise<void> {
  const before = await readPlanRow(work.db, planId);
  if (before !== null) await keepRevisions(work.db, 'plan', [before], work.now);
  await updatePlan(work.db, planId, { isDefault: false });
}

async function savePlanRow(work: Work, input: PlanInput): Promise<number> {
  const { id, seen: _seen, levels: _levels, recap, ...settings } = input;
  const fields = {
    ...settings,
    recapFirstOn: recap?.firstOn ?? null,
    recapPeriodicity: recap?.periodicity ?? null,
    changedAt: work.now,
  };
  if (id === undefined) return insertPlan(work.db, fields);
  const before = await readPlanRow(work.db, id);
  if (before !== null) await keepRevisions(work.db, 'plan', [before], work.now);
  await updatePlan(work.db, id, fields);
  return id;
}

async function saveLevels(work: Work, planId: number, inputs: readonly LevelInput[]): Promise<void> {
  const present = await readLevelRows(work.db, planId);
  const kept = new Set(inputs.flatMap((input) => input.id ?? []));
  const foreign = inputs.find((input) => input.id !== undefined && !present.some((level) => level.id === input.id));
  if (foreign !== undefined) throw refusal('level_not_of_plan', { level: foreign.id ?? 0 });
  const removed = present.filter((level) => !kept.has(level.id));
  await keepRevisions(work.db, 'level', present, work.now);
  for (const level of removed) await updateLevel(work.db, level.id, { removedAt: work.now, changedAt: work.now });
  await placeRemoved(
    work,
    planId,
    present.filter((level) => kept.has(level.id)),
  );
  for (const [index, input] of inputs.entries()) {
    const { id, ...fields } = input;
    const row = { ...fields, position: index + 1 };
    const before = present.find((level) => level.id === id);
    if (before === undefined) await insertLevel(work.db, { ...row, planId, addedAt: work.now, changedAt: work.now });
    else if (changes(before, row)) await updateLevel(work.db, before.id, { ...row, changedAt: work.now });
  }
}

/**
 * A removed level stands where the levels that are left end before it, so that an invoice that passed it is asked for
 * exactly those that came after it.
 */
async function placeRemoved(work: Work, planId: number, kept: readonly LevelRow[]): Promise<void> {
  for (const level of await readRemovedLevels(work.db, planId)) {
    const position = positionOfRemoved(kept, level.position);
    if (position !== level.position) await updateLevel(work.db, level.id, { position });
  }
}

function changes(before: LevelRow, row: Partial<LevelRow>): boolean {
  return Object.entries(row).some(
    ([key, value]) => JSON.stringify(before[key as keyof LevelRow]) !== JSON.stringify(value),
  );
}

export const switchLevel = command({
  name: 'level.switch',
  summary: 'Switches a level on or off; an inactive level is passed over.',
  role: 'admin',
  input: z.strictObject({ levelId: idInput, active: z.boolean(), seen: idInput.optional() }),
  async run(work, { levelId, active, seen }) {
    const level = await levelOf(work, levelId);
    if (level.active === active) return { result: { changed: false }, audit: [] };
    await raiseVersion(work, level.planId, seen);
    await keepRevisions(work.db, 'level', [level], work.now);
    await updateLevel(work.db, levelId, { active, changedAt: work.now });
    await reviewAfterChange(work, 'all');
    const { name } = level;
    const note: AuditNote = {
      entity: 'level',
      entityId: String(levelId),
      before: { name, active: level.active },
      after: { name, active },
    };
    return { result: { changed: true }, audit: [note] };
  },
});

export const pausePlan = command({
  name: 'plan.pause',
  summary: 'Pauses a whole plan, or takes it up again.',
  role: 'admin',
  input: z.strictObject({ planId: idInput, paused: z.boolean(), seen: idInput.optional() }),
  async run(work, { planId, paused, seen }) {
    const plan = await readPlanRow(work.db, planId);
    if (plan === null) throw refusal('plan_unknown', { plan: planId });
    if (plan.paused === paused) return { result: { changed: false }, audit: [] };
    await raiseVersion(work, planId, seen);
    await keepRevisions(work.db, 'plan', [plan], work.now);
    await updatePlan(work.db, planId, { paused, changedAt: work.now });
    await reviewAfterChange(work, 'all');
    const note = { entity: 'plan', entityId: String(planId), before: { paused: plan.paused }, after: { paused } };
    return { result: { changed: true }, audit: [note] };
  },
});

async function levelOf(work: Work, levelId: number): Promise<LevelRow> {
  const level = await readLevel(work.db, levelId);
  if (level === null) throw refusal('level_unknown', { level: levelId });
  return level;
}
