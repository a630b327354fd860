// Which language a browser prefers, and that both say the same things.
import { describe, expect, test } from 'vitest';
import { preferred } from '../../src/web/language.ts';
import { WORDS } from '../../src/web/words/index.ts';

describe('the preferred language', () => {
  test.each([
    ['de', 'de'],
    ['de-CH', 'de'],
    ['EN-gb', 'en'],
    ['fr, de-AT;q=0.9, en;q=0.8', 'de'],
    ['en;q=0.8, de;q=0.9', 'de'],
    ['de;q=0, en;q=0.1', 'en'],
    ['fr-FR', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [';;;,q=,', 'en'],
    [`${'xx,'.repeat(50)}de`, 'en'],
  ])('of %j is %s', (header, language) => expect(preferred(header)).toBe(language));
});

/** Names, and words that both languages have. */
const SAME_WORDS = [
  /surfaces\.(slack|api)$|^access\.languages\.|^activity\.(empty|entities\.person)$|^api\.token$|^figures\.dso$/,
  /^settings\.logo\.alt$|\.(name|nameField|nameLabel|nameOf|status|webhooks?|mail)$/,
];

describe('the words', () => {
  /** Paths of all words, so that a missing or an added one is named. */
  function pathsIn(words: object, path = ''): string[] {
    return Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? pathsIn(value, `${path}${key}.`) : [`${path}${key}`],
    );
  }

  test('are the same in both languages, key by key', () => {
    expect(pathsIn(WORDS.de).sort()).toEqual(pathsIn(WORDS.en).sort());
  });

  test('are not left in English', () => {
    const same = pathsIn(WORDS.en).filter((path) => {
      const pick = (words: object) => path.split('.').reduce<unknown>((found, key) => (found as never)[key], words);
      const [english, german] = [pick(WORDS.en), pick(WORDS.de)];
      return typeof english === 'string' && english === german && english !== '';
    });
    expect(same.filter((path) => !SAME_WORDS.some((known) => known.test(path)))).toEqual([]);
  });
});
