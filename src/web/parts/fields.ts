// Form fields with label, hint and complaint, and the summary of complaints above a form that was refused.

import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Problems } from '../forms.ts';
import type { Html, Request } from '../web.ts';

export interface FieldParts {
  name: string;
  label: string;
  value: string;
  hint?: string;
  problems: Problems;
  /** Keeps ids apart where several forms of a page have a field of one name. */
  scope?: string;
  /** Id of a list of suggestions on the same page. */
  list?: string;
}

export function fieldId(name: string, scope = ''): string {
  return scope === '' ? name : `${scope}-${name}`;
}

export function textField(field: FieldParts, width: 'narrow' | 'wide' = 'wide', inputMode = 'text'): Html {
  return labelled(
    field,
    html`<input ${wiring(field)} class="${width}" type="text" inputmode="${inputMode}" autocomplete="off"
 value="${field.value}">`,
  );
}

/** A secret field: never filled in again by us; `autocomplete` says to password managers which one it is. */
export function passwordField(
  field: Omit<FieldParts, 'value'>,
  autocomplete: 'current-password' | 'new-password',
): Html {
  const parts = { ...field, value: '' };
  return labelled(parts, html`<input ${wiring(parts)} class="wide" type="password" autocomplete="${autocomplete}">`);
}

/** Several lines; the first line break after the tag belongs to the markup, not to the text. */
export function linesField(field: FieldParts, rows = 4): Html {
  return labelled(
    field,
    html`<textarea ${wiring(field)} rows="${rows}">
${field.value}</textarea>`,
  );
}

/** No `min`: what a day must be is the use case's to say. */
export function dayField(field: FieldParts): Html {
  return labelled(field, html`<input ${wiring(field)} class="narrow" type="date" value="${field.value}">`);
}

export function selectField(field: FieldParts, choices: readonly { value: string; label: string }[]): Html {
  const options = choices.map(
    ({ value, label }) => html`<option value="${value}" ${value === field.value ? 'selected' : ''}>${label}</option>`,
  );
  return labelled(field, html`<select ${wiring(field)}>${options}</select>`);
}

export function checkField(field: Pick<FieldParts, 'name' | 'label' | 'scope'> & { checked: boolean }): Html {
  const id = fieldId(field.name, field.scope);
  return html`<p class="field check"><input type="checkbox" id="${id}" name="${field.name}" value="on"
 ${field.checked ? 'checked' : ''}> <label for="${id}">${field.label}</label></p>`;
}

/** The hidden key of a form: sent twice, it is carried out once. */
export function keyField(): Html {
  return html`<input type="hidden" name="once" value="${randomUUID()}">`;
}

/** A file of the field `file`; what was chosen before is the browser's to remember, never ours. */
export function fileField(field: { label: string; hint: string; accept: string; problem: string | null }): Html {
  const { label, hint, accept, problem } = field;
  const parts = { name: 'file', label, hint, problems: problem === null ? {} : { file: problem } };
  return labelled(
    { ...parts, value: '' },
    html`<input ${wiring({ ...parts, value: '' })} type="file" accept="${accept}">`,
  );
}

/** What was wrong, with a link to each field; takes the focus, so that it is read first. */
export function errorSummary(c: Request, problems: Problems, scope = ''): Html | string {
  const entries = Object.entries(problems);
  if (entries.length === 0) return '';
  return html`<div class="note bad" role="alert" tabindex="-1" autofocus>
<h2>${c.get('words').errors.problem}</h2>
<ul>${entries.map(([name, text]) => html`<li><a href="#${fieldId(name, scope)}">${text}</a></li>`)}</ul>
</div>`;
}

function labelled(field: FieldParts, input: Html): Html {
  const id = fieldId(field.name, field.scope);
  const problem = field.problems[field.name];
  return html`<div class="field ${problem === undefined ? '' : 'wrong'}">
<label for="${id}">${field.label}</label>
${field.hint === undefined ? '' : html`<small class="hint" id="${id}-hint">${field.hint}</small>`}
${problem === undefined ? '' : html`<small class="complaint" id="${id}-problem">${problem}</small>`}
${input}
</div>`;
}

/** Name, id and what describes the field: an attribute list made of our own words only. */
function wiring({ name, scope, hint, problems, list }: FieldParts): Html {
  const id = fieldId(name, scope);
  const described = [hint === undefined ? '' : `${id}-hint`, problems[name] === undefined ? '' : `${id}-problem`];
  return html`id="${id}" name="${name}" ${list === undefined ? '' : html`list="${list}"`} aria-describedby="${described.join(' ').trim()}"
 ${problems[name] === undefined ? '' : 'aria-invalid=true'}`;
}
