// Sizes a table: columns take the width of their widest content, the type shrinks until everything fits, and only then
// does a column that may wrap give way.

import type { FontLibrary } from '../fonts/library.ts';
import { foldText } from './lines.ts';
import { INK, MUTED, type TextStyle } from './style.ts';
import type { Column, Row, TableModel, TableOptions } from './table-model.ts';

/** Blank at either side of a cell. */
export const PADDING = 3.2;
export const NOTE_HEIGHT = 9;
const LARGEST_SIZE = 8.5;
const SMALLEST_SIZE = 5;
const NARROWEST_WRAP = 48;

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
  const size = fittingSize(natural, model.columns, options);
  const widths = natural.map((width) => width * size + 2 * PADDING);
  spread(widths, model.columns, options.width);
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

/** Widest content of each column at one point: head, cells and the sum, which is at least as wide as any carry-over. */
function naturalWidths(fonts: FontLibrary, model: TableModel, total: readonly number[]): number[] {
  const widthOf = (text: string): number =>
    text.includes('\n')
      ? Math.max(...text.split('\n').map((line) => fonts.width('regular', 1, line)))
      : fonts.width('regular', 1, text);
  return model.columns.map((column, index) => {
    let widest = fonts.width('semibold', 1, column.title);
    for (const row of model.rows) widest = Math.max(widest, widthOf(row.cells[index] ?? ''));
    if (column.formatSum) widest = Math.max(widest, fonts.width('semibold', 1, column.formatSum(total[index] ?? 0)));
    return widest;
  });
}

/** The type shrinks first until nothing must wrap, then, below `wrapBelow`, until what cannot wrap fits. */
function fittingSize(natural: readonly number[], columns: readonly Column[], options: TableOptions): number {
  const total = (size: number, least: (width: number, column: Column | undefined) => number): number =>
    natural.reduce((sum, width, index) => sum + least(width * size + 2 * PADDING, columns[index]), 0);
  let size = LARGEST_SIZE;
  while (total(size, (width) => width) > options.width && size > options.wrapBelow) size -= 0.25;
  const wrapped = (width: number, column: Column | undefined): number =>
    column?.wraps ? Math.min(width, NARROWEST_WRAP) : width;
  while (total(size, wrapped) > options.width && size > SMALLEST_SIZE) size -= 0.25;
  return size;
}

/** Shares out what is left over; what is missing comes from the columns that may wrap, the widest giving most. */
function spread(widths: number[], columns: readonly Column[], available: number): void {
  const spare = available - widths.reduce((sum, width) => sum + width, 0);
  const givers = columns.map((column) => spare >= 0 || column.wraps);
  const room = widths.map((width, index) => (givers[index] ? Math.max(0, width - NARROWEST_WRAP) : 0));
  const allRoom = room.reduce((sum, width) => sum + width, 0);
  widths.forEach((width, index) => {
    if (spare >= 0) widths[index] = width + spare / widths.length;
    else if (allRoom > 0) widths[index] = width + (spare * (room[index] ?? 0)) / allRoom;
  });
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
