// Plans and levels: from rows to what the engine reads.

import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Level, Plan } from '../core/plan.ts';
import { type AsOf, notEnded, recordedBy, rowsAsOf } from './as-of.ts';
import { levels, plans } from './schema/index.ts';
import type { Db } from './store.ts';

export type PlanRow = typeof plans.$inferSelect;
export type LevelRow = typeof levels.$inferSelect;

/** All plans with the levels that are in them, by id. */
export async function readPlans(db: Db, asOf: AsOf = null): Promise<Plan[]> {
  const planRows = await rowsAsOf(db, 'plan', await readPlanRows(db, asOf), asOf);
  const levelRows = await db
    .select()
    .from(levels)
    .where(and(notEnded(levels.removedAt, asOf), recordedBy(levels.addedAt, asOf)))
    .orderBy(asc(levels.planId), asc(levels.position));
  const levelsThen = await rowsAsOf(db, 'level', levelRows, asOf);
  return planRows.map((row) =>
    toPlan(
      row,
      levelsThen.filter((level) => level.planId === row.id),
    ),
  );
}

/** The plan of customers without one of their own. */
export async function readDefaultPlanId(db: Db, asOf: AsOf = null): Promise<number | null> {
  // In the order of their ids: a plan made since then and now the default comes after the one that was it.
  const rows = await rowsAsOf(db, 'plan', await readPlanRows(db, asOf), asOf);
  return rows.find((row) => row.isDefault)?.id ?? null;
}

/** Plans in use, by id. */
export async function readPlanRows(db: Db, asOf: AsOf = null): Promise<PlanRow[]> {
  return db.select().from(plans).where(notEnded(plans.removedAt, asOf)).orderBy(asc(plans.id));
}

/** Plans in use, which none can take away until the transaction ends: for whoever puts a customer on one of them. */
export async function lockPlanRows(db: Db): Promise<PlanRow[]> {
  return db.select().from(plans).where(isNull(plans.removedAt)).orderBy(asc(plans.id)).for('share');
}

/** All plans there ever were: what they did is still on record, and may still be on its way. */
export async function everyPlanRow(db: Db): Promise<PlanRow[]> {
  return db.select().from(plans).orderBy(asc(plans.id));
}

/** Levels in a plan now, as rows, by position. */
export async function readLevelRows(db: Db, planId: number): Promise<LevelRow[]> {
  return db
    .select()
    .from(levels)
    .where(and(eq(levels.planId, planId), isNull(levels.removedAt)))
    .orderBy(asc(levels.position));
}

/** Position of every level there ever was, removed ones included. */
export async function readLevelPositions(db: Db, asOf: AsOf = null): Promise<Map<number, number>> {
  const rows = await rowsAsOf(db, 'level', await db.select().from(levels), asOf);
  return new Map(rows.map((row) => [row.id, row.position]));
}

function toPlan(row: PlanRow, levelRows: readonly LevelRow[]): Plan {
  const { recapFirstOn: firstOn, recapPeriodicity: periodicity } = row;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    grouping: row.grouping,
    countFrom: row.countFrom,
    feePolicy: row.feePolicy,
    alsoOverdue: row.alsoOverdue,
    minimumAmount: row.minimumAmount,
    paused: row.paused,
    recap: firstOn === null || periodicity === null ? null : { firstOn, periodicity },
    levels: levelRows.map(toLevel).sort((a, b) => a.position - b.position),
  };
}

export function toLevel(row: LevelRow): Level {
  return {
    id: row.id,
    position: row.position,
    name: row.name,
    kind: row.kind,
    active: row.active,
    afterDays: row.afterDays,
    paymentTermDays: row.paymentTermDays,
    fee: row.fee,
    interest: row.interest,
    compensation: row.compensation,
    minimumAmount: row.minimumAmount,
    automation: row.automation,
    graceDays: row.graceDays,
    actAt: row.actAt,
    channels: row.channels,
    attachInvoice: row.attachInvoice,
    appendInvoice: row.appendInvoice,
  };
}

/** When a plan or one of its levels was last changed. */
export async function planChangedAt(db: Db, planId: number): Promise<string> {
  const [plan] = await db.select({ at: plans.changedAt }).from(plans).where(eq(plans.id, planId));
  const ofLevels = await db.select({ at: levels.changedAt }).from(levels).where(eq(levels.planId, planId));
  return [plan?.at ?? '', ...ofLevels.map((row) => row.at)].sort().at(-1) ?? '';
}

/** Names of all levels there ever were. */
export async function levelNames(db: Db): Promise<Map<number, string>> {
  const rows = await db.select({ id: levels.id, name: levels.name }).from(levels);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Plan, name and position of every level there ever was. */
export async function levelPlaces(db: Db) {
  const rows = await db
    .select({ id: levels.id, plan: plans.name, level: levels.name, position: levels.position })
    .from(levels)
    .innerJoin(plans, eq(plans.id, levels.planId));
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

export async function readLevel(db: Db, id: number): Promise<LevelRow | null> {
  const [row] = await db
    .select()
    .from(levels)
    .where(and(eq(levels.id, id), isNull(levels.removedAt)));
  return row ?? null;
}

/** Levels that were taken out of a plan. */
export async function readRemovedLevels(db: Db, planId: number): Promise<LevelRow[]> {
  return db
    .select()
    .from(levels)
    .where(and(eq(levels.planId, planId), isNotNull(levels.removedAt)));
}
