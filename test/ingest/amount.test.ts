// Amounts: one way of writing per file, ambiguous cells refused, core's limits kept.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFormat, isAmbiguous, readNumeral } from '../../src/app/ingest/amount.ts';
import { formatAmount, MAX_AMOUNT_CENTS } from '../../src/core/money.ts';
import { found, invoiceList, readInvoices, readPayments, refusalOf } from './read.ts';

const grouped = (decimal: string, group: string, point: string) => {
  const [whole = '', decimals] = decimal.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return decimals === undefined ? groups : `${groups}${point}${decimals}`;
};

describe('one cell', () => {
  it.each([
    // cell, as 1.234,56, as 1,234.56
    ['17', '17', '17'],
    ['1234,5', '1234.5', null],
    ['1234.5', null, '1234.5'],
    ['1.234,56', '1234.56', null],
    ['1,234.56', null, '1234.56'],
    ['1.234', '1234', '1.234'],
    ['1,234', '1.234', '1234'],
    ['1.234.567', '1234567', null],
    ['0.123', null, '0.123'],
    ['1234.567', null, '1234.567'],
    ["1'234.50", null, '1234.50'],
    ['1’234', '1234', '1234'],
    ['1 234,50', '1234.50', null],
    ['12,50-', '-12.50', null],
    ['- 12,50', '-12.50', null],
    ['−12.50', null, '-12.50'],
    ['+3', '3', '3'],
  ])('%s is %s or %s', (cell, german, english) => {
    expect(readNumeral(cell)).toEqual({ '1.234,56': german, '1,234.56': english });
  });

  it.each([
    '',
    '-',
    '--5',
    '-5-',
    '+5-',
    'abc',
    '12 €',
    'EUR 12',
    '1.23.4',
    '1.2345,00',
    '12,34,56',
    '1,234.567.890',
    '1.234,567,89',
    ',50',
    '5,',
    '1e3',
    '0x10',
    'Infinity',
    '(5,00)',
    "1'23.00",
    "1'234 567",
    '１２',
    '1'.repeat(41),
  ])('%j is no amount', (cell) => {
    expect(readNumeral(cell)).toBeNull();
  });

  it('every amount is read back from both ways of writing it', () => {
    const cents = fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS });
    fc.assert(
      fc.property(cents, fc.boolean(), (value, behind) => {
        const decimal = formatAmount(Math.abs(value), 'EUR');
        const write = (text: string) => (value < 0 ? (behind ? `${text}-` : `-${text}`) : text);
        const expected = formatAmount(value, 'EUR');
        expect(readNumeral(write(grouped(decimal, '.', ',')))?.['1.234,56']).toBe(expected);
        expect(readNumeral(write(grouped(decimal, ',', '.')))?.['1,234.56']).toBe(expected);
      }),
    );
  });

  it('no cell with two decimals is ambiguous', () => {
    fc.assert(
      fc.property(fc.nat(MAX_AMOUNT_CENTS), fc.constantFrom('', '.', "'", ' '), (value, group) => {
        const numeral = readNumeral(grouped(formatAmount(value, 'EUR'), group, ','));
        expect(numeral !== null && isAmbiguous(numeral)).toBe(false);
      }),
    );
  });
});

describe('the whole file', () => {
  const decide = (...texts: string[]) => decideFormat(texts.map((text, index) => ({ line: index + 2, text })));

  it('is decided by the cells that can be read in one way only', () => {
    expect(decide('1.234', '17', '3,5')).toEqual({ kind: 'decided', format: '1.234,56' });
    expect(decide('1.234', '17', '3.5')).toEqual({ kind: 'decided', format: '1,234.56' });
    expect(decide('1.234', '17', 'x')).toEqual({ kind: 'undecided' });
    expect(decide()).toEqual({ kind: 'undecided' });
  });

  it('does not depend on the order of its rows', () => {
    const cells = fc.array(fc.constantFrom('1.234', '1,234', '17', '3,50', '4.50', 'x'), { maxLength: 8 });
    fc.assert(
      fc.property(cells, (texts) => {
        expect(decide(...texts.toReversed()).kind).toBe(decide(...texts).kind);
      }),
    );
  });

  it('an ambiguous amount is an error with line and column while nothing decides', async () => {
    const file = await readInvoices(invoiceList('R1;K1;2026-05-01;2026-05-15;1.234', 'R2;K1;2026-05-01;2026-05-15;17'));
    expect(found(file)).toEqual([[2, 'Bruttobetrag', 'amount_ambiguous']]);
    expect(file.numberFormat).toBeNull();
    expect(file.rows).toMatchObject([{ number: 'R2', grossCents: 1_700 }]);
  });

  it('the same amount is read when another row decides, above or below it', async () => {
    const [ambiguous, german] = ['R1;K1;2026-05-01;2026-05-15;1.234', 'R2;K1;2026-05-01;2026-05-15;0,50'];
    for (const rows of [
      [ambiguous, german],
      [german, ambiguous],
    ]) {
      const file = await readInvoices(invoiceList(...rows));
      expect(file.numberFormat).toBe('1.234,56');
      expect(file.rows.find((row) => row.number === 'R1')?.grossCents).toBe(123_400);
    }
  });

  it('in a file of the other way of writing, 1.234 has too many decimals', async () => {
    const rows = ['R1;K1;2026-05-01;2026-05-15;1.234', 'R2;K1;2026-05-01;2026-05-15;0.50'];
    expect(found(await readInvoices(invoiceList(...rows)))).toEqual([[2, 'Bruttobetrag', 'amount_decimals']]);
  });

  it('two ways of writing in one file refuse it, with both lines', async () => {
    const rows = ['R1;K1;2026-05-01;2026-05-15;1.234,50', 'R2;K1;2026-05-01;2026-05-15;1,234.50'];
    const refusal = await refusalOf(readInvoices(invoiceList(...rows)));
    expect(refusal).toMatchObject({ code: 'mixed_number_formats', line: 3 });
    expect(refusal.message).toContain('"1,234.50" here, but "1.234,50" in line 2');
  });
});

describe('limits of an amount', () => {
  it.each([
    ['99.999.999.999,98', 9_999_999_999_998],
    ['99.999.999.999,99', 9_999_999_999_999],
    ['100.000.000.000,00', 'amount_too_large'],
    ['0,01', 1],
    ['0,00', 'amount_zero'],
    ['-0,00', 'amount_zero'],
    ['-0,01', 'amount_negative'],
    ['0,001', 'amount_decimals'],
    ['0,010', 1],
    ['zehn', 'amount_invalid'],
    ['', 'required'],
  ])('a gross amount of %s gives %s', async (cell, outcome) => {
    const file = await readInvoices(invoiceList(`R1;K1;2026-05-01;2026-05-15;${cell}`));
    if (typeof outcome === 'number') expect(file.rows[0]?.grossCents).toBe(outcome);
    else expect(found(file)).toEqual([[2, 'Bruttobetrag', outcome]]);
  });

  it.each([
    ['JPY', '1.234,00', 1_234],
    ['JPY', '12,50', 'amount_decimals'],
    ['KWD', '12,505', 12_505],
    ['CHF', '1’234,50', 123_450],
  ])('decimals follow the currency: %s %s', async (currency, cell, outcome) => {
    const text = `Kunde;Betrag;Währung;Valuta\nK1;${cell};${currency};2026-05-01\nK1;0,00001;EUR;2026-05-01\n`;
    const file = await readPayments(text);
    if (typeof outcome === 'number') expect(file.rows[0]?.amountCents).toBe(outcome);
    else expect(found(file)[0]).toEqual([2, 'Betrag', outcome]);
  });
});
