// Signing in with an identity provider: there and back. What comes back must fit the attempt this browser began.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { beginAttempt, personVouchedFor, takeAttempt } from '../../app/access/provider-sign-in.ts';
import { SESSION_LIFE, startSessionOf } from '../../app/access/sessions.ts';
import { ownPath } from '../auth/cookies.ts';
import { doorContext } from '../auth/door.ts';
import type { IdentityProvider } from '../auth/providers.ts';
import { limitAttempts } from '../auth/rate-limit.ts';
import { layout } from '../parts/layout.ts';
import type { Request, Tools, Web, WebDeps, WebEnv } from '../web.ts';

const ATTEMPTS_A_MINUTE = 20;

export function providerPages({ deps, jar }: Tools): Web {
  const app = new Hono<WebEnv>();
  const limit = limitAttempts(ATTEMPTS_A_MINUTE);

  app.get('/auth/:provider', limit, async (c) => {
    c.header('Cache-Control', 'no-store');
    const provider = providerOf(c, deps);
    if (provider === undefined) return c.notFound();
    const attempt = await beginAttempt(doorContext(deps), provider.id, ownPath(jar.take(c, 'next') ?? '/') ?? '/');
    try {
      const target = await provider.begin(callbackUrl(c, deps, provider), attempt);
      jar.keep(c, 'attempt', attempt.id);
      return c.redirect(target.href, 303);
    } catch (error) {
      return failed(c, deps, error);
    }
  });

  app.get('/auth/:provider/callback', limit, async (c) => {
    c.header('Cache-Control', 'no-store');
    const provider = providerOf(c, deps);
    const id = jar.take(c, 'attempt');
    if (provider === undefined) return c.notFound();
    const ctx = doorContext(deps);
    const attempt = id === null ? null : await takeAttempt(ctx, id, provider.id);
    if (attempt === null) return sorry(c, 'failed', 400);
    try {
      // The address as the browser knows it: behind a proxy this server is called by another name.
      const answer = new URL(callbackUrl(c, deps, provider) + new URL(c.req.url).search);
      const person = await personVouchedFor(ctx, await provider.finish(answer, attempt));
      if (person === null) return sorry(c, 'unknown', 403);
      const life = deps.sessionLife ?? SESSION_LIFE;
      const session = await startSessionOf(ctx, person, provider.id, { life, formerId: jar.readSession(c) });
      jar.setSession(c, session, life.absoluteMs);
      return c.redirect(ownPath(attempt.next) ?? '/', 303);
    } catch (error) {
      return failed(c, deps, error);
    }
  });

  return app;
}

function providerOf(c: Request, { providers = [] }: WebDeps): IdentityProvider | undefined {
  return providers.find((one) => one.id === c.req.param('provider'));
}

function callbackUrl(c: Request, deps: WebDeps, provider: IdentityProvider): string {
  return new URL(`/auth/${provider.id}/callback`, deps.publicUrl ?? c.req.url).href;
}

/** Refused, timed out or tampered with: all the same to the visitor; the log holds the kind, and no token. */
function failed(c: Request, deps: WebDeps, error: unknown): Response | Promise<Response> {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'none';
  const kind = error instanceof Error ? error.name : 'unknown';
  deps.log.failure('signing in with a provider failed', new Error(kind), { code });
  return sorry(c, 'failed', 400);
}

function sorry(c: Request, what: 'unknown' | 'failed', status: 400 | 403): Response | Promise<Response> {
  const { access } = c.get('words');
  const { title, text } = access[what];
  const main = html`<div class="door"><h1>${title}</h1><p>${text}</p>
<p><a class="button" href="/sign-in">${access.again}</a></p></div>`;
  return c.html(layout(c, { title, main }), status);
}
