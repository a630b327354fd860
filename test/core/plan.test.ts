// The next level of an invoice: the first active one after the position it has passed, among the levels there are now.

import { describe, expect, test } from 'vitest';
import { nextLevel } from '../../src/core/plan.ts';
import { level, plan } from './facts.ts';

/** The next level's position, or why there is none; `active` is one digit per level. */
function next(active: string, passedPosition: number): number | 'inactive' | 'exhausted' {
  const levels = [...active].map((digit, index) => level(index + 1, { active: digit === '1' }));
  const found = nextLevel(plan({ levels }), passedPosition);
  return found.kind === 'level' ? found.level.position : found.kind;
}

describe('the next level', () => {
  test.each([
    ['111', 0, 1],
    ['111', 1, 2],
    ['111', 2, 3],
    ['111', 3, 'exhausted'],
    // A switched-off level is passed over.
    ['101', 1, 3],
    ['011', 0, 2],
    ['001', 0, 3],
    // Switched on again after a later one was sent, it never comes: the passed position counts.
    ['111', 3, 'exhausted'],
    ['110', 2, 'inactive'],
    ['000', 0, 'inactive'],
    ['100', 1, 'inactive'],
    ['', 0, 'exhausted'],
    // Levels were removed from a live plan after a later one was sent.
    ['11', 5, 'exhausted'],
  ] as const)('of a plan with the levels "%s" after position %i is %s', (active, passed, expected) => {
    expect(next(active, passed)).toBe(expected);
  });

  test('is found among levels whose positions have a gap, as after one was removed', () => {
    const levels = [level(1), level(4), level(6)];
    const found = nextLevel(plan({ levels }), 2);
    expect(found).toEqual({ kind: 'level', level: levels[1] });
  });
});
