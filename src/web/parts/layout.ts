// The frame of every page: head, bar with search and person, navigation, main part.

import { html } from 'hono/html';
import { ICON, STYLE, scriptPath } from '../assets.ts';
import { isAt, NAVIGATION, type NavEntry } from '../navigation.ts';
import type { Html, Request } from '../web.ts';

export interface PageParts {
  title: string;
  main: Html;
  /** A form was refused: said in the title, so that a screen reader says it first. */
  isError?: boolean;
  /** Names of files in ../script that make the page more comfortable. */
  scripts?: readonly string[];
}

export function layout(c: Request, { title, main, isError = false, scripts = [] }: PageParts): Html {
  const { frame } = c.get('words');
  const nonce = c.get('secureHeadersNonce') ?? '';
  return html`<!doctype html>
<html lang="${c.get('language')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${isError ? frame.errorTitle(title) : title} – Duly</title>
<link rel="icon" href="${ICON.path}" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE.path}">
${scripts.map((name) => html`<script type="module" nonce="${nonce}" src="${scriptPath(name)}"></script>`)}
</head>
<body ${c.get('visit') === null ? '' : 'class=signed-in'}>
<a class="skip" href="#main">${frame.skip}</a>
${bar(c)}
${c.get('visit') === null ? '' : navigation(c)}
<main id="main">
${main}
</main>
</body>
</html>`;
}

function bar(c: Request): Html {
  const { frame, why } = c.get('words');
  const visit = c.get('visit');
  const brand = html`<a class="brand" href="/"><img src="${ICON.path}" alt="" width="24" height="24"> Duly</a>`;
  if (visit === null) return html`<header class="bar">${brand}<div class="person">${languageLink(c)}</div></header>`;
  return html`<header class="bar">
<button class="menu quiet" type="button" popovertarget="navigation">${frame.menu}</button>${brand}
<span class="house">${visit.house.name}</span>
<form class="find" method="get" action="/why" role="search"><label class="unseen" for="find">${frame.find}</label>
<input id="find" name="invoice" type="search" placeholder="${frame.find}" autocomplete="off"><button class="unseen" tabindex="-1">${why.search}</button></form>
<div class="person">
${visit.house.leavesMachine ? '' : html`<span class="tag calm" title="${frame.outbox}">${frame.outboxShort}</span>`}
${languageLink(c)}
<span><a href="/account">${visit.signedIn.name}</a> <small>${frame.roles[visit.signedIn.role]}</small></span>
<form method="post" action="/sign-out"><button class="quiet">${frame.signOut}</button></form>
</div>
</header>`;
}

/** Beside the page where there is room, else behind the menu button: a popover needs no script. */
function navigation(c: Request): Html {
  const { frame } = c.get('words');
  const groups = NAVIGATION.map(
    ({ group, entries }) =>
      html`<li><span class="group">${frame.groups[group]}</span><ul>${entries.map((entry) => navLink(c, entry))}</ul></li>`,
  );
  return html`<nav id="navigation" popover aria-label="${frame.menu}"><ul>${groups}</ul></nav>`;
}

function navLink(c: Request, entry: NavEntry): Html {
  const { frame } = c.get('words');
  const here = isAt(entry, c.req.path) ? 'aria-current=page' : '';
  return html`<li><a href="${entry.path}" ${here}>${frame.nav[entry.key]}</a></li>`;
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
