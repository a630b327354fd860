// A paragraph: lines broken once, parted over pages so that two lines stay before and after the break.

import type { Language } from '../../core/notice.ts';
import type { FontLibrary } from '../fonts/library.ts';
import type { Block } from './block.ts';
import { baselineOffset } from './canvas.ts';
import type { Page } from './display.ts';
import { breakLines, type Line, type Span } from './lines.ts';
import { ACCENT, type TextStyle } from './style.ts';
import type { Tag } from './tag.ts';

export interface ParagraphOptions {
  style: TextStyle;
  x: number;
  width: number;
  gap: number;
  language: Language;
  /** The structure element of the paragraph; already placed in the tree, so that the order is the writer's. */
  tag: Tag | null;
  keepWithNext?: boolean;
}

/** Lines that stay together at either side of a page break. */
const FEWEST_LINES = 2;

/** A block of running text. Spans keep their own typeface; size, leading and colour come from the style. */
export function paragraph(fonts: FontLibrary, spans: readonly Span[], options: ParagraphOptions): Block {
  const lines = breakLines(fonts, spans, options.style.size, options.width, options.language);
  return linesBlock(fonts, lines, options);
}

function linesBlock(fonts: FontLibrary, lines: readonly Line[], options: ParagraphOptions): Block {
  const { style, gap, keepWithNext = false } = options;
  return {
    gap,
    height: lines.length * style.leading,
    keepWithNext,
    draw: (page, top) => {
      lines.forEach((line, index) => {
        drawLine(fonts, page, line, options, top + index * style.leading, index < lines.length - 1);
      });
    },
    split: (available) => {
      let count = Math.floor((available + 0.01) / style.leading);
      if (lines.length - count < FEWEST_LINES) count = lines.length - FEWEST_LINES;
      if (count < FEWEST_LINES) return null;
      return [linesBlock(fonts, lines.slice(0, count), options), linesBlock(fonts, lines.slice(count), options)];
    },
  };
}

function drawLine(
  fonts: FontLibrary,
  page: Page,
  line: Line,
  options: ParagraphOptions,
  top: number,
  hasNext: boolean,
): void {
  const { style, x, tag } = options;
  const y = top + baselineOffset(fonts, style);
  line.parts.forEach((part, index) => {
    const isLast = index === line.parts.length - 1;
    // A space at the end of a line keeps words apart when the text is copied or read aloud.
    const text = isLast && hasNext && !line.hyphenated ? `${part.text} ` : part.text;
    const colour = part.href === null ? style.colour : ACCENT;
    const base = { kind: 'text', y, font: part.font, size: style.size, colour, tag } as const;
    page.ops.push({ ...base, x: x + part.x, text });
    if (isLast && line.hyphenated) {
      const end = x + part.x + fonts.width(part.font, style.size, part.text);
      page.ops.push({ ...base, x: end, text: '-', actual: '\u00AD' });
    }
  });
}
