// The original PDF of an invoice: shown where there is one, handed in where there is none or a better one.

import { html } from 'hono/html';
import type { InvoiceView } from '../../app/insight/invoice-view.ts';
import type { Html, Request } from '../web.ts';
import { fileField } from './fields.ts';
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
  const form = html`<form method="post" action="${path}/original" enctype="multipart/form-data" novalidate>
${fileField({ label: words.upload, hint: words.uploadHint, accept: '.pdf,application/pdf', problem })}
<button>${words.uploadButton}</button></form>`;
  const isOpen = original === null || problem !== null;
  return html`<section class="card" id="original"><h2>${words.original}</h2>${shown}
${mayChange ? (isOpen ? form : html`<details><summary>${words.replace}</summary>${form}</details>`) : ''}</section>`;
}
