// The page about the REST interface: every address with what it needs, and a form to try it. The list is there without
// script; the forms are made by the script from the same document that programs read.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { SCOPES } from '../../core/scope.ts';
import { operationOf } from '../api/openapi.ts';
import { PREFIX, type Route } from '../api/route.ts';
import { ROUTES } from '../api/routes/index.ts';
import { layout } from '../parts/layout.ts';
import type { Html, Request, Tools, Web, WebEnv } from '../web.ts';

export function apiPages(_tools: Tools): Web {
  const app = new Hono<WebEnv>();
  app.get('/api', (c) => {
    const { api } = c.get('words');
    const groups = SCOPES.map((scope) =>
      group(
        c,
        scope,
        ROUTES.filter((route) => route.scope === scope),
      ),
    );
    const main = html`<h1>${api.title}</h1><p>${api.intro} <a href="${PREFIX}/openapi.json">${api.document}</a></p>
<noscript><p>${api.noScript}</p></noscript>
<form class="card" data-api="${PREFIX}" data-send="${api.send}" data-body="${api.body}" data-real="${api.sendsForReal}">
<div class="field"><label for="token">${api.token}</label><small class="hint">${api.tokenHint}</small>
<input id="token" type="password" class="wide" autocomplete="off"></div></form>${groups}`;
    return c.html(layout(c, { title: api.title, main, scripts: ['api'] }));
  });
  return app;
}

function group(c: Request, scope: string, routes: readonly Route[]): Html {
  return html`<section><h2>${scope}</h2>${routes.map((route) => entry(c, route))}</section>`;
}

function entry(c: Request, route: Route): Html {
  const { operationId } = operationOf(route);
  return html`<details id="${operationId}" data-method="${route.method}" data-path="${route.path}">
<summary><code>${route.method} ${route.path}</code> ${route.useCase.summary}</summary>
<p><small>${c.get('words').api.needs(route.useCase.role, route.scope)}</small></p></details>`;
}
