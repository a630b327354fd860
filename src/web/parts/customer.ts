// The cards of a customer: what he owes, his notices, and the form that changes how he is reached and dunned.

import { html } from 'hono/html';
import type { CustomerView } from '../../app/insight/customers.ts';
import { LANGUAGES, PARTIES } from '../../core/notice.ts';
import { noticeNumberText } from '../../core/notice-number.ts';
import { CHANNELS } from '../../core/plan.ts';
import type { CustomerFields } from '../customer-form.ts';
import type { Problems } from '../forms.ts';
import type { Html, Request } from '../web.ts';
import { checkField, type FieldParts, selectField, textField } from './fields.ts';
import { deliveryWord, noticeLinks } from './issued.ts';
import { customerPath } from './ledger.ts';
import { note } from './note.ts';

export function owesCard(c: Request, view: CustomerView): Html {
  const { customers: words } = c.get('words');
  const { money } = c.get('format');
  const rows = view.open.map(
    (sum) => html`<tr><th scope="row"><b>${money(sum.openCents, sum.currency)}</b>
${sum.overdueCents > 0 ? html`<small class="warn">${words.overdueAmount(money(sum.overdueCents, sum.currency))}</small>` : ''}</th>
<td class="figure wraps"><a href="/preview${customerPath(view.row.number)}/statement.pdf?currency=${sum.currency}"
 target="_blank" rel="noopener">${words.statement}</a></td></tr>`,
  );
  return html`<section class="card"><h2>${words.owes}</h2>
${rows.length === 0 ? html`<p>${words.owesNothing}</p>` : html`<table class="plain"><tbody>${rows}</tbody></table>`}</section>`;
}

export function noticesTable(c: Request, { notices }: CustomerView): Html {
  const { customers: words, list } = c.get('words');
  const { money, day } = c.get('format');
  if (notices.length === 0) return html`<p>${words.noNotices}</p>`;
  const rows = notices.map(
    (row) => html`<tr><th scope="row" class="narrow">${noticeNumberText(row.number ?? 0)}
<small>${noticeLinks(c, row.number ?? 0)}</small></th>
<td>${day(row.issuedOn)}<small>${row.levelName ?? list.statement}</small></td>
<td class="figure">${money(row.totalCents, row.currency)}<small>${noticeState(c, row)}</small></td></tr>`,
  );
  return html`<table class="plain notices"><tbody>${rows}</tbody></table>`;
}

function noticeState(c: Request, row: CustomerView['notices'][number]): Html | string {
  const { customers: words, today } = c.get('words');
  if (row.state === 'cancelled') return html`<span class="bad">${words.cancelled}</span>`;
  return row.deliveryState === null ? today.notSent : deliveryWord(c, row.deliveryState);
}

/** Who saved in between left this; the form below holds what was typed here. */
export function meanwhileNote(c: Request, view: CustomerView): Html {
  const { customers: words } = c.get('words');
  const { row } = view;
  const facts = [row.name, row.emailsTo.join(', '), row.address?.street, row.address?.city, view.planName];
  const body = html`<p>${facts.filter((fact) => fact != null && fact !== '').join(' · ')}</p>`;
  return note('warn', words.meanwhile, body);
}

export function changeForm(
  c: Request,
  view: CustomerView,
  mayChange: boolean,
  { fields, problems }: { fields: CustomerFields; problems: Problems },
): Html {
  const { customers: words } = c.get('words');
  const field = (name: keyof CustomerFields, label: string, hint?: string): FieldParts => ({
    name,
    label,
    value: fields[name] ?? '',
    problems,
    scope: 'change',
    ...(hint === undefined ? {} : { hint }),
  });
  return html`<section class="card"><h2>${words.change}</h2>
<form method="post" action="${customerPath(view.row.number)}/change" novalidate>
<fieldset class="bare" ${mayChange ? '' : 'disabled'}><input type="hidden" name="seen" value="${fields.seen}">
${textField(field('name', words.nameField))}
${textField(field('emailsTo', words.emails, words.emailsHint))}${textField(field('emailsCc', words.copies))}
<div class="pair">${textField(field('street', words.street))}${textField(field('houseNumber', words.houseNumber))}</div>
${textField(field('extra', words.extra))}
<div class="pair">${textField(field('city', words.city))}${textField(field('postalCode', words.postalCode))}</div>
${textField(field('country', words.country, words.countryHint), 'narrow')}
${textField(field('iban', words.iban, words.ibanHint))}
${choices(c, view, field)}
${checkField({ name: 'applyFees', label: words.fees, scope: 'change', checked: fields.applyFees === 'on' })}
${checkField({ name: 'activated', label: words.activated, scope: 'change', checked: fields.activated === 'on' })}
${mayChange ? html`<button class="primary">${words.save}</button>` : ''}</fieldset></form></section>`;
}

function choices(
  c: Request,
  view: CustomerView,
  field: (name: keyof CustomerFields, label: string) => FieldParts,
): Html {
  const { customers: words, list } = c.get('words');
  const standard = view.plans.find((plan) => plan.isDefault)?.name ?? '';
  const languages = [
    { value: '', label: words.houseLanguage },
    ...LANGUAGES.map((value) => ({ value, label: words.languages[value] })),
  ];
  const channels = [
    { value: '', label: words.levelDecides },
    ...CHANNELS.map((value) => ({ value, label: list.by[value] })),
  ];
  const plans = [
    { value: '', label: `${words.standard} (${standard})` },
    ...view.plans.map((plan) => ({ value: String(plan.id), label: plan.name })),
  ];
  const hint = view.row.partyConfirmed ? '' : ` (${words.notConfirmed})`;
  const parties = PARTIES.map((value) => ({ value, label: words.parties[value] }));
  return html`${selectField(field('language', words.language), languages)}
${selectField(field('preferredChannel', words.channel), channels)}
${selectField(field('party', `${words.party}${hint}`), parties)}
${selectField(field('planId', words.plan), plans)}`;
}
