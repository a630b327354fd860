// Everything that is not dunned, in one list: scope, reason, end and who said so. Added, ended, printed, as CSV.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import {
  excludeCustomer,
  includeCustomer,
  pauseInvoice,
  resumeDunning,
  resumeInvoice,
  suspendDunning,
} from '../../app/holds/blocks.ts';
import { settleDispute, withdrawPromise } from '../../app/holds/disputes-and-promises.ts';
import { type ExclusionPage, listEverythingExcluded } from '../../app/insight/exclusions.ts';
import { mayAct } from '../../core/actor.ts';
import type { Day } from '../../core/day.ts';
import { EXCLUSION_KINDS } from '../../core/ledger-list.ts';
import type { Exclusion, ExclusionKey } from '../../db/exclusions.ts';
import { withQuery } from '../address.ts';
import { csvStream } from '../csv.ts';
import { type Done, keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm, typedDay } from '../forms.ts';
import { linesOf } from '../paged.ts';
import { dayField, errorSummary, selectField, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { customerPath } from '../parts/ledger.ts';
import { fileLink, filterBar, filterSelect, keyPager, printButton } from '../parts/list.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { invoicePath } from '../parts/proposals.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const ROWS_A_PAGE = 100;
const FILE_STEP = 1_000;
const SCOPES = ['customer', 'invoice', 'all'] as const;

const typed = z.string().max(2_000).default('');
const ADD_FORM = z.strictObject({ scope: z.enum(SCOPES), number: typed, until: typed, reason: typed });
type AddFields = z.output<typeof ADD_FORM>;
const END_FORM = z.strictObject({ kind: z.enum(['all', 'customer', 'invoice', 'dispute', 'promise']), number: typed });

export function exclusionPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/exclusions', door, (c) => showList(c, flashNote(c, takeFlash(c, jar), []), null));

  app.get('/exclusions.csv', door, async (c) => {
    const { exclusions: words, list } = c.get('words');
    const header = [
      words.kind,
      list.customer,
      list.customer,
      list.invoices,
      words.reason,
      words.since,
      words.until,
      words.who,
    ];
    const lines = linesOf(
      (after: ExclusionPage['next']) =>
        listEverythingExcluded(visitOf(c).ctx, { ...filterOf(c), after, limit: FILE_STEP }),
      (rows) =>
        rows.map((row) => [
          words.kinds[row.kind],
          row.customerNumber,
          row.customerName,
          row.invoice,
          row.reason,
          row.since,
          row.until,
          row.by,
        ]),
    );
    return csvStream(c, 'exclusions', header, lines);
  });

  app.post('/exclusions', door, async (c) => {
    const fields = await readForm(c, ADD_FORM);
    const { errors, exclusions: words } = c.get('words');
    const until = typedDay(fields.until);
    const problems: Problems = {
      ...(fields.scope !== 'all' && fields.number.trim() === '' ? { number: words.numberNeeded } : {}),
      ...(until === undefined ? { until: errors.day } : {}),
    };
    if (until === undefined || Object.keys(problems).length > 0)
      return showList(c, '', { fields, problems, text: null });
    try {
      const done = await exclude(c, fields, until);
      keepFlash(c, jar, { kind: 'done', done, undo: undoOf(fields.scope, fields.number.trim()) });
      return c.redirect('/exclusions', 303);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showList(c, '', { fields, ...refusal });
    }
  });

  app.post('/exclusions/end', door, async (c) => {
    const { kind, number } = await readForm(c, END_FORM);
    keepFlash(c, jar, { kind: 'done', done: await end(c, kind, number) });
    return c.redirect('/exclusions', 303);
  });

  return app;
}

async function exclude(c: Request, { scope, number, reason }: AddFields, until: Day | null): Promise<Done> {
  const { ctx } = visitOf(c);
  switch (scope) {
    case 'customer':
      await excludeCustomer(ctx, { customer: number, until, reason });
      return 'customerExcluded';
    case 'invoice':
      await pauseInvoice(ctx, { invoice: number, until, reason });
      return 'invoicePaused';
    case 'all':
      await suspendDunning(ctx, { until, reason });
      return 'dunningSuspended';
  }
}

async function end(c: Request, kind: z.output<typeof END_FORM>['kind'], number: string): Promise<Done> {
  const { ctx } = visitOf(c);
  switch (kind) {
    case 'customer':
      await includeCustomer(ctx, { customer: number });
      return 'customerIncluded';
    case 'invoice':
      await resumeInvoice(ctx, { invoice: number });
      return 'invoiceResumed';
    case 'all':
      await resumeDunning(ctx, {});
      return 'dunningResumed';
    case 'dispute':
      await settleDispute(ctx, { invoice: number });
      return 'disputeSettled';
    case 'promise':
      await withdrawPromise(ctx, { invoice: number });
      return 'promiseEnded';
  }
}

function undoOf(scope: AddFields['scope'], number: string) {
  return { path: '/exclusions/end', fields: { kind: scope, number } };
}

function filterOf(c: Request) {
  const kind = EXCLUSION_KINDS.find((one) => one === c.req.query('kind'));
  return kind === undefined ? {} : { kind };
}

/** Where a page begins: instant and id of the last row before it. */
function keyOf(c: Request): ExclusionKey | null {
  const [at = '', id = ''] = (c.req.query('after') ?? '').split('~');
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at);
  return isInstant && /^[1-9]\d{0,14}$/.test(id) ? { at, id: Number(id) } : null;
}

