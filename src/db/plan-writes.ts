// Writing plans and levels. A level is never deleted: one that leaves the plan is marked removed and keeps its
// position.

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { LevelRow, PlanRow } from './plans.ts';
import { levels, plans } from './schema/index.ts';
import type { Db } from './store.ts';

export async function insertPlan(db: Db, row: typeof plans.$inferInsert): Promise<number> {
  const [inserted] = await db.insert(plans).values(row).returning({ id: plans.id });
  if (inserted === undefined) throw new Error('a plan was not stored');
  return inserted.id;
}

export async function updatePlan(db: Db, id: number, fields: Partial<PlanRow>): Promise<void> {
  await db.update(plans).set(fields).where(eq(plans.id, id));
}

/**
 * Counts a change of a plan or its levels, and locks the plan until the transaction ends. Null when the plan is no
 * longer the version that was looked at.
 */
export async function raisePlanVersion(db: Db, id: number, seen?: number): Promise<number | null> {
  const asSeen = seen === undefined ? undefined : eq(plans.version, seen);
  const [row] = await db
    .update(plans)
    .set({ version: sql`${plans.version} + 1` })
    .where(and(eq(plans.id, id), asSeen))
    .returning({ version: plans.version });
  return row?.version ?? null;
}

/** Who is on a plan, how much of it waits, and whether anything of the past refers to it. */
export async function planUses(db: Db, id: number): Promise<{ customers: number; waiting: number; past: boolean }> {
  const { rows } = (await db.execute(sql`
    select (select count(*) from customers where plan_id = ${id})::int as customers,
      (select count(*) from proposals where plan_id = ${id} and state in ('proposed', 'approved_once', 'approved'))::int
        as waiting,
      exists (select from runs where plan_id = ${id}) or exists (select from proposals where plan_id = ${id})
        or exists (select from templates join levels on levels.id = templates.level_id where levels.plan_id = ${id})
        as past`)) as unknown as { rows: { customers: number; waiting: number; past: boolean }[] };
  return rows[0] ?? { customers: 0, waiting: 0, past: true };
}

/** Deletes a plan that nothing refers to, with its levels. */
export async function deletePlan(db: Db, id: number): Promise<void> {
  await db.delete(levels).where(eq(levels.planId, id));
  await db.delete(plans).where(eq(plans.id, id));
}

/** A plan in use; null for one that was taken away. */
export async function readPlanRow(db: Db, id: number): Promise<PlanRow | null> {
  const [row] = await db
    .select()
    .from(plans)
    .where(and(eq(plans.id, id), isNull(plans.removedAt)));
  return row ?? null;
}

export async function insertLevel(db: Db, row: typeof levels.$inferInsert): Promise<void> {
  await db.insert(levels).values(row);
}

export async function updateLevel(db: Db, id: number, fields: Partial<LevelRow>): Promise<void> {
  await db.update(levels).set(fields).where(eq(levels.id, id));
}

/** Levels of a plan by name that are in it now. */
export async function levelsByName(db: Db, name: string): Promise<LevelRow[]> {
  return db
    .select()
    .from(levels)
    .where(and(sql`lower(${levels.name}) = lower(${name})`, isNull(levels.removedAt)))
    .orderBy(levels.id);
}
