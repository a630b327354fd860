// The corpus of bank lines, hand-made and generated. What is booked automatically must be right in every single case;
// how much is found is printed. Each line says which invoices it pays ('A+B'), or that it must be asked ('?').
import { describe, expect, test } from 'vitest';
import { matchBooking } from '../../src/core/match.ts';
import { openLedger } from '../../src/core/match-ledger.ts';
import type { Booking, OpenInvoice, PayerHistory, Verdict } from '../../src/core/match-types.ts';

const NUMBERS: [number, string, number, number, Partial<OpenInvoice>?][] = [
  [1, 'RE-2026-0042', 1, 119_00],
  [2, 'RE-2026-0043', 1, 238_00],
  [3, 'RE-2026-00421', 2, 50_00],
  [4, '4711', 2, 75_50],
  [5, '100234', 3, 99_99],
  [6, 'INV/2026/77-A', 3, 1_000_00],
  [7, '2026-1007', 4, 60_00],
  [8, '2026-1008', 4, 60_00],
  [9, 'R10055', 5, 500_00, { paymentReference: 'RF18539007547034' }],
  [10, 'R10056', 5, 500_00, { paymentReference: '210000000003139471430009017' }],
  [11, 'S-901', 6, 1_000_00, { discount: { cents: 20_00, until: '2026-03-10' } }],
  [12, 'S-902', 6, 300_00],
  [13, 'CH-33', 7, 80_00, { currency: 'CHF' }],
  [14, '20260099', 8, 45_00],
  [15, 'AB-12', 8, 20_00],
];
const INVOICES: OpenInvoice[] = NUMBERS.map(([id, number, customerId, openCents, more]) => ({
  id,
  number,
  customerId,
  openCents,
  currency: 'EUR',
  paymentReference: null,
  discount: null,
  ...more,
}));
const NAMES = ['', 'Becker Metallbau GmbH', 'Yıldız & Söhne KG', 'Alpenrose AG', 'Müller Bau GmbH & Co. KG'];
const CUSTOMERS = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => ({
  id,
  number: `K-${id}00`,
  name: NAMES[id] ?? `Firma Nummer${id} Handel GmbH`,
}));
const IBAN = (id: number) => `DE${id}`;
const NOTICES = [{ number: '12', invoiceIds: [12], chargesCents: 5_00 }];

type Line = Partial<Booking> & Partial<PayerHistory>;

/** The invoices it was booked on, or '?' when it is asked. */
function judge(line: Line): { booked: string; verdict: Verdict } {
  const ledger = openLedger({ invoices: INVOICES, customers: CUSTOMERS, notices: NOTICES });
  const iban = line.payerIban ?? null;
  const history: PayerHistory = {
    onRecord: iban === null ? [] : CUSTOMERS.filter(({ id }) => IBAN(id) === iban).map(({ id }) => id),
    hasPaidFor: [],
    settledInvoices: [],
    ...line,
  };
  const booking: Booking = {
    amountCents: 0,
    currency: 'EUR',
    valueOn: '2026-03-10',
    payerName: null,
    payerIban: null,
    endToEndId: null,
    reference: null,
    text: '',
    ...line,
  };
  const verdict = matchBooking(booking, history, ledger);
  const lines = verdict.kind === 'certain' ? verdict.candidate.allocations : [];
  return { booked: verdict.kind === 'certain' ? lines.map((one) => one.number).join('+') : '?', verdict };
}

const SETTLED = [{ id: 99, number: 'RE-2025-0900', customerId: 1 }];

