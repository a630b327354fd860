// A bucket of attempts for each address or account, filled up evenly: for the few routes where somebody might try
// many times.

import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { Request, WebEnv } from '../web.ts';

interface Bucket {
  /** Time saved up; an attempt costs its share of a minute. */
  savedMs: number;
  atMs: number;
}

/** More addresses or accounts than this at once are an attack: the oldest are forgotten, and memory stays bounded. */
const KEYS_AT_MOST = 10_000;
const MINUTE_MS = 60_000;

/** Takes one attempt from a key's bucket; false when it is empty. A full bucket holds `perMinute` of them. */
export function createBuckets(perMinute: number, nowMs: () => number = () => performance.now()) {
  const buckets = new Map<string, Bucket>();
  const costMs = MINUTE_MS / perMinute;
  return (key: string): boolean => {
    const atMs = nowMs();
    const bucket = buckets.get(key) ?? { savedMs: MINUTE_MS, atMs };
    const savedMs = Math.min(MINUTE_MS, bucket.savedMs + atMs - bucket.atMs);
    const isAllowed = savedMs >= costMs;
    buckets.delete(key);
    buckets.set(key, { savedMs: isAllowed ? savedMs - costMs : savedMs, atMs });
    const [oldest] = buckets.keys();
    if (buckets.size > KEYS_AT_MOST && oldest !== undefined) buckets.delete(oldest);
    return isAllowed;
  };
}

/** Lets an address through `perMinute` times a minute; then 429 until its bucket has filled again. */
export function limitAttempts(perMinute: number, nowMs?: () => number) {
  const take = createBuckets(perMinute, nowMs);
  return createMiddleware<WebEnv>(async (c, next) => {
    // The socket's own address: forwarded ones are anybody's claim.
    if (!take(c.env?.incoming?.socket.remoteAddress ?? 'unknown')) throw tooMany(c);
    await next();
  });
}

/** The refusal after too many attempts. */
export function tooMany(c: Request): HTTPException {
  c.header('Retry-After', '60');
  return new HTTPException(429);
}
