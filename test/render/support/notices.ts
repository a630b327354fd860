// Notices as the core makes them, for the tests of this room: a German, a Swiss and an English company with n invoices.

import { addDays, type Day } from '../../../src/core/day.ts';
import type { Address, Notice, NoticeCustomer, NoticeInvoice, NoticeOrganisation } from '../../../src/core/notice.ts';

export const ROOT = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');

export function address(
  street: string,
  houseNumber: string,
  postalCode: string,
  city: string,
  country: string,
): Address {
  return { extra: [], street, houseNumber, postalCode, city, country };
}

export const GERMAN_SENDER: NoticeOrganisation = {
  name: 'Wäschke & Söhne Gebäudetechnik GmbH',
  address: address('Kölner Straße', '118', '50859', 'Köln', 'DE'),
  legalLines: ['HRB 84 217, Amtsgericht Köln', 'GF: Dr. Jürgen Wäschke, Anke Söhnlein'],
  vatId: 'DE811234567',
  email: 'buchhaltung@waeschke-soehne.example',
  phone: '+49 221 555 0118-0',
  website: 'www.waeschke-soehne.example',
  bankName: 'Kölner Privatbank AG',
  accountHolder: 'Wäschke & Söhne Gebäudetechnik GmbH',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  language: 'de',
};

export const SWISS_SENDER: NoticeOrganisation = {
  name: 'Müller & Söhne Gebäudetechnik AG',
  address: address('Bahnhofstrasse', '12a', '8001', 'Zürich', 'CH'),
  legalLines: ['CHE-123.456.789 HR/MWST', 'GF: Anna Müller'],
  vatId: null,
  email: 'mahnwesen@mueller-soehne.example',
  phone: '+41 44 555 01 18',
  website: 'www.mueller-soehne.example',
  bankName: 'Zürcher Kantonalbank',
  accountHolder: 'Müller & Söhne Gebäudetechnik AG',
  iban: 'CH4431999123000889012',
  bic: 'ZKBKCHZZ80A',
  language: 'de',
};

export const GERMAN_CUSTOMER: NoticeCustomer = {
  number: '10 4711',
  name: 'Müller-Lüdenscheidt Straßenbau GmbH & Co. KG',
  address: {
    ...address('Große Bleichen', '17–19', '20354', 'Hamburg', 'DE'),
    extra: ['Kreditorenbuchhaltung', 'Herrn Łukasz Żółkiewski'],
  },
  language: 'de',
  party: 'business',
  salutation: null,
};

export const SWISS_CUSTOMER: NoticeCustomer = {
  number: '10 4712',
  name: 'Hôtel Édelweiss Sàrl',
  address: { ...address('Rue de la Gare', '5', '1201', 'Genève', 'CH'), extra: ['Comptabilité fournisseurs'] },
  language: 'fr',
  party: 'business',
  salutation: null,
};

const FIRST_DUE: Day = '2026-04-15';

/** Invoice number `index` (0 = first); amounts differ, every fourth is partly paid. */
export function invoice(index: number, overrides: Partial<NoticeInvoice> = {}): NoticeInvoice {
  const dueDate = addDays(FIRST_DUE, index);
  const grossCents = 31_728 + ((index * 7_919) % 900) * 1_013;
  const paidCents = index % 4 === 2 ? Math.floor(grossCents / 250) * 100 : 0;
  const openCents = grossCents - paidCents;
  const from = addDays(dueDate, 1);
  const segments = [
    { from, to: '2026-06-30' as Day, days: 76 - index, principalCents: openCents, basisPoints: 1127 },
    { from: '2026-07-01' as Day, to: '2026-11-21' as Day, days: 144, principalCents: openCents, basisPoints: 1152 },
  ];
  return {
    number: `RE-2026-${String(1042 + index * 7).padStart(5, '0')}`,
    issuedOn: addDays(dueDate, -31),
    dueDate,
    daysOverdue: 220 - index,
    grossCents,
    paidCents,
    openCents,
    interestCents: Math.round(openCents * 0.06),
    interestSegments: index < 60 ? segments : [],
    compensationCents: 0,
    levelName: '2. Mahnung',
    paymentReference: null,
    ...overrides,
  };
}

/** A second notice of the German company over `count` invoices, sums in step with its lines. */
export function notice(count: number, overrides: Partial<Notice> = {}): Notice {
  const invoices = overrides.invoices ?? Array.from({ length: count }, (_, index) => invoice(index));
  const sum = (of: (one: NoticeInvoice) => number): number => invoices.reduce((total, one) => total + of(one), 0);
  const principalCents = sum((one) => one.openCents);
  const interestCents = sum((one) => one.interestCents);
  const compensationCents = sum((one) => one.compensationCents);
  const feeCents = overrides.feeCents ?? 500;
  const carried = overrides.carried ?? [];
  const carriedCents = carried.reduce((total, charge) => total + charge.cents, 0);
  return {
    kind: 'notice',
    number: 'M-2026-0815',
    issuedOn: '2026-11-21',
    deadline: '2026-12-07',
    language: 'de',
    currency: 'EUR',
    organisation: GERMAN_SENDER,
    customer: GERMAN_CUSTOMER,
    level: { name: '2. Mahnung', position: 3 },
    principalCents,
    feeCents,
    carriedCents,
    interestCents,
    interestUnknownFrom: null,
    compensationCents,
    totalCents: principalCents + feeCents + carriedCents + interestCents + compensationCents,
    unmatchedCents: 0,
    remark: null,
    history: [
      { number: 'M-2026-0611', levelName: 'Zahlungserinnerung', issuedOn: '2026-10-05', deadline: '2026-10-19' },
      { number: 'M-2026-0711', levelName: '1. Mahnung', issuedOn: '2026-10-26', deadline: '2026-11-09' },
    ],
    paymentReference: 'M-2026-0815',
    ...overrides,
    invoices,
    carried,
  };
}

/** A Swiss notice in francs on a QR-IBAN with a QR reference. */
export function swissNotice(count: number, overrides: Partial<Notice> = {}): Notice {
  return notice(count, {
    currency: 'CHF',
    organisation: SWISS_SENDER,
    customer: SWISS_CUSTOMER,
    paymentReference: '210000000003139471430009017',
    ...overrides,
  });
}

/** An English reminder of the German company. */
export function englishNotice(count: number, overrides: Partial<Notice> = {}): Notice {
  return notice(count, {
    kind: 'reminder',
    language: 'en',
    level: { name: 'Payment reminder', position: 1 },
    feeCents: 0,
    history: [],
    customer: {
      ...GERMAN_CUSTOMER,
      name: 'Thornbury & Hale Ltd',
      address: { ...address('Castle Street', '12', 'BS1 3AF', 'Bristol', 'GB'), extra: ['Accounts Payable'] },
      language: 'en',
    },
    ...overrides,
  });
}
