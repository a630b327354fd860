// One spelling for names that people write in many: "Fälligkeits-Datum", "faelligkeitsdatum" and "FÄLLIGKEITS DATUM"
// are the same column.

const UMLAUTS: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
]);

/** Lower case, umlauts written out, other accents dropped, and nothing but letters a-z and digits left. */
export function foldName(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => UMLAUTS.get(letter) ?? letter)
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

/** The nearest of the known names, if it is near enough to be what was meant; the names are compared folded. */
export function nearestName(wanted: string, known: readonly string[]): string | null {
  const folded = foldName(wanted);
  // One slip for short names, two from eight letters on: "Datum" must not suggest "Name".
  const tolerance = folded.length < 8 ? 1 : 2;
  let best: string | null = null;
  let bestDistance = tolerance + 1;
  for (const name of known) {
    const distance = editDistance(folded, foldName(name), bestDistance);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  if (best !== null || folded.length < 4) return best;
  return known.find((name) => foldName(name).includes(folded) || folded.includes(foldName(name))) ?? null;
}

/** Insertions, deletions, substitutions and swaps of neighbours between two words; `stopAt` for that many or more. */
function editDistance(a: string, b: string, stopAt: number): number {
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
