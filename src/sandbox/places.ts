// How many jobs of a kind run at once: each may hold a gigabyte, and strangers decide how many files come.

/** Runs what it is given, at most `count` at a time; the others wait in the order in which they came. */
export function createPlaces(count: number): <T>(job: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      // The place goes over from hand to hand: nobody who comes meanwhile overtakes.
      if (next === undefined) free += 1;
      else next();
    }
  };
}
