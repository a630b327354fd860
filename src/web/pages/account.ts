// One's own account: where one is signed in, language, password - and at the first start, getting onto the list.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { setPassword } from '../../app/access/passwords.ts';
import { endSessionsOf, SESSION_LIFE, type SessionView, sessionsOf } from '../../app/access/sessions.ts';
import { chooseLanguage } from '../../app/people/own-language.ts';
import { addPerson } from '../../app/people/people.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm } from '../forms.ts';
import { errorSummary, passwordField, selectField, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const text = z.string().max(300);
const SESSION_FORM = z.strictObject({ session: z.union([z.literal('all'), z.string().regex(/^\d{1,9}$/)]) });
const LANGUAGE_FORM = z.strictObject({ language: z.enum(['', 'de', 'en']) });
const PASSWORD_FORM = z.strictObject({ password: text });
const FIRST_FORM = z.strictObject({ name: text, email: text, password: text });

export function accountPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();
  const life = deps.sessionLife ?? SESSION_LIFE;

  const show = async (c: Request, problems: Problems = {}, form: Partial<z.output<typeof FIRST_FORM>> = {}) => {
    const { personId } = visitOf(c).signedIn;
    const { access } = c.get('words');
    const sessions = personId === null ? [] : await sessionsOf(visitOf(c).ctx, personId, jar.readSession(c), life);
    const body = personId === null ? firstForm(c, problems, form) : ownForms(c, problems, sessions);
    const main = html`<h1>${access.account}</h1>${flashNote(c, takeFlash(c, jar), [])}${errorSummary(c, problems)}${body}`;
    const isError = Object.keys(problems).length > 0;
    return c.html(layout(c, { title: access.account, main, isError }), isError ? 422 : 200);
  };

  app.get('/account', door, (c) => show(c));

  app.post('/account/sessions', door, async (c) => {
    const { session } = await readForm(c, SESSION_FORM);
    const { signedIn, ctx } = visitOf(c);
    if (signedIn.personId !== null) {
      await endSessionsOf(ctx, signedIn.personId, session === 'all' ? 'all' : Number(session));
    }
    keepFlash(c, jar, { kind: 'said', what: 'sessionsEnded' });
    return c.redirect('/account', 303);
  });

  app.post('/account/language', door, async (c) => {
    const { language } = await readForm(c, LANGUAGE_FORM);
    await chooseLanguage(visitOf(c).ctx, { language: language === '' ? null : language });
    keepFlash(c, jar, { kind: 'said', what: 'languageSet' });
    return c.redirect('/account', 303);
  });

  app.post('/account/password', door, async (c) => {
    const { password } = await readForm(c, PASSWORD_FORM);
    const { signedIn, ctx } = visitOf(c);
    try {
      await setPassword(ctx, { person: signedIn.personId ?? 0, password });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return show(c, refusal.problems);
    }
    keepFlash(c, jar, { kind: 'said', what: 'passwordSet' });
    return c.redirect('/sign-in', 303);
  });

  app.post('/account/first', door, async (c) => {
    const form = await readForm(c, FIRST_FORM);
    try {
      await addPerson(visitOf(c).ctx, { ...form, role: 'admin' });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null || refusal.text !== null) throw error;
      return show(c, refusal.problems, form);
    }
    keepFlash(c, jar, { kind: 'said', what: 'passwordSet' });
    return c.redirect('/sign-in', 303);
  });

  return app;
}

function firstForm(c: Request, problems: Problems, form: Partial<z.output<typeof FIRST_FORM>>): Html {
  const { access } = c.get('words');
  return html`${note('calm', access.notOnList)}<section class="card"><form method="post" action="/account/first" novalidate>
${textField({ name: 'name', label: access.name, value: form.name ?? '', problems })}
${textField({ name: 'email', label: access.email, value: form.email ?? '', problems }, 'wide', 'email')}
${passwordField({ name: 'password', label: access.newPassword, hint: access.passwordHint, problems }, 'new-password')}
<button class="primary">${access.create}</button></form></section>`;
}

function ownForms(c: Request, problems: Problems, sessions: readonly SessionView[]): Html {
  const { access } = c.get('words');
  const { language } = visitOf(c).signedIn;
  const choices = (['', 'de', 'en'] as const).map((value) => ({ value, label: access.languages[value] }));
  return html`<section class="card"><h2>${access.sessions}</h2>${sessionTable(c, sessions)}
<form method="post" action="/account/sessions"><input type="hidden" name="session" value="all"><button>${access.endAll}</button></form></section>
<section class="card"><form method="post" action="/account/language">
${selectField({ name: 'language', label: access.language, value: language ?? '', problems: {} }, choices)}
<button>${access.save}</button></form></section>
<section class="card"><form method="post" action="/account/password" novalidate>
${passwordField({ name: 'password', label: access.newPassword, hint: access.passwordHint, problems }, 'new-password')}
<button>${access.setPassword}</button></form></section>`;
}

function sessionTable(c: Request, sessions: readonly SessionView[]): Html {
  const { access } = c.get('words');
  const { instant } = c.get('format');
  const end = (id: number) => html`<form method="post" action="/account/sessions">
<input type="hidden" name="session" value="${String(id)}"><button class="quiet">${access.end}</button></form>`;
  return html`<div class="scroll"><table class="rows"><thead><tr><th scope="col">${access.since}</th>
<th scope="col">${access.lastUsed}</th><th scope="col"></th></tr></thead><tbody>${sessions.map(
    (one) => html`<tr><td data-label="${access.since}">${instant(one.createdAt)}</td>
<td data-label="${access.lastUsed}">${instant(one.lastSeenAt)}</td>
<td>${one.isThis ? access.thisOne : end(one.id)}</td></tr>`,
  )}</tbody></table></div>`;
}
