// What leaves as files: no cell runs in a spreadsheet, DATEV gets each charge once, an access request gets all, and an
// anonymised customer is nobody outside the documents that must be kept.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { anonymiseCustomer, exportCustomer } from '../../src/app/exports/customer.ts';
import { exportDatev } from '../../src/app/exports/datev.ts';
import { exportNotices, exportPayments } from '../../src/app/exports/tables.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { recordPayment } from '../../src/app/imports/record-payment.ts';
import { readArchive } from '../../src/app/ingest/zip.ts';
import type { Store } from '../../src/db/client.ts';
import { camt } from '../support/camt.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, approveAll, type House, level, openHouse, refusalOf, run } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  const fee = { kind: 'fixed' as const, amount: { '*': '5.00' } };
  house = await openHouse(store, { plan: { levels: [level('L1', { fee })] } });
  await addCustomers(house, ['10700', 'K2'], { name: '=HYPERLINK(1)' });
  await addInvoices(house, [
    { number: 'A', customer: '10700' },
    { number: '-B', customer: 'K2' },
  ]);
});

const PERIOD = { from: '2026-03-01', to: '2026-03-31' } as const;
/** The records in the archive of an access request, read with the reader of imports. */
async function recordsOf(customer: string): Promise<string> {
  const { fileName, bytes } = await exportCustomer(house.anna, { customer });
  const files = await readArchive(fileName, bytes);
  const text = (name: string) => new TextDecoder().decode(files.find((one) => one.name === name)?.bytes);
  expect(JSON.parse(text('records.json')).documents.length).toBe(files.length - 1);
  return text('records.json');
}
const textOf = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

test('tables hold the charges and payments of a period, and no cell that a spreadsheet would run', async () => {
  await run(house);
  await approveAll(house);
  await recordPayment(house.anna, { invoice: '-B', amount: '-7.00', text: '@SUM(A1)' });
  const notices = await exportNotices(house.anna, PERIOD);
  expect(notices.rows).toBe(2);
  expect(textOf(notices)).toContain(";10700;'=HYPERLINK(1);EUR;100.00;5.00;0.00;0.00;0.00;105.00\r\n");
  const payments = textOf(await exportPayments(house.anna, PERIOD));
  expect(payments).toMatch(/;-7\.00;EUR;bank_transfer;'-B;K2;'=HYPERLINK\(1\);;'@SUM\(A1\);Anna\r\n/);
  expect((await exportNotices(house.anna, { from: '2026-04-01', to: '2026-04-30' })).rows).toBe(0);
});

test('DATEV gets each charge once: the personal account, else the collective one, against income', async () => {
  await run(house);
  await approveAll(house);
  const accounts = { receivable: '1400', fees: '8600', interest: '8650', compensation: '8610' };
  const input = { ...PERIOD, consultant: '29098', client: '55003', ...accounts };
  const exported = await exportDatev(house.anna, input);
  const [head, , first, second] = Buffer.from(exported.bytes).toString('latin1').split('\r\n');
  expect(head).toMatch(
    /^"EXTF";700;21;"Buchungsstapel";13;20260310\d{9};;"DU";"Duly";"";29098;55003;20260101;4;20260301;20260331;/,
  );
  expect(first).toMatch(/^5,00;"S";"EUR";;;;10700;8600;;1003;".+";"170326";;"Mahngebühr /);
  expect(first).toMatch(/;"Kundennummer";"10700";"Mahnung";"M-00001"$/);
  expect(second).toMatch(/^5,00;"S";"EUR";;;;1400;8600;;1003;/);
  expect(await refusalOf(exportDatev(house.anna, { ...input, to: '2027-01-01' }))).toBe('refused');
});

test('an access request holds everything, and anonymising leaves nothing of the person but what must be kept', async () => {
  const entry = {
    amount: '100.00',
    ref: 'B1',
    text: 'Rechnung A-77',
    name: 'Secret Person',
    iban: 'AT611904300234573201',
  };
  await house.rows(
    sql`update customers set iban = 'AT611904300234573201', name = 'Secret Person' where number = '10700'`,
  );
  expect(await refusalOf(anonymiseCustomer(house.anna, { customer: '10700', remark: 'asked' }))).toBe('refused');
  await importFile(house.anna, { name: 'bank.xml', bytes: camt([entry]) });
  const before = JSON.parse(await recordsOf('10700'));
  expect([before.customer.length, before.invoices.length, before.payments.length]).toEqual([1, 1, 1]);
  expect(before.bankBookings[0].payerName).toBe('Secret Person');
  await anonymiseCustomer(house.anna, { customer: '10700', remark: 'asked' });
  const after = await recordsOf('10700');
  expect(after).not.toMatch(/Secret|AT6119|pay@example|Marktplatz/);
  const [invoice] = await house.rows(
    sql`select gross_cents::int as gross, open_cents::int as open from invoices where number = 'A'`,
  );
  expect(invoice).toEqual({ gross: 10_000, open: 0 });
  expect(await refusalOf(anonymiseCustomer(house.as('Ben', 'approver'), { customer: 'K2', remark: 'x' }))).toBe(
    'forbidden',
  );
});
