// The REST interface: one loop over the table of routes. Who asks comes from the token, what he may from role and
// scopes, what is done from the use cases; here is HTTP alone.

import { Hono, type Context as HonoContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { createRateLimit } from '../../app/access/rate-limit.ts';
import { type Bearer, bearerOf } from '../../app/api/bearer.ts';
import { type Keyed, openKeyed, TakenOver } from '../../app/api/keyed-requests.ts';
import { outOfScope } from '../../app/api/tokens.ts';
import type { Context } from '../../app/context.ts';
import { wrongField } from '../../app/errors.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import type { Db } from '../../db/store.ts';
import { doorContext } from '../auth/door.ts';
import { preferred } from '../language.ts';
import type { WebDeps, WebEnv } from '../web.ts';
import { type ApiAnswer, answerOf, problemOf } from './answer.ts';
import { doorProblem } from './door-problems.ts';
import { inputOf } from './input.ts';
import { openApiDocument } from './openapi.ts';
import { PREFIX, type Route } from './route.ts';
import { ROUTES } from './routes/index.ts';

type ApiEnv = { Variables: { bearer: Bearer }; Bindings: WebEnv['Bindings'] };

const REQUESTS_A_MINUTE = 600;
const WRONG_TOKENS_A_MINUTE = 30;
const BODY_BYTES_AT_MOST = 1024 * 1024;
/** The bound of files is the use case's own; this one only keeps memory safe. */
const UPLOAD_BYTES_AT_MOST = 100 * 1024 * 1024;
const KEY_FORM = /^[\x21-\x7e]{1,200}$/;

/** Serves everything below /api/v1; errors of any kind are problems in JSON. */
export function apiRoutes(deps: WebDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>().basePath(PREFIX);
  app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }));
  app.onError((error, c) => {
    const known = refusalIn(c, error);
    if (known !== null) return send(c, known);
    deps.log.failure('a request to the API failed', error, { method: c.req.method });
    return send(c, doorProblem('failed', languageOf(c)));
  });
  app.get('/openapi.json', (c) => c.body(documentText(), 200, { 'Content-Type': 'application/json' }));
  const authenticated = authenticate(deps);
  for (const route of ROUTES) {
    const limit = limitBody(route.upload === undefined ? BODY_BYTES_AT_MOST : UPLOAD_BYTES_AT_MOST);
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(route.method, path, authenticated, limit, (c) => handle(c, deps, route));
  }
  app.all('*', (c) => send(c, doorProblem('not_found', languageOf(c), `${c.req.method} ${c.req.path}`)));
  return app;
}

let text: string | null = null;

/** Made when somebody first asks for it. */
function documentText(): string {
  text ??= JSON.stringify(openApiDocument(ROUTES));
  return text;
}

