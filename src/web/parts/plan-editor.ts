// The editor of a plan: rules, levels in their order, and beside them what they lead to - dates, advice, and on demand
// what would change today.

import { html } from 'hono/html';
import type { PlanPreview, PreviewSum } from '../../app/settings/preview-plan.ts';
import { CHARGE_RULINGS } from '../../core/court-rulings.ts';
import type { Day } from '../../core/day.ts';
import { COUNT_FROM, FEE_POLICIES, GROUPINGS, PERIODICITIES, PLAN_KINDS } from '../../core/plan.ts';
import type { PlanAdvice } from '../../core/plan-advice.ts';
import { adviceText } from '../../core/plan-advice-text.ts';
import type { TimelineStep } from '../../core/plan-timeline.ts';
import type { Problems } from '../forms.ts';
import type { PlanDraft, PlanFieldName } from '../plan-draft.ts';
import type { Html, Request } from '../web.ts';
import { checkField, dayField, errorSummary, type FieldParts, selectField, textField } from './fields.ts';
import { levelCard } from './level-card.ts';
import { planStrip } from './plan-strip.ts';

/** What the rules lead to; null while they cannot be understood. */
export type Checked = { dueDate: Day; advice: readonly PlanAdvice[]; steps: readonly TimelineStep[] } | null;

export interface EditorParts {
  title: string;
  /** Where the form is sent to. */
  path: string;
  planId: number | null;
  draft: PlanDraft;
  problems: Problems;
  checked: Checked;
  preview: PlanPreview | null;
  /** Boxes above the form: what was done, who changed it meanwhile. */
  notes: Html | string;
  mayEdit: boolean;
}

export function planEditor(c: Request, parts: EditorParts): Html {
  const { plans: words } = c.get('words');
  const { draft, problems, mayEdit, planId } = parts;
  return html`<header class="head"><div><p class="over"><a href="/plans">${words.title}</a></p><h1>${parts.title}</h1></div>
${planId === null ? '' : html`<p><a href="/plans/${planId}/history">${words.history}</a></p>`}</header>
${parts.notes}${errorSummary(c, problems)}${parts.preview === null ? '' : wouldChange(c, parts.preview)}
${mayEdit ? '' : html`<p>${words.readOnly}</p>`}
<form method="post" action="${parts.path}" class="plan-form" novalidate
 data-live="/plans/check" data-target="#checked">
<input type="hidden" name="seen" value="${draft.fields.seen ?? ''}">
<section class="card dates-card" aria-labelledby="dates"><h2 id="dates">${words.dates}</h2>
<div class="row">${dayField({ name: 'example', label: words.exampleDue, value: draft.fields.example ?? '', problems })}
<button name="do" value="refresh" class="only-plain">${words.refresh}</button></div>
<div id="checked" aria-live="polite">${checkedPart(c, parts.checked)}</div></section>
<section class="card"><h2>${words.rules}</h2><fieldset ${mayEdit ? '' : 'disabled'} class="plan-fields">
<legend class="unseen">${words.rules}</legend>${ruleFields(c, draft, problems)}</fieldset></section>
<section aria-labelledby="levels" class="if-escalation"><h2 id="levels">${words.levelsHeading}</h2>
<ol class="level-cards">${draft.levels.map((level) => levelCard(c, { level, problems, mayEdit }))}</ol>
${mayEdit ? html`<p><button name="do" value="add">${words.addLevel}</button></p>` : ''}</section>
${
  mayEdit
    ? html`<div class="actions"><button class="primary" name="do" value="save">${words.save}</button>
<button name="do" value="preview">${words.preview}</button><a href="/plans">${words.cancel}</a></div>`
    : ''
}</form>`;
}

function ruleFields(c: Request, draft: PlanDraft, problems: Problems): Html {
  const { plans: words } = c.get('words');
  const { fields: labels, hints } = words;
  const of = (name: PlanFieldName, label: string, hint?: string): FieldParts => {
    const value = draft.fields[name] ?? '';
    return { name, label, value, problems, ...(hint === undefined ? {} : { hint }) };
  };
  const choices = <K extends string>(values: readonly K[], texts: Record<K, string>) =>
    values.map((value) => ({ value, label: texts[value] }));
  const isOn = (name: PlanFieldName) => draft.fields[name] === 'on';
  return html`${textField(of('name', labels.name))}${selectField(of('kind', labels.kind), choices(PLAN_KINDS, words.kinds))}
<div class="if-recap">${dayField(of('recapFirstOn', hints.recapFirst))}
${selectField(of('recapPeriodicity', hints.recapEvery), choices(PERIODICITIES, words.statements))}</div>
${selectField(of('countFrom', labels.countFrom), choices(COUNT_FROM, words.countFroms))}
${selectField(of('grouping', labels.grouping), choices(GROUPINGS, words.groupings))}
${selectField(of('feePolicy', labels.feePolicy), choices(FEE_POLICIES, words.feePolicies))}
${textField(of('minimumAmount', labels.minimumAmount, hints.minimumAmount), 'narrow')}
${textField(of('sendFrom', labels.sendFrom), 'narrow')}
${checkField({ name: 'alsoOverdue', label: labels.alsoOverdue, checked: isOn('alsoOverdue') })}
${checkField({ name: 'isDefault', label: labels.isDefault, checked: isOn('isDefault') })}
${checkField({ name: 'paused', label: labels.paused, checked: isOn('paused') })}`;
}

