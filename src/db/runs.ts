// Runs: at most one scheduled per plan and day, whoever asks first.

import { and, desc, eq, isNull, lt, lte, max, ne, sql } from 'drizzle-orm';
import type { Day } from '../core/day.ts';
import { imports, payments, runs } from './schema/index.ts';
import type { Db } from './store.ts';

export type RunRow = typeof runs.$inferSelect;
export type NewRun = typeof runs.$inferInsert;

/** Inserts a run; null when a scheduled one of this plan and day is there already. */
export async function insertRun(db: Db, run: NewRun): Promise<number | null> {
  const [row] = await db.insert(runs).values(run).onConflictDoNothing().returning({ id: runs.id });
  return row?.id ?? null;
}

export async function updateRunCounts(db: Db, id: number, counts: RunRow['counts']): Promise<void> {
  await db.update(runs).set({ counts }).where(eq(runs.id, id));
}

/** Days of the latest scheduled run of each plan, stopped ones included; for catching up. */
export async function lastScheduledRuns(db: Db): Promise<Map<number, Day>> {
  const rows = await db
    .select({ planId: runs.planId, day: sql<Day>`max(${runs.onDay})::text` })
    .from(runs)
    .where(ne(runs.trigger, 'person'))
    .groupBy(runs.planId);
  return new Map(rows.map((row) => [row.planId, row.day]));
}

/** Runs on a day, of one plan or of all, the latest first. */
export async function readRunsOn(db: Db, day: Day, planId?: number): Promise<RunRow[]> {
  return db
    .select()
    .from(runs)
    .where(and(eq(runs.onDay, day), planId === undefined ? undefined : eq(runs.planId, planId)))
    .orderBy(desc(runs.id));
}

/**
 * Latest posting day, not after today, of a bank transfer or an imported statement: how fresh our knowledge of payments
 * is. A statement proves nothing while one before it is missing, and a booking proves what its statement proves.
 */
export async function lastPostedOn(db: Db, today: Day): Promise<Day | null> {
  const [transfer] = await db
    .select({ day: max(payments.postedOn) })
    .from(payments)
    .where(and(eq(payments.method, 'bank_transfer'), isNull(payments.bankEntryId), lte(payments.postedOn, today)));
  const [statement] = await db
    .select({ day: max(imports.lastPostedOn) })
    .from(imports)
    .where(lte(imports.lastPostedOn, today));
  const { rows } = (await db.execute(sql`
    select max(proves_through)::text as day from bank_statements statement
    where proves_through <= ${today} and not exists (
      select from bank_statements missing where missing.account = statement.account and missing.gap_before
        and missing.gap_accepted_at is null and missing.closing_on <= statement.closing_on)`)) as unknown as {
    rows: { day: Day | null }[];
  };
  const days = [transfer?.day, statement?.day, rows[0]?.day].filter((day) => day != null).sort();
  return (days.at(-1) as Day | undefined) ?? null;
}

/** When the latest run that was not stopped looked at the facts; null = there was none. */
export async function lastPlannedAt(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ at: runs.factsAt })
    .from(runs)
    .where(ne(runs.state, 'stopped'))
    .orderBy(desc(runs.id))
    .limit(1);
  return row?.at ?? null;
}

export async function readRun(db: Db, id: number): Promise<RunRow | null> {
  const [row] = await db.select().from(runs).where(eq(runs.id, id));
  return row ?? null;
}

/** Runs of all plans, the latest first; a page from an id on. */
export async function listRunRows(db: Db, page: { beforeId: number | null; limit: number }): Promise<RunRow[]> {
  return db
    .select()
    .from(runs)
    .where(page.beforeId === null ? undefined : lt(runs.id, page.beforeId))
    .orderBy(desc(runs.id))
    .limit(page.limit);
}
