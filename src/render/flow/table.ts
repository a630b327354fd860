// A table of rows that are never split: sizes its columns itself, repeats its head, carries its sums over page breaks.

import type { FontLibrary } from '../fonts/library.ts';
import type { Block } from './block.ts';
import { baselineOffset, drawRule, drawText, drawTextRight, fillRect } from './canvas.ts';
import { breakLines } from './lines.ts';
import { ACCENT, HAIRLINE, INK, LIGHT, MUTED, TINT, type TextStyle } from './style.ts';
import { addTag, type Tag } from './tag.ts';
import type { Page } from './display.ts';

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
  tag: Tag;
}

const PADDING = 3.2;
const LARGEST_SIZE = 8.5;
const SMALLEST_SIZE = 5;
const NARROWEST_WRAP = 48;
const NOTE_HEIGHT = 9;
/** Rows that go with the totals to the next page. */
const LAST_ROWS = 2;

interface Geometry {
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

/** The table as one block. Throws nothing; an over-long first column is broken into lines, never cut. */
export function table(fonts: FontLibrary, model: TableModel, options: TableOptions): Block {
  return tablePart(measure(fonts, model, options), 0, model.rows.length);
}

function measure(fonts: FontLibrary, model: TableModel, options: TableOptions): Geometry {
  const sums = runningSums(model);
  const natural = naturalWidths(fonts, model, sums[sums.length - 1] ?? []);
  let size = LARGEST_SIZE;
  const total = (at: number): number => natural.reduce((sum, width) => sum + width * at + 2 * PADDING, 0);
  while (total(size) > options.width && size > SMALLEST_SIZE) size -= 0.25;
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
  return model.columns.map((column, index) => {
    let widest = fonts.width('semibold', 1, column.title);
    for (const row of model.rows) widest = Math.max(widest, fonts.width('regular', 1, row.cells[index] ?? ''));
    if (column.formatSum) widest = Math.max(widest, fonts.width('semibold', 1, column.formatSum(total[index] ?? 0)));
    return widest;
  });
}

/** Shares out what is left over; takes what is missing from the columns that may wrap. */
function spread(widths: number[], columns: readonly Column[], available: number): void {
  const spare = available - widths.reduce((sum, width) => sum + width, 0);
  if (spare >= 0) {
    widths.forEach((width, index) => {
      widths[index] = width + spare / widths.length;
    });
    return;
  }
  const wrapping = columns.map((column, index) => (column.wraps ? index : -1)).filter((index) => index >= 0);
  for (const index of wrapping) {
    widths[index] = Math.max(NARROWEST_WRAP, (widths[index] ?? 0) + spare / wrapping.length);
  }
}

function wrapCells(
  fonts: FontLibrary, model: TableModel, row: Row, widths: readonly number[], size: number,
): string[][] {
  return model.columns.map((column, index) => {
    const text = row.cells[index] ?? '';
    const width = (widths[index] ?? 0) - 2 * PADDING + 0.01;
    if (!column.wraps || fonts.width('regular', size, text) <= width) return [text];
    const lines = breakLines(fonts, [{ text, font: 'regular', href: null }], size, width, 'en');
    return lines.map((line) => line.parts.map((part) => part.text).join(''));
  });
}

/** Rows `from` to `to` (exclusive) with head, carry-over rows where the table continues, and the totals at its end. */
function tablePart(geometry: Geometry, from: number, to: number): Block {
  const { options, heights, model } = geometry;
  const isFirst = from === 0;
  const isLast = to === model.rows.length;
  const line = options.rowHeight;
  const rows = heights.slice(from, to).reduce((sum, height) => sum + height, 0);
  const footer = isLast && model.footer ? model.footer.gap + model.footer.height : 0;
  const carried = hasSums(model) ? (isFirst ? 0 : line) + (isLast ? 0 : line) : 0;
  const sum = isLast && model.sumLabel !== null ? line + 1 : 0;
  return {
    gap: options.gap,
    height: line + carried + rows + sum + footer,
    keepWithNext: false,
    draw: (page, top) => drawPart(geometry, page, top, from, to),
    split: (available) => {
      const cut = cutBefore(geometry, from, available);
      return cut === null ? null : [tablePart(geometry, from, cut), tablePart(geometry, cut, to)];
    },
  };
}

function hasSums(model: TableModel): boolean {
  return model.columns.some((column) => column.formatSum !== null);
}

/** First row that no longer fits, at most so many that the totals do not stand alone; null = not even one row fits. */
function cutBefore(geometry: Geometry, from: number, available: number): number | null {
  const { heights, model, options } = geometry;
  const carryRows = hasSums(model) ? (from === 0 ? 1 : 2) : 0;
  let room = available - options.rowHeight * (1 + carryRows);
  let cut = from;
  while (cut < heights.length && room >= (heights[cut] ?? 0)) {
    room -= heights[cut] ?? 0;
    cut++;
  }
  cut = Math.min(cut, heights.length - Math.min(LAST_ROWS, heights.length - from));
  return cut > from ? cut : null;
}

function drawPart(geometry: Geometry, page: Page, top: number, from: number, to: number): void {
  const { model, options, sums, heights } = geometry;
  const isLast = to === model.rows.length;
  let y = top;
  drawHead(geometry, page, y, from === 0 ? addTag(options.tag, 'TR') : null);
  y += options.rowHeight;
  if (from > 0 && hasSums(model)) y = drawSums(geometry, page, y, model.carryLabel, sums[from] ?? [], null);
  for (let index = from; index < to; index++) {
    drawRow(geometry, page, y, index, index < to - 1);
    y += heights[index] ?? 0;
  }
  if (!isLast && hasSums(model)) drawSums(geometry, page, y, model.carryLabel, sums[to] ?? [], null);
  if (!isLast) return;
  if (model.sumLabel !== null) {
    y = drawSums(geometry, page, y + 1, model.sumLabel, sums[to] ?? [], addTag(options.tag, 'TR'));
  }
  if (model.footer) model.footer.draw(page, y + model.footer.gap);
}

function drawHead(geometry: Geometry, page: Page, top: number, row: Tag | null): void {
  const { fonts, model, options, bold } = geometry;
  fillRect(page, TINT, options.x, top, options.width, options.rowHeight);
  const style = { ...bold, colour: ACCENT };
  const inset = (options.rowHeight - style.leading) / 2;
  model.columns.forEach((column, index) => {
    drawCell(geometry, page, style, column.align, index, column.title, top + inset, row ? addTag(row, 'TH') : null);
  });
}

function drawCell(
  geometry: Geometry, page: Page, style: TextStyle, align: Column['align'], index: number, text: string, top: number,
  tag: Tag | null,
): void {
  const left = geometry.lefts[index] ?? 0;
  const width = geometry.widths[index] ?? 0;
  if (align === 'right') drawTextRight(geometry.fonts, page, style, text, left + width - PADDING, top, tag);
  else drawText(geometry.fonts, page, style, text, left + PADDING, top, tag);
}

function drawRow(geometry: Geometry, page: Page, top: number, index: number, hasRule: boolean): void {
  const { model, options, cell, note, fonts } = geometry;
  const row = model.rows[index];
  if (!row) return;
  const tag = addTag(options.tag, 'TR');
  const inset = (options.rowHeight - cell.leading) / 2;
  const lines = geometry.wrapped[index] ?? [];
  model.columns.forEach((column, at) => {
    const tagOfCell = addTag(tag, 'TD');
    (lines[at] ?? []).forEach((text, line) => {
      drawCell(geometry, page, cell, column.align, at, text, top + inset + line * cell.leading, tagOfCell);
    });
    if (at === 0 && row.note) {
      const noteTop = top + (geometry.heights[index] ?? 0) - NOTE_HEIGHT - inset + 1;
      drawText(fonts, page, note, row.note, (geometry.lefts[0] ?? 0) + PADDING, noteTop, tagOfCell);
    }
  });
  if (hasRule) drawRule(page, HAIRLINE, options.x, top + (geometry.heights[index] ?? 0), options.width, 0.5);
}

/** A row of sums on a tinted ground; returns its lower edge. */
function drawSums(
  geometry: Geometry, page: Page, top: number, label: string, sums: readonly number[], row: Tag | null,
): number {
  const { model, options, bold, fonts } = geometry;
  fillRect(page, LIGHT, options.x, top, options.width, options.rowHeight);
  const inset = (options.rowHeight - bold.leading) / 2;
  const firstSum = model.columns.findIndex((column) => column.formatSum !== null);
  const labelTag = row ? addTag(row, 'TH') : null;
  if (labelTag) labelTag.columnSpan = Math.max(1, firstSum);
  const y = top + inset + baselineOffset(fonts, bold);
  page.ops.push({ kind: 'text', x: options.x + PADDING, y, font: bold.font, size: bold.size, colour: bold.colour, text: label, tag: labelTag });
  model.columns.forEach((column, index) => {
    if (index < firstSum) return;
    const text = column.formatSum ? column.formatSum(sums[index] ?? 0) : '';
    drawCell(geometry, page, bold, 'right', index, text, top + inset, row ? addTag(row, 'TD') : null);
  });
  return top + options.rowHeight;
}
