// Draws the parts of a measured table: head, rows, carry-over and sum rows.

import { baselineOffset, drawRule, drawText, drawTextRight, fillRect } from './canvas.ts';
import type { Page } from './display.ts';
import { ACCENT, HAIRLINE, LIGHT, type TextStyle, TINT } from './style.ts';
import { type Geometry, NOTE_HEIGHT, PADDING } from './table-measure.ts';
import { type Column, hasSums } from './table-model.ts';
import { addRowHead, addTag, type Tag } from './tag.ts';

/** The head is a little higher than a row. */
export const HEAD_EXTRA = 3;

/** Rows `from` to `to` (exclusive) with everything around them, upper edge at `top`. */
export function drawPart(geometry: Geometry, page: Page, top: number, from: number, to: number): void {
  const { model, options, sums, heights } = geometry;
  const isLast = to === model.rows.length;
  let y = top;
  drawHead(geometry, page, y, from === 0 ? addTag(options.tag, 'TR') : null);
  y += options.rowHeight + HEAD_EXTRA;
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
  const { model, options, bold } = geometry;
  const height = options.rowHeight + HEAD_EXTRA;
  fillRect(page, TINT, options.x, top, options.width, height);
  const style = { ...bold, colour: ACCENT };
  const inset = (height - style.leading) / 2;
  model.columns.forEach((column, index) => {
    drawCell(geometry, page, style, column.align, index, column.title, top + inset, row ? addTag(row, 'TH') : null);
  });
}

function drawCell(
  geometry: Geometry,
  page: Page,
  style: TextStyle,
  align: Column['align'],
  index: number,
  text: string,
  top: number,
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
  geometry: Geometry,
  page: Page,
  top: number,
  label: string,
  sums: readonly number[],
  row: Tag | null,
): number {
  const { model, options, bold, fonts } = geometry;
  fillRect(page, LIGHT, options.x, top, options.width, options.rowHeight);
  const inset = (options.rowHeight - bold.leading) / 2;
  const firstSum = model.columns.findIndex((column) => column.formatSum !== null);
  const labelTag = row ? addRowHead(row, Math.max(1, firstSum)) : null;
  const y = top + inset + baselineOffset(fonts, bold);
  page.ops.push({
    kind: 'text',
    x: options.x + PADDING,
    y,
    font: bold.font,
    size: bold.size,
    colour: bold.colour,
    text: label,
    tag: labelTag,
  });
  model.columns.forEach((column, index) => {
    if (index < firstSum) return;
    const text = column.formatSum ? column.formatSum(sums[index] ?? 0) : '';
    drawCell(geometry, page, bold, 'right', index, text, top + inset, row ? addTag(row, 'TD') : null);
  });
  return top + options.rowHeight;
}
