// How a use case is reached over HTTP: the table that routes, document and tests are loops over.

import type { z } from 'zod';
import type { Context } from '../../app/context.ts';
import type { Role } from '../../core/actor.ts';
import type { Scope } from '../../core/scope.ts';
import type { JsonSchema } from './schema.ts';

/** A use case as the interface sees it: its input is checked by its own schema. */
export interface AnyUseCase {
  name: string;
  summary: string;
  role: Role;
  kind: 'command' | 'query';
  input: z.ZodType;
  (ctx: Context, input: never): Promise<unknown>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
  method: Method;
  /** Below /api/v1, with parameters in braces: `/invoices/{invoice}/pause`. */
  path: string;
  scope: Scope;
  useCase: AnyUseCase;
  /** Fields of the input behind parameters of the path; without, the field has the parameter's name. */
  params?: Readonly<Record<string, string>>;
  /** Fields of the input that this address stands for. */
  fixed?: Readonly<Record<string, unknown>>;
  /** The field that takes the whole body, when the body is only a part of the input. */
  bodyAs?: string;
  /** The body is the file itself and goes into this field; the other fields come as query. */
  upload?: string;
  /** The field that takes where the next page begins; given out and taken back as an opaque `cursor`. */
  cursor?: string;
  /** The answer is a document of this type. */
  document?: 'application/pdf' | 'image/png' | 'text/csv' | 'application/json' | 'application/zip';
  /** The part of the result that is answered, or the version in it. */
  pick?: (result: never) => unknown;
  /** The schema of what is picked, from the result's. */
  picked?: (result: JsonSchema) => JsonSchema;
  /** The version of what is read: its ETag. */
  version?: (result: never) => string | number;
  /** The field that takes the version named by If-Match. */
  ifMatch?: string;
}

export const PREFIX = '/api/v1';

/** The type under which a file is sent. */
export const UPLOAD_TYPE = 'application/octet-stream';

/** The names of a path's parameters, in order. */
export function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** The field of the input behind a parameter of the path. */
export function fieldOf(route: Route, param: string): string {
  return route.params?.[param] ?? param;
}

type Options = Omit<Route, 'method' | 'path' | 'scope' | 'useCase'>;

/** Routes of one scope, each in a line. */
export function routesOf(scope: Scope, ...rows: (readonly [string, AnyUseCase, Options?])[]): Route[] {
  return rows.map(([address, useCase, options = {}]) => {
    const [method = 'GET', path = ''] = address.split(' ');
    return { method: method as Method, path, scope, useCase, ...options };
  });
}
