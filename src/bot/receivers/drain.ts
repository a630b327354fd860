// Work that runs on after its answer was given: counted, so that a stop waits for it.

export interface Drain {
  /** Counts a piece of work until it ends; its own errors are its own. */
  add<T>(work: Promise<T>): Promise<T>;
  /** Waits for everything under way, at most `ms` milliseconds. */
  wait(ms: number): Promise<void>;
}

export function createDrain(): Drain {
  const running = new Set<Promise<unknown>>();
  return {
    add(work) {
      const ended: Promise<unknown> = work.then(
        () => running.delete(ended),
        () => running.delete(ended),
      );
      running.add(ended);
      return work;
    },
    async wait(ms) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      while (running.size > 0) {
        const timedOut = await Promise.race([Promise.all(running).then(() => false), timeout.then(() => true)]);
        if (timedOut) break;
      }
      clearTimeout(timer);
    },
  };
}
