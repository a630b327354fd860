// The types that every file of this room shares: what the console is given, and what a request carries.

import type { HttpBindings } from '@hono/node-server';
import type { Hono, Context as HonoContext, MiddlewareHandler } from 'hono';
import type { html } from 'hono/html';
import type { SessionLife, SignedIn } from '../app/access/sessions.ts';
import type { Context } from '../app/context.ts';
import type { House } from '../app/insight/house.ts';
import type { Actor } from '../core/actor.ts';
import type { ScreenLanguage } from '../core/reason-text.ts';
import type { Jar } from './auth/cookies.ts';
import type { IdentityProvider } from './auth/providers.ts';
import type { Format } from './format.ts';
import type { Machines } from './machines.ts';
import type { Words } from './words/index.ts';

export interface WebDeps {
  /** The context in which somebody acts. */
  context(actor: Actor): Context;
  /**
   * The address under which people reach the console; decides cookies and which forms are accepted. Null = the local
   * address it is served at.
   */
  publicUrl: string | null;
  log: { failure(message: string, error: unknown, fields?: Readonly<Record<string, string>>): void };
  /** Told after every approval, so that issuing and sending start; returns at once. */
  afterDecision(): void;
  /** Health, figures and webhooks; absent = those addresses do not exist. */
  machines?: Machines;
  /** Ways to sign in besides link and password. */
  providers?: readonly IdentityProvider[];
  /** Answers the requests of Slack, which are signed instead of coming from our own pages. Absent = without Slack. */
  slack?(request: globalThis.Request): Promise<Response>;
  /** What an app of ours asks of a workspace: for a socket (null), or for requests to a public address. */
  slackManifest?(publicUrl: string | null): Promise<object>;
  /** How long sign-ins last; see `SESSION_LIFE`. */
  sessionLife?: SessionLife;
}

/** Who is signed in, and the organisation he is signed in to. */
export interface Visit {
  signedIn: SignedIn;
  house: House;
  ctx: Context;
}

export interface WebEnv {
  Variables: {
    language: ScreenLanguage;
    words: Words;
    format: Format;
    /** Set behind the sign-in only; read it through `visitOf`. */
    visit: Visit | null;
    /** Of this answer; scripts without it are not run. */
    secureHeadersNonce?: string;
  };
  Bindings: Partial<HttpBindings>;
}

export type Web = Hono<WebEnv>;

/** What a file of pages is built with; `door` goes in front of everything that is not for everybody. */
export interface Tools {
  deps: WebDeps;
  jar: Jar;
  door: MiddlewareHandler<WebEnv>;
}
export type Request = HonoContext<WebEnv>;

/** A piece of a page: escaped, ready to be put into another one. */
export type Html = ReturnType<typeof html>;

/** The visit of a request behind the sign-in. */
export function visitOf(c: Request): Visit {
  const visit = c.get('visit');
  if (visit === null) throw new Error(`${c.req.path} is not behind the sign-in`);
  return visit;
}
