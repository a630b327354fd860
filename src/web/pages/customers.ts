// The list of customers: by name, with what they owe and whether they are blocked; as a page or as CSV.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { type CustomerLine, type CustomerPage, listCustomers } from '../../app/insight/customers.ts';
import { textQuery, withQuery } from '../address.ts';
import { type Cell, csvStream } from '../csv.ts';
import { linesOf } from '../paged.ts';
import { layout } from '../parts/layout.ts';
import { customerPath } from '../parts/ledger.ts';
import { fileLink, filterBar, filterText, keyPager } from '../parts/list.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const ROWS_A_PAGE = 50;
const FILE_STEP = 500;

export function customerListPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/customers', door, async (c) => {
    const { customers: words } = c.get('words');
    const text = textQuery(c, 'text');
    const after = keyOf(c);
    const page = await listCustomers(visitOf(c).ctx, { text, after, limit: ROWS_A_PAGE });
    const here = withQuery('/customers', { text });
    const next =
      page.next === null ? null : withQuery('/customers', { text, after: page.next.id, name: page.next.name });
    const main = html`<header class="head"><h1>${words.title}</h1>${fileLink(c, withQuery('/customers.csv', { text }))}</header>
${filterBar(c, '/customers', filterText('text', words.search, text))}
${page.rows.length === 0 ? html`<div class="empty"><p>${words.none}</p></div>` : customerTable(c, page.rows)}
${keyPager(c, { first: after === null ? null : here, next })}`;
    return c.html(layout(c, { title: words.title, main }));
  });

  app.get('/customers.csv', door, async (c) => {
    const { customers: words, list } = c.get('words');
    const text = textQuery(c, 'text');
    const header = [words.name, list.customer, words.place, list.currency, words.open, words.overdue, words.blocked];
    const lines = linesOf(
      (after: CustomerPage['next']) => listCustomers(visitOf(c).ctx, { text, after, limit: FILE_STEP }),
      (rows) => rows.flatMap(sumLines),
    );
    return csvStream(c, 'customers', header, lines);
  });

  return app;
}

/** A line for each currency he owes in; one where he owes nothing. */
function sumLines(line: CustomerLine): Cell[][] {
  return (line.open.length === 0 ? [null] : line.open).map((sum) => [
    line.number,
    line.name,
    line.city,
    sum?.currency ?? null,
    sum === null ? null : { cents: sum.openCents, currency: sum.currency },
    sum === null ? null : { cents: sum.overdueCents, currency: sum.currency },
    line.block === null ? null : (line.block.untilOn ?? '∞'),
  ]);
}

function keyOf(c: Request): CustomerPage['next'] {
  const id = c.req.query('after') ?? '';
  return /^[1-9]\d{0,14}$/.test(id) ? { id: Number(id), name: (c.req.query('name') ?? '').slice(0, 500) } : null;
}

function customerTable(c: Request, rows: readonly CustomerLine[]): Html {
  const { customers: words } = c.get('words');
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.title}</caption>
<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.place}</th><th scope="col">${words.reach}</th>
<th scope="col">${words.plan}</th><th scope="col" class="figure">${words.open}</th></tr></thead>
<tbody>${rows.map((row) => customerRow(c, row))}</tbody></table></div>`;
}

function customerRow(c: Request, row: CustomerLine): Html {
  const { customers: words, list } = c.get('words');
  const { money } = c.get('format');
  const ways = [...row.emailsTo.slice(0, 1), ...(row.hasAddress ? [list.by.letter] : [])].join(', ');
  const sums = row.open.map(
    (sum) => html`<div>${money(sum.openCents, sum.currency)}
${sum.overdueCents > 0 ? html`<small class="warn">${words.overdueAmount(money(sum.overdueCents, sum.currency))}</small>` : ''}</div>`,
  );
  return html`<tr><th scope="row" class="who"><a href="${customerPath(row.number)}">${row.name}</a><small>${row.number}</small>
${row.block === null ? '' : html`<ul class="marks"><li class="bad">${blockText(c, row.block)}</li></ul>`}</th>
<td data-label="${words.place}">${row.city ?? '–'}</td>
<td data-label="${words.reach}" class="break">${ways === '' ? html`<span class="bad">${words.noReach}</span>` : ways}</td>
<td data-label="${words.plan}"><div>${row.planName ?? words.standard}${row.applyFees ? '' : html`<small>${words.noFees}</small>`}</div></td>
<td data-label="${words.open}" class="figure"><div>${sums.length === 0 ? '–' : sums}</div></td></tr>`;
}

/** ' Blocked by Anna until 10 January 2026. He is ill.' */
export function blockText(c: Request, block: NonNullable<CustomerLine['block']>): string {
  const { customers: words, invoice } = c.get('words');
  const until = block.untilOn === null ? '' : invoice.until(c.get('format').day(block.untilOn));
  return words.blockedBy(block.setBy, until, block.reason === '' ? '' : ` ${block.reason}`);
}
