// The logo on letters: handed in, shown, taken away. A file that is refused is said of after a redirect, so that to
// reload the page sends nothing again.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { changeLogo, currentLogo, removeLogo } from '../../app/settings/logo.ts';
import { keepFlash } from '../flash.ts';
import { readForm } from '../forms.ts';
import { fileField } from '../parts/fields.ts';
import { refusalOf } from '../refusals.ts';
import { readUpload } from '../uploads.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const NO_FIELDS = z.strictObject({});
const NAME_AT_MOST = 200;
const PATH = '/settings/company/logo';
const PLACE = '/settings/company#logo';

export function logoPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get(`${PATH}.png`, door, async (c) => {
    const logo = await currentLogo(visitOf(c).ctx, {});
    if (logo === null) throw new HTTPException(404);
    return c.body(Uint8Array.from(logo.png).buffer, 200, { 'Content-Type': 'image/png' });
  });

  app.post(PATH, door, async (c) => {
    const upload = await readUpload(c);
    const wrong = upload === null ? c.get('words').settings.logo.noFile : await refusedBecause(c, upload);
    keepFlash(c, jar, wrong === null ? { kind: 'settings', done: 'logoSaved' } : { kind: 'wrongFile', text: wrong });
    return c.redirect(PLACE, 303);
  });

  app.post(`${PATH}/remove`, door, async (c) => {
    await readForm(c, NO_FIELDS);
    await removeLogo(visitOf(c).ctx, {});
    keepFlash(c, jar, { kind: 'settings', done: 'logoRemoved' });
    return c.redirect(PLACE, 303);
  });

  return app;
}

/** Keeps the file; null when it was taken. */
async function refusedBecause(
  c: Request,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<string | null> {
  try {
    await changeLogo(visitOf(c).ctx, { fileName: name.slice(0, NAME_AT_MOST), bytes });
    return null;
  } catch (error) {
    const refusal = refusalOf(error, c);
    if (refusal === null) throw error;
    return refusal.text ?? Object.values(refusal.problems).join(' ');
  }
}

/** The card on the page of the company. */
export async function logoCard(c: Request, mayEdit: boolean, wrongFile: string | null): Promise<Html | string> {
  const { logo: words } = c.get('words').settings;
  const logo = await currentLogo(visitOf(c).ctx, {});
  if (logo === null && !mayEdit) return '';
  const { widthPx, heightPx, sha256 } = logo ?? { widthPx: 0, heightPx: 0, sha256: '' };
  const shown =
    logo === null
      ? html`<p>${words.none}</p>`
      : html`<p class="paper"><img src="${PATH}.png?${sha256.slice(0, 8)}" alt="${words.alt}" width="${widthPx}" height="${heightPx}"></p>`;
  const form = html`<form method="post" action="${PATH}" enctype="multipart/form-data" novalidate>
${fileField({ label: logo === null ? words.choose : words.replace, hint: words.hint, accept: 'image/png,image/jpeg', problem: wrongFile })}
<button>${words.save}</button></form>`;
  const away = html`<form method="post" action="${PATH}/remove"><button class="quiet">${words.remove}</button></form>`;
  return html`<section class="card" id="logo"><h2>${words.title}</h2>${shown}${mayEdit ? form : ''}
${mayEdit && logo !== null ? away : ''}</section>`;
}
