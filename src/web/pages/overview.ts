// Everything open at a glance, and notices by hand: tick overdue invoices, look at what that would make, propose it.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { listInvoices } from '../../app/insight/ledger.ts';
import { type Overview, readOverview } from '../../app/insight/overview.ts';
import { runsToday } from '../../app/insight/today.ts';
import { type ByHandPreview, proposeByHand, weighByHand } from '../../app/proposals/propose-by-hand.ts';
import { mayAct } from '../../core/actor.ts';
import { wholeQuery, withQuery } from '../address.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm } from '../forms.ts';
import { errorSummary, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { ledgerTable } from '../parts/ledger.ts';
import { keyPager } from '../parts/list.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { attentionCard, currencyCards, levelCard } from '../parts/overview.ts';
import { invoicePath, levelName } from '../parts/proposals.ts';
import { gateNotes } from '../parts/runs.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { keyOf, nextPath } from './invoices.ts';

const ROWS_A_PAGE = 50;
const typedNumber = z.string().min(1).max(100);
const FORM = z.strictObject({
  invoice: z.array(typedNumber).max(1_000).default([]),
  remark: z.string().max(2_000).default(''),
});

export function overviewPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/overview', door, async (c) => {
    const { ctx } = visitOf(c);
    const flash = takeFlash(c, jar);
    const overview = await readOverview(ctx, {});
    const main = html`${flashNote(c, flash, [])}${await overviewMain(c, overview)}`;
    return c.html(layout(c, { title: c.get('words').overview.title, main, scripts: ['table'] }));
  });

  app.post('/overview/check', door, async (c) => {
    const { invoice: invoices } = await readForm(c, FORM, ['invoice']);
    if (invoices.length === 0) {
      keepFlash(c, jar, { kind: 'done', done: 'nothingTicked' });
      return c.redirect('/overview', 303);
    }
    return showCheck(c, invoices, '', {}, null);
  });

  app.post('/overview/notices', door, async (c) => {
    const { invoice: invoices, remark } = await readForm(c, FORM, ['invoice']);
    try {
      const { proposals } = await proposeByHand(visitOf(c).ctx, { invoices, ...(remark === '' ? {} : { remark }) });
      keepFlash(c, jar, { kind: 'done', done: 'proposedByHand', count: proposals.length });
      return c.redirect('/overview', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showCheck(c, invoices, remark, refusal.problems, refusal.text);
    }
  });

  return app;
}

async function overviewMain(c: Request, overview: Overview): Promise<Html> {
  const { overview: words } = c.get('words');
  const { ctx, house, signedIn } = visitOf(c);
  const passedPosition = wholeQuery(c, 'level');
  const after = keyOf(c);
  const page = await listInvoices(ctx, {
    status: 'overdue',
    after,
    limit: ROWS_A_PAGE,
    ...(passedPosition === null ? {} : { passedPosition }),
  });
  const here = withQuery('/overview', { level: passedPosition });
  const table = ledgerTable(c, { rows: page.rows, caption: words.list, hasTicks: mayAct(signedIn.role, 'approver') });
  const bar = html`<div class="actions"><span class="ticked" aria-hidden="true"><span class="count"></span> ${c.get('words').today.ticked}</span>
<span class="sums" aria-live="polite"></span><button class="primary">${words.create}</button></div>`;
  const list = mayAct(signedIn.role, 'approver')
    ? html`<form method="post" action="/overview/check" class="deciding">${table}${bar}</form>`
    : table;
  return html`<header class="head"><div><p class="over">${c.get('format').weekday(house.today)}</p><h1>${words.title}</h1></div></header>
${gateNotes(c, await runsToday(ctx, {}), mayAct(signedIn.role, 'approver'))}
${currencyCards(c, overview)}
<div class="beside">${levelCard(c, overview, passedPosition)}${attentionCard(c, overview)}</div>
<section aria-labelledby="overdue"><div class="over-table"><h2 id="overdue">${words.list}</h2>
${passedPosition === null ? '' : html`<a href="/overview">${c.get('words').today.showAll}</a>`}</div>
${page.rows.length === 0 ? html`<div class="empty"><p>${words.none}</p></div>` : list}
${keyPager(c, { first: after === null ? null : here, next: nextPath(here, page.next) })}</section>`;
}

async function showCheck(
  c: Request,
  invoices: readonly string[],
  remark: string,
  problems: Problems,
  text: string | null,
): Promise<Response> {
  const { overview: words, errors } = c.get('words');
  const preview = await weighByHand(visitOf(c).ctx, { invoices: [...invoices] });
  const isError = text !== null || Object.keys(problems).length > 0;
  const count = preview.notices.length;
  const title = count === 0 ? words.nothingPossible : words.check(count);
  const main = html`<h1>${title}</h1>
${text === null ? '' : note('bad', errors.refused.title, html`<p>${text}</p>`)}${errorSummary(c, problems)}
${count === 0 ? '' : html`<p class="lead">${words.checkLead}</p>${byHandTable(c, preview)}${byHandForm(c, preview, remark, problems)}`}
${refusedList(c, preview)}${count === 0 ? html`<p><a class="button" href="/overview">${errors.back}</a></p>` : ''}`;
  return c.html(layout(c, { title, main, isError }), isError ? 422 : 200);
}

function byHandTable(c: Request, { notices }: ByHandPreview): Html {
  const { list } = c.get('words');
  const rows = notices.map(
    (notice) => html`<tr><th scope="row">${notice.customer.name}<small>${notice.customer.number}</small></th>
<td data-label="${list.invoices}">${notice.invoices.map((number) => html`<a class="number" href="${invoicePath(number)}">${number}</a> `)}</td>
<td data-label="${list.level}">${levelName(c, notice)}</td>
<td data-label="${list.open}" class="figure">${c.get('format').money(notice.openCents, notice.currency)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${list.customer}</th>
<th scope="col">${list.invoices}</th><th scope="col">${list.level}</th><th scope="col" class="figure">${list.open}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function byHandForm(c: Request, { notices }: ByHandPreview, remark: string, problems: Problems): Html {
  const { overview: words, decisions } = c.get('words');
  const invoices = notices.flatMap((notice) => notice.invoices);
  const field = { name: 'remark', value: remark, problems, label: `${words.remark} ${decisions.optional}` };
  return html`<form method="post" action="/overview/notices" class="card" novalidate>
${invoices.map((number) => html`<input type="hidden" name="invoice" value="${number}">`)}
${textField({ ...field, hint: decisions.printed })}
<div class="row"><button class="primary">${words.confirm(notices.length)}</button><a href="/overview">${decisions.cancel}</a></div></form>`;
}

function refusedList(c: Request, { refusals }: ByHandPreview): Html | string {
  if (refusals.length === 0) return '';
  const items = refusals.map(({ texts }) => html`<li>${texts[c.get('language')]}</li>`);
  return note('warn', c.get('words').overview.refused, html`<ul>${items}</ul>`);
}
