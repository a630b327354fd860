// E-invoices through the front door: customer, invoice and original from one file; nothing of somebody else's.
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { importFile } from '../../src/app/imports/import-file.ts';
import type { Store } from '../../src/db/client.ts';
import { openTestStore } from '../support/databases.ts';
import { ROOT } from '../support/paths.ts';
import { addCustomers, type House, openHouse } from './house.ts';

let store: Store;
let house: House;

beforeAll(async () => {
  store = await openTestStore();
});

beforeEach(async () => {
  house = await openHouse(store);
});

interface Fields {
  number?: string;
  seller?: string;
  buyer?: string;
  buyerId?: string;
  due?: string;
  terms?: string;
  payable?: string;
  prepaid?: string;
  credits?: string;
}

/** A small UBL invoice; with `credits` a credit note of that invoice. */
function ubl(fields: Fields): Uint8Array {
  const {
    number = 'R-1',
    seller = 'Nordwind GmbH',
    buyer = 'Becker AG',
    payable = '119.00',
    prepaid = '0.00',
  } = fields;
  const root = fields.credits === undefined ? 'Invoice' : 'CreditNote';
  const gross = (Number(payable) + Number(prepaid)).toFixed(2);
  const party = (name: string, id = '') =>
    `<Party>${id === '' ? '' : `<PartyIdentification><ID>${id}</ID></PartyIdentification>`}` +
    '<PostalAddress><StreetName>Weg 1</StreetName><CityName>Bremen</CityName><PostalZone>28195</PostalZone>' +
    `<Country><IdentificationCode>DE</IdentificationCode></Country></PostalAddress>` +
    `<PartyLegalEntity><RegistrationName>${name}</RegistrationName></PartyLegalEntity></Party>`;
  return new TextEncoder().encode(
    `<?xml version="1.0"?><${root}><ID>${number}</ID><IssueDate>2026-03-01</IssueDate>` +
      (fields.due === undefined ? '' : `<DueDate>${fields.due}</DueDate>`) +
      `<DocumentCurrencyCode>EUR</DocumentCurrencyCode>` +
      (fields.credits === undefined
        ? ''
        : `<BillingReference><InvoiceDocumentReference><ID>${fields.credits}</ID></InvoiceDocumentReference></BillingReference>`) +
      `<AccountingSupplierParty>${party(seller)}</AccountingSupplierParty>` +
      `<AccountingCustomerParty>${party(buyer, fields.buyerId)}</AccountingCustomerParty>` +
      `<PaymentTerms><Note>${fields.terms ?? ''}</Note></PaymentTerms>` +
      `<LegalMonetaryTotal><TaxInclusiveAmount>${gross}</TaxInclusiveAmount><PrepaidAmount>${prepaid}</PrepaidAmount>` +
      `<PayableAmount>${payable}</PayableAmount></LegalMonetaryTotal></${root}>`,
  );
}

const read = (fields: Fields) => importFile(house.anna, { name: 'invoice.xml', bytes: ubl(fields) });
const invoices = () =>
  house.rows(sql`select invoices.number, customers.number as customer, due_date::text as due, open_cents::int as open,
    discount_cents::int as discount from invoices join customers on customers.id = customer_id order by invoices.id`);

test('an e-invoice brings its customer once, and is dunned on what is left to pay', async () => {
  const report = await read({ buyerId: 'K7', due: '2026-03-15', prepaid: '100.00' });
  expect([report.kind, report.added, report.problems]).toEqual(['e_invoice', 1, []]);
  expect(report.assumptions.join(' ')).toMatch(/a part is paid already.*Customer K7 \(Becker AG\) is new/);
  await read({ number: 'R-2', buyerId: 'K7', due: '2026-03-15' });
  const again = await read({ buyerId: 'K7', due: '2026-03-15', prepaid: '100.00' });
  expect([again.added, again.unchanged]).toEqual([0, 1]);
  expect(await invoices()).toEqual([
    { number: 'R-1', customer: 'K7', due: '2026-03-15', open: 11_900, discount: null },
    { number: 'R-2', customer: 'K7', due: '2026-03-15', open: 11_900, discount: null },
  ]);
});

test('a buyer without id is the one customer of his name, and a customer on record is not changed', async () => {
  await addCustomers(house, ['K1']);
  await read({ buyer: 'customer k1', terms: 'Zahlbar in 14 Tagen' });
  expect(await invoices()).toMatchObject([{ customer: 'K1', due: '2026-03-15' }]);
  const [row] = await house.rows(sql`select name, address->>'street' as street from customers`);
  expect(row).toEqual({ name: 'Customer K1', street: 'Marktplatz 1' });
});

test('a credit note is set against its invoice, and cash discount comes from the terms', async () => {
  await read({ buyerId: 'K7', due: '2026-03-15', terms: '#SKONTO#TAGE=14#PROZENT=2.00#' });
  await read({ number: 'G-1', buyerId: 'K7', payable: '19.00', credits: 'R-1' });
  expect((await invoices())[0]).toMatchObject({ open: 10_000, discount: 238 });
});

test.each<[string, Fields, RegExp]>([
  ['a supplier’s', { seller: 'Papier GmbH', due: '2026-03-15' }, /issued by Papier GmbH, not by Nordwind GmbH/],
  ['one without due date or days', { terms: 'wie vereinbart' }, /neither a due date nor days/],
  ['one with nothing to pay', { payable: '0.00', prepaid: '5.00', due: '2026-03-15' }, /Nothing is to be paid/],
])('%s invoice is reported and not taken', async (_name, fields, reason) => {
  const report = await read(fields);
  expect(report.added).toBe(0);
  expect(report.problems[0]?.reason).toMatch(reason);
  expect(await house.rows(sql`select id from customers`)).toEqual([]);
});

test('a ZUGFeRD PDF is kept as the original of its invoice', async () => {
  const { createRenderer } = await import('../../src/render/index.ts');
  house.ports.renderer = await createRenderer({ root: ROOT });
  await house.rows(sql`update organisation set name = 'Au bon moulin'`);
  const bytes = new Uint8Array(readFileSync(`${ROOT}/test/fixtures/e-invoices/Facture_FR_BASICWL.pdf`));
  const report = await importFile(house.anna, { name: 'facture.pdf', bytes });
  expect([report.added, report.problems]).toEqual([1, []]);
  const kept = await house.rows(sql`select file_name, length(content)::int as size from invoice_documents`);
  expect(kept).toEqual([{ file_name: 'facture.pdf', size: bytes.length }]);
});
