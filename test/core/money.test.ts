// Money is exact: parsing, printing, sums, rounding and tables of amounts by currency.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AmountByCurrency,
  amountIn,
  divideHalfUp,
  formatAmount,
  isCurrency,
  MAX_AMOUNT_CENTS,
  minorDigits,
  parseAmount,
  shareOf,
  sumCents,
} from '../../src/core/money.ts';

const anyAmount = fc.integer({ min: -MAX_AMOUNT_CENTS, max: MAX_AMOUNT_CENTS });
const anyCurrency = fc.constantFrom('EUR', 'CHF', 'JPY', 'KWD', 'CLF');

describe('currencies', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['ISK', 0],
    ['HUF', 2],
    ['IQD', 3],
    ['MGA', 2],
  ])('%s has %d decimals', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  test('active codes are known; retired, lower case and invented ones are not', () => {
    for (const code of ['EUR', 'CHF', 'GBP', 'USD', 'PLN', 'CZK', 'HUF', 'XCG', 'ZWG'])
      expect(isCurrency(code)).toBe(true);
    for (const code of ['DEM', 'HRK', 'BGN', 'ANG', 'eur', 'EU', 'EURO', 'XXX', 'XAU', '', '*']) {
      expect(isCurrency(code)).toBe(false);
    }
  });

  test('every active code is one that Intl knows how to name, or a fund or newer code listed here', () => {
    const known = new Set(Intl.supportedValuesOf('currency'));
    const others = ['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI', 'UYW', 'VED', 'XAD'];
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const active = letters
      .flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)))
      .filter((code) => isCurrency(code));
    expect(active.filter((code) => !known.has(code))).toEqual(others);
    const retiredOrWithoutMinorUnit = ['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'XDR', 'XSU', 'ZWL'];
    expect([...known].filter((code) => !isCurrency(code))).toEqual(retiredOrWithoutMinorUnit);
  });
});

describe('parseAmount and formatAmount', () => {
  test.each([
    ['0', 'EUR', 0],
    ['-0.00', 'EUR', 0],
    ['1234.50', 'EUR', 123450],
    ['-1234.50', 'EUR', -123450],
    ['1234.5', 'EUR', 123450],
    ['1.500', 'EUR', 150],
    ['1.500', 'KWD', 1500],
    ['1.5000', 'KWD', 1500],
    ['0.0001', 'CLF', 1],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['007.10', 'EUR', 710],
    ['90000000000.00', 'EUR', 9_000_000_000_000],
    ['99999999999.99', 'EUR', MAX_AMOUNT_CENTS],
  ])('%s %s is %d minor units', (text, currency, cents) => {
    expect(parseAmount(text, currency)).toBe(cents);
  });

  test.each([
    ['1.005', 'EUR'],
    ['0.5', 'JPY'],
    ['1,234.50', 'EUR'],
    ['1234,50', 'EUR'],
    ["1'234.50", 'CHF'],
    ['1 234.50', 'EUR'],
    ['+1.00', 'EUR'],
    ['--1', 'EUR'],
    ['.50', 'EUR'],
    ['1.', 'EUR'],
    ['1.2.3', 'EUR'],
    ['1e5', 'EUR'],
    ['0x10', 'EUR'],
    ['NaN', 'EUR'],
    ['', 'EUR'],
    [' 1.00', 'EUR'],
    ['1.00\n', 'EUR'],
    ['١.00', 'EUR'],
    ['100000000000.00', 'EUR'],
    ['-100000000000.00', 'EUR'],
    ['9'.repeat(400), 'EUR'],
  ])('%j is no amount in %s', (text, currency) => {
    expect(parseAmount(text, currency)).toBeNull();
  });

  test('what is printed reads back the same, in every number of decimals', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (cents, currency) => {
        expect(parseAmount(formatAmount(cents, currency), currency)).toBe(cents);
      }),
    );
  });

  test('prints exactly the decimals of the currency', () => {
    expect(formatAmount(123450, 'EUR')).toBe('1234.50');
    expect(formatAmount(-5, 'EUR')).toBe('-0.05');
    expect(formatAmount(0, 'EUR')).toBe('0.00');
    expect(formatAmount(1234, 'JPY')).toBe('1234');
    expect(formatAmount(1, 'KWD')).toBe('0.001');
    expect(formatAmount(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('90071992547409.91');
    expect(() => formatAmount(0.5, 'EUR')).toThrow(RangeError);
    expect(() => formatAmount(Number.MAX_SAFE_INTEGER + 1, 'EUR')).toThrow(RangeError);
  });
});

