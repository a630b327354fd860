// The numbers of notices. One row holds the last number given; it is locked by the transaction that gives the next, so
// there are no gaps. A second row says up to where letters are being made ahead: a hint, on which no number rests.

import { eq, sql } from 'drizzle-orm';
import { counters } from './schema/index.ts';
import type { Db } from './store.ts';

const LAST = 'notice';
const ANNOUNCED = 'notice.announced';

/** The last number given and the last one for which somebody makes a letter; 0 before the first. */
export interface Numbering {
  last: number;
  announced: number;
}

export async function readNumbering(db: Db): Promise<Numbering> {
  const rows = await db.select().from(counters);
  const at = (name: string) => rows.find((row) => row.name === name)?.value ?? 0;
  return { last: at(LAST), announced: at(ANNOUNCED) };
}

/** Says that letters for the next so many numbers are being made; returns the first of them. */
export async function announceNumbers(db: Db, count: number): Promise<number> {
  const last = sql`coalesce((select value from counters where name = ${LAST}), 0)`;
  const [row] = await db
    .insert(counters)
    .values({ name: ANNOUNCED, value: sql`${last} + ${count}::int` })
    .onConflictDoUpdate({
      target: counters.name,
      set: { value: sql`greatest(${counters.value}, ${last}) + ${count}::int` },
    })
    .returning({ value: counters.value });
  if (row === undefined) throw new Error('numbers could not be announced');
  return row.value - count + 1;
}

/** What was announced beyond the last number given will not come as it was said; whoever waits for it plans anew. */
export async function forgetAnnouncedNumbers(db: Db): Promise<void> {
  await db
    .update(counters)
    .set({ value: sql`coalesce((select value from counters where name = ${LAST}), 0)` })
    .where(eq(counters.name, ANNOUNCED));
}

/** The last number given; nobody else gives one until the transaction ends. */
export async function lockLastNumber(db: Db): Promise<number> {
  const [row] = await db
    .insert(counters)
    .values({ name: LAST, value: 0 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value}` } })
    .returning({ value: counters.value });
  if (row === undefined) throw new Error('the notice counter gave no number');
  return row.value;
}

/** Notes the last number given; part of the transaction that locked it. */
export async function saveLastNumber(db: Db, last: number): Promise<void> {
  await db.update(counters).set({ value: last }).where(eq(counters.name, LAST));
}
