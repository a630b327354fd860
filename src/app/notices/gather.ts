// Calls that come at the same time, or while one is under way, are made together: one statement for many deliveries
// instead of one for each, as databases commit in groups. Who calls sees nothing of it.

interface Waiting<I, O> {
  input: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

/** Inputs of one call at most. */
const AT_MOST = 50;

/**
 * The same as calling `together` with one input, but with all that wait. The first one waits `lingerMs` for others, or
 * only for those that come with it (0). When a call fails, each input is tried by itself: nobody fails for another.
 */
export function gather<I, O>(
  together: (inputs: readonly I[]) => Promise<readonly O[]>,
  lingerMs: number,
): (input: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let isRunning = false;
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await makeCall(together, waiting.splice(0, AT_MOST));
    isRunning = false;
  };
  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      const start = () => void run();
      // Those that the same answer of the database wakes come before the next turn.
      if (lingerMs === 0) setImmediate(start);
      else setTimeout(start, lingerMs);
    });
}

/** Never rejects: the answer, good or bad, is for those who wait. */
async function makeCall<I, O>(
  together: (inputs: readonly I[]) => Promise<readonly O[]>,
  batch: readonly Waiting<I, O>[],
): Promise<void> {
  try {
    const outputs = await together(batch.map((one) => one.input));
    for (const [index, one] of batch.entries()) one.resolve(outputs[index] as O);
  } catch (error) {
    const [only] = batch;
    if (only !== undefined && batch.length === 1) only.reject(error);
    else for (const one of batch) await makeCall(together, [one]);
  }
}
