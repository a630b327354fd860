// The stories beside this file: JSON documents with what must come out.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `files`: the worked examples of the format; `stories`: one rule each, a few days long; `invalid`: must be refused.
 */
export type Shelf = 'files' | 'stories' | 'invalid';

/** Names without `.json`, in order. */
export function storiesOn(shelf: Shelf): string[] {
  return readdirSync(join(import.meta.dirname, shelf))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

export function textOfStory(shelf: Shelf, name: string): string {
  return readFileSync(join(import.meta.dirname, shelf, `${name}.json`), 'utf8');
}
