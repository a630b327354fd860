// How often something may be tried in a minute, for all processes together. A process takes attempts from the database
// by the portion and gives them out from memory, so that most of them cost no write; once a minute is used up it
// remembers that, too, and somebody who hammers costs nothing more.

import { createHash } from 'node:crypto';
import { deleteOldAttempts, takeAttempts } from '../../db/rate-windows.ts';
import type { Context } from '../context.ts';

const MINUTE_MS = 60_000;
/** More keys than this at once are an attack: the oldest are forgotten, and memory stays bounded. */
const KEYS_AT_MOST = 10_000;
const EPOCH = '1970-01-01T00:00:00.000Z';

/** Attempts that this process holds of a key's minute. */
interface Portion {
  startsAt: string;
  left: number;
  /** The database has none left in this minute. */
  isLast: boolean;
}

export interface RateLimit {
  /** What is limited; keys of one name do not meet those of another. */
  name: string;
  perMinute: number;
  /**
   * Attempts taken at once. What a process holds and does not use when the minute ends is lost to the others, so a
   * tenth of all is a good size; 1 = every attempt is counted in the database.
   */
  portion: number;
}

/** Takes one attempt of a key; false when the minute's are used up, by whichever process. */
export type TakeAttempt = (ctx: Pick<Context, 'store' | 'clock'>, key: string) => Promise<boolean>;

export function createRateLimit({ name, perMinute, portion }: RateLimit): TakeAttempt {
  const portions = new Map<string, Portion>();
  /** Requests of one key that come at once wait for one portion. */
  const fetching = new Map<string, Promise<void>>();
  let cleared = '';

  async function fetchPortion({ store }: Pick<Context, 'store'>, key: string, startsAt: string): Promise<void> {
    const hashed = createHash('sha256').update(`${name} ${key}`).digest('base64url');
    const taken = await takeAttempts(store.db, { key: hashed, startsAt, wanted: portion, most: perMinute });
    portions.delete(key);
    portions.set(key, { startsAt: taken.startsAt, left: taken.granted, isLast: taken.granted < portion });
    const [oldest] = portions.keys();
    if (portions.size > KEYS_AT_MOST && oldest !== undefined) portions.delete(oldest);
  }

  return async (ctx, key) => {
    const now = ctx.clock.now();
    const startsAt = ctx.clock.after(now, -(ctx.clock.elapsedMs(EPOCH, now) % MINUTE_MS));
    for (;;) {
      const held = portions.get(key);
      if (held !== undefined && held.startsAt >= startsAt) {
        if (held.left > 0) {
          held.left -= 1;
          return true;
        }
        if (held.isLast) return false;
      }
      if (cleared !== startsAt) {
        cleared = startsAt;
        await deleteOldAttempts(ctx.store.db, ctx.clock.after(startsAt, -MINUTE_MS));
      }
      const under = fetching.get(key) ?? fetchPortion(ctx, key, startsAt).finally(() => fetching.delete(key));
      fetching.set(key, under);
      await under;
    }
  };
}
