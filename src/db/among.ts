// "One of these ids" as a single array parameter: a list of parameters would end at 65,535.

import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** Condition that a column of ids is among these; false for none. */
export function among(column: AnyColumn, ids: readonly number[]): SQL {
  return sql`${column} = any(${sql.param([...ids])}::bigint[])`;
}
