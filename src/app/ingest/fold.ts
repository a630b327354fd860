// One spelling for names that people write in many: "Fälligkeits-Datum", "faelligkeitsdatum" and "FÄLLIGKEITS DATUM"
// are the same column.

import { editDistance } from '../../core/edit-distance.ts';

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
