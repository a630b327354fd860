// Every dated story in test/scenarios/files comes out as it says, through the real use cases; files that are not valid
// are refused with the path of the field. On the embedded database every fifth story of our own is played, to save
// time.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UseCaseError } from '../../src/app/errors.ts';
import type { Store } from '../../src/db/client.ts';
import { readScenario, simulate } from '../../src/simulate/simulate.ts';
import { openTestStore, testDriver } from '../support/databases.ts';

const FOLDER = import.meta.dirname;
const files = readdirSync(join(FOLDER, 'files')).sort();
const own = files.filter((name) => name.startsWith('own-'));
const given = files.filter((name) => !name.startsWith('own-'));
const played = testDriver() === 'pglite' ? [...given, ...own.filter((_, index) => index % 5 === 0)] : files;

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});

afterAll(async () => {
  await store.close();
});

describe('a story', () => {
  test.each(played)('%s comes out as it says', async (name) => {
    const scenario = readScenario(readFileSync(join(FOLDER, 'files', name), 'utf8'));
    const { outcome, differences } = await simulate(store, scenario);
    expect(scenario.expect, 'a story says what comes out').toBeDefined();
    expect(differences).toEqual([]);
    expect(outcome.notices).toHaveLength(scenario.expect?.notices.length ?? -1);
  });

  test('that expects something else is told how it differs', async () => {
    const text = readFileSync(join(FOLDER, 'files', 'standard.json'), 'utf8').replaceAll(
      '"2026-05-31"',
      '"2026-06-01"',
    );
    const { differences } = await simulate(store, readScenario(text));
    expect(differences).toEqual(
      expect.arrayContaining([expect.stringMatching(/^notices\.1\.on: expected 2026-06-01/)]),
    );
  });
});

/** Which field each file in test/scenarios/invalid must be refused for. */
const REFUSED = {
  'from-missing': 'from',
  'to-before-from': 'to',
  'gross-number': 'invoices.1.gross',
  'gross-three-decimals': 'invoices.0.gross',
  'unknown-customer': 'invoices.0.customer',
  'unknown-event': 'events.0.do',
  'promise-without-date': 'events.1.date',
  'deactivate-unknown-plan': 'events.1.plan',
  'count-from': 'plans.0.countFrom',
  'days-text': 'plans.0.levels.0.days',
  'fee-without-percent': 'plans.0.levels.1.fee',
  'interest-country': 'plans.0.levels.1.interest',
  party: 'customers.0.party',
  'customer-plan': 'customers.0.plan',
  calendar: 'calendar',
  'no-plans': 'plans',
  'kind-of-invoice': 'invoices.0.kind',
  'two-defaults': 'plans.1.default',
  'customers-not-a-list': 'customers',
  'event-without-day': 'events.0.on',
};

describe('a file that is not valid', () => {
  test.each(Object.entries(REFUSED))('%s is refused for %s', (name, path) => {
    const text = readFileSync(join(FOLDER, 'invalid', `${name}.json`), 'utf8');
    try {
      readScenario(text);
    } catch (error) {
      if (!(error instanceof UseCaseError)) throw error;
      expect(error.problems.map((problem) => problem.path)).toContain(path);
      return;
    }
    throw new Error('it was taken');
  });
});
