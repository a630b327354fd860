// Setting Slack up, step by step: the app from its manifest, its tokens, the channel, a test message.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { describeChat, setUpChat } from '../../app/chat/settings.ts';
import { postTestMessage } from '../../app/chat/test-post.ts';
import { mayAct } from '../../core/actor.ts';
import { limitAttempts } from '../auth/rate-limit.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { type Problems, readForm } from '../forms.ts';
import { chatSteps } from '../parts/chat.ts';
import { CHAT_FIELDS, type ChatFields, chatFieldsOf, readChatFields } from '../parts/chat-form.ts';
import { errorSummary } from '../parts/fields.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { readTexts } from '../parts/settings-forms.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const TEST_POSTS_A_MINUTE = 5;

export function chatPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();
  const manifestFor = (c: Request, mode: 'socket' | 'http') =>
    deps.slackManifest?.(mode === 'http' ? (deps.publicUrl ?? new URL(c.req.url).origin) : null) ?? null;

  const show = async (c: Request, shown: Shown = {}): Promise<Response> => {
    const { settings: words } = c.get('words');
    const chat = await describeChat(visitOf(c).ctx, {});
    const fields = shown.fields ?? chatFieldsOf(chat);
    const mayEdit = mayAct(visitOf(c).signedIn.role, 'admin');
    const problems = shown.problems ?? {};
    const manifest = await manifestFor(c, 'socket');
    const main = html`<header class="head"><div><p class="over"><a href="/settings">${words.back}</a></p><h1>${words.chat}</h1></div></header>
${shown.notes ?? ''}${errorSummary(c, problems)}${chatSteps(c, { chat, fields, problems, mayEdit, manifest })}`;
    const isError = shown.isRefused === true || Object.keys(problems).length > 0;
    return c.html(layout(c, { title: words.chat, main, isError }), isError ? 422 : 200);
  };

  app.get('/settings/chat', door, (c) => show(c, { notes: flashNote(c, takeFlash(c, jar), []) }));

  app.post('/settings/chat', door, async (c) => {
    const fields = await readTexts(c, CHAT_FIELDS);
    const read = readChatFields(c, fields);
    if ('problems' in read) return show(c, { fields, problems: read.problems });
    try {
      await setUpChat(visitOf(c).ctx, read.input);
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      return show(c, { fields, problems: refusal.problems });
    }
    keepFlash(c, jar, { kind: 'settings', done: 'saved' });
    return c.redirect('/settings/chat', 303);
  });

  app.post('/settings/chat/test', door, limitAttempts(TEST_POSTS_A_MINUTE), async (c) => {
    await readForm(c, z.strictObject({}));
    try {
      await postTestMessage(visitOf(c).ctx, {});
    } catch (error) {
      const refusal = refusalOf(error, c);
      if (refusal === null) throw error;
      const notes = note('bad', c.get('words').errors.refused.title, html`<p>${refusal.text}</p>`);
      return show(c, { notes, isRefused: true });
    }
    keepFlash(c, jar, { kind: 'settings', done: 'chatTested' });
    return c.redirect('/settings/chat', 303);
  });

  app.get('/settings/chat/manifest.json', door, async (c) => {
    const manifest = await manifestFor(c, c.req.query('mode') === 'http' ? 'http' : 'socket');
    if (manifest === null) throw new HTTPException(404);
    return c.body(JSON.stringify(manifest, null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="manifest.json"',
    });
  });

  return app;
}

interface Shown {
  fields?: ChatFields;
  problems?: Problems;
  notes?: Html | string;
  isRefused?: boolean;
}
