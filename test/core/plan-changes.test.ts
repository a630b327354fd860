// What differs between two states of a plan.

import { describe, expect, test } from 'vitest';
import { type LevelState, type PlanState, planChanges, positionOfRemoved } from '../../src/core/plan-changes.ts';
import { level, plan } from './facts.ts';

function state(levels: LevelState[], fields: Partial<PlanState> = {}): PlanState {
  const { id: _, levels: _levels, ...rules } = plan();
  return { ...rules, isDefault: true, sendFrom: '13:00', levels, ...fields };
}

const saved = (position: number, fields: Partial<LevelState> = {}): LevelState => {
  const { position: _, ...rest } = level(position);
  return { ...rest, ...fields };
};
const three = [saved(1), saved(2), saved(3)];

describe('changes of a plan', () => {
  test('are none between equal states, whatever the order of keys', () => {
    const table = (entries: [string, string][]) => Object.fromEntries(entries);
    const one = state(three, { minimumAmount: table([['*', '1'], ['CHF', '2']]) }); // biome-ignore format: pairs
    const two = state(three, { minimumAmount: table([['CHF', '2'], ['*', '1']]) }); // biome-ignore format: pairs
    expect(planChanges(one, two)).toEqual([]);
  });

  test('name fields of the plan and of its levels with both values', () => {
    const after = state([saved(1), saved(2, { afterDays: 12 }), saved(3)], { feePolicy: 'latest' });
    expect(planChanges(state(three), after)).toEqual([
      { what: 'plan', field: 'feePolicy', from: 'cumulative', to: 'latest' },
      { what: 'level', name: 'L2', field: 'afterDays', from: 10, to: 12 },
    ]);
  });

  test('name levels that came, left and moved; those only pushed aside did not move', () => {
    const [first, second, third] = three as [LevelState, LevelState, LevelState];
    expect(planChanges(state(three), state([saved(9, { id: null, name: 'New' }), first, third]))).toEqual([
      { what: 'level_added', name: 'New', position: 1 },
      { what: 'level_removed', name: 'L2', position: 2 },
    ]);
    expect(planChanges(state(three), state([second, first, third]))).toEqual([
      { what: 'level', name: 'L2', field: 'position', from: 2, to: 1 },
      { what: 'level', name: 'L1', field: 'position', from: 1, to: 2 },
    ]);
  });
});

test('a removed level stands behind those that are left and came before it', () => {
  const kept = [{ position: 1 }, { position: 3 }];
  expect([0, 1, 2, 3, 4].map((position) => positionOfRemoved(kept, position))).toEqual([0, 1, 1, 2, 2]);
});
