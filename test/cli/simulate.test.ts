// Scenario files from the command line: one document per file, differences and refusals readable, exit codes.
import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/db/store.ts';
import { openTestStore } from '../support/databases.ts';
import { commandLine, temporaryFolder, writeFile } from './call.ts';
import { ERROR } from './shapes.ts';

let store: Store;
const duly = commandLine(() => store);
const folder = temporaryFolder();

beforeAll(async () => {
  store = await openTestStore();
});

/** One invoice, reminded on 2026-01-08; `total` is what the file expects. */
function scenario(name: string, total: string, more: object = {}): string {
  const notice = {
    ...{ on: '2026-01-08', customer: 'C', invoices: ['A'], level: 'First', due: '2026-01-15' },
    ...{ open: '100.00', fee: '2.50', carried: '0.00', interest: '0.00', compensation: '0.00', total },
  };
  const level = { name: 'First', kind: 'reminder', days: 7, paymentTermDays: 7, fee: '2.50' };
  return writeFile(
    folder,
    name,
    JSON.stringify({
      ...{ from: '2026-01-07', to: '2026-01-08', plans: [{ name: 'P', levels: [level] }] },
      customers: [{ number: 'C', name: 'C' }],
      invoices: [{ number: 'A', customer: 'C', due: '2026-01-01', gross: '100.00' }],
      expect: { notices: [notice] },
      ...more,
    }),
  );
}

const documents = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { notices?: { total: string }[] });

test('a file that comes out as expected exits 0 with its notices on one line', async () => {
  const { exit, out, err } = await duly('simulate', scenario('good.json', '102.50'));
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(documents(out)).toMatchObject([{ notices: [{ on: '2026-01-08', total: '102.50' }] }]);
  expect(Object.keys(documents(out)[0] ?? {})).toEqual(['notices']);
});

test('with a guard the days on which it stopped the run stand beside the notices', async () => {
  const path = scenario('guard.json', '102.50', { guard: { staleAfterDays: 0 }, expect: undefined });
  expect(documents((await duly('simulate', path)).out)).toEqual([
    { notices: [], stopped: ['2026-01-07', '2026-01-08'] },
  ]);
});

test('a file that differs exits 1 and shows where', async () => {
  const path = scenario('differs.json', '999.00');
  const { exit, out, err } = await duly('simulate', path);
  expect(exit).toBe(1);
  expect(documents(out)).toMatchObject([{ notices: [{ total: '102.50' }] }]);
  expect(err).toContain(`${path}: differs from what was expected\n  notices.0.total: expected 999.00, got 102.50`);
});

test('a file that is not valid exits 2 with the path of every field, and the others still run', async () => {
  const bad = scenario('bad.json', '1.00', { to: '2026-02-30', surprise: 1 });
  const broken = writeFile(folder, 'broken.json', '{"from":');
  const paths = [bad, scenario('good.json', '102.50'), broken, scenario('differs.json', '999.00')];
  const { exit, out, err } = await duly('simulate', ...paths);
  expect(exit).toBe(2);
  const [first, second, third, last] = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(ERROR.parse(first).error.problems.map((problem) => problem.path)).toEqual(['to', 'surprise']);
  expect(second).toHaveProperty('notices');
  expect(last).toHaveProperty('notices');
  expect(ERROR.parse(third).error.message).toContain('This is not a JSON document');
  expect(err).toContain(`${bad}: This is not a valid scenario:\n  to: expected a day that exists`);
  expect(err).toContain('  surprise: expected no such field');
});

test('what people tried and the product refused is told and is no failure', async () => {
  const events = [{ on: '2026-01-07', do: 'cancel', invoice: 'A' }];
  const { exit, err } = await duly('simulate', scenario('refused.json', '102.50', { events }));
  expect(exit).toBe(0);
  expect(err).toMatch(/refused\.json: refused: 2026-01-07 cancel: There is no issued notice about invoice A/);
});

test('a file that is missing, or no text, is refused by name', async () => {
  const binary = writeFile(folder, 'binary.json', Uint8Array.from([0xff, 0xfe, 0x00]));
  const { exit, err } = await duly('simulate', `${folder}/none.json`, binary);
  expect(exit).toBe(2);
  expect(err).toContain(`There is no file ${folder}/none.json.`);
  expect(err).toContain('binary.json is not a text in UTF-8');
});
