// Files that are read in the background: asked for once, done in the name of who asked, taken up again after a worker
// ended half-way, refused with the same words, given up after some tries.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { listImports } from '../../src/app/imports/history.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import {
  fileProgress,
  filesToWorkOn,
  listFileJobs,
  queueFile,
  workOnFiles,
} from '../../src/app/imports/in-background.ts';
import { stageFile } from '../../src/app/imports/staged.ts';
import { addPerson, changePerson, deactivatePerson } from '../../src/app/people/people.ts';
import type { Store } from '../../src/db/client.ts';
import { startImport } from '../../src/db/import-jobs.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, csv, type House, openHouse, refusalOf } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
});

const worker = () => house.as('Duly', 'approver');
const staged = async (name: string, bytes: Uint8Array) => (await stageFile(house.anna, { name, bytes })).id;
const customers = () => staged('c.csv', csv([{ number: 'K1', name: 'Becker' }]));
const counted = async () => {
  const [row] = await house.rows(sql`select (select count(*) from customers)::int as customers,
    (select count(*) from imports)::int as imports`);
  return row;
};

test('weighed first, then taken over, in the name of who asked; the content is forgotten', async () => {
  const file = await customers();
  await queueFile(house.anna, { file, step: 'weigh' });
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'waiting', report: null });
  expect(await workOnFiles(worker(), {})).toEqual([]);
  const weighed = await fileProgress(house.anna, { file });
  expect(weighed).toMatchObject({ state: 'done', step: 'weigh', report: { added: 1, dryRun: true } });
  expect(await counted()).toEqual({ customers: 0, imports: 0 });
  await queueFile(house.anna, { file, step: 'take' });
  await workOnFiles(worker(), { files: [file] });
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'done', step: 'take', report: { added: 1 } });
  expect((await listImports(house.anna, {})).rows).toMatchObject([{ importedBy: 'Anna', fileName: 'c.csv' }]);
  expect(await house.rows(sql`select length(content) as bytes from staged_files`)).toEqual([{ bytes: 0 }]);
  expect(await listFileJobs(house.anna, {})).toMatchObject([{ name: 'c.csv', by: 'Anna' }]);
  house.clock.set('2026-03-10', '23:00');
  expect(await listFileJobs(house.anna, {})).toEqual([]);
});

test('asked for twice is done once, and two workers do it once', async () => {
  const file = await customers();
  expect(await queueFile(house.anna, { file, step: 'take' })).toEqual({ asked: true });
  expect(await queueFile(house.anna, { file, step: 'take' })).toEqual({ asked: false });
  await Promise.all([workOnFiles(worker(), {}), workOnFiles(worker(), {})]);
  expect(await counted()).toEqual({ customers: 1, imports: 1 });
});

test('a worker that ended half-way is followed by another one, not before it has been silent for a while', async () => {
  const file = await customers();
  await queueFile(house.anna, { file, step: 'take' });
  const at = house.anna.clock.now();
  const dead = await startImport(store.db, file, { at, silentSince: at });
  expect(dead).toMatchObject({ tries: 1 });
  expect(await filesToWorkOn(worker())).toEqual([]);
  await workOnFiles(worker(), { files: [file] });
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'running' });
  house.clock.set('2026-03-10', '23:00');
  expect(await filesToWorkOn(worker())).toEqual([file]);
  await workOnFiles(worker(), {});
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'done', report: { added: 1 } });
});

test('a file whose import ends its process each time is given up instead of ending the next one', async () => {
  const file = await customers();
  await queueFile(house.anna, { file, step: 'take' });
  for (const time of ['10:00', '10:01', '10:02']) {
    house.clock.set('2026-03-11', time);
    const at = house.clock.now();
    expect(await startImport(store.db, file, { at, silentSince: house.clock.after(at, -30_000) })).not.toBeNull();
  }
  house.clock.set('2026-03-11', '10:03');
  expect(await filesToWorkOn(worker())).toEqual([file]);
  expect(await workOnFiles(worker(), {})).toEqual([]);
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'failed' });
  expect(await counted()).toEqual({ customers: 0, imports: 0 });
  await queueFile(house.anna, { file, step: 'take' });
  await workOnFiles(worker(), {});
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'done' });
});

