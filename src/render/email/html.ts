// The HTML part: text blocks, table of invoices and bank details inside the shell. All styles inline, for mail programs
// that drop everything else; classes only for dark mode and narrow screens.

import type { Notice } from '../../core/notice.ts';
import { cleanText } from '../fonts/printable.ts';
import { interestSentences } from '../letter/interest-working.ts';
import { invoiceColumns, invoiceNote, totalLines } from '../letter/invoice-table.ts';
import { paymentRows } from '../letter/payment-box.ts';
import type { ComposedText } from '../text/compose.ts';
import type { Inline, TextBlock, Widget } from '../text/markdown.ts';
import { formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words.ts';
import { escapeHtml } from './escape.ts';
import { mailShell } from './shell.ts';

/** Rows of the table in a mail: Gmail clips messages above about 100 KB, the PDF has them all. */
export const SHOWN_INVOICES = 25;

const CELL = 'padding:7px 6px;border-bottom:1px solid #dde2e9;';

/** The whole document. `codeContentId` is the inline image of the payment code, null = none. */
export function htmlPart(notice: Notice, composed: ComposedText, codeContentId: string | null): string {
  const body = composed.blocks.map((block) => blockHtml(notice, block, codeContentId)).join('\n');
  return mailShell(notice, composed.subject, body);
}

function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map(({ text, isStrong, href }) => {
      const plain = escapeHtml(text).replaceAll('\n', '<br>');
      const strong = isStrong ? `<strong>${plain}</strong>` : plain;
      if (href === null) return strong;
      return `<a href="${escapeHtml(href)}" class="ink" style="color:#12375d;">${strong}</a>`;
    })
    .join('');
}

function blockHtml(notice: Notice, block: TextBlock, codeContentId: string | null): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px;">${inlineHtml(block.inlines)}</p>`;
    case 'heading':
      return `<h2 class="ink" style="margin:24px 0 8px;font-size:17px;color:#12375d;">${inlineHtml(block.inlines)}</h2>`;
    case 'list': {
      const name = block.isOrdered ? 'ol' : 'ul';
      const items = block.items.map((item) => `<li style="margin:0 0 4px;">${inlineHtml(item)}</li>`).join('');
      return `<${name} style="margin:0 0 16px;padding:0 0 0 24px;">${items}</${name}>`;
    }
    case 'rule':
      return '<hr style="border:0;border-top:1px solid #c5ccd6;margin:24px 0;">';
    case 'widget':
      return widgetHtml(notice, block.widget, codeContentId);
  }
}

function widgetHtml(notice: Notice, widget: Widget, codeContentId: string | null): string {
  switch (widget) {
    case 'invoiceTable':
      return tableHtml(notice);
    case 'paymentDetails':
      return paymentHtml(notice, codeContentId);
  }
}

