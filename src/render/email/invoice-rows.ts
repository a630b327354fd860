// The table of invoices in a mail: the letter's columns, on a phone only number, due date and the last amount.

import type { Notice, NoticeInvoice } from '../../core/notice.ts';
import { type InvoiceColumn, invoiceColumns, invoiceNote } from '../letter/invoice-table.ts';
import { type Formats, formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import { element, type Html, tableElement } from './element.ts';

/** Rows of the table in a mail: Gmail clips messages above about 100 KB, the PDF has them all. */
export const SHOWN_INVOICES = 25;
/** More columns do not fit a mail's width beside a long invoice number: then the invoice date is left to the PDF. */
const MOST_COLUMNS = 6;

/** Numbers up to this length never wrap. */
const SHORT_NUMBER = 16;

const CELL = 'padding:7px 4px;border-bottom:1px solid #dde2e9;';
const HEAD = 'padding:7px 4px;border-bottom:2px solid #12375d;color:#12375d;';
const MUTED = 'color:#5b6577;';

interface Shown extends InvoiceColumn {
  /** Left out on narrow screens. */
  isWide: boolean;
  align: string;
}

/** Head and rows; the rest of a long list is one line that points to the PDF. */
export function invoiceRows(notice: Notice): Html {
  const formats = formatsOf(notice);
  const every = invoiceColumns(notice, formats);
  const due = every[2];
  const all = every.filter((_, index) => every.length <= MOST_COLUMNS || index !== 1);
  const columns = all.map((column, index) => ({
    ...column,
    isWide: index !== 0 && column !== due && index !== all.length - 1,
    align: column.cents === null ? 'text-align:left;' : 'text-align:right;white-space:nowrap;',
  }));
  const heads = columns.map((column) => {
    const className = column.isWide ? 'ink wide' : 'ink';
    return element('th', { scope: 'col', class: className, style: HEAD + column.align }, column.title);
  });
  const shown = notice.invoices.slice(0, SHOWN_INVOICES);
  const rows = shown.map((invoice) => invoiceRow(notice, invoice, columns, formats));
  const hidden = notice.invoices.length - shown.length;
  const more = hidden > 0 ? [moreRow(WORDS[notice.language].tableAlso(hidden), columns.length)] : [];
  const style = 'border-collapse:collapse;font-size:13px;line-height:19px;margin:0 0 8px;';
  const head = element('thead', {}, element('tr', {}, ...heads));
  return tableElement('table', { width: '100%', style }, head, element('tbody', {}, ...rows, ...more));
}

function invoiceRow(notice: Notice, invoice: NoticeInvoice, columns: readonly Shown[], formats: Formats): Html {
  const note = invoiceNote(notice, invoice);
  const cells = columns.map((column, index) => {
    const text = column.text?.(invoice) ?? formats.cell(column.cents?.(invoice) ?? 0);
    const style = `display:block;font-size:12px;${MUTED}`;
    const small = index === 0 && note !== null ? element('span', { class: 'muted', style }, note) : null;
    const wide: Record<string, string> = column.isWide ? { class: 'wide' } : {};
    const whole = index === 0 && text.length <= SHORT_NUMBER ? 'white-space:nowrap;' : '';
    return element('td', { ...wide, style: CELL + column.align + whole }, text, small);
  });
  return element('tr', {}, ...cells);
}

function moreRow(text: string, columns: number): Html {
  return element('tr', {}, element('td', { colspan: String(columns), class: 'muted', style: CELL + MUTED }, text));
}
