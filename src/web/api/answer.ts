// From the result of a use case to an answer: JSON with its tag and the cursor of the next page, or a document; and
// every refusal as a problem (RFC 9457) with the paths of the fields that are wrong.

import { createHash } from 'node:crypto';
import { HTTPException } from 'hono/http-exception';
import type { Answer } from '../../app/api/keyed-requests.ts';
import { type ErrorCode, type InputProblem, refusal, UseCaseError } from '../../app/errors.ts';
import type { Texts } from '../../app/refusals/say.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import { writeCursor } from './cursor.ts';
import type { Route } from './route.ts';

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

export interface ApiAnswer extends Answer {
  headers: Record<string, string>;
}

export function answerOf(route: Route, result: unknown): ApiAnswer {
  const picked = route.pick === undefined ? result : route.pick(result as never);
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  if (route.document !== undefined) {
    return { status: 200, contentType: route.document, body: bytesOf(picked), headers };
  }
  const body = Buffer.from(JSON.stringify(withCursor(route, picked) ?? null));
  if (route.method === 'GET') {
    // A version where there is one, so that it can be named in a change; else the content's own hash.
    const version = route.version?.(result as never);
    headers.ETag = version === undefined ? `W/"${hashOf(body)}"` : `"${version}"`;
    headers['Cache-Control'] = 'private, no-cache';
  }
  const isNew = route.method === 'POST' && /\.(add|create)$/.test(route.useCase.name);
  return { status: isNew ? 201 : 200, contentType: JSON_TYPE, body, headers };
}

function withCursor(route: Route, result: unknown): unknown {
  if (route.cursor === undefined || typeof result !== 'object' || result === null || !('next' in result)) return result;
  return { ...result, next: result.next === null ? null : writeCursor(result.next) };
}

/** The bytes of a document, however the use case names them. */
function bytesOf(result: unknown): Uint8Array {
  if (result instanceof Uint8Array) return result;
  const parts = Object.values(result ?? {});
  const bytes = parts.find((part): part is Uint8Array => part instanceof Uint8Array);
  if (bytes === undefined) throw refusal('no_document');
  return bytes;
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22);
}

interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  /** What exactly, and what the sentence names: for programs. */
  reason?: string;
  params?: object;
  errors?: readonly InputProblem[];
}

const SAYING: Record<ErrorCode, { status: number; title: Texts }> = {
  invalid_input: { status: 422, title: { en: 'The input is wrong', de: 'Die Eingabe ist falsch' } },
  forbidden: { status: 403, title: { en: 'Not allowed', de: 'Nicht erlaubt' } },
  not_found: { status: 404, title: { en: 'Not found', de: 'Nicht gefunden' } },
  conflict: { status: 409, title: { en: 'Somebody was first', de: 'Jemand war schneller' } },
  refused: { status: 409, title: { en: 'Not possible now', de: 'Jetzt nicht möglich' } },
  unavailable: { status: 503, title: { en: 'Not available', de: 'Nicht verfügbar' } },
};

/** `null` for what nobody expected: that is logged, and answered without a detail. */
export function problemOf(error: unknown, hasIfMatch: boolean, language: ScreenLanguage): ApiAnswer | null {
  if (error instanceof HTTPException) {
    return problem({ status: error.status, code: `http_${error.status}`, title: error.message, detail: error.message });
  }
  if (!(error instanceof UseCaseError)) return null;
  const { status, title } = SAYING[error.code];
  // A version that was named and is no longer the one on record.
  const isStale = hasIfMatch && (error.code === 'conflict' || error.code === 'refused');
  const { code, reason, params } = error;
  const errors = error.problems.length === 0 ? {} : { errors: error.problems };
  const said = { title: title[language], detail: error.in(language) };
  return problem({ status: isStale ? 412 : status, code, reason, params, ...said, ...errors }, language);
}

/** `errors` name each field by its path in the input (`levels.0.afterDays`) and by a JSON pointer into the body. */
export function problem(
  { status, code, title, detail, reason, params, errors }: Problem,
  language: ScreenLanguage = 'en',
): ApiAnswer {
  const listed = errors?.map(({ path, code: what, texts }) => ({
    path,
    pointer: pointerTo(path),
    code: what,
    message: texts[language],
  }));
  const body = {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    ...(reason === undefined ? {} : { reason, params }),
    ...(listed === undefined ? {} : { errors: listed }),
  };
  return {
    status,
    contentType: PROBLEM_TYPE,
    body: Buffer.from(JSON.stringify(body)),
    headers: { 'Cache-Control': 'no-store', 'Content-Language': language },
  };
}

function pointerTo(path: string): string {
  const steps = path === '' ? [] : path.split('.');
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
