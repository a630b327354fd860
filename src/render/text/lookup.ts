// Finds a placeholder by the name a template uses, and the nearest one when there is none.

import { PLACEHOLDERS, type Placeholder } from '../../core/placeholder.ts';

const byName = new Map<string, Placeholder>(PLACEHOLDERS.map((placeholder) => [placeholder.name, placeholder]));
/** A suggestion is only made when at most this share of the letters differs. */
const NEAR_SHARE = 0.4;

/** The placeholder of a path such as "history[].number"; `size` of a list counts as the list. */
export function findPlaceholder(path: string): Placeholder | null {
  const exact = byName.get(path);
  if (exact) return exact;
  const list = /^(.*)\.size$/.exec(path)?.[1];
  const found = list === undefined ? undefined : byName.get(list);
  if (found) return found;
  // A whole element of a list, e.g. to compare it with another.
  return path.endsWith('[]') ? (byName.get(path.slice(0, -2)) ?? null) : null;
}

/** The known name that differs least, or null when none is near. */
export function nearestPlaceholder(path: string): string | null {
  let nearest: string | null = null;
  let least = Math.floor(path.length * NEAR_SHARE) + 1;
  for (const { name } of PLACEHOLDERS) {
    const distance = editDistance(path.toLowerCase(), name.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
}

/** Letters to insert, delete or replace (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
