// Sizes a table: columns take the width of their widest content, the type shrinks until everything fits, and only then
// does a column that may wrap give way.

import type { FontLibrary } from '../fonts/library.ts';
import { foldText } from './lines.ts';
import { INK, MUTED, type TextStyle } from './style.ts';
import type { Row, TableModel, TableOptions } from './table-model.ts';

/** Blank at either side of a cell. */
export const PADDING = 3.2;
export const NOTE_HEIGHT = 9;
const LARGEST_SIZE = 8.5;
const SMALLEST_SIZE = 5;
/** Width that a single word may claim, in multiples of the type size. */
const WIDEST_WORD = 12;

/** A measured table: nothing below it measures text again. */
export interface Geometry {
  fonts: FontLibrary;
  model: TableModel;
  options: TableOptions;
  cell: TextStyle;
  bold: TextStyle;
  note: TextStyle;
  /** Left edge and width of each column. */
  lefts: number[];
  widths: number[];
  heights: number[];
  wrapped: string[][][];
  /** Running sums before row n; the last entry is the sum of all. */
  sums: number[][];
}

/** Measures a table once; all of its parts share the result. */
export function measureTable(fonts: FontLibrary, model: TableModel, options: TableOptions): Geometry {
  const sums = runningSums(model);
  const natural = naturalWidths(fonts, model, sums[sums.length - 1] ?? []);
  const size = fittingSize(natural, options);
  const widths = columnWidths(natural, size, options.width);
  const lefts: number[] = [];
  widths.reduce((left, width) => {
    lefts.push(left);
    return left + width;
  }, options.x);
  const cell: TextStyle = { font: 'regular', size, leading: 11, colour: INK };
  const bold: TextStyle = { ...cell, font: 'semibold' };
  const note: TextStyle = { font: 'regular', size: Math.min(7, size), leading: NOTE_HEIGHT, colour: MUTED };
  const wrapped = model.rows.map((row) => wrapCells(fonts, model, row, widths, size));
  const heights = model.rows.map((row, index) => {
    const lines = Math.max(1, ...(wrapped[index] ?? []).map((cellLines) => cellLines.length));
    return options.rowHeight + (lines - 1) * cell.leading + (row.note ? NOTE_HEIGHT : 0);
  });
  return { fonts, model, options, cell, bold, note, lefts, widths, heights, wrapped, sums };
}

function runningSums(model: TableModel): number[][] {
  const sums: number[][] = [model.columns.map(() => 0)];
  for (const row of model.rows) {
    const before = sums[sums.length - 1] ?? [];
    sums.push(model.columns.map((_, column) => (before[column] ?? 0) + (row.cents[column] ?? 0)));
  }
  return sums;
}

/** A column at one point: what its content takes unbroken, and the least it can be narrowed to. */
interface Natural {
  width: number;
  least: number;
}

/** Head, cells and the sum, which is at least as wide as any carry-over. */
function naturalWidths(fonts: FontLibrary, model: TableModel, total: readonly number[]): Natural[] {
  return model.columns.map((column, index) => {
    let width = fonts.width('semibold', 1, column.title);
    let least = width;
    for (const row of model.rows) {
      const cell = row.cells[index] ?? '';
      for (const line of cell.split('\n')) width = Math.max(width, fonts.width('regular', 1, line));
      if (column.wraps) {
        for (const word of cell.split(/\s/)) least = Math.max(least, fonts.width('regular', 1, word));
      }
    }
    if (column.formatSum) width = Math.max(width, fonts.width('semibold', 1, column.formatSum(total[index] ?? 0)));
    // A single word wider than that is broken anywhere rather than let it push the table off the page.
    return { width, least: column.wraps ? Math.min(least, WIDEST_WORD) : width };
  });
}

/** The type shrinks first until nothing must wrap, then, below `wrapBelow`, until what cannot wrap fits. */
function fittingSize(natural: readonly Natural[], options: TableOptions): number {
  const total = (size: number, of: (column: Natural) => number): number =>
    natural.reduce((sum, column) => sum + of(column) * size + 2 * PADDING, 0);
  let size = LARGEST_SIZE;
  while (total(size, (column) => column.width) > options.width && size > options.wrapBelow) size -= 0.25;
  while (total(size, (column) => column.least) > options.width && size > SMALLEST_SIZE) size -= 0.25;
  return size;
}

/** Shares out what is left over; what is missing comes from the columns that may wrap, as far as each can give. */
function columnWidths(natural: readonly Natural[], size: number, available: number): number[] {
  const widths = natural.map((column) => column.width * size + 2 * PADDING);
  const spare = available - widths.reduce((sum, width) => sum + width, 0);
  if (spare >= 0) return widths.map((width) => width + spare / widths.length);
  const room = natural.map((column) => (column.width - column.least) * size);
  const allRoom = room.reduce((sum, give) => sum + give, 0);
  return widths.map((width, index) => width + (allRoom === 0 ? 0 : (spare * (room[index] ?? 0)) / allRoom));
}

function wrapCells(
  fonts: FontLibrary,
  model: TableModel,
  row: Row,
  widths: readonly number[],
  size: number,
): string[][] {
  return model.columns.map((column, index) => {
    const text = row.cells[index] ?? '';
    const width = (widths[index] ?? 0) - 2 * PADDING + 0.01;
    const fits = !text.includes('\n') && fonts.width('regular', size, text) <= width;
    return fits || !column.wraps ? [text] : foldText(fonts, text, 'regular', size, width);
  });
}
