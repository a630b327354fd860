// In which language a request is answered: asked for by ?lang= (and remembered), remembered before, or what the browser
// prefers. English when nothing says otherwise.

import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { ScreenLanguage } from '../core/reason-text.ts';
import { formatFor } from './format.ts';
import type { WebEnv } from './web.ts';
import { WORDS } from './words/index.ts';

const COOKIE = 'duly_lang';
const YEAR_SECONDS = 365 * 24 * 3_600;

/** Sets language and words; the format is that of no particular country until somebody is signed in. */
export const chooseLanguage = createMiddleware<WebEnv>(async (c, next) => {
  const asked = known(c.req.query('lang'));
  if (asked !== null) {
    setCookie(c, COOKIE, asked, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: YEAR_SECONDS });
  }
  const language = asked ?? known(getCookie(c, COOKIE)) ?? preferred(c.req.header('accept-language') ?? '');
  c.set('language', language);
  c.set('words', WORDS[language]);
  c.set('format', formatFor(language, '', 'UTC'));
  c.set('visit', null);
  await next();
});

function known(text: string | undefined): ScreenLanguage | null {
  return text === 'de' || text === 'en' ? text : null;
}

/** The first language we speak, by falling preference: 'fr, de-AT;q=0.9, en;q=0.8' is German. */
export function preferred(acceptLanguage: string): ScreenLanguage {
  const ranked = acceptLanguage
    .split(',')
    .slice(0, 20)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(one)?.[1]).find(Boolean);
      return { language: known(tag.split('-')[0]), quality: Number(quality ?? 1) };
    })
    .filter((entry) => entry.language !== null && entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.language ?? 'en';
}
