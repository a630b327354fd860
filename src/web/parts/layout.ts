// The frame of every page: head, bar with navigation and person, main part.

import { html } from 'hono/html';
import { ICON, STYLE } from '../assets.ts';
import type { Html, Request } from '../web.ts';

export interface PageParts {
  title: string;
  main: Html;
  /** A form was refused: said in the title, so that a screen reader says it first. */
  isError?: boolean;
}

export function layout(c: Request, { title, main, isError = false }: PageParts): Html {
  const { frame } = c.get('words');
  return html`<!doctype html>
<html lang="${c.get('language')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${isError ? frame.errorTitle(title) : title} – Duly</title>
<link rel="icon" href="${ICON.path}" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE.path}">
</head>
<body>
<a class="skip" href="#main">${frame.skip}</a>
${bar(c)}
<main id="main">
${main}
</main>
</body>
</html>`;
}

function bar(c: Request): Html {
  const { frame } = c.get('words');
  const visit = c.get('visit');
  return html`<header class="bar">
<a class="brand" href="/"><img src="${ICON.path}" alt="" width="24" height="24"> Duly</a>
${visit === null ? '' : html`<span class="house">${visit.house.name}</span>`}
<nav>${visit === null ? '' : [navLink(c, '/', frame.nav.today), navLink(c, '/why', frame.nav.why)]}</nav>
<div class="person">
${visit === null || visit.house.leavesMachine ? '' : html`<span class="tag calm" title="${frame.outbox}">${frame.outboxShort}</span>`}
${languageLink(c)}
${
  visit === null
    ? ''
    : html`<span>${visit.signedIn.name} <small>${frame.roles[visit.signedIn.role]}</small></span>
<form method="post" action="/sign-out"><button class="quiet">${frame.signOut}</button></form>`
}
</div>
</header>`;
}

function navLink(c: Request, path: string, label: string): Html {
  const isHere = path === '/' ? c.req.path === '/' : c.req.path.startsWith(path);
  return html`<a href="${path}" ${isHere ? 'aria-current=page' : ''}>${label}</a>`;
}

/** The same page in the other language. The answer to a form has no address of its own, so there is none to link to. */
function languageLink(c: Request): Html | string {
  if (c.req.method !== 'GET') return '';
  const { frame } = c.get('words');
  const other = c.get('language') === 'de' ? 'en' : 'de';
  const query = new URL(c.req.url).searchParams;
  query.set('lang', other);
  return html`<a href="${c.req.path}?${query.toString()}" lang="${other}" hreflang="${other}"
 title="${frame.otherLanguageHint}">${frame.otherLanguage}</a>`;
}
