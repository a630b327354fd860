// The plain text part: the same tree as the HTML part, with the table and the bank details as lines.

import type { Notice } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';
import { totalNotes } from '../letter/interest-working.ts';
import { totalLines } from '../letter/invoice-table.ts';
import { paymentRows } from '../letter/payment-box.ts';
import type { ComposedText } from '../text/compose.ts';
import type { Inline, TextBlock, Widget } from '../text/markdown.ts';
import { type Formats, formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import { SHOWN_INVOICES } from './invoice-rows.ts';

/** Blocks parted by an empty line; no markup, addresses of links in brackets. */
export function textPart(notice: Notice, composed: ComposedText): string {
  const blocks = composed.blocks.map((block) => blockText(notice, block)).filter((text) => text !== '');
  return `${[...blocks, `-- \n${signature(notice)}`].join('\n\n')}\n`;
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map(({ text, href }) =>
      href === null || text.includes(href) ? text : `${text} (${href.replace(/^mailto:/i, '')})`,
    )
    .join('');
}

function blockText(notice: Notice, block: TextBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.inlines);
    case 'list':
      return block.items
        .map((item, index) => `${block.isOrdered ? `${index + 1}.` : '-'} ${inlineText(item)}`)
        .join('\n');
    case 'rule':
      return '---';
    case 'widget':
      return widgetText(notice, block.widget);
  }
}

function widgetText(notice: Notice, widget: Widget): string {
  switch (widget) {
    case 'invoiceTable':
      return tableText(notice, formatsOf(notice));
    case 'paymentDetails':
      return paymentRows(notice)
        .map((row) => `${row.label}: ${row.value}`)
        .join('\n');
  }
}

function tableText(notice: Notice, formats: Formats): string {
  const words = WORDS[notice.language];
  const shown = notice.invoices.slice(0, SHOWN_INVOICES);
  const lines = shown.map((invoice) => {
    const number = `${words.invoice} ${cleanText(invoice.number)}`;
    const due = `${words.due} ${formats.day(invoice.dueDate)}`;
    return `${number} | ${due} | ${formats.money(invoice.openCents)}`;
  });
  const hidden = notice.invoices.length - shown.length;
  if (hidden > 0) lines.push(words.tableAlso(hidden));
  const totals = totalLines(notice, formats).map((line) => `${line.label}: ${formats.money(line.cents)}`);
  const notes = totalNotes(notice, hidden <= 0);
  return [...lines, '', ...totals, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function signature(notice: Notice): string {
  const { name, legalLines } = notice.organisation;
  return [name, ...legalLines].map((line) => cleanText(line).replaceAll('\n', ' ')).join('\n');
}