test('what was taken over cannot be asked for again, and stays told as taken over', async () => {
  const file = await customers();
  await queueFile(house.anna, { file, step: 'take' });
  await workOnFiles(worker(), {});
  for (const step of ['take', 'weigh'] as const) {
    expect(await queueFile(house.anna, { file, step })).toEqual({ asked: false });
  }
  await workOnFiles(worker(), {});
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'done', report: { added: 1 } });
});

test('a file that waits outlives the two hours after which others are dropped', async () => {
  const [waiting, forgotten] = [await customers(), await customers()];
  await queueFile(house.anna, { file: waiting, step: 'take' });
  house.clock.set('2026-03-12');
  await customers();
  expect(await refusalOf(queueFile(house.anna, { file: forgotten, step: 'take' }))).toBe('not_found');
  await workOnFiles(worker(), {});
  expect(await fileProgress(house.anna, { file: waiting })).toMatchObject({ state: 'done', report: { added: 1 } });
  house.clock.set('2026-03-13');
  await customers();
  expect(await fileProgress(house.anna, { file: waiting })).toBeNull();
});

test('who asked must still be allowed to when the worker comes to it', async () => {
  const { id } = await addPerson(house.anna, { name: 'Ben', email: 'ben@example.com', role: 'approver' });
  const ben = house.as('Ben', 'approver');
  const asking = { ...ben, actor: { ...ben.actor, personId: id } };
  const [first, second] = [await customers(), await customers()];
  await queueFile(asking, { file: first, step: 'take' });
  await workOnFiles(worker(), {});
  expect(await fileProgress(house.anna, { file: first })).toMatchObject({ state: 'done' });
  await queueFile(asking, { file: second, step: 'weigh' });
  await changePerson(house.anna, { person: id, role: 'viewer' });
  await workOnFiles(worker(), {});
  const demoted = await fileProgress(house.anna, { file: second });
  expect(demoted).toMatchObject({ state: 'refused', by: 'Ben' });
  expect(demoted?.refusal?.texts.en).toBe('Ben may not do this: it needs the role approver.');
  await changePerson(house.anna, { person: id, role: 'approver' });
  await queueFile(asking, { file: second, step: 'take' });
  await deactivatePerson(house.anna, { person: id });
  await workOnFiles(worker(), {});
  expect(await fileProgress(house.anna, { file: second })).toMatchObject({ state: 'refused', report: null });
});

test('a file that cannot be taken is refused in every language, with the place', async () => {
  const file = await staged('bank.xml', new TextEncoder().encode('<Order><x/></Order>'));
  await queueFile(house.anna, { file, step: 'weigh' });
  expect(await workOnFiles(worker(), {})).toEqual([]);
  const job = await fileProgress(house.anna, { file });
  expect(job).toMatchObject({ state: 'refused', report: null });
  expect(job?.refusal?.texts.en).toMatch(/bank\.xml: this XML is a "Order"/);
  expect(job?.refusal?.texts.de).toMatch(/bank\.xml: Das XML kann nicht gelesen werden/);
});

test('what is not the file’s fault is tried again, three times, and then said to have failed', async () => {
  const file = await customers();
  await queueFile(house.anna, { file, step: 'take' });
  // The database cannot be made to fail inside one import alone, so the clock of the worker does.
  const broken = {
    ...worker(),
    clock: {
      ...worker().clock,
      local: () => {
        throw new Error('broken');
      },
    },
  };
  for (const again of [[file], [file], []]) expect(await workOnFiles(broken, { files: [file] })).toEqual(again);
  expect(await fileProgress(house.anna, { file })).toMatchObject({ state: 'failed', report: null, refusal: null });
  expect(await counted()).toEqual({ customers: 0, imports: 0 });
});

test('how far it is, is told while it is read and written', async () => {
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A-1' }]);
  const entries = Array.from({ length: 2_500 }, (_, n) => ({ amount: '1.00', ref: `B${n}`, text: 'x' }));
  const told: string[] = [];
  const progress = ({ phase, rows, total }: { phase: string; rows: number; total: number | null }) =>
    void told.push(`${phase} ${rows}/${total}`);
  await importFile({ ...house.anna, progress }, { name: 'bank.xml', bytes: camt(entries), dryRun: true });
  expect(told).toEqual(['reading 1000/null', 'reading 2000/null', 'writing 0/2500', 'writing 2000/2500']);
});
