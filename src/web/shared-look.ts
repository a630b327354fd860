// One look at something for all who watch it: however many windows are open, the database is asked once a second, and
// not at all when nobody watches.

import { setTimeout as sleep } from 'node:timers/promises';

export interface SharedLook<T> {
  /** Tells what is seen now, then whatever is seen anew, until the function returned is called. */
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
  const watchers = new Set<(seen: T) => void>();
  let latest: { seen: T; text: string } | null = null;
  let isLooking = false;

  const lookOnce = async (): Promise<number> => {
    try {
      const seen = await look();
      const text = JSON.stringify(seen);
      const isNew = text !== latest?.text;
      latest = { seen, text };
      if (isNew) for (const tell of watchers) tell(seen);
      return pauseMs(seen);
    } catch (error) {
      failed(error);
      return afterFailureMs;
    }
  };

  const keepLooking = async (): Promise<void> => {
    isLooking = true;
    while (watchers.size > 0) await sleep(await lookOnce(), undefined, { ref: false });
    // Whoever comes later must not be told what was true long ago.
    latest = null;
    isLooking = false;
  };

  return {
    watch(tell) {
      watchers.add(tell);
      if (latest !== null) tell(latest.seen);
      if (!isLooking) void keepLooking();
      return () => watchers.delete(tell);
    },
  };
}