interface Refused {
  fields: AddFields;
  problems: Problems;
  text: string | null;
}

async function showList(c: Request, flash: Html | string, refused: Refused | null): Promise<Response> {
  const { exclusions: words, errors } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const after = keyOf(c);
  const filter = filterOf(c);
  const { rows, next } = await listEverythingExcluded(ctx, { ...filter, after, limit: ROWS_A_PAGE });
  const mayChange = mayAct(signedIn.role, 'approver');
  const kinds = [
    { value: '', label: words.filterAll },
    ...EXCLUSION_KINDS.map((value) => ({ value, label: words.kinds[value] })),
  ];
  const here = withQuery('/exclusions', filter);
  const nextPath = next === null ? null : withQuery('/exclusions', { ...filter, after: `${next.at}~${next.id}` });
  const main = html`${flash}<header class="head"><h1>${words.title}</h1>
<p class="row">${printButton(c)}${fileLink(c, withQuery('/exclusions.csv', filter))}</p></header>
<p class="lead">${words.lead}</p>
${refused === null ? '' : errorSummary(c, refused.problems)}
${refused?.text == null ? '' : note('bad', errors.refused.title, html`<p>${refused.text}</p>`)}
${filterBar(c, '/exclusions', filterSelect('kind', words.kind, filter.kind ?? '', kinds))}
${rows.length === 0 ? html`<div class="empty"><p>${words.none}</p></div>` : table(c, rows, mayChange)}
${keyPager(c, { first: after === null ? null : here, next: nextPath })}
${mayChange ? addForm(c, refused) : ''}`;
  const isError = refused !== null;
  return c.html(layout(c, { title: words.title, main, isError, scripts: ['print'] }), isError ? 422 : 200);
}

function table(c: Request, rows: readonly Exclusion[], mayChange: boolean): Html {
  const { exclusions: words } = c.get('words');
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.title}</caption><thead><tr>
<th scope="col">${words.scope}</th><th scope="col">${words.kind}</th><th scope="col">${words.reason}</th>
<th scope="col">${words.until}</th><th scope="col">${words.who}</th>${mayChange ? html`<th scope="col"><span class="unseen">${words.end}</span></th>` : ''}</tr></thead>
<tbody>${rows.map((row) => tableRow(c, row, mayChange))}</tbody></table></div>`;
}

function tableRow(c: Request, row: Exclusion, mayChange: boolean): Html {
  const { exclusions: words } = c.get('words');
  const { day } = c.get('format');
  const until = row.until === null ? (row.kind === 'dispute' ? words.settled : words.open) : day(row.until);
  return html`<tr><th scope="row" class="who">${scopeCell(c, row)}</th>
<td data-label="${words.kind}"><span class="tag">${words.kinds[row.kind]}</span></td>
<td data-label="${words.reason}" class="break">${row.reason === '' ? '–' : row.reason}</td>
<td data-label="${words.until}">${until}</td>
<td data-label="${words.who}"><div>${row.by}<small>${words.since} ${day(row.since)}</small></div></td>
${mayChange ? html`<td class="figure">${endButton(c, row)}</td>` : ''}</tr>`;
}

function scopeCell(c: Request, row: Exclusion): Html | string {
  if (row.kind === 'all') return c.get('words').exclusions.everything;
  const customer = html`<a href="${customerPath(row.customerNumber ?? '')}">${row.customerName}</a>`;
  if (row.kind === 'customer') return html`${customer}<small>${row.customerNumber}</small>`;
  if (row.proposalId !== null)
    return html`${customer}<small><a href="/proposals/${row.proposalId}">#${row.proposalId}</a></small>`;
  return html`<a href="${invoicePath(row.invoice ?? '')}">${row.invoice}</a><small>${row.customerName}</small>`;
}

/** A snooze is a decision on a proposal and ends by itself. */
function endButton(c: Request, row: Exclusion): Html | string {
  if (row.kind === 'snooze') return '';
  if (row.kind === 'all' && !mayAct(visitOf(c).signedIn.role, 'admin')) return '';
  const number = row.kind === 'customer' ? row.customerNumber : row.invoice;
  return html`<form method="post" action="/exclusions/end"><input type="hidden" name="kind" value="${row.kind}">
<input type="hidden" name="number" value="${number ?? ''}"><button class="quiet">${c.get('words').exclusions.end}</button></form>`;
}

function addForm(c: Request, refused: Refused | null): Html {
  const { exclusions: words, decisions } = c.get('words');
  const field = (name: keyof AddFields, label: string, hint?: string) => ({
    name,
    label,
    value: refused?.fields[name] ?? '',
    problems: refused?.problems ?? {},
    ...(hint === undefined ? {} : { hint }),
  });
  const scopes = SCOPES.filter((scope) => scope !== 'all' || mayAct(visitOf(c).signedIn.role, 'admin'));
  const choices = scopes.map((value) => ({ value, label: words.addKinds[value] }));
  return html`<section class="card" aria-labelledby="add"><h2 id="add">${words.add}</h2>
<form method="post" action="/exclusions" novalidate>
${selectField(field('scope', words.scope), choices)}${textField(field('number', words.number))}
${dayField(field('until', `${decisions.until} ${decisions.optional}`, decisions.openEnd))}
${textField(field('reason', `${decisions.reason} ${decisions.optional}`))}<button>${words.button}</button></form></section>`;
}
