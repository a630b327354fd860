// The body of a letter: subject, the template's text blocks, and the parts that stand in for its widgets.

import type { Notice } from '../../core/notice.ts';
import type { PaymentCode } from '../codes/payment-code.ts';
import { type Block, solid } from '../flow/block.ts';
import { drawRule } from '../flow/canvas.ts';
import type { Span } from '../flow/lines.ts';
import { paragraph } from '../flow/paragraph.ts';
import { BODY, HEADING, RULE, SUBJECT } from '../flow/style.ts';
import { addTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import type { ComposedText } from '../text/compose.ts';
import type { Inline, TextBlock, Widget } from '../text/markdown.ts';
import { mm } from '../units.ts';
import type { Density } from './density.ts';
import { interestAnnex, noteLines } from './interest-working.ts';
import { invoiceTable } from './invoice-table.ts';
import { LEFT, TEXT_WIDTH } from './page-parts.ts';
import { paymentBox } from './payment-box.ts';

export interface Body {
  blocks: Block[];
  /** Number of blocks up to and including the totals: what follows may move to the page of a Swiss payment part. */
  movableFrom: number;
}

interface Setting {
  fonts: FontLibrary;
  notice: Notice;
  code: PaymentCode;
  parent: Tag;
  density: Density;
}

/** All blocks in order, freshly built: drawing them fills the structure tree below `parent`. */
export function letterBody(
  fonts: FontLibrary,
  notice: Notice,
  text: ComposedText,
  code: PaymentCode,
  parent: Tag,
  density: Density,
): Body {
  const setting: Setting = { fonts, notice, code, parent, density };
  const blocks = [subjectBlock(setting, text.subject)];
  let movableFrom = blocks.length;
  for (const block of text.blocks) {
    blocks.push(...blocksOf(setting, block));
    if (block.kind === 'widget' && block.widget === 'invoiceTable') movableFrom = blocks.length;
  }
  if (code.kind !== 'swiss') blocks.push(...interestAnnex(fonts, notice, parent, density));
  return { blocks, movableFrom };
}

function subjectBlock(setting: Setting, subject: string): Block {
  return paragraph(setting.fonts, [{ text: subject, font: 'semibold', href: null }], {
    style: SUBJECT,
    x: LEFT,
    width: TEXT_WIDTH,
    gap: 0,
    language: setting.notice.language,
    tag: addTag(setting.parent, 'H1'),
    keepWithNext: true,
  });
}

function blocksOf(setting: Setting, block: TextBlock): Block[] {
  switch (block.kind) {
    case 'paragraph':
      return [textBlock(setting, block.inlines)];
    case 'heading':
      return [headingBlock(setting, block.inlines)];
    case 'list':
      return listBlocks(setting, block.items, block.isOrdered);
    case 'rule':
      return [solid(8, 1, (page, top) => drawRule(page, RULE, LEFT, top, TEXT_WIDTH, 0.6))];
    case 'widget':
      return widgetBlocks(setting, block.widget);
  }
}

/** On paper a link cannot be clicked, so its address is printed behind its text. */
function spansOf(inlines: readonly Inline[]): Span[] {
  return inlines.map(({ text, isStrong, href }) => {
    const address = href?.replace(/^(?:https:\/\/|mailto:)/i, '') ?? '';
    const printed = address === '' || text.includes(address) ? text : `${text} (${address})`;
    return { text: printed, font: isStrong ? 'semibold' : 'regular', href };
  });
}

function textBlock(setting: Setting, inlines: readonly Inline[]): Block {
  const { fonts, notice, parent, density } = setting;
  return paragraph(fonts, spansOf(inlines), {
    style: { ...BODY, leading: density.leading },
    x: LEFT,
    width: TEXT_WIDTH,
    gap: 7.5 * density.gaps,
    language: notice.language,
    tag: addTag(parent, 'P'),
  });
}

function headingBlock(setting: Setting, inlines: readonly Inline[]): Block {
  const { fonts, notice, parent, density } = setting;
  return paragraph(
    fonts,
    inlines.map(({ text, href }) => ({ text, font: 'semibold', href })),
    {
      style: HEADING,
      x: LEFT,
      width: TEXT_WIDTH,
      gap: 9 * density.gaps,
      language: notice.language,
      tag: addTag(parent, 'H2'),
      keepWithNext: true,
    },
  );
}

function listBlocks(setting: Setting, items: readonly (readonly Inline[])[], isOrdered: boolean): Block[] {
  const { fonts, notice, parent, density } = setting;
  const list = addTag(parent, 'L');
  const indent = mm(isOrdered ? 6 : 4.5);
  const style = { ...BODY, leading: density.leading };
  return items.map((inlines, index) => {
    const body = addTag(addTag(list, 'LI'), 'LBody');
    const item = paragraph(fonts, spansOf(inlines), {
      style,
      x: LEFT + indent,
      width: TEXT_WIDTH - indent,
      gap: index === 0 ? 5 * density.gaps : 1,
      language: notice.language,
      tag: body,
    });
    const mark = isOrdered ? `${index + 1}. ` : '\u2022 ';
    return {
      ...item,
      split: () => null,
      draw: (page, top) => {
        const bullet = paragraph(fonts, [{ text: mark, font: 'regular', href: null }], {
          style,
          x: LEFT,
          width: indent,
          gap: 0,
          language: notice.language,
          tag: body,
        });
        bullet.draw(page, top);
        item.draw(page, top);
      },
    };
  });
}

function widgetBlocks(setting: Setting, widget: Widget): Block[] {
  const { fonts, notice, code, parent, density } = setting;
  switch (widget) {
    case 'invoiceTable':
      return [
        invoiceTable(fonts, notice, parent, density),
        ...noteLines(fonts, notice, parent, density),
        // Nothing may follow the closing on a page that ends in a payment part.
        ...(code.kind === 'swiss' ? interestAnnex(fonts, notice, parent, density) : []),
      ];
    case 'paymentDetails':
      // The Swiss payment part at the foot of the last page says all of it.
      return code.kind === 'swiss' ? [] : [paymentBox(fonts, notice, code, parent, density)];
  }
}
