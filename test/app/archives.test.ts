// Archives as accounting programs and people make them: tables, e-invoices, PDFs and statements in one ZIP, each taken
// for what it is; what cannot be taken is named and stops nothing.
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { packArchive } from '../../src/app/exports/archive.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import type { Store } from '../../src/db/client.ts';
import { attachedXml } from '../../src/render/foreign/foreign.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { type House, openHouse, refusalOf } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store, { organisation: { name: 'Au bon moulin' } });
  house.ports.renderer = { ...house.ports.renderer, attachedXml };
});

const text = (content: string) => new TextEncoder().encode(content);
const CUSTOMERS = { name: 'all/customers.csv', bytes: text('number;name\nK1;Becker\n') };
const INVOICES = {
  name: 'all/invoices.csv',
  bytes: text('number;customer;issued;due;gross\nA-100;K1;2026-03-01;2026-03-08;100.00\n'),
};
const STATEMENT = {
  name: 'bank/camt.xml',
  bytes: camt([{ amount: '100.00', ref: 'B1', text: 'Rechnung A-100', name: 'Becker' }]),
};
const FACTURE = 'Facture_FR_BASICWL.pdf';
const PDF = { name: `pdf/${FACTURE}`, bytes: readFileSync(`${ROOT}/test/fixtures/e-invoices/${FACTURE}`) };
const take = (files: { name: string; bytes: Uint8Array }[], more: object = {}) =>
  importFile(house.anna, { name: 'month.zip', bytes: packArchive(files), ...more });
const counts = async () => {
  const [row] = await house.rows(sql`select (select count(*) from customers)::int as customers,
    (select count(*) from invoices)::int as invoices, (select count(*) from payments)::int as payments,
    (select count(*) from invoice_documents)::int as originals`);
  return Object.values(row ?? {}).join('/');
};

test('files of every kind are imported in the order in which they rest on each other, each with its entry', async () => {
  const report = await take([STATEMENT, PDF, INVOICES, CUSTOMERS]);
  expect(report.parts?.map((part) => part.kind)).toEqual(['customers', 'invoices', 'e_invoice', 'bank_statement']);
  expect([report.added, report.problems, report.statement?.booked]).toEqual([4, [], 1]);
  expect(await counts()).toBe('2/2/1/1');
  expect((await house.rows(sql`select kind from imports order by id`)).map((row) => row.kind)).toEqual(
    report.parts?.map((part) => part.kind),
  );
});

test('a PDF keeps its name as the original of its invoice, and two of the same name stay two', async () => {
  const report = await take([PDF, { ...PDF, name: `again/${FACTURE}` }]);
  expect([report.rows, report.added, report.problems.map((one) => one.code)]).toEqual([2, 1, ['repeated']]);
  expect(await house.rows(sql`select file_name from invoice_documents`)).toEqual([{ file_name: FACTURE }]);
});

test('what cannot be taken is named with its place, and the rest is taken', async () => {
  const nested = { name: 'b.zip', bytes: packArchive([CUSTOMERS]) };
  const bare = { name: 'letter.pdf', bytes: text('%PDF-1.4 nothing') };
  const report = await take([nested, bare, { name: 'odd.csv', bytes: text('x;y\n1;2\n') }, CUSTOMERS]);
  expect(report.added).toBe(1);
  expect(report.problems.map(({ place, code }) => [place, code])).toEqual([
    ['b.zip', 'file_refused'],
    ['letter.pdf', 'file_refused'],
    ['odd.csv', 'file_refused'],
  ]);
  expect(report.problems[0]?.reason).toContain('archive within');
});

test('PDFs for which no time is left are named, and the rest is taken', async () => {
  const opened: number[] = [];
  // No real file takes a minute to open: the clock goes on instead.
  const slow: typeof attachedXml = async (bytes) => {
    opened.push(bytes.length);
    house.clock.set('2026-03-11');
    return attachedXml(bytes);
  };
  house.ports.renderer = { ...house.ports.renderer, attachedXml: slow };
  const report = await take([PDF, { ...PDF, name: 'pdf/late.pdf' }, CUSTOMERS]);
  expect([opened.length, report.added]).toEqual([1, 2]);
  expect(report.problems.map(({ place, code }) => [place, code])).toEqual([['late.pdf', 'file_refused']]);
  expect(report.problems[0]?.reason).toContain('it was not this one’s turn');
});

test('rows that were not taken name the file they are in', async () => {
  const bad = {
    name: 'more.csv',
    bytes: text('number;customer;issued;due;gross\nA-1;K9;2026-03-01;2026-03-08;1.00\n'),
  };
  const report = await take([CUSTOMERS, bad]);
  expect(report.problems.map(({ place, line }) => [place, line])).toEqual([['more.csv, line 2', 2]]);
});

test('a dry run keeps nothing of any file', async () => {
  const report = await take([STATEMENT, PDF, INVOICES, CUSTOMERS], { dryRun: true });
  expect([report.dryRun, report.added, await counts()]).toEqual([true, 4, '0/0/0/0']);
});

test('several files are no complete list, a lone list of open items is one', async () => {
  await take([CUSTOMERS, INVOICES]);
  expect(await refusalOf(take([CUSTOMERS, INVOICES], { mode: 'complete' }))).toBe('refused');
  expect((await take([INVOICES], { mode: 'complete' })).unchanged).toBe(1);
});
