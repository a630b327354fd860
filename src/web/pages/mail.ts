// How notices leave: by which way, from whom, and a test mail to oneself.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { sendPlainTestMail } from '../../app/notices/test-mail.ts';
import { readSettings } from '../../app/settings/change-organisation.ts';
import { mayAct } from '../../core/actor.ts';
import { limitAttempts } from '../auth/rate-limit.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm } from '../forms.ts';
import { errorSummary, textField } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const TEST_MAILS_A_MINUTE = 5;

export function mailPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/settings/mail', door, (c) => show(c, '', {}, flashNote(c, takeFlash(c, jar), [])));

  app.post('/settings/mail/test', door, limitAttempts(TEST_MAILS_A_MINUTE), async (c) => {
    const { to } = await readForm(c, z.strictObject({ to: z.string().max(300).default('') }));
    try {
      await sendPlainTestMail(visitOf(c).ctx, { to: to.trim() });
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return show(c, to, refusal.text === null ? { to: c.get('words').customers.email } : { to: refusal.text });
    }
    keepFlash(c, jar, { kind: 'settings', done: 'mailSent' });
    return c.redirect('/settings/mail', 303);
  });

  return app;
}

async function show(c: Request, to: string, problems: Problems, notes: Html | string = ''): Promise<Response> {
  const { mail: words, settings } = c.get('words');
  const { ctx, house, signedIn } = visitOf(c);
  const { senderEmail, windowProfile } = await readSettings(ctx, {});
  const isError = Object.keys(problems).length > 0;
  const field = { name: 'to', label: words.to, hint: words.hint, value: to, problems };
  const form = html`<section class="card"><h2>${words.test}</h2><form method="post" action="/settings/mail/test" novalidate>
${textField(field, 'wide', 'email')}<button class="primary">${words.button}</button></form></section>`;
  const sender =
    senderEmail === null
      ? note('warn', words.noSender, html`<p><a href="/settings/company#senderEmail">${words.company}</a></p>`)
      : html`<dl class="facts"><dt>${words.sender}</dt><dd>${senderEmail} <a href="/settings/company#senderEmail">${words.company}</a></dd></dl>`;
  const main = html`<header class="head"><div><p class="over"><a href="/settings">${settings.back}</a></p><h1>${words.title}</h1></div></header>
${notes}${errorSummary(c, problems)}<section class="card"><h2>${words.way}</h2>
<p>${house.leavesMachine ? words.leaves(house.transport) : words.outbox}</p>${sender}<p><small>${words.set}</small></p></section>
${mayAct(signedIn.role, 'admin') ? form : html`<p>${settings.readOnly}</p>`}
<section class="card"><h2>${words.letters}</h2><dl class="facts"><dt>${words.window}</dt><dd>${settings.windows[windowProfile]}
<a href="/settings/rules#windowProfile">${words.company}</a></dd></dl><p><a href="/templates">${words.texts}</a></p></section>`;
  return c.html(layout(c, { title: words.title, main, isError }), isError ? 422 : 200);
}