/** Dates and advice: drawn with the page, and anew while somebody types. */
export function checkedPart(c: Request, checked: Checked): Html {
  const { plans: words } = c.get('words');
  if (checked === null) return html`<p class="over">${words.noDates}</p>`;
  return html`${planStrip(c, checked.dueDate, checked.steps)}${adviceList(c, checked.advice)}`;
}

function adviceList(c: Request, advice: readonly PlanAdvice[]): Html {
  const { plans: words } = c.get('words');
  if (advice.length === 0) return html`<p class="over">${words.noAdvice}</p>`;
  const items = advice.map(
    (one) =>
      html`<li>${'position' in one ? html`<b>${words.adviceAt(one.position)}:</b> ` : ''}${adviceText(one, c.get('language'))}</li>`,
  );
  const isAboutFees = advice.some((one) => one.code === 'fee_above_accepted' || one.code === 'fees_add_up');
  return html`<div class="note warn"><h3>${words.advice}</h3><ul>${items}</ul>${isAboutFees ? rulings(c) : ''}</div>`;
}

/** The dated sources behind the limits. */
function rulings(c: Request): Html {
  const { plans: words } = c.get('words');
  const { day } = c.get('format');
  const rows = CHARGE_RULINGS.map((one) => {
    const on = one.decidedOn === null ? '' : `, ${day(one.decidedOn)}`;
    return html`<li>${one.by}${on}: ${c.get('language') === 'de' ? one.de : one.en} <small>(${one.source})</small></li>`;
  });
  return html`<details><summary>${words.rulings}</summary><ul>${rows}</ul></details>`;
}

function wouldChange(c: Request, preview: PlanPreview): Html {
  const { plans, list } = c.get('words');
  const { wouldChange: words } = plans;
  const { money } = c.get('format');
  const summary =
    preview.customers === 0
      ? words.nobody
      : preview.changed === 0
        ? words.none(preview.unchanged)
        : words.some(preview.changed, preview.unchanged);
  const rows = preview.changes.map(
    (change) => html`<tr><th scope="row">${change.customer.name} <small>${change.customer.number}</small></th>
<td data-label="${words.invoices}">${change.invoices.join(', ')}</td>
<td data-label="${words.now}">${change.from ?? words.nothing}</td><td data-label="${words.after}">${change.to ?? words.nothing}</td>
<td class="figure" data-label="${list.open}">${money(change.openCents, change.currency)}</td></tr>`,
  );
  return html`<section class="card" id="would-change" tabindex="-1" autofocus><h2>${words.title}</h2><p role="status">${summary}</p>
${preview.customers === 0 ? '' : html`<div class="sheet">${sums(c, words.now, preview.before)}${sums(c, words.after, preview.after)}</div>`}
${
  rows.length === 0
    ? ''
    : html`<div class="scroll"><table class="rows"><thead><tr><th>${list.customer}</th><th>${words.invoices}</th><th>${words.now}</th>
<th>${words.after}</th><th class="figure">${list.open}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
<p class="over"><small>${words.hint}</small></p></section>`;
}

function sums(c: Request, title: string, rows: readonly PreviewSum[]): Html {
  const { plans, list } = c.get('words');
  const { wouldChange: words } = plans;
  const { money } = c.get('format');
  const body = rows.map(
    (row) => html`<tr><th scope="row">${row.level ?? words.statement}</th><td class="figure">${row.notices}</td>
<td class="figure">${money(row.principalCents, row.currency)}</td><td class="figure">${money(row.feeCents, row.currency)}</td></tr>`,
  );
  return html`<div><h3>${title}</h3><table class="plain"><thead><tr><th>${words.level}</th><th class="figure">${words.notices}</th>
<th class="figure">${list.open}</th><th class="figure">${words.fee}</th></tr></thead><tbody>${body}</tbody></table></div>`;
}
