// Charts: round axes, percentages that add up, alt texts with the numbers, in four languages.

import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/core/notice.ts';
import { percentages } from '../../../src/render/chart/aging.ts';
import { axisTicks, shortMoney, wholeMoney } from '../../../src/render/chart/scale.ts';
import { createRenderer, type Renderer } from '../../../src/render/index.ts';
import { ROOT } from '../support/notices.ts';
import { AGING, RECOVERY } from '../support/pictures.ts';
import { decodePng } from '../support/png.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

const GERMAN = { currency: 'EUR', language: 'de', country: 'DE' } as const;

describe('the axis', () => {
  test.each([
    [18_456_000, [0, 5_000_000, 10_000_000, 15_000_000, 20_000_000]],
    [20_000_000, [0, 5_000_000, 10_000_000, 15_000_000, 20_000_000]],
    [20_000_001, [0, 10_000_000, 20_000_000, 30_000_000]],
    [106_000_000, [0, 50_000_000, 100_000_000, 150_000_000]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [0, [0]],
  ])('for %i ends at or above it in round steps', (largest, expected) => {
    expect(axisTicks(largest)).toEqual(expected);
  });

  test('is labelled as short as can be', () => {
    const short = (cents: number, language: 'de' | 'en' | 'fr', currency = 'EUR') =>
      shortMoney(cents, { ...GERMAN, language, currency }).replaceAll('\u00a0', ' ');
    expect(short(20_000_000, 'de')).toBe('200 T€');
    expect(short(150_000_000, 'de')).toBe('1,5 Mio. €');
    expect(short(20_000_000, 'en')).toBe('€200k');
    expect(short(150_000_000, 'en')).toBe('€1.5m');
    expect(short(20_000_000, 'fr', 'CHF')).toBe('200 k CHF');
    expect(short(0, 'de')).toBe('0 €');
  });
});

test('whole amounts drop the cents, and nothing of a currency without cents', () => {
  expect(wholeMoney(18_456_049, GERMAN).replaceAll('\u00a0', ' ')).toBe('184.560 €');
  expect(wholeMoney(18_456_050, GERMAN).replaceAll('\u00a0', ' ')).toBe('184.561 €');
  expect(wholeMoney(184_560, { ...GERMAN, currency: 'JPY' }).replaceAll('\u00a0', ' ')).toBe('184.560 ¥');
});

test('percentages add up to a hundred', () => {
  expect(percentages([1, 1, 1])).toEqual([34, 33, 33]);
  expect(percentages([0, 0])).toEqual([0, 0]);
  expect(percentages([18_456_000, 9_234_100, 4_120_100, 6_688_800]).reduce((sum, share) => sum + share)).toBe(100);
});

describe('a chart', () => {
  test('says its numbers in words', async () => {
    const { alt } = await renderer.agingChart(AGING);
    expect(alt).toBe(
      'Überfällige Forderungen nach Alter, Stand 21.11.2026: 1–30 Tage 184.560 € (96 Rechnungen); ' +
        '31–60 Tage 92.341 € (51 Rechnungen); 61–90 Tage 41.201 € (32 Rechnungen); ' +
        'über 90 Tage 66.888 € (35 Rechnungen); überfällig gesamt 384.990 €.',
    );
    expect((await renderer.recoveryChart(RECOVERY)).alt).toContain('KW 38 bezahlt 447.200 € von 520.000 € (86 %)');
  });

  test('has the size it promises', async () => {
    const { png, widthPx, heightPx } = await renderer.agingChart(AGING);
    expect(decodePng(png)).toMatchObject({ width: widthPx, height: heightPx });
    expect([widthPx, heightPx]).toEqual([1600, 840]);
  });

  test('without anything to show says so', async () => {
    const buckets = AGING.buckets.map((one) => ({ ...one, cents: 0, invoiceCount: 0 }));
    const empty = await renderer.agingChart({ ...AGING, buckets });
    expect(empty.alt).toContain('überfällig gesamt 0 €');
    expect((await renderer.recoveryChart({ ...RECOVERY, runs: [] })).alt).toBe(
      'Zahlungseingang nach Mahnung: Noch nichts angemahnt.',
    );
  });

  test.each(LANGUAGES)('can be drawn in %s', async (language) => {
    const { alt, png } = await renderer.agingChart({ ...AGING, language });
    expect(alt.length).toBeGreaterThan(100);
    expect(png.length).toBeGreaterThan(5_000);
  });

  test('draws the last twelve runs of many', async () => {
    const runs = Array.from({ length: 30 }, (_, index) => ({ label: `R${index}`, dunnedCents: 100, paidCents: 200 }));
    const { alt } = await renderer.recoveryChart({ ...RECOVERY, runs });
    expect(alt).not.toContain('R17 ');
    expect(alt).toContain('R18 ');
  });
});
