// Conditions that show a table as it was at an instant; with null, as it is now.

import { type AnyColumn, and, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import { among } from './among.ts';
import { type RevisedEntity, revisions } from './schema/index.ts';
import type { Db } from './store.ts';

/** Null = now. */
export type AsOf = string | null;

/** Rows that had been recorded by then. */
export function recordedBy(column: AnyColumn, asOf: AsOf): SQL | undefined {
  return asOf === null ? undefined : lte(column, asOf);
}

/** Rows that had not been ended (settled, voided, cancelled) by then. */
export function notEnded(column: AnyColumn, asOf: AsOf): SQL | undefined {
  return asOf === null ? isNull(column) : or(isNull(column), gt(column, asOf));
}

/** Keeps what a row says before it is changed; call it in the transaction of the change. */
export async function keepRevisions(
  db: Db,
  entity: RevisedEntity,
  rows: readonly { id: number }[],
  changedAt: string,
): Promise<void> {
  const batchRows = 1_000;
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.slice(start, start + batchRows);
    await db
      .insert(revisions)
      .values(batch.map((row) => ({ entity, entityId: row.id, changedAt, before: { ...row } })));
  }
}

/**
 * Replaces rows that have changed since by what they said then: the first revision after the instant holds it.
 * Returns the rows in their order; unchanged rows are the same objects.
 */
export async function rowsAsOf<R extends { id: number }>(
  db: Db,
  entity: RevisedEntity,
  rows: readonly R[],
  asOf: AsOf,
): Promise<R[]> {
  if (asOf === null || rows.length === 0) return [...rows];
  const ids = rows.map((row) => row.id);
  const later = await db
    .select()
    .from(revisions)
    .where(and(eq(revisions.entity, entity), among(revisions.entityId, ids), gt(revisions.changedAt, asOf)))
    .orderBy(revisions.id);
  const first = new Map<number, Record<string, unknown>>();
  for (const revision of later) {
    if (!first.has(revision.entityId)) first.set(revision.entityId, revision.before);
  }
  // A revision is the row itself as this program wrote it; columns added later keep their present value.
  return rows.map((row) => (first.has(row.id) ? { ...row, ...(first.get(row.id) as Partial<R>) } : row));
}