/** The bearer of the request's token; how often a token, or an address with wrong ones, may ask is bounded. */
function authenticate(deps: WebDeps) {
  const ofToken = createRateLimit({ name: 'api token', perMinute: REQUESTS_A_MINUTE, portion: REQUESTS_A_MINUTE / 10 });
  const ofAddress = createRateLimit({ name: 'api address', perMinute: WRONG_TOKENS_A_MINUTE, portion: 5 });
  return createMiddleware<ApiEnv>(async (c, next) => {
    const token = /^Bearer ([\w-]{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1];
    const door = doorContext(deps);
    const bearer = token === undefined ? null : await bearerOf(door, token);
    const address = c.env?.incoming?.socket.remoteAddress ?? 'unknown';
    const mayAsk = bearer === null ? await ofAddress(door, address) : await ofToken(door, String(bearer.tokenId));
    if (!mayAsk) {
      c.header('Retry-After', '60');
      return send(c, doorProblem('too_many', languageOf(c)));
    }
    if (bearer === null) {
      c.header('WWW-Authenticate', 'Bearer realm="duly"');
      return send(c, doorProblem('unauthenticated', languageOf(c)));
    }
    c.set('bearer', bearer);
    return next();
  });
}

async function handle(c: HonoContext<ApiEnv>, deps: WebDeps, route: Route): Promise<Response> {
  const bearer = c.get('bearer');
  if (!bearer.scopes.includes('*') && !bearer.scopes.includes(route.scope)) throw outOfScope(route.scope);
  const ctx = deps.context(bearer.actor);
  const key = c.req.header('idempotency-key');
  if (key === undefined || route.method === 'GET') return send(c, await perform(c, deps, route, ctx));
  return performOnce(c, deps, route, ctx, key);
}

async function perform(c: HonoContext, deps: WebDeps, route: Route, ctx: Context): Promise<ApiAnswer> {
  const input = await inputOf(c, route);
  const answer = answerOf(route, await route.useCase(ctx, input as never));
  if (route.useCase.kind === 'command') deps.afterDecision();
  const isKnown = answer.headers.ETag !== undefined && c.req.header('if-none-match') === answer.headers.ETag;
  return isKnown ? { ...answer, status: 304, body: new Uint8Array() } : answer;
}

/** The same key and request again: the same answer, and nothing is done twice. */
async function performOnce(
  c: HonoContext<ApiEnv>,
  deps: WebDeps,
  route: Route,
  ctx: Context,
  key: string,
): Promise<Response> {
  if (!KEY_FORM.test(key)) {
    throw wrongField('Idempotency-Key', 'Idempotency-Key', 'key_form');
  }
  // As bytes: a text read first would not give a file back as it was.
  const body = Buffer.from(await c.req.arrayBuffer()).toString('base64');
  const request = [c.req.method, c.req.url, c.req.header('if-match') ?? '', body].join('\n');
  const keyed = await openKeyed(ctx, c.get('bearer').tokenId, key, request);
  switch (keyed.kind) {
    case 'answered':
      c.header('Idempotency-Replayed', 'true');
      return send(c, { ...keyed.answer, headers: { 'Cache-Control': 'no-store' } });
    case 'mismatch':
      return send(c, doorProblem('key_reused', languageOf(c)));
    case 'under_way':
      return send(c, underWay(c, keyed.againAfterMs));
    case 'new':
      return carryOut(c, deps, route, ctx, keyed);
  }
}

type Ours = Extract<Keyed, { kind: 'new' }>;

/** A command's answer is kept in its own transaction; one of several transactions keeps it when all are done. */
async function carryOut(
  c: HonoContext<ApiEnv>,
  deps: WebDeps,
  route: Route,
  ctx: Context,
  keyed: Ours,
): Promise<Response> {
  let isKept = false;
  const kept = {
    command: route.useCase.name,
    write: async (db: Db, result: unknown) => {
      await keyed.keep(answerOf(route, result), db);
      isKept = true;
    },
  };
  try {
    const answer = await perform(c, deps, route, { ...ctx, kept });
    if (!isKept) await keyed.keep(answer);
    return send(c, answer);
  } catch (error) {
    if (error instanceof TakenOver) return send(c, underWay(c, 1_000));
    const refusal = refusalIn(c, error);
    // A refusal is an answer, too; only what broke may be tried again with this key.
    if (refusal === null || refusal.status >= 500) await keyed.free();
    else await keyed.keep(refusal);
    throw error;
  }
}

function underWay(c: HonoContext, againAfterMs: number): ApiAnswer {
  c.header('Retry-After', String(Math.ceil(againAfterMs / 1_000)));
  return doorProblem('under_way', languageOf(c));
}

/** A refusal in the language that was asked for. */
function refusalIn(c: HonoContext, error: unknown): ApiAnswer | null {
  return problemOf(error, c.req.header('if-match') !== undefined, languageOf(c));
}

function languageOf(c: HonoContext): ScreenLanguage {
  return preferred(c.req.header('accept-language') ?? '');
}

function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => send(c, doorProblem('too_large', languageOf(c), `${maxSize / 1024 / 1024} MB`)),
  });
}

function send(c: HonoContext, { status, contentType, body, headers }: ApiAnswer): Response {
  const answered = new Headers({ ...headers, ...(status === 304 ? {} : { 'Content-Type': contentType }) });
  for (const name of ['Retry-After', 'WWW-Authenticate', 'Idempotency-Replayed']) {
    const value = c.res.headers.get(name);
    if (value !== null) answered.set(name, value);
  }
  return new Response(status === 304 ? null : Buffer.from(body), { status, headers: answered });
}
