// Access of programs: the tokens there are, making one (it is shown once, in the answer to the form), ending one.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { createToken, listTokens, revokeToken } from '../../app/api/tokens.ts';
import { DoneBefore } from '../../app/errors.ts';
import { mayAct, ROLES } from '../../core/actor.ts';
import { SCOPES } from '../../core/scope.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { FORM_KEY, onceBy, type Problems, readForm } from '../forms.ts';
import { errorSummary } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { NO_TOKEN, newTokenNote, type TokenFields, tokenForm, tokenTable } from '../parts/tokens.ts';
import { refusalOf } from '../refusals.ts';
import { typedWhole } from '../typed-rules.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

const typed = z.string().max(300).default('');
const FORM = z.strictObject({
  once: FORM_KEY,
  name: typed,
  role: z.enum(ROLES),
  scopes: z.array(z.enum(SCOPES)).default([]),
  days: typed,
});

export function tokenPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/settings/tokens', door, (c) => show(c, { notes: flashNote(c, takeFlash(c, jar), []) }));

  app.post('/settings/tokens', door, async (c) => {
    const fields = await readForm(c, FORM, ['scopes']);
    const days = fields.days.trim() === '' ? null : typedWhole(fields.days);
    if (days === undefined) return show(c, { fields, problems: { days: c.get('words').plans.wrong.whole } });
    const { once, name, role, scopes } = fields;
    // A box forgotten must not open everything.
    if (scopes.length === 0) return show(c, { fields, problems: { scopes: c.get('words').tokens.scopeNeeded } });
    try {
      const { token } = await createToken(onceBy(visitOf(c).ctx, once), { name, role, scopes, days });
      return show(c, { notes: newTokenNote(c, name, token) });
    } catch (error) {
      if (error instanceof DoneBefore) {
        keepFlash(c, jar, { kind: 'said', what: 'shownBefore' });
        return c.redirect('/settings/tokens', 303);
      }
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      const { text, problems } = refusal;
      const notes = text === null ? '' : note('bad', c.get('words').errors.refused.title, html`<p>${text}</p>`);
      return show(c, { fields, problems, notes, isRefused: true });
    }
  });

  app.post('/settings/tokens/:id/revoke', door, async (c) => {
    await readForm(c, z.strictObject({}));
    await revokeToken(visitOf(c).ctx, { token: idOf(c, 'id') });
    keepFlash(c, jar, { kind: 'settings', done: 'tokenRevoked' });
    return c.redirect('/settings/tokens', 303);
  });

  return app;
}

interface Shown {
  notes?: Html | string;
  fields?: TokenFields;
  problems?: Problems;
  isRefused?: boolean;
}

async function show(
  c: Request,
  { notes = '', fields = NO_TOKEN, problems = {}, isRefused = false }: Shown,
): Promise<Response> {
  const { tokens: words, settings } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const isError = isRefused || Object.keys(problems).length > 0;
  const body = mayAct(signedIn.role, 'admin')
    ? html`${tokenTable(c, await listTokens(ctx, {}))}${tokenForm(c, fields, problems)}`
    : html`<p>${settings.readOnly}</p>`;
  const main = html`<header class="head"><div><p class="over"><a href="/settings">${settings.back}</a></p><h1>${words.title}</h1>
<p class="lead">${words.lead}</p></div><a class="button quiet" href="/api">${c.get('words').api.title}</a></header>${notes}${errorSummary(c, problems)}${body}`;
  return c.html(layout(c, { title: words.title, main, isError }), isError ? 422 : 200);
}