const CASES: [string, Line, string][] = [
  // Numbers as people and banks write them.
  ['as written', { text: 'Rechnung RE-2026-0042', amountCents: 119_00 }, 'RE-2026-0042'],
  ['in lower case with spaces', { text: 're 2026 0042 vom 3.2.', amountCents: 119_00 }, 'RE-2026-0042'],
  ['without separators', { text: 'RE20260042', amountCents: 119_00 }, 'RE-2026-0042'],
  ['run into words', { text: 'RECHNUNGRE2026-0042VOM03.02', amountCents: 119_00 }, 'RE-2026-0042'],
  ['cut by the bank', { text: 'Zahlung zu RE-2026-00\n42 Danke', amountCents: 119_00 }, 'RE-2026-0042'],
  ['with another separator', { text: 'RG INV 2026 77 A', amountCents: 1_000_00 }, 'INV/2026/77-A'],
  ['after SVWZ+', { text: 'SVWZ+RE-2026-0042', amountCents: 119_00 }, 'RE-2026-0042'],
  ['a bare number after the word for it', { text: 'Rechnung Nr. 4711', amountCents: 75_50 }, '4711'],
  ['Rg.-Nr. 4711', { text: 'Rg.-Nr. 4711', amountCents: 75_50 }, '4711'],
  ['a long bare number with its amount', { text: '100234', amountCents: 99_99 }, '100234'],
  ['several with their sum', { text: 'RE-2026-0042, RE-2026-0043', amountCents: 357_00 }, 'RE-2026-0042+RE-2026-0043'],
  ['cents too few', { text: 'RE-2026-0043', amountCents: 237_98 }, 'RE-2026-0043'],
  // Traps: a number inside another, another kind of number, amounts and dates.
  ['a longer number that begins alike', { text: 'RE-2026-00421', amountCents: 50_00 }, 'RE-2026-00421'],
  ['a longer number with the shorter one’s amount', { text: 'RE-2026-00421', amountCents: 119_00 }, '?'],
  ['a number within digits', { text: 'Ref 99100234', amountCents: 99_99 }, '?'],
  ['a number that goes on', { text: 'RE-2026-0042-1', amountCents: 119_00 }, '?'],
  ['a number that goes on with a letter', { text: 'RE-2026-0042B', amountCents: 119_00 }, '?'],
  ['a customer number', { text: 'Kunden-Nr. 4711', amountCents: 75_50 }, '?'],
  ['a long customer number', { text: 'KdNr 100234', amountCents: 99_99 }, '?'],
  ['an order number', { text: 'Auftrag 100234', amountCents: 99_99 }, '?'],
  ['a bare short number', { text: '4711 Koeln', amountCents: 75_50 }, '?'],
  ['a date that spells a number', { text: '2026 00 99', amountCents: 45_00 }, '?'],
  ['another amount', { text: 'RE-2026-0042', amountCents: 100_00 }, '?'],
  ['more than is open', { text: 'RE-2026-0042', amountCents: 150_00 }, '?'],
  ['another customer’s account', { text: 'RE-2026-0042', amountCents: 119_00, payerIban: IBAN(2) }, '?'],
  ['two customers’ numbers', { text: 'RE-2026-0042 RE-2026-00421', amountCents: 169_00 }, '?'],
  ['several, not their sum', { text: 'RE-2026-0042 RE-2026-0043', amountCents: 200_00 }, '?'],
  ['a settled number beside', { text: 'RE-2026-0042', amountCents: 119_00, settledInvoices: SETTLED }, '?'],
  ['an unknown number beside', { text: 'RE-2026-0042 Rechnung 88123', amountCents: 119_00 }, '?'],
  ['another currency', { text: 'CH-33', amountCents: 80_00, currency: 'EUR' }, '?'],
  ['its own currency', { text: 'Rechnung CH-33', amountCents: 80_00, currency: 'CHF' }, 'CH-33'],
  // References.
  ['RF reference', { reference: 'RF18539007547034', amountCents: 500_00 }, 'R10055'],
  ['RF reference, a part', { reference: 'RF18539007547034', amountCents: 200_00 }, 'R10055'],
  ['RF reference, too much', { reference: 'RF18539007547034', amountCents: 501_00 }, '?'],
  ['QR reference', { reference: '210000000003139471430009017', amountCents: 500_00 }, 'R10056'],
  ['QR reference with a wrong digit', { reference: '210000000003139471430009018', amountCents: 500_00 }, '?'],
  ['RF reference made of the number', { reference: 'RF47R10056', amountCents: 500_00 }, 'R10056'],
  ['RF reference in the text', { text: 'RF18 5390 0754 7034', amountCents: 500_00 }, 'R10055'],
  ['a reference and another number', { reference: 'RF18539007547034', text: 'RE-2026-0042', amountCents: 500_00 }, '?'],
  ['end-to-end id', { endToEndId: 'RE-2026-0042', amountCents: 119_00 }, 'RE-2026-0042'],
  ['a bare end-to-end id of a stranger', { endToEndId: '100234', amountCents: 99_99 }, '?'],
  ['a bare end-to-end id of the payer', { endToEndId: '100234', amountCents: 99_99, payerIban: IBAN(3) }, '100234'],
  // Account and amount.
  ['account and amount', { payerIban: IBAN(1), amountCents: 238_00 }, 'RE-2026-0043'],
  ['account and all that is open', { payerIban: IBAN(1), amountCents: 357_00 }, 'RE-2026-0042+RE-2026-0043'],
  ['account and two alike', { payerIban: IBAN(4), amountCents: 60_00 }, '?'],
  ['account and both alike', { payerIban: IBAN(4), amountCents: 120_00 }, '2026-1007+2026-1008'],
  ['account, another amount', { payerIban: IBAN(1), amountCents: 20_00 }, '?'],
  ['account and a settled number', { payerIban: IBAN(1), amountCents: 119_00, settledInvoices: SETTLED }, '?'],
  ['account, amount, an unknown number', { payerIban: IBAN(1), amountCents: 119_00, text: 'Rechnung 88123' }, '?'],
  [
    'learnt account with its name',
    { payerIban: 'X', hasPaidFor: [1], payerName: 'BECKER METALLBAU', amountCents: 119_00 },
    'RE-2026-0042',
  ],
  [
    'learnt account of a payment service',
    { payerIban: 'X', hasPaidFor: [1], payerName: 'PayPal', amountCents: 119_00 },
    '?',
  ],
  ['an account of two customers', { payerIban: 'X', onRecord: [1, 2], amountCents: 119_00 }, '?'],
  ['part, number and account', { text: 'RE-2026-0043', payerIban: IBAN(1), amountCents: 100_00 }, 'RE-2026-0043'],
  ['bare short number, account, amount', { text: '4711', payerIban: IBAN(2), amountCents: 75_50 }, '4711'],
  // Names, discount, charges.
  ['name and amount', { payerName: 'Becker Metallbau GmbH', amountCents: 119_00 }, '?'],
  ['amount alone', { amountCents: 119_00 }, '?'],
  ['cash discount in time', { text: 'S-901', amountCents: 980_00 }, 'S-901'],
  ['cash discount a day late', { text: 'S-901', amountCents: 980_00, valueOn: '2026-03-11' }, '?'],
  ['cash discount a cent off', { text: 'S-901', amountCents: 979_99 }, 'S-901'],
  ['with the charges of its notice', { text: 'S-902', amountCents: 305_00 }, 'S-902'],
  ['with other charges', { text: 'S-902', amountCents: 310_00 }, '?'],
];

