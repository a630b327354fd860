// What a page says when it cannot do what was asked. The one place where refusals of use cases become answers; nobody
// ever sees a stack.

import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, UseCaseError } from '../app/errors.ts';
import { layout } from './parts/layout.ts';
import type { Request, WebDeps } from './web.ts';
import type { Words } from './words/index.ts';

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  invalid_input: 422,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 409,
  unavailable: 503,
};

type Saying = { title: string; text: string };

/** The page for an address that does not exist. */
export function notFoundPage(c: Request): Response | Promise<Response> {
  return errorPage(c, 404, c.get('words').errors.notFound);
}

/** The page for anything a handler threw; what nobody expected is logged without what people typed. */
export function answerError(deps: Pick<WebDeps, 'log'>) {
  return (error: Error, c: Request): Response | Promise<Response> => {
    const { errors } = c.get('words');
    if (error instanceof HTTPException) return errorPage(c, error.status as ContentfulStatusCode, said(errors, error));
    if (error instanceof UseCaseError) {
      const { title, text } = sayingOf(errors, error.code);
      return errorPage(c, STATUS[error.code], { title, text: text === '' ? error.in(c.get('language')) : text });
    }
    deps.log.failure('a page failed', error, { method: c.req.method, route: c.req.path.split('/')[1] ?? '' });
    return errorPage(c, 500, errors.failed);
  };
}

function said(errors: Words['errors'], { status }: HTTPException): Saying {
  switch (status) {
    case 403:
      return errors.foreign;
    case 404:
      return errors.notFound;
    case 413:
      return errors.tooLarge;
    case 415:
      return errors.unsupported;
    case 429:
      return errors.tooMany;
    default:
      return errors.tampered;
  }
}

function sayingOf(errors: Words['errors'], code: ErrorCode): Saying {
  switch (code) {
    case 'forbidden':
      return errors.forbidden;
    case 'not_found':
      return { title: errors.notFound.title, text: '' };
    case 'unavailable':
      return errors.unavailable;
    case 'invalid_input':
    case 'conflict':
    case 'refused':
      return errors.refused;
  }
}

function errorPage(c: Request, status: ContentfulStatusCode, { title, text }: Saying): Response | Promise<Response> {
  const { errors } = c.get('words');
  const main = html`<h1>${title}</h1><p>${text}</p><p><a class="button" href="/">${errors.home}</a></p>`;
  return c.html(layout(c, { title, main }), status);
}
