// From records to the rows of a file: each read on its own, so that a bad one costs nothing but itself.

import { setImmediate } from 'node:timers/promises';
import { type Cells, cellsOf } from './cells.ts';
import type { ImportField } from './column-names.ts';
import type { Columns } from './columns.ts';
import { settleDuplicates } from './duplicates.ts';
import { MAX_PROBLEMS } from './limits.ts';
import { checkProblems } from './problems.ts';
import type { CsvTable } from './table.ts';
import type { ImportRow, Problem } from './types.ts';

export interface ReadRows<R> {
  rows: R[];
  problems: Problem[];
}

const ROWS_BETWEEN_PAUSES = 2_000;

/** The rows that `readRow` takes, with the problems of the others and those the table had already. */
export async function readRows<F extends ImportField, R>(
  file: string,
  table: CsvTable,
  columns: Columns,
  readRow: (cells: Cells<F>) => R | null,
  tell: (rows: number) => void = () => undefined,
): Promise<ReadRows<R>> {
  const rows: R[] = [];
  const problems = [...table.problems];
  const open = cellsOf<F>(columns);
  for (const [index, record] of table.records.entries()) {
    if (index % ROWS_BETWEEN_PAUSES === ROWS_BETWEEN_PAUSES - 1) {
      tell(index);
      // A large file leaves the event loop room for others.
      await setImmediate();
    }
    const cells = open(record);
    const row = readRow(cells);
    if (row !== null) rows.push(row);
    if (cells.problems.length === 0) continue;
    problems.push(...cells.problems);
    checkProblems(file, problems, MAX_PROBLEMS);
  }
  return { rows, problems };
}

/** The rows with every key once, and all problems by line. */
export function settleRows<R extends ImportRow>(
  file: string,
  read: ReadRows<R>,
  columns: Columns,
  field: ImportField,
  keyOf: (row: R) => string,
): ReadRows<R> {
  const column = columns.byField.get(field)?.heading ?? null;
  const settled = settleDuplicates(read.rows, { column, of: keyOf });
  const problems = [...read.problems, ...settled.problems].sort((a, b) => a.line - b.line);
  // A file that holds everything twice is odd but does no harm.
  checkProblems(
    file,
    problems.filter((problem) => problem.code !== 'repeated'),
    MAX_PROBLEMS,
  );
  return { rows: settled.rows, problems };
}
