// The door in front of every page that is not for everybody: who is signed in, with the role as it is now.

import { createMiddleware } from 'hono/factory';
import { readSession, SESSION_LIFE, type SignedIn } from '../../app/access/sessions.ts';
import type { Context } from '../../app/context.ts';
import { describeHouse } from '../../app/insight/house.ts';
import { actingFrom } from '../../app/people/identity.ts';
import { formatFor } from '../format.ts';
import { PREVIEW } from '../protect.ts';
import type { Request, WebDeps, WebEnv } from '../web.ts';
import { WORDS } from '../words/index.ts';
import type { Jar } from './cookies.ts';

/** The context of the door itself: nobody yet, so the lowest role. */
export function doorContext(deps: WebDeps): Context {
  return deps.context({ name: 'console', role: 'viewer', surface: 'console' });
}

/** The person's own choice, unless this very request asks for another language. */
function applyLanguage(c: Request, { language }: SignedIn): void {
  if (language === null || c.req.query('lang') !== undefined) return;
  c.set('language', language);
  c.set('words', WORDS[language]);
}

/** Lets signed-in people through; sends others to the sign-in page, which will bring them back. */
export function requireSession(deps: WebDeps, jar: Jar) {
  return createMiddleware<WebEnv>(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const id = jar.readSession(c);
    const signedIn = id === null ? null : await readSession(doorContext(deps), id, deps.sessionLife ?? SESSION_LIFE);
    if (signedIn === null) {
      // What a script fetches is no page to come back to.
      const isVisit = (c.req.header('sec-fetch-mode') ?? 'navigate') === 'navigate';
      const isPage = c.req.method === 'GET' && isVisit && !c.req.path.startsWith(PREVIEW);
      if (isPage && c.req.path !== '/') jar.keep(c, 'next', c.req.path + new URL(c.req.url).search);
      return c.redirect('/sign-in', 303);
    }
    const ctx = deps.context(actingFrom('console', signedIn));
    applyLanguage(c, signedIn);
    const house = await describeHouse(ctx, {});
    c.set('visit', { signedIn, house, ctx });
    c.set('format', formatFor(c.get('language'), house.country, house.timeZone));
    return next();
  });
}
