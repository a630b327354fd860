// The HTML part: text blocks, table of invoices and bank details inside the shell. All styles inline, for mail programs
// that drop everything else; classes only for dark mode and narrow screens.

import type { Notice } from '../../core/notice.ts';
import { totalNotes } from '../letter/interest-working.ts';
import { totalLines } from '../letter/invoice-table.ts';
import { paymentRows } from '../letter/payment-box.ts';
import type { ComposedText } from '../text/compose.ts';
import type { Inline, TextBlock, Widget } from '../text/markdown.ts';
import { formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import { element, fragment, type Html, lines, tableElement } from './element.ts';
import { invoiceRows, SHOWN_INVOICES } from './invoice-rows.ts';
import { mailShell } from './shell.ts';

const ACCENT = 'color:#12375d;';
const MUTED = 'color:#5b6577;';
const AMOUNT = 'text-align:right;white-space:nowrap;';

/** The whole document. `codeContentId` is the inline image of the payment code, null = none. */
export function htmlPart(notice: Notice, composed: ComposedText, codeContentId: string | null): string {
  const asks = composed.blocks.some((block) => block.kind === 'widget' && block.widget === 'paymentDetails');
  const body = fragment(composed.blocks.map((block) => blockHtml(notice, block, codeContentId)));
  return mailShell(notice, composed.subject, asks ? preheader(notice) : '', body);
}

/** What is asked for, to be read before the mail is opened. */
function preheader(notice: Notice): string {
  const formats = formatsOf(notice);
  const words = WORDS[notice.language];
  const label = notice.kind === 'recap' ? words.balance : words.payBy(formats.day(notice.deadline));
  return `${label}: ${formats.money(notice.totalCents)}`;
}

function inlineHtml(inlines: readonly Inline[]): Html {
  return fragment(
    inlines.map(({ text, isStrong, href }) => {
      const plain = lines(text.split('\n'));
      const strong = isStrong ? element('strong', {}, plain) : plain;
      return href === null ? strong : element('a', { href, class: 'ink', style: ACCENT }, strong);
    }),
  );
}

function blockHtml(notice: Notice, block: TextBlock, codeContentId: string | null): Html {
  switch (block.kind) {
    case 'paragraph':
      return element('p', { style: 'margin:0 0 16px;' }, inlineHtml(block.inlines));
    case 'heading': {
      const style = `margin:24px 0 8px;font-size:17px;${ACCENT}`;
      return element('h2', { class: 'ink', style }, inlineHtml(block.inlines));
    }
    case 'list': {
      const items = block.items.map((item) => element('li', { style: 'margin:0 0 4px;' }, inlineHtml(item)));
      return element(block.isOrdered ? 'ol' : 'ul', { style: 'margin:0 0 16px;padding:0 0 0 24px;' }, ...items);
    }
    case 'rule':
      return element('hr', { style: 'border:0;border-top:1px solid #c5ccd6;margin:24px 0;' });
    case 'widget':
      return widgetHtml(notice, block.widget, codeContentId);
  }
}

function widgetHtml(notice: Notice, widget: Widget, codeContentId: string | null): Html {
  switch (widget) {
    case 'invoiceTable':
      return fragment([invoiceRows(notice), totalsHtml(notice), notesHtml(notice)]);
    case 'paymentDetails':
      return paymentHtml(notice, codeContentId);
  }
}

function totalsHtml(notice: Notice): Html {
  const formats = formatsOf(notice);
  const parts = totalLines(notice, formats);
  const rows = parts.map((line, index) => {
    const isTotal = index === parts.length - 1;
    const style = isTotal
      ? `padding:8px 6px;font-size:17px;font-weight:bold;border-top:2px solid #12375d;${ACCENT}`
      : 'padding:3px 6px;';
    const ink: Record<string, string> = isTotal ? { class: 'ink' } : {};
    const label = element('td', { ...ink, style }, line.label);
    return element('tr', {}, label, element('td', { ...ink, style: style + AMOUNT }, formats.money(line.cents)));
  });
  const style = 'border-collapse:collapse;font-size:14px;line-height:20px;min-width:60%;margin:0 0 20px;';
  const table = tableElement('table', { align: 'right', class: 'full', style }, ...rows);
  return fragment([table, element('div', { style: 'clear:both;' })]);
}

/** The working of the interest and other notes; a mail whose table is cut short leaves the working to the PDF. */
function notesHtml(notice: Notice): Html | null {
  const notes = totalNotes(notice, notice.invoices.length <= SHOWN_INVOICES);
  if (notes.length === 0) return null;
  const style = `margin:0 0 16px;font-size:12px;line-height:17px;${MUTED}`;
  return element('p', { class: 'muted', style }, lines(notes));
}

function paymentHtml(notice: Notice, codeContentId: string | null): Html {
  const words = WORDS[notice.language];
  const rows = paymentRows(notice).map((row) => {
    const style = `padding:2px 14px 2px 0;vertical-align:top;${MUTED}`;
    const value = row.isStrong ? element('strong', {}, row.value) : row.value;
    const label = element('td', { class: 'muted line', style }, row.label);
    return element('tr', {}, label, element('td', { class: 'line', style: 'padding:2px 0;' }, value));
  });
  const title = element(
    'div',
    { class: 'ink', style: `font-weight:bold;margin:0 0 8px;${ACCENT}` },
    words.paymentTitle,
  );
  const details = tableElement('presentation', { style: 'font-size:14px;line-height:20px;' }, ...rows);
  const left = element('td', { class: 'stack', style: 'padding:18px;vertical-align:top;' }, title, details);
  const right = codeContentId === null ? null : codeCell(codeContentId, words.codeAlt, words.scan);
  const style = 'background:#f2f5f9;border-radius:8px;margin:8px 0 24px;';
  return tableElement('presentation', { width: '100%', class: 'panel', style }, element('tr', {}, left, right));
}

function codeCell(contentId: string, alt: string, caption: string): Html {
  const image = element('img', {
    src: `cid:${contentId}`,
    width: '132',
    height: '132',
    alt,
    style: 'display:inline-block;border-radius:4px;background:#ffffff;',
  });
  const text = element('div', { class: 'muted', style: `font-size:11px;line-height:15px;${MUTED}` }, caption);
  const style = 'padding:0 18px 18px 0;text-align:center;vertical-align:middle;';
  return element('td', { class: 'stack', width: '150', style }, image, text);
}