describe('a bank line', () => {
  test.each(CASES)('%s', (_name, line, expected) => expect(judge(line).booked).toBe(expected));
});

test('the charges of a notice are no money for the invoice', () => {
  const { verdict } = judge({ text: 'S-902', amountCents: 305_00 });
  expect(verdict).toMatchObject({ candidate: { chargesCents: 5_00, allocations: [{ cents: 300_00 }] } });
});

test('two payments of one file do not settle the same invoice twice', () => {
  const ledger = openLedger({ invoices: INVOICES, customers: CUSTOMERS, notices: [] });
  const history = { onRecord: [], hasPaidFor: [], settledInvoices: [] };
  const paid = { valueOn: '2026-03-10', payerName: null, payerIban: null, endToEndId: null, reference: null } as const;
  const booking: Booking = { ...paid, amountCents: 119_00, currency: 'EUR', text: 'RE-2026-0042' };
  expect([1, 2].map(() => matchBooking(booking, history, ledger).kind)).toEqual(['certain', 'asked']);
});

test('hostile texts take no time', () => {
  const long = ['RE-2026-'.repeat(120), '0'.repeat(1_000), 'RE '.repeat(330), '\n'.repeat(1_000), 'ﷺ'.repeat(500)];
  const started = performance.now();
  for (const text of long) expect(judge({ text, amountCents: 119_00 }).booked).toBe('?');
  expect(performance.now() - started).toBeLessThan(1_000);
});

