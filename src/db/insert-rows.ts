// Many rows in one statement with one parameter: a parameter for each cell costs more than the insert itself, and ends
// at 65,535 of them.

import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './store.ts';

/** Rows whose JSON is held at once. */
const ROWS_PER_STATEMENT = 2_000;

/**
 * Inserts rows that all have the same fields, in their order; returns what `returning` asks for, in no certain order.
 *
 * Fields that no row has take their defaults; each has those of the first and no others. Values go as JSON: days and
 * instants as text, jsonb as it is. No bytes.
 */
export async function insertRows<T extends PgTable, R = never>(
  db: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
  returning?: SQL,
): Promise<R[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.entries(getTableColumns(table)).filter(([field]) => field in first);
  const name = sql.identifier(getTableName(table));
  const list = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const found: R[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const batch = rows.slice(start, start + ROWS_PER_STATEMENT).map((row) => {
      const cells = row as Record<string, unknown>;
      const stray = Object.keys(cells).find((field) => !(field in first));
      if (stray !== undefined) throw new Error(`the first row for ${getTableName(table)} has no field ${stray}`);
      return Object.fromEntries(columns.map(([field, column]) => [column.name, cells[field] ?? null]));
    });
    const result = (await db.execute(sql`
      insert into ${name} (${list})
      select ${list} from json_populate_recordset(null::${name}, ${toJson(batch)}::json)
      ${returning === undefined ? sql`` : sql`returning ${returning}`}`)) as unknown as { rows: R[] };
    for (const row of result.rows) found.push(row);
  }
  return found;
}

/** Half of a surrogate pair is no character: PostgreSQL refuses it in JSON, and has U+FFFD for it in text. */
function toJson(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  const whole = (_key: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);
  return /\\ud[89a-f]/.test(text) ? JSON.stringify(rows, whole) : text;
}
