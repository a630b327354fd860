// "Why is X not here?": finds an invoice by what people know of it and says where it stands, now or at a past run.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { UseCaseError } from '../../app/errors.ts';
import { findInvoices, type InvoiceSearch } from '../../app/insight/find-invoices.ts';
import { runsToday } from '../../app/insight/today.ts';
import { whyInvoice } from '../../app/insight/why.ts';
import type { Day } from '../../core/day.ts';
import type { FoundInvoice } from '../../db/lookups.ts';
import { type Problems, typedDay } from '../forms.ts';
import { dayField, errorSummary, textField } from '../parts/fields.ts';
import { verdict, verdictOfRun } from '../parts/invoice-facts.ts';
import { layout } from '../parts/layout.ts';
import { note } from '../parts/note.ts';
import { invoicePath } from '../parts/proposals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const FOUND_AT_MOST = 25;
const TEXT_AT_MOST = 100;

export function whyPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();
  app.get('/why', door, async (c) => {
    const text = (c.req.query('invoice') ?? '').trim();
    const on = c.req.query('on') ?? '';
    const problems = problemsIn(c, text, on);
    const isError = Object.keys(problems).length > 0;
    const result = text === '' || isError ? '' : await answer(c, text, on);
    const { title, lead } = c.get('words').why;
    const main = html`<h1>${title}</h1>${errorSummary(c, problems)}<p class="lead">${lead}</p>
${searchForm(c, text, on, problems)}${result}`;
    return c.html(layout(c, { title, main, isError }), isError ? 422 : 200);
  });
  return app;
}

function problemsIn(c: Request, text: string, on: string): Problems {
  const { errors } = c.get('words');
  if (text.length > TEXT_AT_MOST) return { invoice: errors.tooLong(TEXT_AT_MOST) };
  if (/\p{Cc}/u.test(text)) return { invoice: errors.characters };
  return typedDay(on) === undefined ? { on: errors.day } : {};
}

function searchForm(c: Request, text: string, on: string, problems: Problems): Html {
  const { why, decisions } = c.get('words');
  const day = { name: 'on', label: `${why.on} ${decisions.optional}`, value: on, problems };
  return html`<form method="get" action="/why" role="search" class="card inline" novalidate>
${textField({ name: 'invoice', label: why.label, value: text, problems })}${dayField(day)}
<button class="primary">${why.search}</button></form>`;
}

/** The verdict on an invoice of exactly this number; else what was found, each leading to its own. */
async function answer(c: Request, text: string, on: string): Promise<Html> {
  const { ctx } = visitOf(c);
  const search = await findInvoices(ctx, { text, limit: FOUND_AT_MOST });
  const [first] = search.found;
  const exact = first?.number === text || search.found.length === 1 ? first : undefined;
  return exact === undefined ? listFound(c, text, search) : explain(c, exact, on);
}

async function explain(c: Request, found: FoundInvoice, on: string): Promise<Html> {
  const { why } = c.get('words');
  const day = typedDay(on) ?? null;
  const details = html`<p><a class="button" href="${invoicePath(found.number)}">${why.details}</a></p>`;
  const head = html`<h2><span class="number">${found.number}</span> · ${found.customerName}</h2>
<p>${c.get('format').money(found.openCents, found.currency)} · ${c.get('words').list.due(c.get('format').day(found.dueDate))}</p>`;
  if (found.kind === 'credit_note') return html`<section class="card">${head}${details}</section>`;
  const said = await verdictOrRefusal(c, found.number, day);
  return html`<section class="card standing">${head}${said}${details}</section>`;
}

async function verdictOrRefusal(c: Request, invoice: string, on: Day | null): Promise<Html> {
  const { ctx, house } = visitOf(c);
  if (on !== null && on < house.today)
    return orRefusal(c, async () => verdict(c, await whyInvoice(ctx, { invoice, on })));
  const now = await orRefusal(c, async () => verdict(c, await whyInvoice(ctx, { invoice })));
  return html`${now}${await runOfToday(c, invoice)}`;
}

/** Today's list is what the run saw; what changed since does not put an invoice on it. */
async function runOfToday(c: Request, invoice: string): Promise<Html | string> {
  const { ctx } = visitOf(c);
  const plans = await runsToday(ctx, {});
  if (plans.every((plan) => plan.run === null)) return '';
  return orRefusal(c, async () => verdictOfRun(c, await whyInvoice(ctx, { invoice, atRun: true })));
}

async function orRefusal(c: Request, answer: () => Promise<Html>): Promise<Html> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof UseCaseError && error.code === 'refused') return note('warn', error.in(c.get('language')));
    throw error;
  }
}

function listFound(c: Request, text: string, { found, similar }: InvoiceSearch): Html {
  const { why, list, invoice, proposal } = c.get('words');
  const { money, day } = c.get('format');
  if (found.length === 0) {
    const links = similar.map((number) => html`<li><a href="${whyPath(number)}">${number}</a></li>`);
    return html`<section><p>${why.none(text)}</p>${similar.length === 0 ? '' : html`<p>${why.similar}</p><ul>${links}</ul>`}</section>`;
  }
  const rows = found.map(
    (one) => html`<tr><th scope="row"><a class="number" href="${whyPath(one.number)}">${one.number}</a></th>
<td data-label="${list.customer}">${one.customerName}</td><td data-label="${invoice.due}">${day(one.dueDate)}</td>
<td data-label="${list.open}" class="figure">${money(one.openCents, one.currency)}</td></tr>`,
  );
  const count = found.length === FOUND_AT_MOST ? why.most(FOUND_AT_MOST) : why.found(found.length);
  return html`<section><p aria-live="polite">${count}</p><div class="scroll"><table class="rows"><thead><tr>
<th scope="col">${proposal.invoice}</th><th scope="col">${list.customer}</th><th scope="col">${invoice.due}</th>
<th scope="col" class="figure">${list.open}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function whyPath(number: string): string {
  return `/why?invoice=${encodeURIComponent(number)}`;
}
