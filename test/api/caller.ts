// A program that calls the interface in tests: with a token, over HTTP requests to the app as it is served.
import { createToken } from '../../src/app/api/tokens.ts';
import type { Context } from '../../src/app/context.ts';
import type { Role } from '../../src/core/actor.ts';
import { PREFIX } from '../../src/web/api/route.ts';
import type { OpenWeb } from '../web/visitor.ts';
import { PUBLIC_URL } from '../web/visitor.ts';

export interface Called {
  status: number;
  headers: Headers;
  /** The JSON object that was answered; empty for documents. */
  json: Answered;
  bytes: Uint8Array;
}

export interface Answered {
  [name: string]: unknown;
  code?: string;
  detail?: string;
  errors?: { path: string; pointer: string; message: string }[];
  next?: string | null;
  rows?: Record<string, unknown>[];
}

export type Caller = (address: string, body?: unknown, headers?: Record<string, string>) => Promise<Called>;

/** Calls `METHOD /path` with this token, or without one, from an address of the network. */
export function callerWith(web: Pick<OpenWeb, 'app'>, token: string | null, from = '192.0.2.1'): Caller {
  return async (address, body, headers = {}) => {
    const [method = 'GET', path = ''] = address.split(' ');
    const isFile = body instanceof Uint8Array;
    const request = {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isFile ? Buffer.from(body) : JSON.stringify(body) }),
    };
    const env = { incoming: { socket: { remoteAddress: from } } };
    const response = await web.app.request(`${PUBLIC_URL}${PREFIX}${path}`, request, env);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const json = isJson && bytes.length > 0 ? JSON.parse(Buffer.from(bytes).toString('utf8')) : {};
    return { status: response.status, headers: response.headers, json, bytes };
  };
}

export async function tokenFor(
  admin: Context,
  role: Role,
  more: Partial<Parameters<typeof createToken>[1]> = {},
): Promise<{ id: number; token: string }> {
  return createToken(admin, { name: `a ${role}'s program`, role, ...more });
}
