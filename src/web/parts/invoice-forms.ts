// The forms that change something about an invoice. What stands already (a pause, a dispute, a promise) is said above
// the form that ends or replaces it.

import { html } from 'hono/html';
import type { InvoiceView } from '../../app/insight/invoice-view.ts';
import { PAYMENT_METHODS } from '../../core/payment.ts';
import type { Problems } from '../forms.ts';
import type { Fields, InvoiceAction } from '../invoice-actions.ts';
import type { Html, Request } from '../web.ts';
import { checkField, dayField, type FieldParts, keyField, selectField, textField } from './fields.ts';
import { invoicePath } from './proposals.ts';

/** A form that was refused: shown again with everything that was typed. */
export interface Refused {
  action: InvoiceAction;
  fields: Fields;
  problems: Problems;
}

interface FormParts {
  view: InvoiceView;
  refused: Refused | null;
}

export function invoiceForms(c: Request, view: InvoiceView, refused: Refused | null): Html {
  const { invoice: words } = c.get('words');
  const parts = { view, refused };
  return html`<section class="card"><h2>${words.actions}</h2>
${view.blocks.length === 0 ? '' : html`<p class="warn">${words.blockedAbove}</p>`}
${fold(parts, ['pause', 'resume'], words.pause, pausing(c, parts))}
${fold(parts, ['dispute', 'settle'], words.dispute, disputing(c, parts))}
${fold(parts, ['promise'], words.promise, promising(c, parts))}
${fold(parts, ['payment'], words.payment, paying(c, parts))}
</section>`;
}

/** Folded away until it is wanted, stands already, or was refused. */
function fold({ view, refused }: FormParts, actions: InvoiceAction[], label: string, body: Html): Html {
  const isRefused = refused !== null && actions.includes(refused.action);
  const stands =
    (actions.includes('pause') && view.pause !== null) ||
    (actions.includes('dispute') && view.dispute !== null) ||
    (actions.includes('promise') && view.promise !== null);
  const isOpen = isRefused || stands;
  return html`<details ${isOpen ? 'open' : ''} ><summary>${label}</summary>${body}</details>`;
}

function form({ view }: FormParts, action: InvoiceAction, fields: Html | string, button: string): Html {
  return html`<form method="post" action="${invoicePath(view.number)}/${action}" novalidate>${fields}
<button>${button}</button></form>`;
}

/** A field with what was typed before, if this form was refused. */
function field({ refused }: FormParts, action: InvoiceAction, name: string, label: string, value = ''): FieldParts {
  const own = refused?.action === action ? refused : null;
  return { name, label, value: own?.fields[name] ?? value, problems: own?.problems ?? {}, scope: action };
}

function pausing(c: Request, parts: FormParts): Html {
  const { invoice: words, decisions } = c.get('words');
  const { pause } = parts.view;
  if (pause !== null) {
    const until = pause.until === null ? '' : words.until(c.get('format').day(pause.until));
    return html`<p>${words.paused(pause.setBy, until, pause.reason === '' ? '' : ` ${pause.reason}`)}</p>
${form(parts, 'resume', '', words.resume)}`;
  }
  const until = field(parts, 'pause', 'until', `${decisions.until} ${decisions.optional}`);
  const reason = field(parts, 'pause', 'reason', `${decisions.reason} ${decisions.optional}`);
  const fields = html`${dayField({ ...until, hint: decisions.openEnd })}${textField(reason)}`;
  return form(parts, 'pause', fields, words.pause);
}

/** Interest for the disputed time runs on unless whoever settles the dispute says otherwise. */
function waiving(c: Request, parts: FormParts): Html {
  const {
    name,
    label,
    value,
    scope = '',
  } = field(parts, 'settle', 'waiveInterest', c.get('words').invoice.waiveInterest);
  return checkField({ name, label, scope, checked: value === 'on' });
}

function disputing(c: Request, parts: FormParts): Html {
  const { invoice: words, decisions } = c.get('words');
  const { dispute } = parts.view;
  if (dispute !== null) {
    const since = c.get('format').day(dispute.raisedOn);
    return html`<p>${words.disputed(dispute.raisedBy, since, dispute.reason === '' ? '' : ` ${dispute.reason}`)}</p>
${form(parts, 'settle', waiving(c, parts), words.settle)}`;
  }
  const reason = textField(field(parts, 'dispute', 'reason', `${decisions.reason} ${decisions.optional}`));
  return form(parts, 'dispute', reason, words.raise);
}

/** A new promise takes the place of the old one. */
function promising(c: Request, parts: FormParts): Html {
  const { invoice: words } = c.get('words');
  const { day } = c.get('format');
  const { promise } = parts.view;
  const stands = promise === null ? '' : html`<p>${words.promised(day(promise.on), day(promise.through))}</p>`;
  return html`${stands}${form(parts, 'promise', dayField(field(parts, 'promise', 'on', words.promiseOn)), words.record)}`;
}

function paying(c: Request, parts: FormParts): Html {
  const { invoice: words, decisions } = c.get('words');
  const choices = PAYMENT_METHODS.map((method) => ({ value: method, label: words.methods[method] }));
  const amount = field(parts, 'payment', 'amount', words.amount(parts.view.currency));
  const valueOn = field(parts, 'payment', 'valueOn', `${words.valueOn} ${decisions.optional}`);
  const fields = html`${keyField()}${textField({ ...amount, hint: words.amountHint }, 'narrow', 'decimal')}${dayField(valueOn)}
${selectField(field(parts, 'payment', 'method', words.method, 'bank_transfer'), choices)}`;
  return form(parts, 'payment', fields, words.book);
}
