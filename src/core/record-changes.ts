// What differs between two recorded states of anything, value by value: for the trail of what was done.

export interface RecordChange {
  /** Where the value stands, e.g. `address.city`; '' for the state as a whole. */
  path: string;
  /** Null = there was, or is, none. */
  from: string | null;
  to: string | null;
}

/** Changes in the order of the new state's keys, then what is gone; equal values are left out. */
export function recordChanges(before: unknown, after: unknown): RecordChange[] {
  const old = leaves(before);
  const fresh = leaves(after);
  const paths = [...fresh.keys(), ...[...old.keys()].filter((path) => !fresh.has(path))];
  return paths
    .map((path) => ({ path, from: old.get(path) ?? null, to: fresh.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Every value that is no object, as text, by its path; a list of plain values is one value. */
function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return found;
  if (typeof value !== 'object') return found.set(path, String(value));
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) {
    return found.set(path, value.join(', '));
  }
  for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : `${path}.${key}`, found);
  return found;
}
