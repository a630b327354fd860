// One text: editing, checking, saving as a new version, test mail; and the notice as it would look, in a frame of its
// own that can do nothing.

import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import {
  previewExamples,
  previewLetter,
  previewMail,
  previewPicture,
  sendTestMail,
} from '../../app/documents/preview.ts';
import { checkTemplateText, readTemplateText, saveTemplate } from '../../app/documents/templates.ts';
import { refusal, UseCaseError } from '../../app/errors.ts';
import type { TextProblem } from '../../app/renderer-port.ts';
import { listPlans } from '../../app/settings/list-plans.ts';
import { mayAct } from '../../core/actor.ts';
import { limitAttempts } from '../auth/rate-limit.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import type { Problems } from '../forms.ts';
import { layout } from '../parts/layout.ts';
import { flashNote, note } from '../parts/notes.ts';
import { foundList, templateEditor } from '../parts/template-editor.ts';
import { textDiff } from '../parts/text-diff.ts';
import { documentHeaders, previewHeaders } from '../protect.ts';
import { refusalOf } from '../refusals.ts';
import { readTextForm, type TextForm, type TextOf, textOfAddress, textPath } from '../template-form.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { embedImages } from './previews.ts';
import { versionOf } from './templates.ts';

const TEST_MAILS_A_MINUTE = 5;
const PICTURE_WIDTH_PX = 1_000;

