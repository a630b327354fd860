// What differs between two recorded states.

import { expect, test } from 'vitest';
import { recordChanges } from '../../src/core/record-changes.ts';

test('names every value that changed, came or went, with its path', () => {
  const before = { name: 'A', address: { city: 'Kiel', lines: ['x', 'y'] }, gone: 1, same: true };
  const after = { name: 'B', address: { city: 'Kiel', lines: ['x'] }, same: true, fresh: [{ id: 7 }] };
  expect(recordChanges(before, after)).toEqual([
    { path: 'name', from: 'A', to: 'B' },
    { path: 'address.lines', from: 'x, y', to: 'x' },
    { path: 'fresh.0.id', from: null, to: '7' },
    { path: 'gone', from: '1', to: null },
  ]);
});

test('of nothing and nothing is nothing; a state that is no object is one value', () => {
  expect(recordChanges(null, undefined)).toEqual([]);
  expect(recordChanges(undefined, 'x')).toEqual([{ path: '', from: null, to: 'x' }]);
});
