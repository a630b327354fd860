// One customer: what he owes, his invoices and notices, the block that stands on him, and how he is reached and dunned.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { changeCustomer } from '../../app/customers/change-customer.ts';
import { customerStatement } from '../../app/documents/statement.ts';
import { UseCaseError } from '../../app/errors.ts';
import { excludeCustomer, includeCustomer } from '../../app/holds/blocks.ts';
import { type CustomerView, viewCustomer } from '../../app/insight/customers.ts';
import { listInvoices } from '../../app/insight/ledger.ts';
import { mayAct } from '../../core/actor.ts';
import { withQuery } from '../address.ts';
import { CUSTOMER_FORM, type CustomerFields, fieldsOf, readCustomer } from '../customer-form.ts';
import { type Flash, keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm, typedDay } from '../forms.ts';
import { changeForm, meanwhileNote, noticesTable, owesCard } from '../parts/customer.ts';
import { dayField, errorSummary, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { customerPath, ledgerTable } from '../parts/ledger.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { documentHeaders } from '../protect.ts';
import { refusalOf } from '../refusals.ts';
import { pdfAnswer } from '../uploads.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { blockText } from './customers.ts';

const OPEN_AT_MOST = 100;
const typed = z.string().max(2_000).default('');
const BLOCK_FORM = z.strictObject({ until: typed, reason: typed });

/** A form of this page that was refused: shown again with what was typed. */
interface Refused {
  form: 'exclude' | 'change';
  fields: Readonly<Record<string, string | undefined>>;
  problems: Problems;
  text: string | null;
  /** Somebody else was faster: what is on record now is shown beside what was typed. */
  isStale?: boolean;
}

export function customerPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/customers/:number', door, (c) => showCustomer(c, c.req.param('number'), takeFlash(c, jar), null));

  app.post('/customers/:number/exclude', door, async (c) => {
    const customer = c.req.param('number');
    const fields = await readForm(c, BLOCK_FORM);
    const refuse = (problems: Problems, text: string | null) =>
      showCustomer(c, customer, null, { form: 'exclude', fields, problems, text });
    const until = typedDay(fields.until);
    if (until === undefined) return refuse({ until: c.get('words').errors.day }, null);
    try {
      await excludeCustomer(visitOf(c).ctx, { customer, until, reason: fields.reason });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return refuse(refusal.problems, refusal.text);
    }
    const undo = { path: `${customerPath(customer)}/include`, fields: {} };
    keepFlash(c, jar, { kind: 'done', done: 'customerExcluded', undo });
    return c.redirect(customerPath(customer), 303);
  });

  app.post('/customers/:number/include', door, async (c) => {
    await readForm(c, z.strictObject({}));
    const customer = c.req.param('number');
    const { block } = await viewCustomer(visitOf(c).ctx, { customer });
    await includeCustomer(visitOf(c).ctx, { customer });
    const fields = { until: block?.untilOn ?? '', reason: block?.reason ?? '' };
    const undo = block === null ? null : { path: `${customerPath(customer)}/exclude`, fields };
    keepFlash(c, jar, { kind: 'done', done: 'customerIncluded', undo });
    return c.redirect(customerPath(customer), 303);
  });

  app.post('/customers/:number/change', door, async (c) => {
    const customer = c.req.param('number');
    const fields = await readForm(c, CUSTOMER_FORM);
    const read = readCustomer(fields, c.get('words'));
    if ('problems' in read) return showCustomer(c, customer, null, refusedChange(fields, read.problems, null));
    try {
      const { changed } = await changeCustomer(visitOf(c).ctx, {
        customer,
        seen: Number(fields.seen),
        changes: read.changes,
      });
      keepFlash(c, jar, { kind: 'done', done: changed ? 'customerSaved' : 'customerUnchanged' });
      return c.redirect(customerPath(customer), 303);
    } catch (error) {
      if (error instanceof UseCaseError && error.code === 'conflict') {
        return showCustomer(c, customer, null, { ...refusedChange(fields, {}, null), isStale: true });
      }
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return showCustomer(c, customer, null, refusedChange(fields, refusal.problems, refusal.text));
    }
  });

  app.get('/preview/customers/:number/statement.pdf', documentHeaders(deps.publicUrl), door, async (c) => {
    const currency = /^[A-Z]{3}$/.exec(c.req.query('currency') ?? '')?.[0];
    const which = { customer: c.req.param('number'), ...(currency === undefined ? {} : { currency }) };
    const { pdf } = await customerStatement(visitOf(c).ctx, which);
    return pdfAnswer(c, pdf, 'statement.pdf');
  });

  return app;
}