export function templateEditorPages({ deps, jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();
  const framed = previewHeaders(deps.publicUrl);
  const opened = documentHeaders(deps.publicUrl);

  app.get('/templates/edit', door, async (c) => {
    const of = textOfAddress(c);
    const text = await readTemplateText(visitOf(c).ctx, of);
    const loaded = c.req.query('version');
    const { subject, body } = loaded === undefined ? text : versionOf(text, loaded);
    const form = { of, subject, body, seen: text.version, invoice: c.req.query('invoice') ?? '', to: '' };
    return show(c, { form, notes: flashNote(c, takeFlash(c, jar), []) });
  });

  app.post('/templates/edit', door, async (c) => {
    const form = await readTextForm(c);
    return show(c, { form, found: await problemsIn(c, form) });
  });

  app.post('/templates/check', door, async (c) => {
    const form = await readTextForm(c);
    return c.html(foundList(c, form, await problemsIn(c, form)));
  });

  app.post('/templates', door, async (c) => {
    const form = await readTextForm(c);
    const { subject, body, seen } = form;
    try {
      await saveTemplate(visitOf(c).ctx, { ...form.of, subject, body, seen });
    } catch (error) {
      return refusedSave(c, error, form);
    }
    keepFlash(c, jar, { kind: 'text', done: 'savedNow', version: 0 });
    return c.redirect(textPath(form.of, 'edit', form.invoice === '' ? {} : { invoice: form.invoice }), 303);
  });

  app.post('/templates/test-mail', door, limitAttempts(TEST_MAILS_A_MINUTE), async (c) => {
    const form = await readTextForm(c);
    return testMail(c, form);
  });

  app.post('/preview/templates', framed, door, async (c) => c.html(await framedPreview(c, await readTextForm(c))));

  app.post('/preview/templates/letter.pdf', opened, door, async (c) => {
    const form = await readTextForm(c);
    const { pdf } = await previewLetter(visitOf(c).ctx, await previewInput(c, form));
    const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="test.pdf"' };
    return c.body(Uint8Array.from(pdf).buffer, 200, headers);
  });

  return app;
}

/** Errors and warnings of a text; an empty one is a problem like others. */
async function problemsIn(c: Request, { subject, body }: TextForm): Promise<TextProblem[]> {
  try {
    return await checkTemplateText(visitOf(c).ctx, { subject, body });
  } catch (error) {
    const refusal = refusalOf(error, c);
    if (refusal === null) throw error;
    return Object.entries(refusal.problems).map(([field, message]) => ({
      severity: 'error',
      message,
      field: field === 'subject' ? 'subject' : 'body',
      line: 1,
      column: 1,
    }));
  }
}

interface Shown {
  form: TextForm;
  notes?: Html | string;
  found?: readonly TextProblem[];
  problems?: Problems;
  status?: 200 | 409 | 422;
}

async function show(c: Request, { form, notes = '', found, problems = {}, status = 200 }: Shown): Promise<Response> {
  const { templates: words } = c.get('words');
  const { ctx, signedIn } = visitOf(c);
  const text = await readTemplateText(ctx, form.of);
  const mayEdit = mayAct(signedIn.role, 'admin');
  const title = `${words.kinds[form.of.kind]}, ${words.languages[form.of.language]}, ${words.channels[form.of.channel]}`;
  const editor = templateEditor(c, {
    form,
    source: sourceText(c, text),
    found: found ?? null,
    problems,
    examples: await previewExamples(ctx, {}),
    mayEdit,
  });
  const main = html`<header class="head"><div><p class="over"><a href="/templates">${words.title}</a></p><h1>${title}</h1>
<p class="lines">${await scopeText(c, form.of)}</p></div>${await otherTexts(c, form.of)}</header>
${notes}${editor}${versionList(c, form.of, text, mayEdit)}`;
  return c.html(layout(c, { title, main, isError: status === 422, scripts: ['live', 'template'] }), status);
}

type Text = Awaited<ReturnType<typeof readTemplateText>>;

function sourceText(c: Request, text: Text): string {
  const { templates: words } = c.get('words');
  const [latest] = text.versions;
  return latest === undefined
    ? words.follows
    : words.saved(latest.version, latest.savedBy, c.get('format').instant(latest.savedAt));
}

async function scopeText(c: Request, { levelId }: TextOf): Promise<string> {
  const { templates: words } = c.get('words');
  if (levelId === null) return words.forAll;
  const plans = await listPlans(visitOf(c).ctx, {});
  const plan = plans.find((one) => one.levels.some((level) => level.id === levelId));
  const level = plan?.levels.find((one) => one.id === levelId);
  return words.forLevel(level?.name ?? `#${levelId}`, plan?.name ?? '–');
}

/** The same text for the other channel, a step away. */
async function otherTexts(c: Request, of: TextOf): Promise<Html> {
  const { templates: words } = c.get('words');
  const channel = of.channel === 'email' ? 'letter' : 'email';
  return html`<p><a class="button" href="${textPath({ ...of, channel })}">${words.channels[channel]}</a></p>`;
}

function versionList(c: Request, of: TextOf, text: Text, mayEdit: boolean): Html {
  const { templates: words } = c.get('words');
  const rows = text.versions.map(({ version, savedBy, savedAt }, index) => {
    const before = text.versions[index + 1]?.version ?? 0;
    const diff = textPath(of, 'diff', { from: String(before), to: String(version) });
    const restore =
      index === 0 || !mayEdit
        ? ''
        : html`<form method="post" action="${textPath(of, 'restore')}"><button name="version" value="${version}">${words.restore}
<span class="unseen">${words.version(version)}</span></button></form>`;
    return html`<li><div class="row"><span>${words.saved(version, savedBy, c.get('format').instant(savedAt))}</span>
<a href="${diff}">${words.difference}</a><a href="${textPath(of, 'edit', { version: String(version) })}">${words.load}</a>${restore}</div></li>`;
  });
  const shipped = html`<li><div class="row"><span>${words.shippedText}</span>
<a href="${textPath(of, 'edit', { version: '0' })}">${words.load}</a></div></li>`;
  return html`<section class="card" aria-labelledby="versions"><h2 id="versions">${words.versions}</h2>
${rows.length === 0 ? html`<p>${words.noVersions}</p>` : ''}<ol class="versions">${rows}${shipped}</ol></section>`;
}

/** What is wrong at its place, or what somebody else saved meanwhile. */
async function refusedSave(c: Request, error: unknown, form: TextForm): Promise<Response> {
  if (!(error instanceof UseCaseError)) throw error;
  if (error.code === 'invalid_input') return show(c, { form, found: await problemsIn(c, form), status: 422 });
  if (error.code !== 'conflict') throw error;
  const { templates: words } = c.get('words');
  const text = await readTemplateText(visitOf(c).ctx, form.of);
  const [latest] = text.versions;
  const at = latest === undefined ? '' : c.get('format').instant(latest.savedAt);
  const body = html`<p>${words.conflictText}</p>${textDiff(c, text, form)}`;
  const notes = note('bad', words.conflict(latest?.savedBy ?? '', at), body);
  return show(c, { form: { ...form, seen: text.version }, notes, status: 409 });
}

async function testMail(c: Request, form: TextForm): Promise<Response> {
  const { templates: words, errors } = c.get('words');
  try {
    const { leftMachine } = await sendTestMail(visitOf(c).ctx, { ...(await previewInput(c, form)), to: form.to });
    const body = leftMachine ? '' : html`<p>${words.testOutbox}</p>`;
    return await show(c, { form, notes: note('good', words.testSent(form.to), body) });
  } catch (error) {
    const refusal = refusalOf(error, c);
    if (refusal === null) throw error;
    const text = refusal.text ?? Object.values(refusal.problems).join(' ');
    const notes = note('bad', errors.refused.title, html`<p>${text}</p>`);
    return show(c, { form, notes, problems: refusal.problems, found: await problemsIn(c, form), status: 422 });
  }
}

/** The notice about the chosen invoice, or the first that is open, with the text as it stands in the form. */
async function previewInput(c: Request, { of, subject, body, invoice }: TextForm) {
  const { levelId, kind, language, channel } = of;
  const [first] = invoice === '' ? await previewExamples(visitOf(c).ctx, {}) : [{ number: invoice }];
  if (first === undefined) throw refusal('no_invoice_to_show');
  const level = levelId === null ? { kind } : { levelId };
  return { invoice: first.number, ...level, language, [channel]: { subject, body } };
}

/** A page of its own for the frame: the mail as it is, the first page of the letter, or what is in the way. */
async function framedPreview(c: Request, form: TextForm): Promise<string> {
  const { ctx } = visitOf(c);
  try {
    const found = (await problemsIn(c, form)).filter((one) => one.severity === 'error');
    if (found.length > 0)
      return framedText(
        c,
        found.map((one) => `${one.line}:${one.column} ${one.message}`),
      );
    const input = await previewInput(c, form);
    if (form.of.channel === 'email') {
      const { html: mail, inlineImages } = await previewMail(ctx, input);
      const images = inlineImages.map((image) => ({ ...image, base64: Buffer.from(image.bytes).toString('base64') }));
      return embedImages(mail, images);
    }
    const png = await previewPicture(ctx, { ...input, widthPx: PICTURE_WIDTH_PX });
    const source = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    return `<!doctype html><html lang="${form.of.language}"><title>1</title>
<body style="margin:0"><img src="${source}" alt="" style="display:block;width:100%">`;
  } catch (error) {
    if (error instanceof UseCaseError) return framedText(c, [error.in(c.get('language'))]);
    throw error;
  }
}

function framedText(c: Request, lines: readonly string[]): string {
  const items = lines.map((line) => html`<p>${line}</p>`);
  return String(html`<!doctype html><html lang="${c.get('language')}"><title>–</title>
<body style="margin:1rem;font-family:sans-serif;background:#fff;color:#a81e22">${raw(items.map(String).join(''))}`);
}
