// The columns of a table: how they were understood, the form that says otherwise, and the ways to read that are saved.

import { html } from 'hono/html';
import type { StagedColumns } from '../../app/imports/staged-columns.ts';
import { IMPORT_KINDS } from '../../app/ingest/index.ts';
import type { Problems } from '../forms.ts';
import type { Html, Request } from '../web.ts';
import { checkField, errorSummary, fieldId, selectField, textField } from './fields.ts';
import { note } from './note.ts';

/** What a person typed, by the name of the field; columns are c0, c1, ... in the order of the file. */
export type ColumnsTyped = Readonly<Record<string, string>>;

export const columnField = (index: number): string => `c${index}`;

/** Beside what a file would do: which heading was understood as what. */
export function columnsSummary(c: Request, id: string, looked: StagedColumns): Html {
  const { columns: words } = c.get('words');
  const rows = looked.columns.map(
    (column) => html`<tr><th scope="row" class="break">${column.heading}</th>
<td data-label="${words.field}">${titleOf(c, looked, column.field)}</td><td data-label="${words.samples}" class="break">${column.samples.join(' · ')}</td></tr>`,
  );
  return html`<section aria-labelledby="columns"><h2 id="columns">${words.understood}</h2><div class="scroll"><table class="rows">
${headings(c)}<tbody>${rows}</tbody></table></div><p><a class="button" href="/imports/files/${id}/columns">${words.change}</a></p></section>`;
}

/** `refused`: why the file could not be read as it is. */
export function columnsEditor(
  c: Request,
  id: string,
  looked: StagedColumns,
  { typed, problems, refused = '' }: { typed: ColumnsTyped; problems: Problems; refused?: Html | string },
): Html {
  const { columns: words, decisions } = c.get('words');
  const path = `/imports/files/${id}/columns`;
  const field = (name: string, label: string) => ({ name, label, value: typed[name] ?? '', problems });
  const slashes = [
    { value: '', label: words.slashesNone },
    { value: 'day-first', label: words.dayFirst },
    { value: 'month-first', label: words.monthFirst },
  ];
  // What is missing is told of what was looked at, and not of what was sent and refused.
  const isSent = Object.keys(problems).length > 0;
  const missing = looked.missing.map((texts) => html`<li>${texts[c.get('language')]}</li>`);
  return html`<header class="head"><div><p class="over"><a href="/payments">${c.get('words').payments.title}</a></p>
<h1>${words.title(looked.file)}</h1><p class="lines">${words.lead}</p></div></header>
${refused}${errorSummary(c, problems)}
<form method="get" action="${path}" class="filters"><label><span>${words.kind}</span><select name="kind">${kindOptions(c, looked)}</select></label>
<button>${words.showKind}</button></form>
${missing.length === 0 || isSent ? '' : note('warn', words.missing, html`<ul>${missing}</ul>`)}
<form method="post" action="${path}" class="column" novalidate><input type="hidden" name="kind" value="${looked.kind}">
<div class="scroll"><table class="rows"><caption class="unseen">${words.understood}</caption>${headings(c)}
<tbody>${looked.columns.map((_, index) => editorRow(c, looked, index, { typed, problems }))}</tbody></table></div>
<section class="card"><h2>${words.reading}</h2>${selectField({ ...field('slashes', words.slashes) }, slashes)}
${checkField({ name: 'cutTimes', label: words.cutTimes, checked: typed.cutTimes === 'on' })}
${looked.kind === 'invoices' ? checkField({ name: 'customersByName', label: words.customersByName, checked: typed.customersByName === 'on' }) : ''}
${textField({ ...field('name', words.saveAs), hint: words.saveAsHint })}</section>
<p class="row"><button class="primary">${words.lookAgain}</button> <a href="/payments">${decisions.cancel}</a></p></form>`;
}

function kindOptions(c: Request, looked: StagedColumns): Html[] {
  const { kinds } = c.get('words').payments;
  return IMPORT_KINDS.map(
    (kind) => html`<option value="${kind}" ${kind === looked.kind ? 'selected' : ''}>${kinds[kind]}</option>`,
  );
}

function editorRow(
  c: Request,
  looked: StagedColumns,
  index: number,
  { typed, problems }: { typed: ColumnsTyped; problems: Problems },
): Html {
  const { columns: words } = c.get('words');
  const { heading = '', samples = [] } = looked.columns[index] ?? {};
  const name = columnField(index);
  const problem = problems[name];
  const chosen = typed[name] ?? '';
  const options = looked.fields.map(
    ({ field, titles }) =>
      html`<option value="${field}" ${field === chosen ? 'selected' : ''}>${titles[c.get('language')]}</option>`,
  );
  const id = fieldId(name);
  return html`<tr><th scope="row" class="break">${heading}</th><td><div class="field ${problem === undefined ? '' : 'wrong'}">
<label class="unseen" for="${id}">${words.fieldOf(heading)}</label>
${problem === undefined ? '' : html`<small class="complaint" id="${id}-problem">${problem}</small>`}
<select id="${id}" name="${name}" ${problem === undefined ? '' : html`aria-invalid="true" aria-describedby="${id}-problem"`}>
<option value="">${words.leaveOut}</option>${options}</select></div></td>
<td data-label="${words.samples}" class="break">${samples.join(' · ')}</td></tr>`;
}

function headings(c: Request): Html {
  const { columns: words } = c.get('words');
  return html`<thead><tr><th scope="col">${words.heading}</th><th scope="col">${words.field}</th><th scope="col">${words.samples}</th></tr></thead>`;
}

function titleOf(c: Request, looked: StagedColumns, field: string): string {
  const found = looked.fields.find((one) => one.field === field);
  return found?.titles[c.get('language')] ?? c.get('words').columns.leftOut;
}
