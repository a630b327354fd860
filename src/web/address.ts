// What the address of a list says: filters, sort and place, kept in links so that a list can be saved and shared.

import type { Request } from './web.ts';

/** A path with those parameters that say something. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  return params.size === 0 ? path : `${path}?${params.toString()}`;
}

/** A parameter that is one of some words; nonsense is the first of them. */
export function oneOfQuery<W extends string>(c: Request, name: string, words: readonly [W, ...W[]]): W {
  const asked = c.req.query(name);
  return words.find((word) => word === asked) ?? words[0];
}

/** A whole number of a parameter; null when there is none. */
export function wholeQuery(c: Request, name: string): number | null {
  const text = c.req.query(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** What was searched for: trimmed, bounded, without control characters. */
export function textQuery(c: Request, name: string): string {
  return (c.req.query(name) ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100);
}
