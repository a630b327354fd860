// A list read to its end a page at a time, for files: never more than a page of it is in memory.

import type { Cell } from './csv.ts';

export interface KeyedPage<R, K> {
  rows: readonly R[];
  /** Behind what the next page begins; null on the last. */
  next: K | null;
}

/** Lines of a file, a page at a time. */
export async function* linesOf<R, K>(
  read: (after: K | null) => Promise<KeyedPage<R, K>>,
  lines: (rows: readonly R[]) => Cell[][],
): AsyncGenerator<Cell[][], void> {
  let after: K | null = null;
  do {
    const page: KeyedPage<R, K> = await read(after);
    yield lines(page.rows);
    after = page.next;
  } while (after !== null);
}
