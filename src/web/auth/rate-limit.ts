// A bucket of attempts for each address, filled up evenly: for the few routes where somebody might try many times.

import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { WebEnv } from '../web.ts';

interface Bucket {
  /** Time saved up; an attempt costs its share of a minute. */
  savedMs: number;
  atMs: number;
}

/** More addresses than this at once are an attack: the oldest are forgotten, and memory stays bounded. */
const ADDRESSES_AT_MOST = 10_000;
const MINUTE_MS = 60_000;

/** Lets an address through `perMinute` times a minute; then 429 until its bucket has filled again. */
export function limitAttempts(perMinute: number, nowMs: () => number = () => performance.now()) {
  const buckets = new Map<string, Bucket>();
  const costMs = MINUTE_MS / perMinute;
  return createMiddleware<WebEnv>(async (c, next) => {
    // The socket's own address: forwarded ones are anybody's claim.
    const address = c.env?.incoming?.socket.remoteAddress ?? 'unknown';
    const atMs = nowMs();
    const bucket = buckets.get(address) ?? { savedMs: MINUTE_MS, atMs };
    const savedMs = Math.min(MINUTE_MS, bucket.savedMs + atMs - bucket.atMs);
    const isAllowed = savedMs >= costMs;
    buckets.delete(address);
    buckets.set(address, { savedMs: isAllowed ? savedMs - costMs : savedMs, atMs });
    const [oldest] = buckets.keys();
    if (buckets.size > ADDRESSES_AT_MOST && oldest !== undefined) buckets.delete(oldest);
    if (!isAllowed) {
      c.header('Retry-After', '60');
      throw new HTTPException(429);
    }
    await next();
  });
}
