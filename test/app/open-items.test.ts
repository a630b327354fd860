// Lists of open items: complete ones close what they do not name, after asking when that is much; presets and saved
// mappings; the history of imports and its undo.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listImports, undoImport } from '../../src/app/imports/history.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { listMappings, saveMapping } from '../../src/app/imports/mappings.ts';
import type { Store } from '../../src/db/client.ts';
import { lastPostedOn } from '../../src/db/runs.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, openHouse, refusalOf, run } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
  await addCustomers(house, ['K1']);
});

const DATEV = (rows: string[]) =>
  new TextEncoder().encode(
    ['Konto;Kontobezeichnung;Rechnungsnummer;Datum;Fälligkeit;Sollbetrag;Habenbetrag;Saldo;Buchungstext', ...rows].join(
      '\n',
    ),
  );
const row = (number: string, saldo: string, konto = 'K1', soll = '100,00') =>
  `${konto};Firma ${konto};${number};01.03.2026;08.03.2026;${soll};;${saldo};Warenlieferung`;
const read = (rows: string[], more: object = {}) =>
  importFile(house.anna, { name: 'opos.csv', bytes: DATEV(rows), mapping: 'datev-opos', ...more });
const open = async () =>
  Object.fromEntries(
    (await house.rows(sql`select number, open_cents::int as open from invoices order by number`)).map((one) => [
      one.number,
      one.open,
    ]),
  );
const complete = { mode: 'complete', listDay: '2026-03-09' } as const;

describe('a list of open items', () => {
  test('brings invoices with what is open, and customers it names', async () => {
    const report = await read([row('A', '100,00'), row('B', '40,00', '10700')]);
    expect([report.added, report.changed, report.problems]).toEqual([2, 1, []]);
    expect(await open()).toEqual({ A: 10_000, B: 4_000 });
    const [customer] = await house.rows(sql`select name from customers where number = '10700'`);
    expect(customer?.name).toBe('Firma 10700');
  });

  test('that is complete closes what it does not name, on its own day, and again it changes nothing', async () => {
    await read([row('A', '100,00'), row('B', '100,00'), row('C', '100,00')]);
    const list = [row('A', '100,00'), row('B', '60,00'), row('D', '100,00')];
    const report = await read(list, complete);
    expect([report.added, report.changed, report.closed]).toEqual([1, 1, 1]);
    expect(await open()).toEqual({ A: 10_000, B: 6_000, C: 0, D: 10_000 });
    expect(await lastPostedOn(store.db, '2026-03-10')).toBe('2026-03-09');
    const paid = await house.rows(sql`select value_on::text as on, method from payments where text like '%2026-03-09'`);
    expect(paid).toEqual(Array(2).fill({ on: '2026-03-09', method: 'other' }));
    const again = await read(list, complete);
    expect([again.added, again.changed, again.closed, again.unchanged]).toEqual([0, 0, 0, 3]);
  });

  test.each([
    [1, 'done'],
    [2, 'done'],
    [3, 'refused'],
  ])('of four open invoices closing %i is %s until a person has seen it', async (missing, outcome) => {
    await read(['A', 'B', 'C', 'D'].map((number) => row(number, '100,00')));
    const rest = ['A', 'B', 'C', 'D'].slice(missing).map((number) => row(number, '100,00'));
    expect(await refusalOf(read(rest, complete))).toBe(outcome);
    expect(await refusalOf(read(rest, { ...complete, closeMany: true }))).toBe('done');
    expect(Object.values(await open()).filter((cents) => cents === 0).length).toBe(missing);
  });

  test('that says more is open than we know is reported; nothing is changed', async () => {
    await read([row('A', '40,00')]);
    const report = await read([row('A', '70,00')], complete);
    expect(report.problems[0]?.reason).toMatch(/70\.00 EUR are open by the list, 40\.00 EUR here/);
    expect(await open()).toEqual({ A: 4_000 });
  });

  test('in a dry run says what it would close, and keeps nothing', async () => {
    await read([row('A', '100,00'), row('B', '100,00')]);
    const report = await read([row('A', '100,00')], { ...complete, dryRun: true });
    expect([report.dryRun, report.closed]).toEqual([true, 1]);
    expect(await open()).toEqual({ A: 10_000, B: 10_000 });
  });
});

describe('a mapping', () => {
  test('that is saved reads a program’s own headings; a column it does not know is still refused', async () => {
    const columns = {
      Nr: 'number',
      Debitor: 'customerNumber',
      Vom: 'issuedOn',
      Bis: 'dueDate',
      Summe: 'gross',
      Notiz: '',
    };
    await saveMapping(house.anna, { name: 'Ours', kind: 'invoices', columns });
    expect((await listMappings(house.anna, {})).saved[0]?.name).toBe('Ours');
    const file = (head: string) => new TextEncoder().encode(`${head}\nX;K1;2026-03-01;2026-03-08;100.00;n`);
    const bytes = file('Nr;Debitor;Vom;Bis;Summe;Notiz');
    expect((await importFile(house.anna, { name: 'x.csv', bytes, mapping: 'Ours' })).added).toBe(1);
    const other = { name: 'x.csv', bytes: file('Nr;Debitor;Vom;Bis;Summe;Neu'), mapping: 'Ours' };
    await expect(importFile(house.anna, other)).rejects.toThrow(/column "Neu" is unknown/);
  });

  test('with a field that does not exist, or nobody saved, is refused', async () => {
    const input = { name: 'Bad', kind: 'invoices' as const, columns: { Nr: 'nummer' } };
    expect(await refusalOf(saveMapping(house.anna, input))).toBe('refused');
    expect(await refusalOf(read([row('A', '1,00')], { mapping: 'nobody' }))).toBe('not_found');
  });
});

describe('an import', () => {
  test('can be taken back while nothing is built on it, and leaves its mark', async () => {
    await addInvoices(house, [{ number: 'A' }]);
    const bytes = camt([
      { amount: '100.00', ref: 'B1', text: 'Rechnung A-2026' },
      { amount: '5.00', ref: 'B2' },
    ]);
    const { importId } = await importFile(house.anna, { name: 'bank.xml', bytes });
    expect(await undoImport(house.anna, { import: importId })).toMatchObject({ bookings: 2 });
    expect(await house.rows(sql`select id from bank_entries`)).toEqual([]);
    expect((await listImports(house.anna, {})).rows[0]).toMatchObject({ id: importId, undoneBy: 'Anna' });
    expect(await refusalOf(undoImport(house.anna, { import: importId }))).toBe('refused');
    // What was taken back may come again.
    expect((await importFile(house.anna, { name: 'bank.xml', bytes })).added).toBe(2);
  });

  test('stays once a run has seen it', async () => {
    const { importId } = await read([row('A', '100,00')]);
    await run(house);
    await expect(undoImport(house.anna, { import: importId })).rejects.toThrow(/a dunning run has seen it/);
    expect(await open()).toEqual({ A: 10_000 });
  });
});
