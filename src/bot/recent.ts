// What many clicks of the same moment ask is asked once.

const KEPT_MS = 1_000;

export interface Recent<T> {
  (): Promise<T>;
  /** It may have changed just now. */
  forget(): void;
}

/**
 * Reads through `read`, at most once a second; what failed is not kept. Only for what may be a second old: how things
 * are said, not what somebody may do.
 */
export function recent<T>(read: () => Promise<T>): Recent<T> {
  let kept: { value: Promise<T>; untilMs: number } | null = null;
  const get = (): Promise<T> => {
    if (kept !== null && performance.now() < kept.untilMs) return kept.value;
    const mine = { value: read(), untilMs: performance.now() + KEPT_MS };
    kept = mine;
    mine.value.catch(() => {
      if (kept === mine) kept = null;
    });
    return mine.value;
  };
  return Object.assign(get, {
    forget: () => {
      kept = null;
    },
  });
}

/** Calls for the same key share one answer while it is on its way; nothing is kept after it. */
export function shared<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key) => {
    const under = asked.get(key) ?? ask(key).finally(() => asked.delete(key));
    asked.set(key, under);
    return under;
  };
}

/** At most so many pieces of work at once; the others wait their turn. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