function tableHtml(notice: Notice): string {
  const formats = formatsOf(notice);
  const columns = invoiceColumns(notice, formats);
  const align = (isAmount: boolean): string => (isAmount ? 'text-align:right;white-space:nowrap;' : 'text-align:left;');
  // On a phone only number, due date and the last amount stay; the PDF has the rest.
  const isKept = (index: number): boolean => index === 0 || index === 2 || index === columns.length - 1;
  const wide = (index: number): string => (isKept(index) ? '' : ' class="wide"');
  const head = columns.map((column, index) => {
    const style = `${align(column.cents !== null)}padding:7px 6px;border-bottom:2px solid #12375d;color:#12375d;`;
    const className = isKept(index) ? 'ink' : 'ink wide';
    return `<th scope="col" class="${className}" style="${style}">${escapeHtml(column.title)}</th>`;
  });
  const shown = notice.invoices.slice(0, SHOWN_INVOICES);
  const rows = shown.map((invoice) => {
    const note = invoiceNote(notice, invoice);
    const cells = columns.map((column, index) => {
      const text = column.text?.(invoice) ?? formats.cell(column.cents?.(invoice) ?? 0);
      const small =
        index === 0 && note !== null
          ? `<br><span class="muted" style="font-size:12px;color:#5b6577;">${escapeHtml(note)}</span>`
          : '';
      return `<td${wide(index)} style="${CELL}${align(column.cents !== null)}">${escapeHtml(text)}${small}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const hidden = notice.invoices.length - shown.length;
  const more =
    hidden > 0
      ? `<tr><td colspan="${columns.length}" class="muted" style="${CELL}color:#5b6577;">${escapeHtml(WORDS[notice.language].tableAlso(hidden))}</td></tr>`
      : '';
  return [
    '<table role="table" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:14px;margin:0 0 8px;">',
    `<thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}${more}</tbody></table>`,
    totalsHtml(notice),
    hidden > 0 ? '' : interestHtml(notice),
  ].join('\n');
}

function totalsHtml(notice: Notice): string {
  const formats = formatsOf(notice);
  const lines = totalLines(notice, formats);
  const rows = lines.map((line, index) => {
    const isTotal = index === lines.length - 1;
    const style = isTotal
      ? 'padding:8px 6px;font-size:17px;font-weight:bold;color:#12375d;border-top:2px solid #12375d;'
      : 'padding:3px 6px;';
    const className = isTotal ? ' class="ink"' : '';
    return (
      `<tr><td${className} style="${style}">${escapeHtml(line.label)}</td>` +
      `<td${className} style="${style}text-align:right;white-space:nowrap;">${escapeHtml(formats.money(line.cents))}</td></tr>`
    );
  });
  return `<table role="table" align="right" class="full" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:14px;min-width:60%;margin:0 0 20px;">${rows.join('')}</table><div style="clear:both;"></div>`;
}

function interestHtml(notice: Notice): string {
  const words = WORDS[notice.language];
  const lines = notice.interestCents === 0 ? [] : interestSentences(notice).map((line) => `${words.interest}: ${line}`);
  if (notice.interestUnknownFrom) lines.push(words.interestUnknown(formatsOf(notice).day(notice.interestUnknownFrom)));
  if (lines.length === 0) return '';
  return `<p class="muted" style="margin:0 0 16px;font-size:12px;line-height:17px;color:#5b6577;">${lines.map((line) => escapeHtml(cleanText(line))).join('<br>')}</p>`;
}

function paymentHtml(notice: Notice, codeContentId: string | null): string {
  const words = WORDS[notice.language];
  const rows = paymentRows(notice).map((row) => {
    const value = row.isStrong ? `<strong>${escapeHtml(row.value)}</strong>` : escapeHtml(row.value);
    return (
      `<tr><td class="muted" style="padding:2px 14px 2px 0;color:#5b6577;vertical-align:top;">${escapeHtml(row.label)}</td>` +
      `<td style="padding:2px 0;">${value}</td></tr>`
    );
  });
  const code =
    codeContentId === null
      ? ''
      : [
          '<td class="stack" width="150" style="padding:0 18px 18px 0;text-align:center;vertical-align:middle;">',
          `<img src="cid:${codeContentId}" width="132" height="132" alt="${escapeHtml(words.codeAlt)}" style="display:inline-block;border-radius:4px;background:#ffffff;">`,
          `<div class="muted" style="font-size:11px;line-height:15px;color:#5b6577;">${escapeHtml(words.scan)}</div></td>`,
        ].join('');
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="panel" style="background:#f2f5f9;border-radius:8px;margin:8px 0 24px;"><tr>',
    '<td class="stack" style="padding:18px;vertical-align:top;">',
    `<div class="ink" style="font-weight:bold;color:#12375d;margin:0 0 8px;">${escapeHtml(words.paymentTitle)}</div>`,
    `<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px;line-height:20px;">${rows.join('')}</table></td>`,
    `${code}</tr></table>`,
  ].join('\n');
}
