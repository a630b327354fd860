// Where a word may be divided: the pattern dictionaries of the `hyphen` package, one per language, loaded on first use.

import { createRequire } from 'node:module';
import type { Language } from '../../core/notice.ts';

type Hyphenate = (word: string) => string;

const DICTIONARY: Record<Language, string> = { de: 'de-1996', en: 'en-gb', fr: 'fr', it: 'it' };
const SOFT_HYPHEN = '\u00AD';
const SHORTEST_WORD = 7;
const SHORTEST_PART = 3;
const CACHE_LIMIT = 20_000;

const require = createRequire(import.meta.url);
const dictionaries = new Map<Language, Hyphenate>();
const caches: Record<Language, Map<string, readonly number[]>> = {
  de: new Map(),
  en: new Map(),
  fr: new Map(),
  it: new Map(),
};

function dictionary(language: Language): Hyphenate {
  let hyphenate = dictionaries.get(language);
  if (!hyphenate) {
    const module: { hyphenateSync: Hyphenate } = require(`hyphen/${DICTIONARY[language]}`);
    hyphenate = module.hyphenateSync;
    dictionaries.set(language, hyphenate);
  }
  return hyphenate;
}

/**
 * Positions inside a word (UTF-16 units) before which a hyphen may be put, ascending; words under seven letters and
 * parts under three letters are never divided.
 */
export function hyphenPositions(word: string, language: Language): readonly number[] {
  if (word.length < SHORTEST_WORD) return [];
  const cache = caches[language];
  let positions = cache.get(word);
  if (!positions) {
    if (cache.size >= CACHE_LIMIT) cache.clear();
    positions = findPositions(word, language);
    cache.set(word, positions);
  }
  return positions;
}

function findPositions(word: string, language: Language): number[] {
  const positions: number[] = [];
  let at = 0;
  for (const part of dictionary(language)(word).split(SOFT_HYPHEN)) {
    at += part.length;
    if (at >= SHORTEST_PART && at <= word.length - SHORTEST_PART) positions.push(at);
  }
  return positions;
}
