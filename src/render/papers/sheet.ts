// A plain document of headings, paragraphs and tables on pages with the sender's head and foot: lists and statements.

import type { Block } from '../flow/block.ts';
import { drawRule, drawText, shrinkToFit } from '../flow/canvas.ts';
import type { DisplayList, Page } from '../flow/display.ts';
import { paginate } from '../flow/paginate.ts';
import { paragraph } from '../flow/paragraph.ts';
import { ACCENT, BODY, HEADING, MUTED, RULE, type TextStyle } from '../flow/style.ts';
import { table } from '../flow/table.ts';
import type { Column, Row } from '../flow/table-model.ts';
import { addTag, newTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { cleanText } from '../fonts/printable.ts';
import { drawFoot, drawPageNumber, drawRunningHead, type Imprint, LEFT, TEXT_WIDTH } from '../letter/page-parts.ts';
import { mm } from '../units.ts';

export interface SheetFacts {
  imprint: Imprint;
  title: string;
  /** Small line below the title. */
  subtitle: string;
}

const TITLE: TextStyle = { font: 'semibold', size: 15, leading: 19, colour: ACCENT };
const SUBTITLE: TextStyle = { font: 'regular', size: 9, leading: 12, colour: MUTED };

/** Builds the blocks below a tag and lays them out; `build` is called once. */
export function layoutSheet(fonts: FontLibrary, facts: SheetFacts, build: (parent: Tag) => Block[]): DisplayList {
  const { imprint, title, subtitle } = facts;
  const root = newTag('Document');
  const head = [addTag(root, 'H1'), addTag(root, 'P')] as const;
  const { pages } = paginate(build(root), (index) => ({ top: mm(index === 0 ? 44 : 27), bottom: mm(263) }));
  pages.forEach((page, index) => {
    if (index === 0) {
      const first: Page = { ops: [] };
      drawText(fonts, first, SUBTITLE, cleanText(imprint.organisation.name), LEFT, mm(14), null);
      drawText(fonts, first, TITLE, title, LEFT, mm(22), head[0]);
      const fitted = shrinkToFit(fonts, SUBTITLE, cleanText(subtitle), TEXT_WIDTH, 5);
      drawText(fonts, first, fitted, cleanText(subtitle), LEFT, mm(30), head[1]);
      drawRule(first, RULE, LEFT, mm(38), TEXT_WIDTH, 0.6);
      page.ops.unshift(...first.ops);
    } else {
      drawRunningHead(fonts, page, imprint, title);
    }
    drawFoot(fonts, page, imprint);
    drawPageNumber(fonts, page, imprint, index + 1, pages.length, mm(270));
  });
  return { pages, root, title, language: imprint.language };
}

/** A heading that stays with what follows. */
export function heading(fonts: FontLibrary, imprint: Imprint, text: string, parent: Tag): Block {
  return paragraph(fonts, [{ text, font: 'semibold', href: null }], {
    style: HEADING,
    x: LEFT,
    width: TEXT_WIDTH,
    gap: 18,
    language: imprint.language,
    tag: addTag(parent, 'H2'),
    keepWithNext: true,
  });
}

/** A paragraph over the whole width. */
export function textBlock(fonts: FontLibrary, imprint: Imprint, text: string, parent: Tag, gap = 4): Block {
  return paragraph(fonts, [{ text: cleanText(text), font: 'regular', href: null }], {
    style: BODY,
    x: LEFT,
    width: TEXT_WIDTH,
    gap,
    language: imprint.language,
    tag: addTag(parent, 'P'),
  });
}

/** Column heads; those in `wrapping` may be broken over lines, those in `right` stand at the right. */
export function listColumns(
  titles: readonly string[],
  wrapping: readonly number[],
  right: readonly number[],
): Column[] {
  return titles.map((title, index) => ({
    title,
    align: right.includes(index) ? 'right' : 'left',
    wraps: wrapping.includes(index),
    formatSum: null,
  }));
}

/** A table without sums. */
export function listTable(
  fonts: FontLibrary,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  parent: Tag,
): Block {
  const model = {
    columns,
    rows: rows.map((cells): Row => ({ cells: cells.map(cleanText), cents: [], note: null })),
    sumLabel: null,
    carryLabel: '',
    footer: null,
  };
  return table(fonts, model, {
    x: LEFT,
    width: TEXT_WIDTH,
    gap: 6,
    rowHeight: 15,
    wrapBelow: 7.5,
    tag: addTag(parent, 'Table'),
  });
}
