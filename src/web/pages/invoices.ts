// The list of invoices: by status and search, a page at a time, as a page or as CSV.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { type LedgerLine, type LedgerPage, listInvoices } from '../../app/insight/ledger.ts';
import { type Day, isDay } from '../../core/day.ts';
import { LEDGER_STATUSES } from '../../core/ledger-list.ts';
import { reasonText } from '../../core/reason-text.ts';
import { oneOfQuery, textQuery, withQuery } from '../address.ts';
import { type Cell, csvStream } from '../csv.ts';
import { linesOf } from '../paged.ts';
import { layout } from '../parts/layout.ts';
import { ledgerTable } from '../parts/ledger.ts';
import { fileLink, filterBar, filterSelect, filterText, keyPager } from '../parts/list.ts';
import { type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const ROWS_A_PAGE = 50;
const FILE_STEP = 500;

export function invoiceListPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/invoices', door, async (c) => {
    const { ledger } = c.get('words');
    const { status, text } = askedFor(c);
    const after = keyOf(c);
    const page = await listInvoices(visitOf(c).ctx, { status, text, after, limit: ROWS_A_PAGE });
    const here = withQuery('/invoices', { status, text });
    const choices = LEDGER_STATUSES.map((value) => ({ value, label: ledger.statuses[value] }));
    const fields = html`${filterText('text', ledger.search, text)}${filterSelect('status', ledger.status, status, choices)}`;
    const nothing = text === '' && status === 'all' ? ledger.noneAtAll : ledger.none;
    const main = html`<header class="head"><h1>${ledger.title}</h1>${fileLink(c, withQuery('/invoices.csv', { status, text }))}</header>
${filterBar(c, '/invoices', fields)}
${page.rows.length === 0 ? html`<div class="empty"><p>${nothing}</p></div>` : ledgerTable(c, { rows: page.rows, caption: ledger.title })}
${keyPager(c, { first: after === null ? null : here, next: nextPath(here, page.next) })}`;
    return c.html(layout(c, { title: ledger.title, main }));
  });

  app.get('/invoices.csv', door, async (c) => {
    const { ledger, list, customers } = c.get('words');
    const asked = { ...askedFor(c), limit: FILE_STEP };
    const header = [ledger.number, customers.name, list.customer, ledger.due, list.currency, ledger.gross, list.open];
    const lines = linesOf(
      (after: LedgerPage['next']) => listInvoices(visitOf(c).ctx, { ...asked, after }),
      (rows) => rows.map((row) => lineOf(c, row)),
    );
    return csvStream(c, 'invoices', [...header, ledger.level, ledger.standing], lines);
  });

  return app;
}

function lineOf(c: Request, row: LedgerLine): Cell[] {
  return [
    row.number,
    row.customerNumber,
    row.customerName,
    row.dueDate,
    row.currency,
    { cents: row.grossCents, currency: row.currency },
    { cents: row.openCents, currency: row.currency },
    row.levelName,
    row.standing?.verdict.kind === 'held' ? reasonText(row.standing.verdict.reason, c.get('language')) : null,
  ];
}

function askedFor(c: Request) {
  const [first, ...others] = LEDGER_STATUSES;
  return { status: oneOfQuery(c, 'status', [first, ...others]), text: textQuery(c, 'text') };
}

/** Where a page of invoices begins: `2026-05-24.17`, the due date and id of the last row before it. */
export function keyOf(c: Request): LedgerPage['next'] {
  const [day = '', id = ''] = (c.req.query('after') ?? '').split('.');
  return isDay(day) && /^[1-9]\d{0,14}$/.test(id) ? { dueDate: day as Day, id: Number(id) } : null;
}

export function nextPath(here: string, next: LedgerPage['next']): string | null {
  if (next === null) return null;
  return `${here}${here.includes('?') ? '&' : '?'}after=${next.dueDate}.${next.id}`;
}
