// What stands around a list: search and filters, the way to the next page, file and paper.

import { html } from 'hono/html';
import type { Html, Request } from '../web.ts';

/** A row of filters that is sent by a button; `fields` are its inputs. */
export function filterBar(c: Request, path: string, fields: Html): Html {
  return html`<form method="get" action="${path}" role="search" class="filters">${fields}
<button>${c.get('words').ledger.filter}</button></form>`;
}

export function filterText(name: string, label: string, value: string): Html {
  return html`<label><span>${label}</span><input type="search" name="${name}" value="${value}" autocomplete="off"></label>`;
}

export function filterSelect(
  name: string,
  label: string,
  value: string,
  choices: readonly { value: string; label: string }[],
): Html {
  const options = choices.map(
    (one) => html`<option value="${one.value}" ${one.value === value ? 'selected' : ''}>${one.label}</option>`,
  );
  return html`<label><span>${label}</span><select name="${name}">${options}</select></label>`;
}

/** The next page from a key on, and back to the first; nothing where all is on one page. */
export function keyPager(c: Request, paths: { first: string | null; next: string | null }): Html | string {
  const { ledger } = c.get('words');
  if (paths.first === null && paths.next === null) return '';
  return html`<nav class="pager" aria-label="${ledger.next}">
${paths.first === null ? '' : html`<a class="button" href="${paths.first}">${ledger.first}</a>`}
${paths.next === null ? '' : html`<a class="button" rel="next" href="${paths.next}">${ledger.next}</a>`}</nav>`;
}

/** The list on paper; the page asks for the script `print`. */
export function printButton(c: Request): Html {
  return html`<button type="button" class="print quiet unready">${c.get('words').ledger.print}</button>`;
}

/** The same list as a file. */
export function fileLink(c: Request, path: string): Html {
  return html`<a class="button quiet" href="${path}">${c.get('words').ledger.csv}</a>`;
}