function refusedChange(fields: CustomerFields, problems: Problems, text: string | null): Refused {
  return { form: 'change', fields, problems, text };
}

async function showCustomer(
  c: Request,
  number: string,
  flash: Flash | null,
  refused: Refused | null,
): Promise<Response> {
  const { ctx, signedIn } = visitOf(c);
  const { customers: words, errors } = c.get('words');
  const view = await viewCustomer(ctx, { customer: number });
  const open = await listInvoices(ctx, { status: 'open', customerId: view.row.id, limit: OPEN_AT_MOST });
  const mayChange = mayAct(signedIn.role, 'approver');
  const all = withQuery('/invoices', { status: 'all', text: view.row.number });
  const main = html`${flashNote(c, flash, [])}
<header class="head"><div><p class="over">${words.number(view.row.number)}</p><h1>${view.row.name}</h1></div></header>
${refused === null ? '' : errorSummary(c, refused.problems, refused.form)}
${refused?.text == null ? '' : note('bad', errors.refused.title, html`<p>${refused.text}</p>`)}
${refused?.isStale === true ? meanwhileNote(c, view) : ''}
<section aria-labelledby="invoices"><div class="over-table"><h2 id="invoices">${words.openInvoices}</h2><a href="${all}">${words.allInvoices}</a></div>
${
  open.rows.length === 0
    ? html`<div class="empty"><p>${words.owesNothing}</p></div>`
    : ledgerTable(c, { rows: open.rows, caption: words.openInvoices, hasCustomer: false })
}</section>
<div class="sheet"><div class="column">${owesCard(c, view)}${blockCard(c, view, mayChange, refused)}
<section class="card"><h2>${words.notices}</h2>${noticesTable(c, view)}</section></div>
<div class="column">${changeForm(c, view, mayChange, changeParts(view, refused))}</div></div>`;
  const status = refused === null ? 200 : refused.isStale === true ? 409 : 422;
  return c.html(layout(c, { title: view.row.name, main, isError: refused !== null }), status);
}

function changeParts(view: CustomerView, refused: Refused | null) {
  const fields = refused?.form === 'change' ? (refused.fields as CustomerFields) : fieldsOf(view.row);
  // What is on record now has been shown: saving once more is deliberate.
  const seen = refused?.isStale === true ? String(view.row.version) : fields.seen;
  return { fields: { ...fields, seen }, problems: refused?.form === 'change' ? refused.problems : {} };
}

function blockCard(c: Request, view: CustomerView, mayChange: boolean, refused: Refused | null): Html | string {
  const { customers: words, decisions } = c.get('words');
  const path = customerPath(view.row.number);
  if (view.block !== null) {
    const end = html`<form method="post" action="${path}/include"><button>${words.include}</button></form>`;
    return html`<section class="card"><h2>${words.dunning}</h2><p class="bad">${blockText(c, view.block)}</p>${mayChange ? end : ''}</section>`;
  }
  if (!mayChange) return '';
  const own = refused?.form === 'exclude' ? refused : null;
  const field = (name: string) => ({
    name,
    value: own?.fields[name] ?? '',
    problems: own?.problems ?? {},
    scope: 'exclude',
  });
  const until = dayField({
    ...field('until'),
    label: `${decisions.until} ${decisions.optional}`,
    hint: decisions.openEnd,
  });
  return html`<section class="card"><h2>${words.exclude}</h2><form method="post" action="${path}/exclude" novalidate>${until}
${textField({ ...field('reason'), label: `${decisions.reason} ${decisions.optional}` })}<button>${words.excludeButton}</button></form></section>`;
}
