// Ways to read tables: the list of those that are saved and those that are shipped, and the choice among them.

import { html } from 'hono/html';
import type { listMappings } from '../../app/imports/mappings.ts';
import type { Html, Request } from '../web.ts';
import { selectField } from './fields.ts';

export type Mappings = Awaited<ReturnType<typeof listMappings>>;

export function mappingChoice(c: Request, { presets, saved }: Mappings): Html {
  const { columns: words } = c.get('words');
  const choices = [
    { value: '', label: words.byNames },
    ...saved.map(({ name }) => ({ value: name, label: name })),
    ...presets.map(({ id, title }) => ({ value: id, label: title })),
  ];
  const field = { name: 'mapping', label: words.mapping, hint: words.mappingHint, value: '', problems: {} };
  return html`${selectField(field, choices)}<p><a href="/imports/mappings">${words.mappings}</a></p>`;
}

export function mappingList(c: Request, { presets, saved }: Mappings): Html {
  const { columns: words, payments } = c.get('words');
  const { instant } = c.get('format');
  const own = saved.map((one) =>
    row(c, one, one.name, { label: words.savedBy, text: `${one.changedBy}, ${instant(one.changedAt)}` }),
  );
  const shipped = presets.map((one) => row(c, one, one.title, { label: words.source, text: one.source }));
  return html`<header class="head"><div><p class="over"><a href="/payments">${payments.title}</a></p><h1>${words.mappings}</h1>
<p class="lines">${words.mappingsLead}</p></div></header>
<section aria-labelledby="saved"><h2 id="saved">${words.saved}</h2>
${own.length === 0 ? html`<div class="empty"><p>${words.noneSaved}</p></div>` : table(c, own, words.savedBy)}</section>
<section aria-labelledby="shipped"><h2 id="shipped">${words.shipped}</h2>${table(c, shipped, words.source)}</section>`;
}

function row(
  c: Request,
  { kind, columns }: Pick<Mappings['saved'][number], 'kind'> & { columns: Readonly<Record<string, string>> },
  name: string,
  from: { label: string; text: string },
): Html {
  const { columns: words, payments } = c.get('words');
  const read = Object.entries(columns).flatMap(([heading, field]) => (field === '' ? [] : [heading]));
  return html`<tr><th scope="row" class="break">${name}</th><td data-label="${payments.kind}">${payments.kinds[kind]}</td>
<td data-label="${words.heading}" class="break">${read.join(', ')}</td><td data-label="${from.label}" class="break"><small>${from.text}</small></td></tr>`;
}

function table(c: Request, rows: readonly Html[], from: string): Html {
  const { columns: words, payments } = c.get('words');
  return html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${words.nameOf}</th><th scope="col">${payments.kind}</th>
<th scope="col">${words.heading}</th><th scope="col">${from}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
