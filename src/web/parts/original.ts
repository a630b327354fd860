// The original PDF of an invoice: shown where there is one, handed in where there is none or a better one.

import { html } from 'hono/html';
import type { InvoiceView } from '../../app/insight/invoice-view.ts';
import type { Html, Request } from '../web.ts';
import { invoicePath } from './proposals.ts';

export function originalCard(
  c: Request,
  { number, original }: InvoiceView,
  mayChange: boolean,
  problem: string | null,
): Html | string {
  const { ledger: words } = c.get('words');
  if (original === null && !mayChange) return '';
  const path = invoicePath(number);
  const shown =
    original === null
      ? ''
      : html`<p><a href="/preview${path}/original.pdf" target="_blank" rel="noopener" class="break">${words.show}: ${original.fileName}</a>
<small>${c.get('format').instant(original.recordedAt)}</small></p>`;
  const complaint = html`<small class="complaint" id="original-problem">${problem}</small>`;
  const form = html`<form method="post" action="${path}/original" enctype="multipart/form-data" novalidate>
<div class="field ${problem === null ? '' : 'wrong'}"><label for="original-file">${words.upload}</label>
<small class="hint" id="original-hint">${words.uploadHint}</small>${problem === null ? '' : complaint}
<input id="original-file" name="file" type="file" accept=".pdf,application/pdf" aria-describedby="original-hint${problem === null ? '' : ' original-problem'}"></div>
<button>${words.uploadButton}</button></form>`;
  const isOpen = original === null || problem !== null;
  return html`<section class="card" id="original"><h2>${words.original}</h2>${shown}
${mayChange ? (isOpen ? form : html`<details><summary>${words.replace}</summary>${form}</details>`) : ''}</section>`;
}