describe('a ledger of a thousand invoices', () => {
  const shapes = [
    (n: number) => `RE-2026-${String(n).padStart(4, '0')}`,
    (n: number) => String(10_000 + n),
    (n: number) => `R${n}/26`,
    (n: number) => `2026${String(n).padStart(5, '0')}`,
  ];
  /** Amounts repeat on purpose: thirteen of them for a thousand invoices. */
  const invoices = Array.from({ length: 1_000 }, (_, n): OpenInvoice => {
    const number = (shapes[n % shapes.length] ?? String)(n);
    const rest = { currency: 'EUR', paymentReference: null, discount: null };
    return { id: n + 1, number, customerId: (n % 200) + 1, openCents: 1_000 + (n % 13) * 990, ...rest };
  });
  const customers = Array.from({ length: 200 }, (_, n) => ({ id: n + 1, number: `K${n}`, name: `Kunde Nr${n} GmbH` }));
  const texts: ((number: string, n: number) => string)[] = [
    (number) => `Rechnung ${number}`,
    (number) => `${number} vielen Dank`,
    (number) => number.replaceAll(/[-/]/g, ' '),
    (number) => `RG ${number} KD 100${number.length}`,
    (number, n) => `Ueberweisung ${n} Rechnungsnr. ${number} v. 01.0${(n % 9) + 1}.2026`,
    (number) => `${number.slice(0, 4)}\n${number.slice(4)}`,
    // Traps: one digit more, one less, an older number, no number.
    (number) => `Rechnung ${number}7`,
    (number) => `Rechnung ${number.slice(0, -1)}`,
    (number) => `Kundennummer ${number}`,
    () => 'Zahlung',
  ];

  test('is booked right in every case; what is found is counted', () => {
    let booked = 0;
    let findable = 0;
    const wrong: string[] = [];
    for (const [n, invoice] of invoices.entries()) {
      for (const [kind, textOf] of texts.entries()) {
        const ledger = fresh();
        const text = textOf(invoice.number, n);
        const isTrap = kind >= 6;
        const payerIban = n % 3 === 0 ? `DE${invoice.customerId}` : null;
        const history = {
          onRecord: payerIban === null || isTrap ? [] : [invoice.customerId],
          hasPaidFor: [],
          settledInvoices: [],
        };
        const rest = { valueOn: '2026-03-10', endToEndId: null, reference: null, payerName: null } as const;
        const booking = { ...rest, payerIban, amountCents: invoice.openCents, currency: 'EUR', text };
        const verdict = matchBooking(booking, history, ledger);
        if (!isTrap) findable += 1;
        if (verdict.kind !== 'certain') continue;
        const [line, second] = verdict.candidate.allocations;
        if (line?.invoiceId === invoice.id && second === undefined && !isTrap) booked += 1;
        else wrong.push(`${text} (${invoice.number}) -> ${line?.number}`);
      }
    }
    expect(wrong).toEqual([]);
    // Recall: numbers cut and numbers without their word are asked when nothing else speaks for them.
    expect(booked / findable).toBeGreaterThan(0.75);
    process.stdout.write(
      `matching corpus: ${booked} of ${findable} booked (${((100 * booked) / findable).toFixed(1)} %), none wrong\n`,
    );
  });

  const facts = { invoices, customers, notices: [] };
  const shared = openLedger(facts);
  /** Nothing is taken off between lines: each is judged against the whole ledger. */
  const fresh = () => ({ ...shared, settle: () => undefined });
});
