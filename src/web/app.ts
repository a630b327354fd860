// The console: pages from the server, protection in front of them, no rule of its own.

import { Hono } from 'hono';
import { except } from 'hono/combine';
import { apiRoutes } from './api/api.ts';
import { PREFIX } from './api/route.ts';
import { serveAssets } from './assets.ts';
import { cookieJar } from './auth/cookies.ts';
import { requireSession } from './auth/door.ts';
import { answerError, notFoundPage } from './errors.ts';
import { chooseLanguage } from './language.ts';
import { machineRoutes } from './machines.ts';
import { PAGES } from './pages/index.ts';
import { limitForms, ownFormsOnly, PREVIEW, pageHeaders } from './protect.ts';
import type { Web, WebDeps, WebEnv } from './web.ts';

/** Where Slack sends events, clicks and commands when it comes over HTTP. */
const SLACK_PATH = '/slack/events';

/** Builds the console. Serve it with `serveWeb`; tests call `app.request()`. */
export function createWeb(deps: WebDeps): Web {
  const app = new Hono<WebEnv>();
  const jar = cookieJar(deps.publicUrl);
  const door = requireSession(deps, jar);

  if (deps.machines !== undefined) app.route('/', machineRoutes(deps.machines, deps.log));
  // Before everything that is about browsers: Slack's requests carry a signature over their exact bytes.
  const { slack } = deps;
  if (slack !== undefined) app.post(SLACK_PATH, (c) => slack(c.req.raw));
  app.use(chooseLanguage);
  app.use(except([`${PREVIEW}*`, `${PREFIX}/*`], pageHeaders(deps.publicUrl)));
  app.use('/assets/*', serveAssets);
  // The API reads no cookie: whoever has no token is nobody there, whichever page sent him.
  app.use(except(`${PREFIX}/*`, ownFormsOnly(deps.publicUrl), limitForms));
  app.route('/', apiRoutes(deps));

  for (const pages of PAGES) app.route('/', pages({ deps, jar, door }));

  app.notFound(notFoundPage);
  app.onError(answerError(deps));
  return app;
}
