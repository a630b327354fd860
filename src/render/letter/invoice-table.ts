// The table of invoices with only the columns that carry something, and the totals below it.

import type { Notice, NoticeInvoice } from '../../core/notice.ts';
import { type Block, solid } from '../flow/block.ts';
import { drawRule, drawText, drawTextRight, shrinkToFit } from '../flow/canvas.ts';
import { ACCENT, INK, type TextStyle } from '../flow/style.ts';
import { table } from '../flow/table.ts';
import type { Column, Row } from '../flow/table-model.ts';
import { addRowHead, addTag, type Tag } from '../flow/tag.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { cleanText } from '../fonts/printable.ts';
import { type Formats, formatsOf } from '../text/money.ts';
import { WORDS } from '../text/words/index.ts';
import { mm } from '../units.ts';
import type { Density } from './density.ts';
import { LEFT, TEXT_WIDTH } from './page-parts.ts';

/** A column of the invoice table before it becomes text. `cents` is null for columns that are not amounts. */
export interface InvoiceColumn {
  title: string;
  text: ((invoice: NoticeInvoice) => string) | null;
  cents: ((invoice: NoticeInvoice) => number) | null;
}

/** The columns a notice needs, in order: paid, interest and compensation only where one invoice has some. */
export function invoiceColumns(notice: Notice, formats: Formats): InvoiceColumn[] {
  const words = WORDS[notice.language];
  const has = (cents: (invoice: NoticeInvoice) => number): boolean => notice.invoices.some((one) => cents(one) !== 0);
  const amount = (title: string, cents: (invoice: NoticeInvoice) => number): InvoiceColumn => ({
    title,
    text: null,
    cents,
  });
  const text = (title: string, of: (invoice: NoticeInvoice) => string): InvoiceColumn => ({
    title,
    text: of,
    cents: null,
  });
  const columns = [
    text(words.invoice, (invoice) => cleanText(invoice.number)),
    text(words.invoiceDate, (invoice) => formats.day(invoice.issuedOn)),
    text(words.due, (invoice) => formats.day(invoice.dueDate)),
  ];
  if (notice.kind === 'recap') {
    columns.push(text(words.days, (invoice) => (invoice.daysOverdue > 0 ? String(invoice.daysOverdue) : '\u2013')));
  }
  const hasPaid = has((invoice) => invoice.paidCents);
  if (hasPaid) {
    columns.push(amount(words.amount, (invoice) => invoice.grossCents));
    columns.push(amount(words.paid, (invoice) => invoice.paidCents));
  }
  columns.push(amount(words.open, (invoice) => invoice.openCents));
  const hasInterest = has((invoice) => invoice.interestCents);
  const hasCompensation = has((invoice) => invoice.compensationCents);
  if (hasInterest) columns.push(amount(words.tableInterest, (invoice) => invoice.interestCents));
  if (hasCompensation) columns.push(amount(words.tableCompensation, (invoice) => invoice.compensationCents));
  if (hasInterest || hasCompensation) columns.push(amount(words.tableTotal, invoiceTotal));
  return columns;
}

function invoiceTotal(invoice: NoticeInvoice): number {
  return invoice.openCents + invoice.interestCents + invoice.compensationCents;
}

/** The level under an invoice's number, when the invoices of a notice stand at different ones. */
export function invoiceNote(notice: Notice, invoice: NoticeInvoice): string | null {
  const names = new Set(notice.invoices.map((one) => one.levelName));
  if (names.size < 2) return null;
  return cleanText(invoice.levelName ?? WORDS[notice.language].alsoOverdue);
}

