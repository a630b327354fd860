// Draws texts and shapes onto a page of the display list: the only place where a baseline is computed.

import type { FontLibrary } from '../fonts/library.ts';
import type { Colour, Page } from './display.ts';
import type { TextStyle } from './style.ts';
import type { Tag } from './tag.ts';

/** Where in a line box of `leading` points the baseline lies: half-leading above the ascent, as CSS does it. */
export function baselineOffset(fonts: FontLibrary, style: TextStyle): number {
  const face = fonts.face(style.font);
  const ascent = (face.ascent * style.size) / 1000;
  const descent = (face.descent * style.size) / 1000;
  return (style.leading - (ascent + descent)) / 2 + ascent;
}

/** One line of text with its left edge at `x` and the top of its line box at `top`. */
export function drawText(
  fonts: FontLibrary,
  page: Page,
  style: TextStyle,
  text: string,
  x: number,
  top: number,
  tag: Tag | null,
): void {
  if (text === '') return;
  const y = top + baselineOffset(fonts, style);
  page.ops.push({ kind: 'text', x, y, font: style.font, size: style.size, colour: style.colour, text, tag });
}

/** One line of text that ends at `right`. */
export function drawTextRight(
  fonts: FontLibrary,
  page: Page,
  style: TextStyle,
  text: string,
  right: number,
  top: number,
  tag: Tag | null,
): void {
  drawText(fonts, page, style, text, right - fonts.width(style.font, style.size, text), top, tag);
}

/** A filled rectangle, decoration only. */
export function fillRect(
  page: Page,
  colour: Colour,
  x: number,
  y: number,
  width: number,
  height: number,
  radius = 0,
): void {
  page.ops.push({ kind: 'rect', x, y, width, height, radius, colour, tag: null });
}

/** A horizontal rule from `x`, its middle at `y`, decoration only. */
export function drawRule(page: Page, colour: Colour, x: number, y: number, width: number, thickness: number): void {
  page.ops.push({ kind: 'rect', x, y: y - thickness / 2, width, height: thickness, radius: 0, colour, tag: null });
}

/** The largest size from `style.size` down to `smallest`, by quarter points, that fits; else exactly what fits. */
export function shrinkToFit(
  fonts: FontLibrary,
  style: TextStyle,
  text: string,
  width: number,
  smallest: number,
): TextStyle {
  const natural = fonts.width(style.font, 1, text);
  let size = style.size;
  while (natural * size > width && size - 0.25 >= smallest) size -= 0.25;
  if (natural * size > width) size = width / natural;
  return size === style.size ? style : { ...style, size };
}
