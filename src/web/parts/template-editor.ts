// The editor of a text: subject and body, what is wrong with them at its place, placeholders, and beside it the notice
// as it would look.

import { html } from 'hono/html';
import type { TextProblem } from '../../app/renderer-port.ts';
import type { TemplateText } from '../../core/notice.ts';
import { describePlaceholder, PLACEHOLDERS } from '../../core/placeholder.ts';
import type { Problems } from '../forms.ts';
import { placeOf, type TextForm } from '../template-form.ts';
import type { Html, Request } from '../web.ts';
import { fieldId, textField } from './fields.ts';

export interface TemplateParts {
  form: TextForm;
  /** Where the text comes from, in words. */
  source: string;
  /** What is wrong with it; null = not looked at yet. */
  found: readonly TextProblem[] | null;
  problems: Problems;
  examples: readonly { number: string; customer: string }[];
  mayEdit: boolean;
}

export const FRAME = 'preview';

export function templateEditor(c: Request, parts: TemplateParts): Html {
  const { templates: words } = c.get('words');
  const { form, examples, mayEdit, problems } = parts;
  const { kind, language, channel, levelId } = form.of;
  const invoice = {
    name: 'invoice',
    label: words.previewOf,
    value: form.invoice,
    hint: words.previewHint,
    problems,
    list: 'invoices',
  };
  return html`<form method="post" action="/templates" class="text-form" novalidate data-live="/templates/check" data-target="#found">
${hidden('kind', kind)}${hidden('language', language)}${hidden('channel', channel)}
${hidden('level', levelId === null ? '' : String(levelId))}${hidden('seen', String(form.seen))}
<div class="sheet"><div class="column"><section class="card text-card"><p class="over">${parts.source}</p>
${textField({ name: 'subject', label: words.subject, value: form.subject, problems })}${bodyField(c, form, problems)}
<div id="found" aria-live="polite">${parts.found === null ? '' : foundList(c, form, parts.found)}</div>
${mayEdit ? '' : html`<p>${words.readOnly}</p>`}
<div class="row">${mayEdit ? html`<button class="primary">${words.save}</button>` : ''}
<button class="only-plain" formaction="/templates/edit">${words.check}</button></div></section>
${placeholderList(c)}</div>
<div class="column"><section class="card preview-card"><div class="row">${textField(invoice)}
<button formaction="/preview/templates" formtarget="${FRAME}" data-frame="${FRAME}">${words.showPreview}</button>
${channel === 'letter' ? html`<button formaction="/preview/templates/letter.pdf" formtarget="_blank">${words.openPdf}</button>` : ''}</div>
<datalist id="invoices">${examples.map((one) => html`<option value="${one.number}">${one.customer}</option>`)}</datalist>
<div class="frames"><iframe name="${FRAME}" sandbox title="${words.previewTitle}" class="${channel === 'letter' ? 'paper' : 'mail'}"></iframe></div>
</section>${mayEdit ? testCard(c, parts) : ''}</div></div></form>`;
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

function bodyField(c: Request, form: TextForm, problems: Problems): Html {
  const { templates: words } = c.get('words');
  const id = fieldId('body');
  const problem = problems.body;
  return html`<div class="field ${problem === undefined ? '' : 'wrong'}"><label for="${id}">${words.body}</label>
<small class="hint" id="${id}-hint">${words.bodyHint}</small>
${problem === undefined ? '' : html`<small class="complaint" id="${id}-problem">${problem}</small>`}
<div class="writing"><textarea id="${id}" name="body" rows="18" spellcheck="true" lang="${form.of.language}"
 aria-describedby="${id}-hint${problem === undefined ? '' : ` ${id}-problem`}">
${form.body}</textarea></div></div>`;
}

/** What is wrong, each with its line, the word marked in it. */
export function foundList(c: Request, text: TemplateText, found: readonly TextProblem[]): Html {
  const { templates: words } = c.get('words');
  if (found.length === 0) return html`<p class="over">${words.fine}</p>`;
  const errors = found.filter((one) => one.severity === 'error');
  const warnings = found.filter((one) => one.severity === 'warning');
  const list = (some: readonly TextProblem[]) =>
    html`<ul class="found">${some.map((one) => foundItem(c, text, one))}</ul>`;
  return html`${errors.length === 0 ? '' : html`<div class="note bad"><h3>${words.problems(errors.length)}</h3>${list(errors)}</div>`}
${warnings.length === 0 ? '' : html`<div class="note warn"><h3>${words.warnings}</h3>${list(warnings)}</div>`}`;
}

function foundItem(c: Request, text: TemplateText, problem: TextProblem): Html {
  const { templates: words } = c.get('words');
  const { field, line, column, severity, message } = problem;
  const { before, marked, after } = placeOf(text, problem);
  const where = words.at(field === 'subject' ? words.subject : words.body, line, column);
  return html`<li data-field="${field}" data-line="${line}" data-column="${column}" data-length="${marked.length}"
 data-severity="${severity}"><a href="#${fieldId(field)}">${where}</a>: ${message}
<code>${before}<mark>${marked}</mark>${after}</code></li>`;
}

/** Written out, so that they can be read and copied; with script a click puts one in at the cursor. */
function placeholderList(c: Request): Html {
  const { templates: words } = c.get('words');
  const items = PLACEHOLDERS.map((one) => {
    const meaning = describePlaceholder(one, c.get('language'));
    const example = one.example === '' ? '' : ` · ${one.example}`;
    const maybe = one.optional ? ` · ${words.optional}` : '';
    return html`<li><code data-insert="${one.name}" data-kind="${one.kind}">${one.name}</code> <small>${meaning}${example}${maybe}</small></li>`;
  });
  return html`<details class="card placeholders"><summary>${words.placeholders}</summary>
<p class="over"><small>${words.placeholdersHint}</small></p><ul>${items}</ul></details>`;
}

function testCard(c: Request, { form, problems }: TemplateParts): Html {
  const { templates: words } = c.get('words');
  return html`<section class="card"><h2>${words.testMail}</h2><div class="row">
${textField({ name: 'to', label: words.testTo, value: form.to, problems }, 'wide', 'email')}
<button formaction="/templates/test-mail">${words.sendTest}</button></div></section>`;
}
