// Every story is played through the use cases as the command line does it, and ends as it says it must.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/db/client.ts';
import { readScenario, simulate } from '../../src/simulate/simulate.ts';
import { openTestStore, testDriver } from '../support/databases.ts';
import { type Shelf, storiesOn, textOfStory } from './stories.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

/** PGlite takes twice the time for the same code: there every fifth story stands for the rest. */
const stories = storiesOn('stories').filter((_, index) => testDriver() === 'postgres' || index % 5 === 0);

async function differencesOf(shelf: Shelf, name: string): Promise<string[]> {
  const scenario = readScenario(textOfStory(shelf, name));
  expect(scenario.expect).toBeDefined();
  return (await simulate(store, scenario)).differences;
}

describe('a worked example', () => {
  test.each(storiesOn('files'))('%s comes out as it says', async (name) => {
    expect(await differencesOf('files', name)).toEqual([]);
  });
});

describe('a story', () => {
  test.each(stories)('%s comes out as it says', async (name) => {
    expect(await differencesOf('stories', name)).toEqual([]);
  });

  test('that says something else is told apart, line by line', async () => {
    const scenario = readScenario(textOfStory('stories', 'credit-covers'));
    const [first] = scenario.expect?.notices ?? [];
    if (first === undefined) throw new Error('the story has a notice');
    const other = { ...scenario, expect: { notices: [{ ...first, fee: '9.99', on: scenario.to }, first] } };
    const { differences } = await simulate(store, other);
    expect(differences).toEqual([
      expect.stringMatching(/^notices\.0\.on: expected /),
      expect.stringMatching(/^notices\.0\.fee: expected 9\.99, got 0\.00/),
      expect.stringMatching(/^notices\.1: expected .*, got none$/),
    ]);
  });
});
