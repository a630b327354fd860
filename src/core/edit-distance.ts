// How far two spellings are apart: what a slip of the fingers does to a word or a number.

/** Insertions, deletions, substitutions and swaps of neighbours between two words; `stopAt` for that many or more. */
export function editDistance(a: string, b: string, stopAt: number): number {
  if (Math.abs(a.length - b.length) >= stopAt) return stopAt;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? stopAt) + 1,
        (current[column - 1] ?? stopAt) + 1,
        (last[column - 1] ?? stopAt) + (same ? 0 : 1),
      );
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? stopAt) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? stopAt, stopAt);
}
