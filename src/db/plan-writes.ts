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

/** Who is on a plan, and how much of it waits for a decision or its notice. */
export async function planUses(db: Db, id: number): Promise<{ customers: number; waiting: number }> {
  const { rows } = (await db.execute(sql`
    select (select count(*) from customers where plan_id = ${id})::int as customers,
      (select count(*) from proposals where plan_id = ${id} and state in ('proposed', 'approved_once', 'approved'))::int
        as waiting`)) as unknown as { rows: { customers: number; waiting: number }[] };
  return rows[0] ?? { customers: 0, waiting: 0 };
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
