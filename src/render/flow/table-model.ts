// What a table is made of, before anything is measured.

import type { Block } from './block.ts';
import type { Tag } from './tag.ts';

export interface Column {
  title: string;
  align: 'left' | 'right';
  /** May be broken over lines when the table is too wide even at its smallest size. */
  wraps: boolean;
  /** Prints the running sum of this column; null = the column is not summed. */
  formatSum: ((cents: number) => string) | null;
}

export interface Row {
  cells: readonly string[];
  /** Amounts behind the summed columns, by column; ignored elsewhere. */
  cents: readonly number[];
  /** Small second line across the row. */
  note: string | null;
}

export interface TableModel {
  columns: readonly Column[];
  rows: readonly Row[];
  /** Label of the sum row, e.g. "Summe (3 Rechnungen)"; null = no sum row. */
  sumLabel: string | null;
  carryLabel: string;
  /** Stands directly below the last row and on the same page: the totals, so that none of them is left alone. */
  footer: Block | null;
}

export interface TableOptions {
  x: number;
  width: number;
  gap: number;
  rowHeight: number;
  /** Type size below which columns rather wrap than shrink further, points. */
  wrapBelow: number;
  tag: Tag;
}

/** Whether page breaks carry sums over. */
export function hasSums(model: TableModel): boolean {
  return model.columns.some((column) => column.formatSum !== null);
}
