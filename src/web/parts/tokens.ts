// Tokens of programs in a table, the form that makes one, and the one moment in which a new one is seen.

import { html } from 'hono/html';
import type { TokenView } from '../../app/api/tokens.ts';
import { ROLES, type Role } from '../../core/actor.ts';
import { SCOPES, type Scope } from '../../core/scope.ts';
import type { Problems } from '../forms.ts';
import type { Html, Request } from '../web.ts';
import { keyField, selectField, textField } from './fields.ts';
import { note } from './note.ts';

export interface TokenFields {
  name: string;
  role: Role;
  scopes: Scope[];
  days: string;
}

export const NO_TOKEN: TokenFields = { name: '', role: 'viewer', scopes: [], days: '365' };

/** Shown once: it is stored as a hash only. */
export function newTokenNote(c: Request, name: string, token: string): Html {
  const { tokens: words } = c.get('words');
  return note(
    'good',
    words.made(name),
    html`<p>${words.once}</p><p><label for="new-token" class="unseen">${words.title}</label>
<input id="new-token" class="wide number" type="text" readonly value="${token}"></p><p><small><code>Authorization: Bearer …</code></small></p>`,
  );
}

export function tokenTable(c: Request, rows: readonly TokenView[]): Html {
  const { tokens: words } = c.get('words');
  if (rows.length === 0) return html`<div class="empty"><p>${words.none}</p></div>`;
  return html`<div class="scroll"><table class="rows"><caption class="unseen">${words.title}</caption><thead><tr>
<th scope="col">${words.name}</th><th scope="col">${words.may}</th><th scope="col">${words.made_}</th><th scope="col">${words.used}</th>
<th scope="col">${words.ends}</th><th scope="col"><span class="unseen">${words.revoke}</span></th></tr></thead>
<tbody>${rows.map((row) => tokenRow(c, row))}</tbody></table></div>`;
}

function tokenRow(c: Request, row: TokenView): Html {
  const { tokens: words, frame } = c.get('words');
  const { instant } = c.get('format');
  const scopes = row.scopes.includes('*')
    ? words.everything
    : row.scopes.map((one) => words.scopes[one as Scope]).join(', ');
  const ends =
    row.revokedAt !== null
      ? words.revoked(instant(row.revokedAt))
      : row.expiresAt === null
        ? words.never
        : instant(row.expiresAt);
  const revoke = html`<form method="post" action="/settings/tokens/${row.id}/revoke"><button class="quiet">${words.revoke}
<span class="unseen"> ${row.name}</span></button></form>`;
  return html`<tr class="${row.valid ? '' : 'is-off'}"><th scope="row" class="who">${row.name}<small>…${row.hint}</small></th>
<td data-label="${words.may}"><div>${frame.roles[row.role]}<small>${scopes}</small></div></td>
<td data-label="${words.made_}"><div>${row.createdBy}<small>${instant(row.createdAt)}</small></div></td>
<td data-label="${words.used}">${row.lastUsedAt === null ? words.unused : instant(row.lastUsedAt)}</td>
<td data-label="${words.ends}">${row.valid || row.revokedAt !== null ? ends : html`<span class="bad">${words.expired}</span>`}</td>
<td class="figure">${row.valid ? revoke : ''}</td></tr>`;
}

export function tokenForm(c: Request, fields: TokenFields, problems: Problems): Html {
  const { tokens: words, frame } = c.get('words');
  const roles = ROLES.map((value) => ({ value, label: frame.roles[value] }));
  const boxes = SCOPES.map(
    (scope) => html`<p class="field check"><input type="checkbox" id="scope-${scope}" name="scopes" value="${scope}"
 ${fields.scopes.includes(scope) ? 'checked' : ''}> <label for="scope-${scope}">${words.scopes[scope]}</label></p>`,
  );
  const { scopes: problem } = problems;
  const complaint = problem === undefined ? '' : html`<small class="complaint">${problem}</small>`;
  return html`<section class="card"><h2>${words.create}</h2><form method="post" action="/settings/tokens" novalidate>${keyField()}
${textField({ name: 'name', label: words.nameLabel, hint: words.nameHint, value: fields.name, problems })}
${selectField({ name: 'role', label: words.role, hint: words.roleHint, value: fields.role, problems }, roles)}
<fieldset class="boxes ${problem === undefined ? '' : 'wrong'}" id="scopes" tabindex="-1"><legend>${words.scope}</legend>
<small class="hint">${words.scopeHint}</small>${complaint}
<div class="columns">${boxes}</div></fieldset>
${textField({ name: 'days', label: words.days, hint: words.daysHint, value: fields.days, problems }, 'narrow', 'numeric')}
<button class="primary">${words.createButton}</button></form></section>`;
}
