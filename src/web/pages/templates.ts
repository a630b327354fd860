// Texts of notices: which there are, their versions and differences, restoring one.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { listTemplates, readTemplateText, restoreTemplate } from '../../app/documents/templates.ts';
import { listPlans } from '../../app/settings/list-plans.ts';
import { mayAct } from '../../core/actor.ts';
import { LANGUAGES, type TemplateText } from '../../core/notice.ts';
import { CHANNELS } from '../../core/plan.ts';
import { keepFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { layout } from '../parts/layout.ts';
import { textDiff } from '../parts/text-diff.ts';
import { TEXT_KINDS, type TextOf, textOfAddress, textPath } from '../template-form.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const VERSION = /^\d{1,9}$/;
const RESTORE = z.strictObject({ version: z.string().regex(/^[1-9]\d{0,8}$/) });

export function templatePages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/templates', door, async (c) => {
    return c.html(layout(c, { title: c.get('words').templates.title, main: await listMain(c) }));
  });

  app.get('/templates/diff', door, async (c) => {
    const of = textOfAddress(c);
    const text = await readTemplateText(visitOf(c).ctx, of);
    const pick = (name: 'from' | 'to') => versionOf(text, c.req.query(name) ?? '');
    const { templates: words } = c.get('words');
    const [from, to] = [pick('from'), pick('to')];
    const title = words.diffTitle(nameOf(c, from.version), nameOf(c, to.version));
    const main = html`<header class="head"><div><p class="over"><a href="${textPath(of)}">${words.back}</a></p><h1>${title}</h1></div></header>
<section class="card">${textDiff(c, from, to)}</section>`;
    return c.html(layout(c, { title, main }));
  });

  app.post('/templates/restore', door, async (c) => {
    const of = textOfAddress(c);
    const { version } = await readForm(c, RESTORE);
    await restoreTemplate(visitOf(c).ctx, { ...of, version: Number(version) });
    keepFlash(c, jar, { kind: 'text', done: 'restored', version: Number(version) });
    return c.redirect(textPath(of), 303);
  });

  return app;
}

type Text = Awaited<ReturnType<typeof readTemplateText>>;

/** A version by its number, 0 = the shipped text. */
export function versionOf(text: Text, number: string): TemplateText & { version: number } {
  if (!VERSION.test(number)) throw new HTTPException(404);
  if (Number(number) === 0) return { ...text.shipped, version: 0 };
  const found = text.versions.find((one) => one.version === Number(number));
  if (found === undefined) throw new HTTPException(404);
  return found;
}

function nameOf(c: Request, version: number): string {
  const { templates: words } = c.get('words');
  return version === 0 ? words.shipped : words.version(version);
}

async function listMain(c: Request): Promise<Html> {
  const { templates: words } = c.get('words');
  const { ctx } = visitOf(c);
  const saved = await listTemplates(ctx, {});
  const plans = await listPlans(ctx, {});
  const levels = plans.flatMap((plan) => plan.levels.map((level) => ({ ...level, plan: plan.name })));
  const cards = TEXT_KINDS.map((kind) => {
    const ofKind = levels.filter((level) => level.kind === kind);
    const own = ofKind.filter((level) => saved.some((text) => text.levelId === level.id));
    const without = ofKind.filter((level) => !own.includes(level));
    return html`<section class="card" aria-labelledby="kind-${kind}"><h2 id="kind-${kind}">${words.kinds[kind]}</h2>
${textTable(c, { kind, levelId: null }, saved)}
${own.map((level) => html`<h3>${words.forLevel(level.name, level.plan)}</h3>${textTable(c, { kind, levelId: level.id }, saved)}`)}
${ownLinks(c, kind, without)}</section>`;
  });
  return html`<header class="head"><div><h1>${words.title}</h1><p class="lead">${words.lead}</p></div></header>
<div class="sheet">${cards}</div>`;
}

type Saved = Awaited<ReturnType<typeof listTemplates>>;

function textTable(c: Request, of: Pick<TextOf, 'kind' | 'levelId'>, saved: Saved): Html {
  const { templates: words } = c.get('words');
  const rows = LANGUAGES.map((language) => {
    const cells = CHANNELS.map((channel) => {
      const text = saved.find(
        (one) =>
          one.levelId === of.levelId && one.kind === of.kind && one.language === language && one.channel === channel,
      );
      const label = `${words.kinds[of.kind]}, ${words.languages[language]}, ${words.channels[channel]}: `;
      return html`<td><a href="${textPath({ ...of, language, channel })}"><span class="unseen">${label}</span>${
        text === undefined ? words.shipped : words.version(text.version)
      }</a>${text === undefined ? '' : html` <small>${text.savedBy}</small>`}</td>`;
    });
    return html`<tr><th scope="row">${words.languages[language]}</th>${cells}</tr>`;
  });
  return html`<table class="plain texts"><thead><tr><th>${words.language}</th>
${CHANNELS.map((channel) => html`<th>${words.channels[channel]}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

function ownLinks(c: Request, kind: TextOf['kind'], levels: readonly { id: number; name: string }[]): Html | string {
  if (levels.length === 0 || !mayAct(visitOf(c).signedIn.role, 'admin')) return '';
  const { templates: words } = c.get('words');
  const language = c.get('language');
  const link = (level: { id: number; name: string }) =>
    html`<li><a href="${textPath({ kind, language, channel: 'email', levelId: level.id })}">${words.writeOwn(level.name)}</a></li>`;
  return html`<details><summary>${words.ownText}</summary><ul>${levels.map(link)}</ul></details>`;
}
