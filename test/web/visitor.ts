// A visitor of the console in tests: keeps cookies and sends forms as a browser does, through the app's front door.

import type { Context } from '../../src/app/context.ts';
import type { Actor, Role } from '../../src/core/actor.ts';
import { createSignInLink, createWeb, type Web, type WebDeps } from '../../src/web/index.ts';
import { ADMIN, type World } from '../support/world.ts';

export const PUBLIC_URL = 'http://localhost:8080';

/** What somebody sees. */
export interface Seen {
  status: number;
  headers: Headers;
  /** Where a redirect leads; null when it is none. */
  location: string | null;
  html: string;
  /** The words on the page without the tags, blanks as one. */
  text: string;
}

export type FormFields = Record<string, string | string[]>;

export interface Visitor {
  /** By name, as a browser would send them. */
  cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Seen>;
  /** Sends a form from a page of our own; follows no redirect. */
  post(path: string, fields?: FormFields, headers?: Record<string, string>): Promise<Seen>;
  /** Hands in a file; a name of no letters is that of a form where none was chosen. */
  hand(path: string, name: string, bytes: Uint8Array): Promise<Seen>;
  /** Sends a form and looks at the page it leads to. */
  send(path: string, fields?: FormFields): Promise<Seen>;
}

export interface OpenWeb {
  app: Web;
  /** How often issuing and sending was asked for. */
  kicks(): number;
  /** Errors that nobody expected. */
  failures: unknown[];
  visitor(language?: string): Visitor;
  signIn(role: Role, name?: string): Promise<Visitor>;
  context(actor: Actor): Context;
}

export function openWeb(world: Pick<World, 'as'>, deps: Partial<WebDeps> = {}): OpenWeb {
  let kicks = 0;
  const failures: unknown[] = [];
  const publicUrl = deps.publicUrl ?? PUBLIC_URL;
  const app = createWeb({
    context: world.as,
    publicUrl,
    log: { failure: (_message, error) => failures.push(error) },
    afterDecision: () => {
      kicks += 1;
    },
    slackManifest: async (url) => (await import('../../src/bot/manifest.ts')).createManifest(url),
    ...deps,
  });
  const visitor = (language = 'en') => makeVisitor(app, publicUrl, language);
  return {
    app,
    kicks: () => kicks,
    failures,
    visitor,
    context: world.as,
    async signIn(role, name = 'Ben') {
      const link = new URL(await createSignInLink(world.as(ADMIN), { name, role, publicUrl }));
      const person = visitor();
      await person.post('/sign-in', { token: link.searchParams.get('token') ?? '' });
      return person;
    },
  };
}

function makeVisitor(app: Web, publicUrl: string, language: string): Visitor {
  const cookies = new Map<string, string>();
  const request = async (path: string, init: RequestInit): Promise<Seen> => {
    const headers = new Headers(init.headers);
    headers.set('accept-language', headers.get('accept-language') ?? language);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await app.request(`${publicUrl}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
    // A stream of events has no end to wait for.
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (isStream) await response.body?.cancel();
    const html = isStream ? '' : await response.text();
    const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location'),
      html,
      text,
    };
  };
  const visitor: Visitor = {
    cookies,
    get: (path, headers = {}) => request(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, ...headers },
        body: encoded(fields),
      }),
    async hand(path, name, bytes) {
      const form = new FormData();
      form.append('file', new File([Uint8Array.from(bytes)], name));
      return request(path, { method: 'POST', headers: { origin: publicUrl }, body: form });
    },
    async send(path, fields) {
      const answer = await visitor.post(path, fields);
      return answer.location === null ? answer : visitor.get(answer.location);
    },
  };
  return visitor;
}

function encoded(fields: FormFields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
  return form.toString();
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const [name = '', value = ''] = pair.split('=');
  if (attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0')) cookies.delete(name.trim());
  else cookies.set(name.trim(), value);
}
