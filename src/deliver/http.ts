// A JSON call to a provider, told apart by what is certain: an answer with a status, or none. Redirects are not
// followed: they would carry keys and letters to another host.

export interface HttpAnswer {
  status: number;
  /** Null when the body is not JSON. */
  body: unknown;
  retryAfterMs: number | null;
}

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal: AbortSignal;
}

/** Throws `NoAnswer` when no answer came; `sent` says whether the request may have reached the other side. */
export async function call({ method, url, headers, body, signal }: HttpCall): Promise<HttpAnswer> {
  const { request } = await import('undici');
  let response: Awaited<ReturnType<typeof request>>;
  try {
    response = await request(url, { method, headers: headers ?? {}, body: body ?? null, signal });
  } catch (error) {
    throw new NoAnswer(error);
  }
  const text = await response.body.text().catch(() => '');
  const retryAfter = response.headers['retry-after'];
  return {
    status: response.statusCode,
    body: parse(text),
    retryAfterMs: typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : null,
  };
}

const NEVER_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** False: there was no connection, so nothing reached the other side. */
  readonly sent: boolean;

  constructor(cause: unknown) {
    const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
    super(typeof message === 'string' ? message : 'no answer');
    this.sent = typeof code !== 'string' || !NEVER_CONNECTED.includes(code);
  }
}

/** Reads a path of keys of an unknown JSON value. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

/** A string or number of a JSON value as text; null when it is neither. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 300) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
