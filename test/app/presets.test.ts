// Presets and saved mappings on tables as the programs write them; columns guessed from their names.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importFile } from '../../src/app/imports/import-file.ts';
import { guessMapping, saveMapping } from '../../src/app/imports/mappings.ts';
import { PRESETS } from '../../src/app/ingest/presets.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, type House, openHouse } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const take = (mapping: string, text: string) =>
  importFile(house.anna, { name: 'list.csv', bytes: bytesOf(text), mapping });
const invoices = async () =>
  (
    await house.rows(sql`select invoices.number, customers.number as customer, customers.name, due_date::text as due,
      invoices.kind, gross_cents::int as gross, open_cents::int as open, currency
      from invoices join customers on customers.id = customer_id order by invoices.number`)
  ).map((row) => Object.values(row).join(' | '));

describe('QuickBooks', () => {
  const REPORT = `"Nordwind, Inc",,,,,,,
A/R Aging Detail Report,,,,,,,
"As of Mar 10, 2026",,,,,,,

,Date,Transaction type,Num,Customer full name,Due date,Amount,Open balance
91 or more days past due,,,,,,,
,11/05/2025,Invoice,SI-1,Cool Cars,12/05/2025,"1,000.00",800.00
,01/23/2026,Payment,,Cool Cars,01/23/2026,-50.00,-50.00
Total for 91 or more days past due,,,,,,"1,000.00",750.00
CURRENT,,,,,,,
,01/02/2026,Invoice,SI-2,Amy's Bird Sanctuary,02/01/2026,239.00,239.00
TOTAL,,,,,,"1,239.00",989.00
" Tuesday, March 10, 2026 04:19 PM GMT-06:00",,,,,,,
`;
  test('reports are read between their titles and totals, with US dates and customers by name', async () => {
    const report = await take('quickbooks', REPORT);
    expect(report.problems).toEqual([]);
    expect(report.assumptions[0]).toMatch(/^\d+ rows were left out: "Transaction type" is not Invoice/);
    expect(await invoices()).toEqual([
      'SI-1 | Cool Cars | Cool Cars | 2025-12-05 | invoice | 100000 | 80000 | EUR',
      "SI-2 | Amy's Bird Sanctuary | Amy's Bird Sanctuary | 2026-02-01 | invoice | 23900 | 23900 | EUR",
    ]);
  });

  test('the other preset takes the day first', async () => {
    await take(
      'quickbooks-uk',
      'Date,Num,Customer,Due Date,Amount,Open Balance\n05/11/2025,1,A,05/12/2025,9.00,9.00\n',
    );
    expect(await invoices()).toEqual(['1 | A | A | 2025-12-05 | invoice | 900 | 900 | EUR']);
  });
});

test('Stripe: open invoices of the dashboard’s export, not drafts and void ones', async () => {
  const text = `id,Amount Due,Billing,Currency,Customer,Date (UTC),Due Date (UTC),Number,Total,Status,Customer Name
in_1,119.00,send_invoice,eur,cus_1,2026-02-01 10:11:12,2026-03-03 10:11:12,A1-0001,119.00,open,Becker AG
in_2,50.00,send_invoice,eur,cus_1,2026-02-01 10:11:12,2026-03-03 10:11:12,,50.00,draft,Becker AG
in_3,70.00,send_invoice,eur,cus_2,2026-02-01 10:11:12,2026-03-03 10:11:12,A1-0002,70.00,void,Other
`;
  expect((await take('stripe', text)).problems).toEqual([]);
  expect(await invoices()).toEqual(['A1-0001 | cus_1 | Becker AG | 2026-03-03 | invoice | 11900 | 11900 | EUR']);
});

test('Lexware Office: open vouchers, days as the text says them', async () => {
  const text = `voucherType,voucherStatus,voucherNumber,voucherDate,dueDate,contactName,totalAmount,openAmount,currency
invoice,overdue,RE-1,2026-02-01T00:00:00.000+01:00,2026-02-15T00:00:00.000+01:00,Becker AG,119.00,19.00,EUR
purchaseinvoice,open,X-9,2026-02-01T00:00:00.000+01:00,2026-02-15T00:00:00.000+01:00,Supplier,1.00,1.00,EUR
invoice,paid,RE-2,2026-02-01T00:00:00.000+01:00,2026-02-15T00:00:00.000+01:00,Becker AG,1.00,0.00,EUR
`;
  expect((await take('lexware-office', text)).problems).toEqual([]);
  expect(await invoices()).toEqual(['RE-1 | Becker AG | Becker AG | 2026-02-15 | invoice | 11900 | 1900 | EUR']);
});

test('every preset names its source and assigns what invoices need', () => {
  for (const preset of PRESETS) {
    expect(preset.source.length).toBeGreaterThan(20);
    const fields = new Set(Object.values(preset.columns));
    for (const field of ['number', 'customerNumber', 'issuedOn', 'dueDate', 'gross'] as const)
      expect([preset.id, fields.has(field)]).toEqual([preset.id, true]);
  }
});

describe('a mapping that is guessed', () => {
  const TABLE =
    'RgNr;Kd.-Nr.;Rechnungs-Datum;Faellig am;Brutto;Sachbearbeiter\nA-1;K1;01/02/2026;15/02/2026;119,00;M. Muster\n';

  test('finds fields by German and English names and shows what it did not find', async () => {
    const guess = await guessMapping(house.anna, { name: 't.csv', bytes: bytesOf(TABLE), kind: 'invoices' });
    expect(guess.columns.map(({ heading, field, by }) => `${heading}: ${field} ${by}`)).toEqual([
      'RgNr:  nothing',
      'Kd.-Nr.: customerNumber name',
      'Rechnungs-Datum: issuedOn name',
      'Faellig am: dueDate name',
      'Brutto: gross name',
      'Sachbearbeiter:  nothing',
    ]);
    expect([guess.kind, guess.missing, guess.columns[4]?.example]).toEqual(['invoices', ['Invoice number'], '119,00']);
  });

  test('is corrected, saved and used, with days as the program writes them', async () => {
    await addCustomers(house, ['K1']);
    const guess = await guessMapping(house.anna, { name: 't.csv', bytes: bytesOf(TABLE), kind: 'invoices' });
    const columns = Object.fromEntries(guess.columns.map(({ heading, field }) => [heading, field]));
    await saveMapping(house.anna, {
      name: 'Ours',
      kind: guess.kind,
      columns: { ...columns, RgNr: 'number' },
      layout: { slashes: 'day-first' },
    });
    expect((await take('Ours', TABLE)).problems).toEqual([]);
    expect(await invoices()).toEqual(['A-1 | K1 | Customer K1 | 2026-02-15 | invoice | 11900 | 11900 | EUR']);
  });
});
