// The console's cookies. All are HttpOnly and SameSite=Lax: a link from the chat into the console must arrive signed
// in.

import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Request } from '../web.ts';

const MINUTE_SECONDS = 60;

/** `attempt`: a sign-in with an identity provider that is under way. */
type NoteName = 'flash' | 'next' | 'attempt';

export interface Jar {
  readSession(c: Request): string | null;
  setSession(c: Request, id: string, maxAgeMs: number): void;
  clearSession(c: Request): void;
  /** A short note from one page to the next, gone once it was read. */
  keep(c: Request, name: NoteName, value: string): void;
  take(c: Request, name: NoteName): string | null;
}

/**
 * On https the session's name begins with `__Host-`, which binds it to this host, its root and encryption. A first
 * start on http://localhost cannot have that and uses the plain name.
 */
export function cookieJar(publicUrl: string | null): Jar {
  const secure = isEncrypted(publicUrl);
  const prefix = secure ? '__Host-' : '';
  const session = `${prefix}duly_session`;
  const note = (name: string) => `${prefix}duly_${name}`;
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
  return {
    readSession: (c) => getCookie(c, session) ?? null,
    setSession: (c, id, maxAgeMs) => setCookie(c, session, id, { ...options, maxAge: Math.floor(maxAgeMs / 1_000) }),
    clearSession: (c) => void deleteCookie(c, session, options),
    keep: (c, name, value) => setCookie(c, note(name), value, { ...options, maxAge: 10 * MINUTE_SECONDS }),
    take: (c, name) => {
      const value = getCookie(c, note(name)) ?? null;
      if (value !== null) deleteCookie(c, note(name), options);
      return value;
    },
  };
}

/** Whether people reach the console by https; the local address of a first start is not encrypted. */
export function isEncrypted(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

/** Stands for our own host where only the path is of interest. */
const ANY_HOST = 'http://own.invalid';

/** An address on this site, path and query only; null for anything that could lead elsewhere. */
export function ownPath(text: string): string | null {
  if (!text.startsWith('/') || /[\\\p{Cc}]/u.test(text)) return null;
  const target = URL.parse(text, ANY_HOST);
  return target === null || target.origin !== ANY_HOST ? null : target.pathname + target.search;
}
