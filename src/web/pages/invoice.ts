// One invoice: facts, where it stands and why, what happened to it, and the forms that pause, dispute, promise and pay.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { attachOriginal, originalOf } from '../../app/documents/originals.ts';
import { DoneBefore } from '../../app/errors.ts';
import { invoiceHistory } from '../../app/insight/invoice-history.ts';
import { type InvoiceView, viewInvoice } from '../../app/insight/invoice-view.ts';
import { whyInvoice } from '../../app/insight/why.ts';
import { mayAct } from '../../core/actor.ts';
import { type Flash, keepFlash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { formOf, INVOICE_ACTIONS, readAction } from '../invoice-actions.ts';
import { errorSummary } from '../parts/fields.ts';
import { invoiceFacts, verdict } from '../parts/invoice-facts.ts';
import { invoiceForms, type Refused } from '../parts/invoice-forms.ts';
import { layout } from '../parts/layout.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { originalCard } from '../parts/original.ts';
import { invoicePath } from '../parts/proposals.ts';
import { timeline } from '../parts/timeline.ts';
import { documentHeaders } from '../protect.ts';
import { type Refusal, refusalOf } from '../refusals.ts';
import { pdfAnswer, readUpload, type Upload } from '../uploads.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

export function invoicePages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/invoices/:number', door, (c) => showInvoice(c, c.req.param('number'), takeFlash(c, jar), null));

  for (const action of INVOICE_ACTIONS) {
    app.post(`/invoices/:number/${action}`, door, async (c) => {
      const invoice = c.req.param('number');
      const fields = await readForm(c, formOf(action));
      const reading = readAction(action, fields, c.get('language'), c.get('words'));
      if ('problems' in reading) return showInvoice(c, invoice, null, { action, fields, ...reading, text: null });
      try {
        const { withdrawn = 0 } = await reading.act(visitOf(c).ctx, invoice);
        keepFlash(c, jar, { kind: 'invoice', done: reading.done, withdrawn });
        return c.redirect(invoicePath(invoice), 303);
      } catch (error) {
        if (error instanceof DoneBefore) {
          keepFlash(c, jar, { kind: 'said', what: 'doneBefore' });
          return c.redirect(invoicePath(invoice), 303);
        }
        const refusal = refusalOf(error, c);
        if (refusal === null) throw error;
        return showInvoice(c, invoice, null, { action, fields, ...refusal });
      }
    });
  }

  app.post('/invoices/:number/original', door, async (c) => {
    const invoice = c.req.param('number');
    const upload = await readUpload(c);
    const wrong = upload === null ? c.get('words').ledger.noFile : await refusedBecause(c, invoice, upload);
    keepFlash(c, jar, wrong === null ? { kind: 'done', done: 'originalKept' } : { kind: 'wrongFile', text: wrong });
    return c.redirect(`${invoicePath(invoice)}#original`, 303);
  });

  app.get('/preview/invoices/:number/original.pdf', documentHeaders(deps.publicUrl), door, async (c) => {
    const { pdf } = await originalOf(visitOf(c).ctx, { invoice: c.req.param('number') });
    return pdfAnswer(c, pdf, 'original.pdf');
  });

  return app;
}

/** Keeps the original of an invoice; null when it was taken, else why not. */
async function refusedBecause(c: Request, invoice: string, { name, bytes }: Upload): Promise<string | null> {
  try {
    await attachOriginal(visitOf(c).ctx, { invoice, fileName: name, bytes });
    return null;
  } catch (error) {
    const refusal = refusalOf(error, c);
    if (refusal === null) throw error;
    return refusal.text ?? Object.values(refusal.problems).join(' ');
  }
}

async function showInvoice(
  c: Request,
  number: string,
  flash: Flash | null,
  refused: (Refused & Refusal) | null,
): Promise<Response> {
  const wrongFile = flash?.kind === 'wrongFile' ? flash.text : null;
  const { ctx, signedIn } = visitOf(c);
  const { invoice: words, errors } = c.get('words');
  const view = await viewInvoice(ctx, { invoice: number });
  const { events } = await invoiceHistory(ctx, { invoice: number });
  const title = view.kind === 'credit_note' ? words.creditNote(view.number) : words.title(view.number);
  const mayChange = mayAct(signedIn.role, 'approver') && view.kind === 'invoice';
  const main = html`${flashNote(c, flash, [])}
<header class="head"><div><p class="over">${view.customer.name} · ${view.customer.number}</p><h1>${title}</h1></div></header>
${refused === null ? '' : errorSummary(c, refused.problems, refused.action)}
${refused?.text == null ? '' : note('bad', errors.refused.title, html`<p>${refused.text}</p>`)}
<div class="sheet"><div class="column">${view.kind === 'invoice' ? await standing(c, view) : ''}
<section class="card"><h2>${words.facts}</h2>${invoiceFacts(c, view)}</section>
${mayChange ? invoiceForms(c, view, refused) : ''}${originalCard(c, view, mayAct(signedIn.role, 'approver'), wrongFile)}</div>
<div class="column"><section class="card"><h2>${words.timeline}</h2>${timeline(c, events, view.currency)}</section></div></div>`;
  const isError = refused !== null || wrongFile !== null;
  return c.html(layout(c, { title, main, isError }), refused === null ? 200 : 422);
}

async function standing(c: Request, view: InvoiceView): Promise<Html> {
  const answer = await whyInvoice(visitOf(c).ctx, { invoice: view.number });
  return html`<section class="card standing"><h2>${c.get('words').invoice.verdict}</h2>${verdict(c, answer)}
${view.proposals.map((id) => html`<p><a href="/proposals/${id}">${c.get('words').invoice.waits(id)}</a></p>`)}</section>`;
}
