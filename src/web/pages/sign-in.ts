// Signing in by a one-time link or by password, and signing out. Opening the link changes nothing, so that a mail
// scanner or a browser that reads ahead does not use it up; only the button does.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { personByPassword } from '../../app/access/passwords.ts';
import { endSession, SESSION_LIFE, startSession, startSessionOf } from '../../app/access/sessions.ts';
import { readSignInToken } from '../../app/access/sign-in-links.ts';
import { isEncrypted, ownPath } from '../auth/cookies.ts';
import { doorContext } from '../auth/door.ts';
import { createBuckets, limitAttempts, tooMany } from '../auth/rate-limit.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { passwordField, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import type { Html, Request, Tools, Web, WebDeps, WebEnv } from '../web.ts';

const ATTEMPTS_A_MINUTE = 20;
const PASSWORDS_A_MINUTE = 5;
const PASSWORD_FORM = z.strictObject({ email: z.string().max(300), password: z.string().max(300) });
const SIGN_IN_FORM = z.strictObject({ token: z.string().max(200) });

export function signInPages({ deps, jar }: Tools): Web {
  const app = new Hono<WebEnv>();
  const limit = limitAttempts(ATTEMPTS_A_MINUTE);
  // Guessing one account from many addresses is slow, too.
  const takeOfAccount = createBuckets(PASSWORDS_A_MINUTE);

  app.get('/sign-in', limit, async (c) => {
    c.header('Cache-Control', 'no-store');
    const token = c.req.query('token') ?? '';
    const person = token === '' ? null : await readSignInToken(doorContext(deps), token);
    const flash = flashNote(c, takeFlash(c, jar), []);
    if (person !== null) return c.html(signInPage(c, deps, html`${flash}${confirmForm(c, token, person.name)}`));
    const ways = html`${flash}${helpText(c, token !== '')}${otherWays(c, deps, {})}`;
    return c.html(signInPage(c, deps, ways), token === '' ? 200 : 403);
  });

  app.post('/sign-in/password', limit, async (c) => {
    c.header('Cache-Control', 'no-store');
    const { email, password } = await readForm(c, PASSWORD_FORM);
    if (!takeOfAccount(email.trim().toLowerCase())) throw tooMany(c);
    const person = await personByPassword(doorContext(deps), email, password);
    const { access } = c.get('words');
    const form = () => html`${note('bad', access.wrong)}${otherWays(c, deps, { email })}`;
    if (person === null) return c.html(signInPage(c, deps, form()), 422);
    const life = deps.sessionLife ?? SESSION_LIFE;
    const start = { life, formerId: jar.readSession(c) };
    jar.setSession(c, await startSessionOf(doorContext(deps), person, 'password', start), life.absoluteMs);
    return c.redirect(ownPath(jar.take(c, 'next') ?? '/') ?? '/', 303);
  });

  app.post('/sign-in', limit, async (c) => {
    c.header('Cache-Control', 'no-store');
    const { token } = await readForm(c, SIGN_IN_FORM);
    const life = deps.sessionLife ?? SESSION_LIFE;
    const session = await startSession(doorContext(deps), token, { life, formerId: jar.readSession(c) });
    if (session === null) return c.html(signInPage(c, deps, helpText(c, true)), 403);
    jar.setSession(c, session.id, life.absoluteMs);
    return c.redirect(ownPath(jar.take(c, 'next') ?? '/') ?? '/', 303);
  });

  app.post('/sign-out', async (c) => {
    const id = jar.readSession(c);
    if (id !== null) await endSession(doorContext(deps), id);
    jar.clearSession(c);
    keepFlash(c, jar, { kind: 'said', what: 'signedOut' });
    return c.redirect('/sign-in', 303);
  });

  return app;
}

function signInPage(c: Request, deps: WebDeps, body: Html): Html {
  const { signIn } = c.get('words');
  const isPlain = !isEncrypted(deps.publicUrl);
  const main = html`<div class="door"><h1>${signIn.title}</h1>${body}
${isPlain ? html`<p><small>${signIn.plain}</small></p>` : ''}</div>`;
  return layout(c, { title: signIn.title, main });
}

function confirmForm(c: Request, token: string, name: string): Html {
  const { signIn } = c.get('words');
  return html`<p>${signIn.as(name)} ${signIn.once}</p>
<form method="post" action="/sign-in"><input type="hidden" name="token" value="${token}">
<button class="primary">${signIn.button(name)}</button></form>`;
}

/** Identity providers first: who has one should not need a password here. */
function otherWays(c: Request, { providers = [] }: WebDeps, { email = '' }: { email?: string }): Html {
  const { access } = c.get('words');
  const links = providers.map(
    ({ id, label }) => html`<p><a class="button primary" href="/auth/${id}">${access.with(label)}</a></p>`,
  );
  return html`${links}<section class="card"><h2>${access.byPassword}</h2>
<form method="post" action="/sign-in/password" novalidate>
${textField({ name: 'email', label: access.email, value: email, problems: {} }, 'wide', 'email')}
${passwordField({ name: 'password', label: access.password, problems: {} }, 'current-password')}
<button>${access.signIn}</button></form></section>`;
}

function helpText(c: Request, isSpent: boolean): Html {
  const { signIn } = c.get('words');
  return html`${isSpent ? note('bad', signIn.spent) : ''}<p>${signIn.noLink}</p><p>${signIn.fresh}</p>`;
}
