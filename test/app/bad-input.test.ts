// Every kind of bad input that people and strangers hand in, through the front door of all surfaces: refused with file
// and reason, or reported with file, place and reason; nothing is guessed and nothing bad is kept.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importFile } from '../../src/app/imports/import-file.ts';
import { listMatches } from '../../src/app/matching/list.ts';
import type { Store } from '../../src/db/client.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { lyingZip } from '../support/zip.ts';
import { addCustomers, addInvoices, type House, openHouse } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
  house = await openHouse(store);
  await addCustomers(house, ['K1']);
  await addInvoices(house, [{ number: 'A-1' }, { number: 'A-200', currency: 'CHF' }]);
});

beforeEach(async () => {
  await house.rows(sql`delete from payment_doubts`);
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const statement = camt([{ amount: '5.00', ref: 'B1', text: 'x' }]);
const xml = new TextDecoder().decode(statement);
const HEADING = 'number;customer;issued;due;gross;currency';
const table = (...rows: string[]) => bytesOf([HEADING, ...rows, ''].join('\n'));
const kept = async () => {
  const [row] = await house.rows(sql`select (select count(*) from invoices)::int as invoices,
    (select count(*) from payments)::int as payments, (select count(*) from bank_entries)::int as entries`);
  return Object.values(row ?? {}).join('/');
};

describe('a whole file', () => {
  test.each<[string, Uint8Array, RegExp]>([
    [
      'an entity bomb',
      bytesOf(xml.replace('<Document', '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Document')),
      /in\.dat: the file holds a DOCTYPE/,
    ],
    [
      'an external entity',
      bytesOf(xml.replace('<Document', '<!DOCTYPE d SYSTEM "file:///etc/passwd"><Document')),
      /in\.dat: the file holds a DOCTYPE/,
    ],
    ['nesting without end', bytesOf('<a>'.repeat(9_000) + '</a>'.repeat(9_000)), /in\.dat.*cannot be read|damaged/],
    ['XML that is cut off', bytesOf(xml.slice(0, -60)), /in\.dat, line \d+: the XML is damaged or cut off/],
    [
      'another charset than it says',
      Buffer.from(xml.replace('>x<', '>Grüße<'), 'latin1'),
      /says it is UTF-8, but it is not/,
    ],
    ['a charset nobody reads', bytesOf(xml.replace('UTF-8', 'UTF-7')), /in\.dat: the encoding utf-7 is not read/],
    ['a ZIP bomb', lyingZip([{ name: 'a.xml', content: new Uint8Array(40_000_000) }]), /more than 200 times its size/],
    ['a ZIP that lies about sizes', lyingZip([{ name: 'a.xml', content: statement, size: 9 }]), /says other sizes/],
    ['a ZIP that says 4 GB', lyingZip([{ name: 'a.xml', content: statement, size: 4e9 }]), /more than 64 MB/],
    ['a ZIP whose names lead out', lyingZip([{ name: '../../a.xml', content: statement }]), /archive is damaged/],
    ['a table in UTF-16', Buffer.from(`\ufeff${HEADING}\n`, 'utf16le'), /in\.dat: the file is written in UTF-16/],
    [
      'a table of damaged UTF-8',
      Buffer.from('number;name\nK;M\u00c3\u00bcller\u00fc\n', 'latin1'),
      /in\.dat, line 2: .*damaged/,
    ],
    [
      'amounts written in two ways',
      table('B-1;K1;2026-03-01;2026-03-08;1.234,56;EUR', 'B-2;K1;2026-03-01;2026-03-08;1,234.56;EUR'),
      /in\.dat, line 3: .*two ways of writing amounts/,
    ],
  ])('%s is refused with its name and the reason', async (_what, bytes, reason) => {
    const before = await kept();
    await expect(importFile(house.anna, { name: 'in.dat', bytes })).rejects.toThrow(reason);
    expect(await kept()).toBe(before);
  });

  test('of 1 GB is refused before its first byte, and also where it does not say its size', async () => {
    let asked = 0;
    async function* endless() {
      for (; asked < 1_000; asked += 1) yield new Uint8Array(1024 * 1024);
    }
    const large = { name: 'in.dat', bytes: endless(), sizeBytes: 1_000_000_000 };
    await expect(importFile(house.anna, large)).rejects.toThrow(/larger than 20 MB \(1000000000 bytes/);
    expect(asked).toBe(0);
    await expect(importFile(house.anna, { name: 'in.dat', bytes: endless() })).rejects.toThrow(/larger than 20 MB/);
    expect(asked).toBeLessThan(25);
  });
});

describe('a row', () => {
  test.each<[string, string[], [number, string | null, RegExp][]]>([
    ['a day that does not exist', ['C-1;K1;2026-03-01;31.02.2026;9,00;EUR'], [[2, 'due', /no such day/]]],
    ['an amount that can be two', ['C-1;K1;2026-03-01;2026-03-08;1.234;EUR'], [[2, 'gross', /can be two numbers/]]],
    ['a currency that is none', ['C-1;K1;2026-03-01;2026-03-08;9,00;EURO'], [[2, 'currency', /no currency code/]]],
    ['more decimals than its currency', ['C-1;K1;2026-03-01;2026-03-08;9,50;JPY'], [[2, 'gross', /has 0 decimals/]]],
    [
      'the same number twice with different content',
      ['C-1;K1;2026-03-01;2026-03-08;9,00;EUR', 'C-1;K1;2026-03-01;2026-03-08;8,00;EUR'],
      [
        [2, 'number', /different content; none was taken/],
        [3, 'number', /different content/],
      ],
    ],
    [
      'another amount than is on record',
      ['A-1;K1;2026-03-01;2026-03-08;9,00;EUR'],
      [[2, null, /gross 100\.00 instead/]],
    ],
    ['another currency than is on record', ['A-1;K1;2026-03-01;2026-03-08;100,00;CHF'], [[2, null, /currency EUR/]]],
  ])('with %s is reported with line, column and reason', async (_what, rows, expected) => {
    const before = await kept();
    const { problems } = await importFile(house.anna, { name: 'rows.csv', bytes: table(...rows) });
    expect(problems.map(({ line, column }) => [line, column])).toEqual(
      expected.map(([line, column]) => [line, column]),
    );
    for (const [index, [, , reason]] of expected.entries()) expect(problems[index]?.reason).toMatch(reason);
    expect(await kept()).toBe(before);
  });

  test('of a payment in another currency than its invoice is reported', async () => {
    const bytes = bytesOf('invoice;amount;currency;value date\nA-1;100,00;CHF;2026-03-09\n');
    const { problems } = await importFile(house.anna, { name: 'p.csv', kind: 'payments', bytes });
    expect(problems.map((one) => one.reason)).toEqual(['The payment is in CHF, invoice A-1 in EUR.']);
  });
});

test('a booking that cannot be read is reported with its place; one in another currency is asked, never booked', async () => {
  const entries = [
    { amount: '1.234,56', ref: 'X1' },
    { amount: '100.00', ref: 'X2', text: 'Rechnung A-200' },
    { amount: '9.00', ref: 'X3', on: '2026-02-31' },
  ];
  const { problems, statement: outcome } = await importFile(house.anna, { name: 'bank.xml', bytes: camt(entries) });
  expect(problems.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
    'statement 1, entry 1: The amount of the booking cannot be read.',
    'statement 1, entry 3: The booking has no day that exists.',
  ]);
  expect([outcome?.booked, outcome?.waiting]).toEqual([0, 1]);
  expect((await listMatches(house.anna, {})).rows[0]?.because).toBe('other_currency');
});
