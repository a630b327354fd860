// Reads and writes the one organisation.

import { sql } from 'drizzle-orm';
import { type Calendar, isCalendar } from '../core/calendar.ts';
import type { Day } from '../core/day.ts';
import { organisation } from './schema/index.ts';
import type { Db } from './store.ts';

export type Organisation = typeof organisation.$inferSelect;
export type NewOrganisation = typeof organisation.$inferInsert;

/** The organisation, or null when it is not set up yet. */
export async function readOrganisation(db: Db): Promise<Organisation | null> {
  const [row] = await db.select().from(organisation);
  return row ?? null;
}

export async function insertOrganisation(db: Db, row: NewOrganisation): Promise<void> {
  await db.insert(organisation).values(row);
}

/** The same, locked until the transaction ends. */
export async function lockOrganisation(db: Db): Promise<Organisation | null> {
  const [row] = await db.select().from(organisation).for('update');
  return row ?? null;
}

/** Changes the one row; returns it. */
export async function updateOrganisation(db: Db, fields: Partial<NewOrganisation>): Promise<Organisation> {
  const [row] = await db
    .update(organisation)
    .set({ ...fields, version: sql`${organisation.version} + 1` })
    .returning();
  if (row === undefined) throw new Error('the organisation is not there any more');
  return row;
}

/** The organisation's calendar with its own closed days. */
export function calendarOf(row: Organisation): Calendar {
  if (!isCalendar(row.calendar)) throw new Error(`calendar ${row.calendar} is not known; run duly doctor`);
  return { id: row.calendar, extraDays: new Set(row.extraClosedDays as Day[]) };
}

/** The calendar in which stale payment data is counted: banking days, or calendar days while there is no calendar. */
export function bankingCalendarOf(row: Organisation): Calendar {
  return { id: row.calendar === 'none' ? 'none' : 'TARGET', extraDays: new Set() };
}
