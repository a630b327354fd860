// The official examples of EN 16931 and PDFs of other makers, read for what dunning needs; and files made to hurt.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { daysInTerms, discountInTerms } from '../../src/app/e-invoices/terms.ts';
import type { EInvoice } from '../../src/app/e-invoices/types.ts';
import { readAny } from '../../src/app/imports/read-any.ts';
import { attachedXml } from '../../src/render/foreign/foreign.ts';
import { ROOT } from '../support/paths.ts';

const FOLDER = `${ROOT}/test/fixtures/e-invoices`;

async function read(name: string, bytes = new Uint8Array(readFileSync(`${FOLDER}/${name}`))): Promise<EInvoice> {
  const found = name.endsWith('.pdf') ? await attachedXml(bytes) : null;
  const attached = new Map(found?.ok ? [[name, found.files]] : []);
  const result = await readAny(name, bytes, { defaultCurrency: 'EUR', attached });
  const [file] = result.kind === 'e_invoice' ? result.files : [];
  if (file === undefined) throw new Error(`${name} was read as ${result.kind}`);
  return file.invoice;
}

/** number, kind, issued, due, currency, payable, buyer. */
const EXPECTED: [string, string][] = [
  ['ubl-tc434-example1.xml', '12115118 invoice 2015-01-09 2015-01-09 EUR 25033 ODIN 59'],
  ['ubl-tc434-example4.xml', 'TOSL110 invoice 2013-04-10 2013-05-10 DKK 467500 Buyercompany ltd'],
  ['ubl-tc434-example5.xml', 'TOSL110 invoice 2013-04-10 2013-05-10 DKK 233750 Buyercompany ltd'],
  ['ubl-tc434-creditnote1.xml', '018304 / 28865 credit_note 2019-09-23 null EUR 10011 My Customer Company'],
  ['CII_example1.xml', '12115118 invoice 2015-01-09 2015-01-09 EUR 25033 ODIN 59'],
  ['CII_example3.xml', 'TOSL108 invoice 2013-04-10 2013-05-10 DKK 112500 Buyercompany ltd'],
  ['CII_example6.xml', 'TOSL110 invoice 2013-04-10 2013-05-10 DKK 467500 Buyercompany ltd'],
  ['XRechnung-O.xml', '150377292 invoice 2021-01-14 2021-01-01 EUR 38554460 XX'],
  ['EN16931_Einfach.pdf', '471102 invoice 2018-03-05 null EUR 52987 Kunden AG Mitte'],
  ['EN16931_Einfach_negativePaymentDue.pdf', '471102 invoice 2018-03-05 null EUR -52987 Kunden AG Mitte'],
  ['Facture_FR_BASICWL.pdf', 'FA-2017-0010 invoice 2017-11-13 2017-12-13 EUR 47015 Ma jolie boutique'],
  ['acme_invoice-42_ZUGFeRD.pdf', '20131122-42 invoice 2014-11-08 null EUR 11900 Buyer Inc.'],
];

describe('the invoice in', () => {
  test.each(EXPECTED)('%s is read', async (name, expected) => {
    const { number, kind, issuedOn, dueDate, currency, payableCents, buyer } = await read(name);
    expect([number, kind, issuedOn, dueDate, currency, payableCents, buyer.name].join(' ')).toBe(
      expected.replace('null', ''),
    );
  });

  test('example 5 is dunned on what is left to pay, and knows the buyer by id and mail', async () => {
    const { grossCents, prepaidCents, buyer, paymentReference } = await read('ubl-tc434-example5.xml');
    expect([grossCents, prepaidCents, paymentReference]).toEqual([467_500, 233_750, 'Payref1']);
    expect(buyer).toMatchObject({ id: '5790000436057', email: 'john.hansen@buyercompany.dk', city: 'Anytown' });
  });

  test('example 1 names its account without spaces', async () => {
    expect((await read('ubl-tc434-example1.xml')).ibans).toEqual(['NL57RABO0107307510', 'NL03INGB0004489902']);
  });
});

describe('an invoice that cannot be right is refused:', () => {
  const source = readFileSync(`${FOLDER}/ubl-tc434-example4.xml`, 'utf8');
  test.each<[string, (text: string) => string, RegExp]>([
    ['sums that disagree', (text) => text.replace(/(PayableAmount[^>]*>)4675/, '$14676'), /BR-CO-16/],
    ['an amount with a comma', (text) => text.replace(/(PayableAmount[^>]*>)4675[^<]*/, '$14.675,00'), /is no amount/],
    ['a day that does not exist', (text) => text.replace('2013-05-10', '2013-02-30'), /2013-02-30.* does not exist/],
    ['a currency nobody knows', (text) => text.replaceAll('DKK', 'XQX'), /currency "XQX" is not known/],
    ['no number', (text) => text.replace('<cbc:ID>TOSL110</cbc:ID>', ''), /no number|is no/],
    ['a DOCTYPE', (text) => text.replace('<Invoice', '<!DOCTYPE x [<!ENTITY a "b">]><Invoice'), /DOCTYPE/],
    ['text cut off', (text) => text.slice(0, 4_000), /damaged or cut off/],
    ['a wrong encoding', (text) => text.replace('UTF-8', 'UTF-7'), /encoding utf-7/],
  ])('%s', async (_name, change, reason) => {
    await expect(read('x.xml', new TextEncoder().encode(change(source)))).rejects.toThrow(reason);
  });

  test('a PDF without one', async () => {
    const plain = new TextEncoder().encode('%PDF-1.7\nstartxref\n%%EOF');
    await expect(read('x.pdf', plain)).rejects.toThrow(/holds no e-invoice/);
  });
});

describe('payment terms', () => {
  test.each([
    ['Zahlbar innerhalb 14 Tagen netto', 14],
    ['Net 30 days', 30],
    ['30 Tage netto, 10 Tage 2 % Skonto', null],
    ['sofort', null],
    ['#SKONTO#TAGE=14#PROZENT=2.00#\nZahlbar in 30 Tagen', 30],
  ])('%s', (terms, days) => expect(daysInTerms(terms)).toBe(days));

  const invoice = { issuedOn: '2026-03-01', payableCents: 100_00, currency: 'EUR' } as const;
  test.each([
    ['#SKONTO#TAGE=14#PROZENT=2.00#', { cents: 2_00, until: '2026-03-15' }],
    ['#SKONTO#TAGE=7#PROZENT=3#\n#SKONTO#TAGE=14#PROZENT=2.00#', { cents: 3_00, until: '2026-03-08' }],
    ['#SKONTO#TAGE=14#PROZENT=2.50#BASISBETRAG=80.00#', { cents: 2_00, until: '2026-03-15' }],
    ['#SKONTO#TAGE=x#PROZENT=2.00#', null],
    ['#VERZUG#TAGE=14#PROZENT=2.00#', null],
  ])('with cash discount %s', (terms, expected) => expect(discountInTerms(terms, invoice)).toEqual(expected));
});
