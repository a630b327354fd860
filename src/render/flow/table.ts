// A table of rows that are never split: repeats its head and carries its sums over page breaks.

import type { FontLibrary } from '../fonts/library.ts';
import type { Block } from './block.ts';
import { drawPart, HEAD_EXTRA } from './table-draw.ts';
import { type Geometry, measureTable } from './table-measure.ts';
import { hasSums, type TableModel, type TableOptions } from './table-model.ts';

/** Rows that go with the totals to the next page. */
const LAST_ROWS = 2;

/** The table as one block. Throws nothing; an over-long first column is broken into lines, never cut. */
export function table(fonts: FontLibrary, model: TableModel, options: TableOptions): Block {
  return tablePart(measureTable(fonts, model, options), 0, model.rows.length);
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
    height: line + HEAD_EXTRA + carried + rows + sum + footer,
    keepWithNext: false,
    draw: (page, top) => drawPart(geometry, page, top, from, to),
    split: (available) => {
      const cut = cutBefore(geometry, from, available);
      return cut === null ? null : [tablePart(geometry, from, cut), tablePart(geometry, cut, to)];
    },
  };
}

/** First row that no longer fits, at most so many that the totals do not stand alone; null = not even one row fits. */
function cutBefore(geometry: Geometry, from: number, available: number): number | null {
  const { heights, model, options } = geometry;
  const carryRows = hasSums(model) ? (from === 0 ? 1 : 2) : 0;
  let room = available - HEAD_EXTRA - options.rowHeight * (1 + carryRows);
  let cut = from;
  while (cut < heights.length && room >= (heights[cut] ?? 0)) {
    room -= heights[cut] ?? 0;
    cut++;
  }
  cut = Math.min(cut, heights.length - Math.min(LAST_ROWS, heights.length - from));
  return cut > from ? cut : null;
}
