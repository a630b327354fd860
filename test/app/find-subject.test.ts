// Which invoice or customer is meant by some words: exactly, without separators and zeros, by its end, by a name - and
// never by a silent guess among several.
import { beforeAll, describe, expect, test } from 'vitest';
import { findSubject } from '../../src/app/insight/find-subject.ts';
import { whyInvoice } from '../../src/app/insight/why.ts';
import { openTestStore } from '../support/databases.ts';
import { addCustomers, addInvoices, type House, openHouse, refusalOf } from './house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse(await openTestStore());
  await addCustomers(house, ['K1'], { name: 'Müller & Söhne GmbH' });
  await addCustomers(house, ['K2'], { name: 'Müller Logistik' });
  await addCustomers(house, ['K3'], { name: 'ACME Ltd' });
  await addCustomers(house, ['4711'], { name: '100%_Rabatt' });
  const numbers = ['RE-2026-0417', 'RE-2026-0418', 'RE-2025-0418', 'RE-2026-0007', 'A/1', 'A-1', 'INV 99', '4711'];
  await addInvoices(
    house,
    numbers.map((number) => ({ number })),
  );
});

async function find(text: string, accept: 'invoice' | 'customer' | 'either' = 'either', exact = false) {
  const found = await findSubject(house.anna, { words: exact ? [text] : text.split(' '), accept, exact });
  switch (found.kind) {
    case 'found':
      return `${found.subject.number} (${found.words})`;
    case 'several':
      return `several: ${found.candidates.map(({ number }) => number).join(', ')}`;
    case 'none':
      return found.near.length === 0 ? 'none' : `near: ${found.near.map(({ number }) => number).join(', ')}`;
  }
}

describe('an invoice', () => {
  test.each([
    ['RE-2026-0417', 'RE-2026-0417 (1)'],
    ['re-2026-0417 strittig', 'RE-2026-0417 (1)'],
    ['re2026 0007', 'RE-2026-0007 (2)'],
    ['re-2026-7', 'RE-2026-0007 (1)'],
    ['RE 2026 / 0417 wegen Skonto', 'RE-2026-0417 (4)'],
    ['INV 99 zu spät', 'INV 99 (2)'],
    ['inv99', 'INV 99 (1)'],
    ['417', 'RE-2026-0417 (1)'],
    ['0417 Rest', 'RE-2026-0417 (1)'],
    ['A/1', 'A/1 (1)'],
  ])('is found: %s', async (text, expected) => {
    expect(await find(text, 'invoice')).toBe(expected);
  });

  test.each([
    ['418', 'several: RE-2025-0418, RE-2026-0418'],
    ['a 1', 'several: A-1, A/1'],
    ['RE-2062-0417', 'near: RE-2026-0417'],
    ['RE-2026-0471', 'near: RE-2026-0417'],
    ['ZZ-9999-1', 'none'],
    ['999', 'none'],
    ['!!!', 'none'],
  ])('is never guessed: %s', async (text, expected) => {
    const found = await find(text, 'invoice');
    // Of several near ones the nearest comes first.
    expect(expected.startsWith('near') ? found.slice(0, expected.length) : found).toBe(expected);
  });
});

test('a number by itself may have the dashes and spaces of phones and documents', async () => {
  for (const typed of ['RE–2026—0417', ' RE-2026\u20110417\u200b', 'RE-2026-0417']) {
    expect((await whyInvoice(house.anna, { invoice: typed })).invoice).toBe('RE-2026-0417');
  }
  expect(await refusalOf(whyInvoice(house.anna, { invoice: 'RE–2026–0419' }))).toBe('not_found');
});

describe('a customer', () => {
  test.each([
    ['K1', 'K1 (1)'],
    ['Müller & Söhne GmbH zahlt später', 'K1 (4)'],
    ['müller & söhne gmbh', 'K1 (4)'],
    ['Söhne', 'K1 (1)'],
    ['acme', 'K3 (1)'],
    ['100%_', '4711 (1)'],
    ['Müller', 'several: K1, K2'],
    ['Müler', 'near: K1, K2'],
    ['Nobody', 'none'],
  ])('is found or asked about: %s', async (text, expected) => {
    expect(await find(text, 'customer')).toBe(expected);
  });

  test('and an invoice of one number: the invoice, and with more words the name', async () => {
    expect(await find('4711')).toBe('4711 (1)');
    expect((await findSubject(house.anna, { words: ['4711'], accept: 'either' })).kind).toBe('found');
    expect(await find('Müller Logistik')).toBe('K2 (2)');
  });

  test('in quotation marks is taken as it stands', async () => {
    expect(await find('Müller Logistik', 'customer', true)).toBe('K2 (1)');
  });
});

test('is for those who may look', async () => {
  const viewer = house.as('Vera', 'viewer');
  expect(await findSubject(viewer, { words: ['K1'], accept: 'customer' })).toMatchObject({ kind: 'found' });
});
