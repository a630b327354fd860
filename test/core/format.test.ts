// What people read: amounts, days and percentages by language and country, with the spaces that never break.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDay, formatMoney, formatPercent } from '../../src/core/format.ts';
import { formatAmount } from '../../src/core/money.ts';
import { LANGUAGES } from '../../src/core/notice.ts';

const NBSP = '\u00a0';
const NARROW_NBSP = '\u202f';

describe('formatMoney', () => {
  test.each([
    ['de', undefined, 'EUR', `1.234.567,50${NBSP}€`],
    ['de', 'DE', 'CHF', `1.234.567,50${NBSP}CHF`],
    ['de', 'AT', 'EUR', `€${NBSP}1.234.567,50`],
    ['de', 'CH', 'CHF', `CHF${NBSP}1'234'567.50`],
    ['de', 'LI', 'EUR', `EUR${NBSP}1'234'567.50`],
    ['en', undefined, 'EUR', '€1,234,567.50'],
    ['en', 'AT', 'EUR', '€1,234,567.50'],
    ['en', 'CH', 'CHF', `CHF${NBSP}1'234'567.50`],
    ['en', 'CH', 'EUR', `EUR${NBSP}1'234'567.50`],
    ['fr', undefined, 'EUR', `1${NARROW_NBSP}234${NARROW_NBSP}567,50${NBSP}€`],
    ['fr', 'CH', 'CHF', `1'234'567.50${NBSP}CHF`],
    ['it', undefined, 'EUR', `1.234.567,50${NBSP}€`],
    ['it', 'CH', 'CHF', `CHF${NBSP}1'234'567.50`],
  ] as const)('in %s for a sender in %s', (language, country, currency, text) => {
    expect(formatMoney(123_456_750, currency, language, country)).toBe(text);
  });

  test('an unknown country changes nothing', () => {
    expect(formatMoney(1050, 'EUR', 'de', 'JP')).toBe(formatMoney(1050, 'EUR', 'de'));
  });

  test('shows the decimals of the currency, not those of the ICU tables', () => {
    expect(formatMoney(1234, 'JPY', 'de')).toBe(`1.234${NBSP}¥`);
    expect(formatMoney(1234, 'KWD', 'de')).toBe(`1,234${NBSP}KWD`);
    expect(formatMoney(1234, 'IQD', 'de')).toBe(`1,234${NBSP}IQD`);
    expect(formatMoney(1000, 'IQD', 'de')).toBe(`1,000${NBSP}IQD`);
    expect(formatMoney(-5, 'EUR', 'de')).toBe(`-0,05${NBSP}€`);
  });

  test('keeps every digit of the amount, in every language, and never an ordinary space', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...LANGUAGES), fc.constantFrom('DE', 'CH'), (cents, ...rest) => {
        const [language, country] = rest;
        const text = formatMoney(cents, 'EUR', language, country);
        expect(text.replace(/\D/g, '')).toBe(formatAmount(cents, 'EUR').replace(/\D/g, ''));
        expect(text.includes('-')).toBe(cents < 0);
        expect(text).not.toContain(' ');
      }),
    );
  });
});

describe('formatDay', () => {
  test.each([
    ['de', undefined, '10.05.2026'],
    ['en', undefined, `10${NBSP}May${NBSP}2026`],
    ['fr', undefined, '10/05/2026'],
    ['it', undefined, '10/05/2026'],
    ['fr', 'CH', '10.05.2026'],
    ['it', 'CH', '10.05.2026'],
    ['en', 'CH', `10${NBSP}May${NBSP}2026`],
  ] as const)('in %s for a sender in %s', (language, country, text) => {
    expect(formatDay('2026-05-10', language, country)).toBe(text);
  });

  test('English days have no leading zero, and every month its name', () => {
    expect(formatDay('2026-01-01', 'en')).toBe(`1${NBSP}January${NBSP}2026`);
    expect(formatDay('2026-12-31', 'en')).toBe(`31${NBSP}December${NBSP}2026`);
  });
});

describe('formatPercent', () => {
  test.each([
    ['de', 1052, `10,52${NBSP}%`],
    ['de', 500, `5${NBSP}%`],
    ['de', 450, `4,50${NBSP}%`],
    ['de', -88, `-0,88${NBSP}%`],
    ['de', 0, `0${NBSP}%`],
    ['en', 1052, '10.52%'],
    ['fr', 1240, `12,40${NBSP}%`],
    ['it', 1240, '12,40%'],
  ] as const)('in %s %d basis points', (language, basisPoints, text) => {
    expect(formatPercent(basisPoints, language)).toBe(text);
  });

  test('shows every basis point exactly', () => {
    for (let basisPoints = -1_000; basisPoints <= 20_000; basisPoints += 7) {
      const shown = Number(formatPercent(basisPoints, 'en').replace('%', '').replace(',', ''));
      expect(Math.round(shown * 100)).toBe(basisPoints);
    }
  });
});