describe('amountIn', () => {
  const table: AmountByCurrency = { '*': '5.00', CHF: '6.00' };

  test('takes the currency by name, else the star, else nothing', () => {
    expect(amountIn(table, 'CHF')).toBe(600);
    expect(amountIn(table, 'EUR')).toBe(500);
    expect(amountIn({ CHF: '6.00' }, 'EUR')).toBeNull();
    expect(amountIn({}, 'EUR')).toBeNull();
    expect(amountIn(null, 'EUR')).toBeNull();
  });

  test('scales to the currency, and cuts a star amount to its decimals in the favour of the customer', () => {
    expect(amountIn(table, 'JPY')).toBe(5);
    expect(amountIn(table, 'KWD')).toBe(5000);
    expect(amountIn({ '*': '0.50' }, 'JPY')).toBe(0);
    expect(amountIn({ '*': '2.99' }, 'JPY')).toBe(2);
  });

  test('an amount that cannot be of the named currency is an error, also when the star had it before', () => {
    expect(amountIn({ '*': '2.50' }, 'JPY')).toBe(2);
    expect(() => amountIn({ JPY: '2.50' }, 'JPY')).toThrow('"2.50"');
    expect(() => amountIn({ '*': 'five' }, 'EUR')).toThrow('"five"');
  });

  test('a currency named like a built-in property finds nothing', () => {
    expect(amountIn({}, 'constructor')).toBeNull();
    expect(amountIn({ '*': '1.00' }, '__proto__')).toBe(100);
  });

  test('gives what parseAmount gives, however many different amounts are asked for', () => {
    for (let cents = 0; cents < 3_000; cents++) {
      expect(amountIn({ EUR: formatAmount(cents, 'EUR') }, 'EUR')).toBe(cents);
    }
    expect(amountIn({ EUR: '1.00' }, 'EUR')).toBe(100);
  });
});

describe('sums and shares', () => {
  test('sums exactly up to the largest safe integer, and refuses one more', () => {
    expect(sumCents([])).toBe(0);
    expect(sumCents([1, -2, 3])).toBe(2);
    expect(sumCents([Number.MAX_SAFE_INTEGER - 1, 1])).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
    expect(() => sumCents([0.5])).toThrow(RangeError);
    expect(sumCents(new Array(900).fill(MAX_AMOUNT_CENTS))).toBe(900 * MAX_AMOUNT_CENTS);
  });

  test('divideHalfUp is the nearest integer, a half away from zero', () => {
    expect([1n, 2n, 3n, 4n, 5n].map((n) => divideHalfUp(n, 2n))).toEqual([1n, 1n, 2n, 2n, 3n]);
    expect([-1n, -2n, -3n].map((n) => divideHalfUp(n, 2n))).toEqual([-1n, -1n, -2n]);
    expect(divideHalfUp(49n, 100n)).toBe(0n);
    expect(divideHalfUp(50n, 100n)).toBe(1n);
    expect(divideHalfUp(-49n, 100n)).toBe(0n);
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const distance = divideHalfUp(n, d) * d - n;
          const twice = distance < 0n ? -2n * distance : 2n * distance;
          expect(twice <= d).toBe(true);
          if (twice === d) expect(distance > 0n).toBe(n > 0n);
        },
      ),
    );
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideHalfUp(1n, -2n)).toThrow(RangeError);
  });

  test('shareOf rounds a half cent away from zero', () => {
    expect(shareOf(1000, 250)).toBe(25);
    expect(shareOf(199, 250)).toBe(5);
    expect(shareOf(180, 250)).toBe(5);
    expect(shareOf(179, 250)).toBe(4);
    expect(shareOf(-180, 250)).toBe(-5);
    expect(shareOf(MAX_AMOUNT_CENTS, 10_000)).toBe(MAX_AMOUNT_CENTS);
    expect(() => shareOf(Number.MAX_SAFE_INTEGER, 20_000)).toThrow(RangeError);
  });
});