/** Table and totals as one block. `totalLabel` stands at the total instead of "to be paid by". */
export function invoiceTable(
  fonts: FontLibrary,
  notice: Notice,
  parent: Tag,
  density: Density,
  totalLabel: string | null = null,
): Block {
  const formats = formatsOf(notice);
  const words = WORDS[notice.language];
  const shown = invoiceColumns(notice, formats);
  const columns: Column[] = shown.map((column, index) => ({
    title: column.title,
    align: index < 3 ? 'left' : 'right',
    wraps: index === 0,
    formatSum: column.cents ? formats.number : null,
  }));
  const rows: Row[] = notice.invoices.map((invoice) => ({
    cells: shown.map((column) => column.text?.(invoice) ?? formats.cell(column.cents?.(invoice) ?? 0)),
    cents: shown.map((column) => column.cents?.(invoice) ?? 0),
    note: invoiceNote(notice, invoice),
  }));
  const tag = addTag(parent, 'Table');
  const sumLabel = rows.length > 1 ? `${words.sum} (${words.invoices(rows.length)})` : null;
  const footer = totals(fonts, notice, addTag(parent, 'Table'), formats, totalLabel);
  const model = { columns, rows, sumLabel, carryLabel: words.carry, footer };
  const options = {
    x: LEFT,
    width: TEXT_WIDTH,
    gap: 9 * density.gaps,
    rowHeight: density.rowHeight,
    wrapBelow: 6,
    tag,
  };
  return table(fonts, model, options);
}

/** Label and amount of every part of the total that is not zero; the last entry is the total itself. */
export function totalLines(
  notice: Notice,
  formats: Formats,
  totalLabel: string | null = null,
): { label: string; cents: number }[] {
  const words = WORDS[notice.language];
  const country = notice.organisation.address.country;
  const lines: { label: string; cents: number }[] = [];
  const add = (label: string, cents: number): void => {
    if (cents !== 0) lines.push({ label: cleanText(label), cents });
  };
  if (notice.kind === 'recap') {
    const overdue = notice.invoices.filter((invoice) => invoice.daysOverdue > 0);
    add(
      words.overdueOfThat,
      overdue.reduce((sum, invoice) => sum + invoice.openCents, 0),
    );
  } else if (notice.principalCents !== notice.totalCents) {
    add(words.principal, notice.principalCents);
  }
  add(words.interest, notice.interestCents);
  add(words.compensationLaw[country] ?? words.compensation, notice.compensationCents);
  if (notice.carried.length > 3) add(words.carried, notice.carriedCents);
  else
    for (const charge of notice.carried)
      add(words.carriedFrom(charge.noticeNumber, formats.day(charge.issuedOn)), charge.cents);
  add(words.fee, notice.feeCents);
  const label = notice.kind === 'recap' ? words.balance : words.payBy(formats.day(notice.deadline));
  return [...lines, { label: totalLabel ?? label, cents: notice.totalCents }];
}

const LINE: TextStyle = { font: 'regular', size: 9, leading: 12.4, colour: INK };
const TOTAL: TextStyle = { font: 'semibold', size: 11.5, leading: 16, colour: ACCENT };
const NARROWEST = mm(88);
const INSET = 3.2;

function totals(fonts: FontLibrary, notice: Notice, tag: Tag, formats: Formats, totalLabel: string | null): Block {
  const lines = totalLines(notice, formats, totalLabel);
  const widths = lines.map((line, index) => {
    const style = index === lines.length - 1 ? TOTAL : LINE;
    return fonts.width(style.font, style.size, `${line.label}${formats.money(line.cents)}`) + 22;
  });
  const width = Math.min(TEXT_WIDTH, Math.max(NARROWEST, ...widths) + 2 * INSET);
  const left = LEFT + TEXT_WIDTH - width;
  const right = LEFT + TEXT_WIDTH - INSET;
  const hasParts = lines.length > 1;
  const height = (lines.length - 1) * LINE.leading + (hasParts ? 6 : 0) + TOTAL.leading;
  return solid(6, height, (page, top) => {
    lines.forEach((line, index) => {
      const isTotal = index === lines.length - 1;
      const base = isTotal ? TOTAL : LINE;
      const y = top + index * LINE.leading + (isTotal && hasParts ? 6 : 0);
      const amount = formats.money(line.cents);
      const row = addTag(tag, 'TR');
      const room = right - left - INSET - fonts.width(base.font, base.size, amount) - 8;
      const style = shrinkToFit(fonts, base, line.label, room, 6);
      if (isTotal && hasParts) drawRule(page, ACCENT, left, y - 3, width, 0.9);
      drawText(fonts, page, style, line.label, left + INSET, y, addRowHead(row));
      drawTextRight(fonts, page, base, amount, right, y, addTag(row, 'TD'));
    });
  });
}
