// Rows of an invoices file: credit notes, dates, currencies, numbers that come twice.

import { describe, expect, it } from 'vitest';
import { found, invoiceList, readInvoices } from './read.ts';

const HEADER = 'Belegart;Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Währung;Bruttobetrag;Zu Rechnung\n';

describe('an invoice', () => {
  it('is read with its credit note', async () => {
    const rows = [
      'Rechnung;RE-1;K1;01.05.2026;31.05.2026;CHF;1.234,50;',
      'Gutschrift;GS-1;K1;05.05.2026;;chf;-100,00;RE-1',
      'Gutschrift;GS-2;K1;05.05.2026;06.05.2026;EUR;100,00;',
    ];
    const file = await readInvoices(HEADER + rows.join('\n'));
    const common = { customerNumber: 'K1', paymentReference: null };
    expect(file.problems).toEqual([]);
    expect(file.assumptions).toEqual([]);
    expect(file.rows).toEqual([
      {
        ...common,
        line: 2,
        kind: 'invoice',
        number: 'RE-1',
        issuedOn: '2026-05-01',
        dueDate: '2026-05-31',
        currency: 'CHF',
        grossCents: 123_450,
        appliesTo: null,
      },
      {
        ...common,
        line: 3,
        kind: 'credit_note',
        number: 'GS-1',
        issuedOn: '2026-05-05',
        dueDate: '2026-05-05',
        currency: 'CHF',
        grossCents: 10_000,
        appliesTo: 'RE-1',
      },
      {
        ...common,
        line: 4,
        kind: 'credit_note',
        number: 'GS-2',
        issuedOn: '2026-05-05',
        dueDate: '2026-05-06',
        currency: 'EUR',
        grossCents: 10_000,
        appliesTo: null,
      },
    ]);
  });

  it('without a column for the currency or the kind, what is assumed is said', async () => {
    const file = await readInvoices(invoiceList('R1;K1;2026-05-01;2026-05-15;10,00'), { defaultCurrency: 'CHF' });
    expect(file.rows).toMatchObject([{ currency: 'CHF', kind: 'invoice' }]);
    expect(file.assumptions).toHaveLength(2);
    expect(file.assumptions[0]).toContain('all amounts are taken as CHF');
  });

  it.each([
    ['Rechnung;RE-1;K1;02.05.2026;01.05.2026;EUR;10,00;', 'Fälligkeit', 'due_before_issue'],
    ['Rechnung;RE-1;K1;02.05.2026;;EUR;10,00;', 'Fälligkeit', 'required'],
    ['Rechnung;RE-1;K1;;02.05.2026;EUR;10,00;', 'Rechnungsdatum', 'required'],
    ['Rechnung;RE-1;;02.05.2026;02.05.2026;EUR;10,00;', 'Kundennummer', 'required'],
    ['Rechnung;RE-1;K1;02.05.2026;02.05.2026;;10,00;', 'Währung', 'required'],
    ['Rechnung;RE-1;K1;02.05.2026;02.05.2026;EURO;10,00;', 'Währung', 'currency_unknown'],
    ['Rechnung;RE-1;K1;02.05.2026;02.05.2026;DEM;10,00;', 'Währung', 'currency_unknown'],
    ['Rechnung;RE-1;K1;02.05.2026;02.05.2026;EUR;-10,00;', 'Bruttobetrag', 'amount_negative'],
    ['Gutschrift;GS-1;K1;02.05.2026;;EUR;0,00;', 'Bruttobetrag', 'amount_zero'],
    ['Angebot;RE-1;K1;02.05.2026;02.05.2026;EUR;10,00;', 'Belegart', 'choice_unknown'],
    ['Rechnung;RE-2;K1;02.05.2026;02.05.2026;EUR;10,00;RE-1', 'Zu Rechnung', 'contradiction'],
    ['Gutschrift;GS-1;K1;02.05.2026;;EUR;10,00;GS-1', 'Zu Rechnung', 'contradiction'],
    ['Rechnung;RE\u200b-1;K1;02.05.2026;02.05.2026;EUR;10,00;', 'Rechnungsnummer', 'unprintable'],
  ])('%s is reported at %s as %s', async (row, column, code) => {
    const file = await readInvoices(HEADER + row);
    expect(found(file)).toEqual([[2, column, code]]);
    expect(file.rows).toEqual([]);
  });

  it.each([
    ['2026-05-01', 1],
    ['2026-05-02', 1],
    ['2026-05-03', 0],
  ])('issued on %s and due on 2026-05-02: taken %i', async (issued, count) => {
    expect((await readInvoices(invoiceList(`R1;K1;${issued};2026-05-02;1,00`))).rows).toHaveLength(count);
  });

  it('a negative amount is told about credit notes', async () => {
    const file = await readInvoices(invoiceList('R1;K1;2026-05-01;2026-05-02;-1,00'));
    expect(file.problems[0]?.reason).toContain('Gutschrift');
  });
});

describe('numbers that come twice', () => {
  const [a, b, other] = [
    'R1;K1;2026-05-01;2026-05-15;10,00',
    'R2;K1;2026-05-01;2026-05-15;10,00',
    'R1;K1;2026-05-01;2026-05-15;10,01',
  ];

  it('rows that are alike count once and are reported once each', async () => {
    const file = await readInvoices(invoiceList(a, b, a, a));
    expect(file.rows.map((row) => [row.number, row.line])).toEqual([
      ['R1', 2],
      ['R2', 3],
    ]);
    expect(found(file)).toEqual([
      [4, 'Rechnungsnummer', 'repeated'],
      [5, 'Rechnungsnummer', 'repeated'],
    ]);
  });

  it('rows with different content are all left out, each with the lines of the others', async () => {
    const file = await readInvoices(invoiceList(a, b, other));
    expect(file.rows.map((row) => row.number)).toEqual(['R2']);
    expect(found(file)).toEqual([
      [2, 'Rechnungsnummer', 'conflict'],
      [4, 'Rechnungsnummer', 'conflict'],
    ]);
    expect(file.problems[0]?.reason).toContain('Lines 2, 4 have this number');
  });

  it('a long file that holds everything twice is read once', async () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => `R${index};K1;2026-05-01;2026-05-15;10,00`);
    const file = await readInvoices(invoiceList(...rows, ...rows));
    expect([file.rows.length, file.problems.length]).toEqual([10_001, 10_001]);
  });

  it('one that differs spoils those that are alike', async () => {
    const file = await readInvoices(invoiceList(a, a, other, b));
    expect(file.rows.map((row) => row.number)).toEqual(['R2']);
    expect(file.problems.map((problem) => problem.code)).toEqual(['conflict', 'conflict', 'conflict']);
  });

  it('spaces and ways of writing a date or an amount make no difference', async () => {
    const file = await readInvoices(invoiceList(a, ' R1 ;K1;01.05.2026;15.05.2026;10', b));
    expect(found(file)).toEqual([[3, 'Rechnungsnummer', 'repeated']]);
  });
});
