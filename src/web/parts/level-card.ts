// One level in the editor of a plan: what is changed often in front, the rest folded away.

import { html } from 'hono/html';
import { AUTOMATIONS, LEVEL_KINDS } from '../../core/plan.ts';
import { JURISDICTIONS } from '../../core/rate.ts';
import type { Problems } from '../forms.ts';
import type { LevelDraft, LevelFieldName } from '../plan-draft.ts';
import type { Html, Request } from '../web.ts';
import { checkField, type FieldParts, selectField, textField } from './fields.ts';

/** Fields behind the fold; it stands open when one of them is wrong. */
const FOLDED: readonly LevelFieldName[] = ['compensation', 'minimumAmount', 'graceDays', 'actAt'];

const CHANNEL_CHOICES = ['email', 'letter', 'email,letter', 'letter,email'] as const;

export interface LevelCardParts {
  level: LevelDraft;
  problems: Problems;
  mayEdit: boolean;
}

export function levelCard(c: Request, { level, problems, mayEdit }: LevelCardParts): Html {
  const { plans: words } = c.get('words');
  const { key, fields } = level;
  const name = fields.name === undefined || fields.name === '' ? words.newLevel : fields.name;
  const isOpen = FOLDED.some((field) => problems[`${field}.${key}`] !== undefined);
  return html`<li class="level-card card" data-key="${key}"><fieldset ${mayEdit ? '' : 'disabled'}>
<legend class="unseen">${name}</legend>
<input type="hidden" name="order" value="${key}"><input type="hidden" name="id.${key}" value="${fields.id ?? ''}">
<div class="level-head"><span class="place" aria-hidden="true"></span>${mayEdit ? moves(c, key, name) : ''}</div>
<div class="level-fields">${mainFields(c, level, problems)}</div>
<details ${isOpen ? 'open' : ''}><summary>${words.more}</summary>
<div class="level-fields">${moreFields(c, level, problems)}</div></details>
</fieldset></li>`;
}

/** Buttons work without script; with it the card itself is moved, or dragged by its handle. */
function moves(c: Request, key: string, name: string): Html {
  const { plans: words } = c.get('words');
  return html`<span class="drag" title="${words.drag}" aria-hidden="true" draggable="true">⠿</span>
<button name="do" value="up.${key}" class="quiet" aria-label="${words.up(name)}">↑</button>
<button name="do" value="down.${key}" class="quiet" aria-label="${words.down(name)}">↓</button>
<button name="do" value="remove.${key}" class="quiet" aria-label="${words.remove(name)}">${words.removeShort}</button>`;
}

function field(level: LevelDraft, problems: Problems, name: LevelFieldName, label: string, hint?: string): FieldParts {
  const value = level.fields[name] ?? '';
  return { name: `${name}.${level.key}`, label, value, problems, ...(hint === undefined ? {} : { hint }) };
}

function mainFields(c: Request, level: LevelDraft, problems: Problems): Html {
  const { plans: words } = c.get('words');
  const { levelFields: labels } = words;
  const of = (name: LevelFieldName, label: string, hint?: string) => field(level, problems, name, label, hint);
  const kinds = LEVEL_KINDS.map((kind) => ({ value: kind, label: words.levelKinds[kind] }));
  const isActive = level.fields.active === 'on';
  return html`${textField(of('name', labels.name))}${selectField(of('kind', labels.kind), kinds)}
${textField(of('afterDays', labels.afterDays), 'narrow', 'text')}
${textField(of('paymentTermDays', labels.paymentTermDays), 'narrow', 'numeric')}
${feeFields(c, of)}${interestFields(c, of)}
${selectField(
  of('channels', labels.channels),
  CHANNEL_CHOICES.map((value) => ({ value, label: words.channelsOf[value] ?? value })),
)}
${checkField({ name: `active.${level.key}`, label: labels.active, checked: isActive })}`;
}

type Of = (name: LevelFieldName, label: string, hint?: string) => FieldParts;

/** Which further fields a kind of fee has is shown by the style sheet, so that it works without script. */
function feeFields(c: Request, of: Of): Html {
  const { plans: words } = c.get('words');
  const kinds = (['none', 'fixed', 'percent'] as const).map((value) => ({ value, label: words.fees[value] }));
  return html`<div class="choice">${selectField(of('feeKind', words.levelFields.fee), kinds)}
<div class="if-fixed">${textField(of('fee', words.fees.fixed, words.hints.fee), 'narrow')}</div>
<div class="if-percent">${textField(of('feePercent', words.feePercent), 'narrow', 'decimal')}
${textField(of('feeMin', words.feeMin), 'narrow')}${textField(of('feeMax', words.feeMax), 'narrow')}</div></div>`;
}

function interestFields(c: Request, of: Of): Html {
  const { plans: words } = c.get('words');
  const choices = [
    { value: 'none', label: words.interests.none },
    ...JURISDICTIONS.map((one) => ({ value: one, label: words.interests.statutory(words.jurisdictions[one]) })),
    { value: 'fixed', label: words.interests.fixed },
  ];
  return html`<div class="choice">${selectField(of('interest', words.levelFields.interest), choices)}
<div class="if-fixed">${textField(of('interestPercent', words.interestPercent), 'narrow', 'decimal')}</div></div>`;
}

function moreFields(c: Request, level: LevelDraft, problems: Problems): Html {
  const { plans: words } = c.get('words');
  const { levelFields: labels, hints } = words;
  const of = (name: LevelFieldName, label: string, hint?: string) => field(level, problems, name, label, hint);
  const automations = AUTOMATIONS.map((value) => ({ value, label: words.automations[value] }));
  const box = (name: 'attachInvoice' | 'appendInvoice') =>
    checkField({ name: `${name}.${level.key}`, label: labels[name], checked: level.fields[name] === 'on' });
  return html`${selectField(of('automation', labels.automation), automations)}
${textField(of('graceDays', labels.graceDays, hints.graceDays), 'narrow', 'numeric')}
${textField(of('actAt', labels.actAt), 'narrow')}
${textField(of('minimumAmount', labels.minimumAmount, hints.levelMinimum), 'narrow')}
${textField(of('compensation', labels.compensation, hints.compensation), 'narrow')}
${box('attachInvoice')}${box('appendInvoice')}`;
}
