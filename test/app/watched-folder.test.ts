// The watched folder: dropped files are imported in order and moved, half-written ones are waited for, bad ones set
// aside with a report; nothing one file does stops another.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { workOnFiles } from '../../src/app/imports/in-background.ts';
import type { Store } from '../../src/db/client.ts';
import { type WatchedFolder, watchFolder } from '../../src/watched-folder.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { type House, openHouse } from './house.ts';

let store: Store;
let house: House;
let dir: string;
let folder: WatchedFolder;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
  dir = join(mkdtempSync(join(tmpdir(), 'duly-import-')), 'in');
  folder = await watchFolder(dir, house.as('Duly', 'approver'));
});

const drop = (name: string, content: string | Uint8Array) => writeFileSync(join(dir, name), content);
const CUSTOMERS = 'number;name\nK1;Becker\n';
const INVOICES = 'number;customer;issued;due;gross\nA-100;K1;2026-03-01;2026-03-08;100.00\n';
const counts = async () => {
  const [row] = await house.rows(sql`select (select count(*) from customers)::int as customers,
    (select count(*) from invoices)::int as invoices, (select count(*) from payments)::int as payments`);
  return Object.values(row ?? {}).join('/');
};
/** Two looks: a file that has not changed between them is complete. */
const settle = async () => [await folder.sweep(), await folder.sweep()];

test('files are imported in the order in which they rest on each other, and moved', async () => {
  drop('1-bank.xml', camt([{ amount: '100.00', ref: 'B1', text: 'Rechnung A-100' }]));
  drop('2-invoices.csv', INVOICES);
  drop('3-customers.csv', CUSTOMERS);
  expect(await settle()).toEqual([0, 3]);
  expect(await counts()).toBe('1/1/1');
  expect(readdirSync(join(dir, 'done')).sort()).toEqual(['1-bank.xml', '2-invoices.csv', '3-customers.csv']);
  expect(readdirSync(dir).sort()).toEqual(['done', 'set-aside']);
});

test('a file that is still being written, or named so, is waited for', async () => {
  drop('customers.csv', 'number;name\n');
  drop('other.csv.part', CUSTOMERS);
  await folder.sweep();
  appendFileSync(join(dir, 'customers.csv'), 'K1;Becker\n');
  expect(await folder.sweep()).toBe(0);
  expect(await folder.sweep()).toBe(1);
  expect(await counts()).toBe('1/0/0');
  expect(existsSync(join(dir, 'other.csv.part'))).toBe(true);
});

test('a bad file is set aside with its report and stops nothing; rows that were not taken are reported, too', async () => {
  drop('bad.xml', '<Order><x/></Order>');
  drop('customers.csv', `${CUSTOMERS};nameless\n`);
  drop('huge.csv', '');
  // A file of 1 GB that takes no room on the disk.
  truncateSync(join(dir, 'huge.csv'), 1024 ** 3);
  expect((await settle())[1]).toBe(3);
  const aside = readdirSync(join(dir, 'set-aside')).sort();
  expect(aside).toEqual(['bad.xml', 'bad.xml.report.txt', 'huge.csv', 'huge.csv.report.txt']);
  const text = (name: string) => readFileSync(join(dir, name), 'utf8');
  expect(text('set-aside/bad.xml.report.txt')).toMatch(/neither a bank statement nor an invoice/);
  expect(text('set-aside/huge.csv.report.txt')).toMatch(/larger than 20 MB/);
  expect(text('done/customers.csv.report.txt')).toMatch(/1 neu[\s\S]*Zeile 3 \| number/);
});

test('the same name again is kept beside the first; links and folders are left alone', async () => {
  drop('customers.csv', CUSTOMERS);
  await settle();
  drop('customers.csv', CUSTOMERS);
  mkdirSync(join(dir, 'sub'));
  symlinkSync('/etc/hostname', join(dir, 'link.csv'));
  await settle();
  expect(readdirSync(join(dir, 'done')).sort()).toEqual(['customers.csv', 'customers.csv.2']);
  expect(existsSync(join(dir, 'link.csv'))).toBe(true);
});

test('a failure that is not the file’s leaves it for the next time', async () => {
  drop('customers.csv', CUSTOMERS);
  const broken = { ...house.as('Duly', 'approver'), store: { ...store, tx: () => Promise.reject(new Error('down')) } };
  const other = await watchFolder(dir, broken as never);
  await other.sweep();
  expect(await other.sweep()).toBe(0);
  expect(existsSync(join(dir, 'customers.csv'))).toBe(true);
  expect((await settle())[1]).toBe(1);
});

test('a large file is read in the background, what rests on it waits, and neither is forgotten by a restart', async () => {
  const large = `number;name\n${Array.from({ length: 50 }, (_, n) => `K${n};Kunde ${n}`).join('\n')}\n`;
  const watch = () => watchFolder(dir, house.as('Duly', 'approver'), 200);
  folder = await watch();
  drop('1-invoices.csv', INVOICES);
  drop('2-customers.csv', large);
  expect(await settle()).toEqual([0, 0]);
  expect(await counts()).toBe('0/0/0');
  folder = await watch();
  expect(await settle()).toEqual([0, 0]);
  await workOnFiles(house.as('Duly', 'approver'), {});
  expect(await folder.sweep()).toBe(2);
  expect(await counts()).toBe('50/1/0');
  expect(readdirSync(join(dir, 'done')).sort()).toEqual(['1-invoices.csv', '2-customers.csv']);
});

test('a large file that cannot be read is set aside with its report', async () => {
  folder = await watchFolder(dir, house.as('Duly', 'approver'), 10);
  drop('bad.csv', 'foo;bar;what is this\n1;2;3\n');
  await settle();
  await workOnFiles(house.as('Duly', 'approver'), {});
  expect(await folder.sweep()).toBe(1);
  expect(readdirSync(join(dir, 'set-aside')).sort()).toEqual(['bad.csv', 'bad.csv.report.txt']);
  expect(readFileSync(join(dir, 'set-aside', 'bad.csv.report.txt'), 'utf8')).toMatch(/^bad\.csv/);
});
