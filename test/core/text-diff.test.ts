// Differences of texts: the parts join to both texts again, whatever they are, and small changes stay small.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DiffLine, diffLines, diffWords } from '../../src/core/text-diff.ts';

const side = (lines: readonly DiffLine[], wanted: 'gone' | 'new') =>
  lines.flatMap((line) => {
    if (line.kind !== 'changed') return line.kind === 'same' || line.kind === wanted ? [line.text] : [];
    const words = line.words.filter((part) => part.kind === 'same' || part.kind === wanted);
    return [words.map((part) => part.text).join('')];
  });

const texts = fc.array(fc.constantFrom('a', 'b', 'Dear Ms Blum,', 'Dear Mr Blum,', 'pay 5 €', ''), { maxLength: 14 });

test('both texts can be read from the difference', () => {
  fc.assert(
    fc.property(texts, texts, (one, two) => {
      const lines = diffLines(one.join('\n'), two.join('\n'));
      expect(side(lines, 'gone').join('\n')).toBe(one.join('\n'));
      expect(side(lines, 'new').join('\n')).toBe(two.join('\n'));
    }),
    { numRuns: 500 },
  );
});

test('equal texts have no difference, and as much as can stay stays', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (one, at) => {
      expect(diffLines(one.join('\n'), one.join('\n')).every((line) => line.kind === 'same')).toBe(true);
      const two = [...one.slice(0, at % (one.length + 1)), 'something new', ...one.slice(at % (one.length + 1))];
      const kept = diffLines(one.join('\n'), two.join('\n')).filter((line) => line.kind === 'same');
      if (one.length > 0) expect(kept.length).toBe(one.length);
    }),
  );
});

test('a changed word is marked in its line', () => {
  expect(diffLines('Hello\nplease pay {{ dueDate }} now', 'Hello\nplease pay {{ total }} now')).toEqual([
    { kind: 'same', text: 'Hello' },
    {
      kind: 'changed',
      words: [
        { kind: 'same', text: 'please pay {{ ' },
        { kind: 'gone', text: 'dueDate' },
        { kind: 'new', text: 'total' },
        { kind: 'same', text: ' }} now' },
      ],
    },
  ]);
  expect(diffWords('a  b', 'a b').filter((part) => part.kind !== 'same')).toEqual([
    { kind: 'gone', text: '  ' },
    { kind: 'new', text: ' ' },
  ]);
});

test('lines with little in common are one that left and one that came', () => {
  const kinds = diffLines('first words of all', 'quite another thing').map((line) => line.kind);
  expect(kinds).toEqual(['gone', 'new']);
});

test('two long texts without anything in common are answered at once', () => {
  const lines = (word: string) => Array.from({ length: 10_000 }, (_, n) => `${word}${n}`).join('\n');
  const started = performance.now();
  expect(diffLines(lines('a'), lines('b'))).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(2_000);
});
