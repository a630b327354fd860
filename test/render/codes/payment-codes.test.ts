// Payment codes: vectors of the standards, refusals, and what independent decoders read from the printed page.

import jsqr from 'jsqr';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { epcPayload } from '../../../src/render/codes/epc.ts';
import { groupsOfFour, isIban, isQrIban } from '../../../src/render/codes/iban.ts';
import { paymentCodeOf } from '../../../src/render/codes/payment-code.ts';
import {
  groupReference,
  isCreditorReference,
  isQrReference,
  qrCheckDigit,
} from '../../../src/render/codes/reference.ts';
import { swissPayload } from '../../../src/render/codes/swiss.ts';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { address, GERMAN_SENDER, notice, ROOT, SWISS_SENDER, swissNotice } from '../support/notices.ts';
import { pageTexts, rasterPage, scanCodes } from '../support/tools.ts';

// swissqrbill exports its pictures only; the payload they are made from lies beside its public utilities.
const oracle: { generateQRData: (of: object) => string } = await import(
  new URL('qr-code.js', import.meta.resolve('swissqrbill/utils')).href
);

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

async function letterOf(of: Notice) {
  return renderer.letter(of, shippedText(ROOT, of.language, of.kind, 'letter'));
}

describe('IBAN', () => {
  test.each([
    'DE89370400440532013000',
    'AT611904300234573201',
    'CH9300762011623852957',
    'CH4431999123000889012',
    'LI21088100002324013AA',
    'FR1420041010050500013M02606',
    'NL91ABNA0417164300',
  ])('%s is valid', (iban) => expect(isIban(iban)).toBe(true));

  test.each(['DE89370400440532013001', 'DE8937040044053201300', 'de89370400440532013000', 'DE89 3704', ''])(
    '%j is not',
    (iban) => expect(isIban(iban)).toBe(false),
  );

  test('of institution 30000 to 31999 in Switzerland is a QR-IBAN', () => {
    expect(['CH0029999', 'CH0030000', 'CH0031999', 'CH0032000', 'LI0030000', 'DE0030000'].map(isQrIban)).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  test('is printed in groups of four', () => {
    expect(groupsOfFour('DE89370400440532013000').replaceAll('\u00a0', ' ')).toBe('DE89 3704 0044 0532 0130 00');
  });
});

describe('references', () => {
  test.each([
    'RF18539007547034',
    'RF72MAHN20260042',
    'RF94INV123',
    'RF25A',
    'RF40RE20260001',
    'RF40123456789012345678901',
  ])('%s is a creditor reference', (reference) => expect(isCreditorReference(reference)).toBe(true));

  test.each(['RF19539007547034', 'RF18 5390', 'M-2026-0815', 'RF401234567890123456789012'])('%s is none', (reference) =>
    expect(isCreditorReference(reference)).toBe(false),
  );

  test.each([
    ['21000000000313947143000901', 7],
    ['00000000000000000000000000', 0],
    ['00000000000000000000000001', 1],
    ['12345678901234567890123456', 7],
  ])('the check digit of %s is %i', (digits, digit) => expect(qrCheckDigit(digits)).toBe(digit));

  test('of a QR-bill has 27 digits with the right last one and is not all zeros', () => {
    expect(isQrReference('210000000003139471430009017')).toBe(true);
    expect(isQrReference('210000000003139471430009018')).toBe(false);
    expect(isQrReference('000000000000000000000000000')).toBe(false);
  });

  test('is printed in groups', () => {
    expect(groupReference('210000000003139471430009017')).toBe('21 00000 00003 13947 14300 09017');
    expect(groupReference('RF18539007547034')).toBe('RF18 5390 0754 7034');
  });
});

describe('the EPC payload', () => {
  const transfer = {
    name: 'Wir GmbH',
    iban: 'DE89370400440532013000',
    bic: null,
    cents: 11_900,
    reference: 'RE-2026-0042 Mahnung 1',
  };

  test('of the first vector: free text, no trailing lines', () => {
    const lines = [
      'BCD',
      '002',
      '1',
      'SCT',
      '',
      'Wir GmbH',
      'DE89370400440532013000',
      'EUR119.00',
      '',
      '',
      'RE-2026-0042 Mahnung 1',
    ];
    expect(epcPayload(transfer)).toEqual({ payload: lines.join('\n') });
    expect(Buffer.byteLength(lines.join('\n'))).toBe(81);
  });

  test('of the second vector: umlauts and a structured reference', () => {
    const result = epcPayload({
      ...transfer,
      name: 'Müller & Söhne GmbH',
      cents: 1_020_944,
      reference: 'RF18539007547034',
    });
    const payload = 'payload' in result ? result.payload : '';
    expect(payload.split('\n')).toHaveLength(10);
    expect(payload).toHaveLength(87);
    expect(Buffer.byteLength(payload)).toBe(89);
  });

  test.each([
    ['amount 0', { cents: 0 }],
    ['amount above 999,999,999.99', { cents: 100_000_000_000 }],
    ['a wrong IBAN', { iban: 'DE89370400440532013001' }],
    ['a name of 71 characters', { name: 'x'.repeat(71) }],
    ['no name', { name: '' }],
    ['a reference of 141 characters', { reference: 'x'.repeat(141) }],
    ['more than 331 bytes', { name: 'Ж'.repeat(70), reference: 'Ж'.repeat(120) }],
    ['a line break', { reference: 'a\nb' }],
    ['a BIC of 9 characters', { bic: 'COBADEFFX' }],
  ])('is refused for %s', (_, wrong) => expect(epcPayload({ ...transfer, ...wrong })).toHaveProperty('reason'));

  test.each([
    ['the least amount', { cents: 1 }],
    ['the largest amount', { cents: 99_999_999_999 }],
    ['a name of 70 characters', { name: 'x'.repeat(70) }],
    ['a reference of 140 characters', { reference: 'x'.repeat(140) }],
  ])('is made for %s', (_, right) => expect(epcPayload({ ...transfer, ...right })).toHaveProperty('payload'));
});

test.each([
  [1, '0.01'],
  [99, '0.99'],
  [150, '1.50'],
  [199, '1.99'],
  [99_999_999_999, '999999999.99'],
])('%i cents are %s in both codes', (cents, amount) => {
  const epc = epcPayload({ name: 'A', iban: 'DE89370400440532013000', bic: null, cents, reference: '' });
  expect(epc).toHaveProperty('payload', expect.stringMatching(new RegExp(`\\nEUR${amount.replace('.', '\\.')}$`)));
  const creditor = { name: 'A', address: address('Weg', '1', '8001', 'Zürich', 'CH') };
  const iban = 'CH9300762011623852957';
  const bill = { iban, creditor, cents, currency: 'CHF', debtor: null, reference: '', message: '' } as const;
  const swiss = swissPayload(bill);
  expect('payload' in swiss ? swiss.payload.split('\n').slice(18, 20) : []).toEqual([amount, 'CHF']);
});

describe('a code that would be wrong is left out, with the reason', () => {
  test.each([
    ['no IBAN', { organisation: { ...GERMAN_SENDER, iban: null } }, /no IBAN/],
    ['francs on a German account', { currency: 'CHF' }, /CHF/],
    ['dollars', { currency: 'USD' }, /USD/],
    ['nothing to pay', { totalCents: 0 }, /nothing to pay/],
    ['a QR-IBAN without QR reference', { organisation: SWISS_SENDER, currency: 'CHF' }, /QR-IBAN needs/],
  ])('%s', async (_, overrides, reason) => {
    const { paymentCode, pdf } = await letterOf(notice(1, overrides));
    expect(paymentCode.kind).toBe('none');
    expect(paymentCode.reason).toMatch(reason);
    expect(pageTexts(pdf).join('')).not.toContain('Zahlteil');
  });

  test('a debtor with Greek letters leaves the Swiss field blank, and says so', () => {
    const greek = swissNotice(1, { customer: { ...swissNotice(1).customer, name: 'Ελένη Παπαδοπούλου' } });
    const code = paymentCodeOf(greek);
    expect(code).toMatchObject({ kind: 'swiss', bill: { debtor: null } });
    expect(code).toHaveProperty('note', expect.stringContaining('does not permit'));
  });
});

describe('zbarimg reads the EPC code of the last page byte for byte', () => {
  test.each([
    ['free text', notice(3), 'M-2026-0815'],
    ['structured reference', notice(1, { paymentReference: 'RF18539007547034' }), 'RF18539007547034'],
    ['umlauts and euro sign', notice(1, { paymentReference: 'Mahnung für Größe & Ähre, 5 €' }), '5 €'],
    ['sixty invoices', notice(60), 'M-2026-0815'],
  ])('%s', async (_, of, reference) => {
    const expected = paymentCodeOf(of);
    if (expected.kind !== 'epc') throw new Error('an EPC code was expected');
    const { pdf, pages } = await letterOf(of);
    const scanned = Array.from({ length: pages }, (__, page) => (hasBox(pdf, page) ? scanCodes(pdf, page) : null));
    const found = scanned.filter((bytes) => bytes !== null);
    expect(found).toHaveLength(1);
    expect(found[0]?.toString('utf8')).toBe(expected.payload);
    expect(expected.payload).toContain(reference);
    expect(expected.payload).toContain(`EUR${(of.totalCents / 100).toFixed(2)}`);
  });
});

function hasBox(pdf: Uint8Array, page: number): boolean {
  return (pageTexts(pdf)[page] ?? '').includes('Mit der Banking-App scannen');
}

describe('the Swiss QR code', () => {
  test('carries what swissqrbill would write', () => {
    const code = paymentCodeOf(swissNotice(2));
    if (code.kind !== 'swiss') throw new Error('a Swiss code was expected');
    const { bill } = code;
    const party = (of: { name: string; address: ReturnType<typeof address> }) => ({
      name: of.name,
      address: of.address.street,
      buildingNumber: of.address.houseNumber,
      zip: of.address.postalCode,
      city: of.address.city,
      country: of.address.country,
    });
    const expected = oracle.generateQRData({
      amount: bill.cents / 100,
      currency: bill.currency,
      creditor: { ...party(bill.creditor), account: bill.iban },
      ...(bill.debtor ? { debtor: party(bill.debtor) } : {}),
      reference: bill.reference,
      message: bill.message,
    });
    expect(code.payload.trimEnd()).toBe(expected.trimEnd());
  });

  test('of the vector has 31 lines, 193 characters, 195 bytes', () => {
    const result = swissPayload({
      iban: 'CH4431999123000889012',
      creditor: { name: 'Muster Bau AG', address: address('Bahnhofstrasse', '1', '8001', 'Zürich', 'CH') },
      cents: 194_975,
      currency: 'CHF',
      debtor: { name: 'Käufer GmbH', address: address('Hauptstrasse', '28', '9400', 'Rorschach', 'CH') },
      reference: '210000000003139471430009017',
      message: 'Mahnung 1',
    });
    const payload = 'payload' in result ? result.payload : '';
    expect(payload.split('\n')).toHaveLength(31);
    expect(payload).toHaveLength(193);
    expect(Buffer.byteLength(payload)).toBe(195);
  });

  test.each([
    ['QR reference in francs', swissNotice(2)],
    [
      'creditor reference on a usual IBAN',
      swissNotice(1, {
        organisation: { ...SWISS_SENDER, iban: 'CH9300762011623852957' },
        paymentReference: 'RF18539007547034',
      }),
    ],
    [
      'euro on a Swiss account without reference',
      swissNotice(1, {
        currency: 'EUR',
        organisation: { ...SWISS_SENDER, iban: 'CH9300762011623852957' },
        paymentReference: 'M-2026-0815',
      }),
    ],
  ])('is read back by jsqr from the page at 300 dpi: %s', async (_, of) => {
    const expected = paymentCodeOf(of);
    if (expected.kind !== 'swiss') throw new Error(`a Swiss code was expected: ${JSON.stringify(expected)}`);
    const { pdf, pages } = await letterOf(of);
    const { width, height, pixels } = rasterPage(pdf, pages - 1, 300);
    const rgba = new Uint8ClampedArray(width * height * 4);
    pixels.forEach((grey, index) => {
      rgba.set([grey, grey, grey, 255], index * 4);
    });
    const found = jsqr.default(rgba, width, height);
    expect(Buffer.from(found?.binaryData ?? []).toString('utf8')).toBe(expected.payload);
  });
});
