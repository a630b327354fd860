// One look at something for all who watch it: however many windows are open, the database is asked once a second, and
// not at all when nobody watches.

import { setTimeout as sleep } from 'node:timers/promises';

export interface SharedLook<T> {
  /** Tells what the next look sees, then whatever is seen anew, until the function returned is called. */
  watch(tell: (seen: T) => void): () => void;
}

export interface LookDeps<T> {
  look(): Promise<T>;
  /** How long to wait after a look that saw this. */
  pauseMs(seen: T): number;
  failed(error: unknown): void;
  /** After how long a look that failed is repeated; 5,000 unless said otherwise. */
  afterFailureMs?: number;
}

const AFTER_FAILURE_MS = 5_000;

export function shareLook<T>({ look, pauseMs, failed, afterFailureMs = AFTER_FAILURE_MS }: LookDeps<T>): SharedLook<T> {
  /** Whether a watcher has been told anything since he came. */
  const watchers = new Map<(seen: T) => void, { isTold: boolean }>();
  let latest: string | null = null;
  let isLooking = false;

  const lookOnce = async (): Promise<number> => {
    // Whoever comes while a look is under way has a page that may be newer than what it sees.
    const present = [...watchers];
    try {
      const seen = await look();
      const text = JSON.stringify(seen);
      for (const [tell, watcher] of present) {
        if (watcher.isTold && text === latest) continue;
        watcher.isTold = true;
        if (watchers.has(tell)) tell(seen);
      }
      latest = text;
      return pauseMs(seen);
    } catch (error) {
      failed(error);
      return afterFailureMs;
    }
  };

  const keepLooking = async (): Promise<void> => {
    isLooking = true;
    while (watchers.size > 0) await sleep(await lookOnce(), undefined, { ref: false });
    isLooking = false;
  };

  return {
    watch(tell) {
      watchers.set(tell, { isTold: false });
      if (!isLooking) void keepLooking();
      return () => watchers.delete(tell);
    },
  };
}
