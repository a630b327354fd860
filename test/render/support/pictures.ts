// The pictures in docs/pictures that the renderer draws itself: what they show, and how they are made again.

import type { Notice } from '../../../src/core/notice.ts';
import { type AgingChart, type RecoveryChart, type Renderer, shippedText } from '../../../src/render/index.ts';
import { englishNotice, notice, ROOT, swissNotice } from './notices.ts';

const LOCALE = { currency: 'EUR', language: 'de', country: 'DE' } as const;

export const AGING: AgingChart = {
  ...LOCALE,
  asOf: '2026-11-21',
  customerCount: 63,
  buckets: [
    { fromDays: 1, toDays: 30, cents: 18_456_000, invoiceCount: 96 },
    { fromDays: 31, toDays: 60, cents: 9_234_100, invoiceCount: 51 },
    { fromDays: 61, toDays: 90, cents: 4_120_100, invoiceCount: 32 },
    { fromDays: 91, toDays: null, cents: 6_688_800, invoiceCount: 35 },
  ],
};

const RUNS: readonly (readonly [number, number])[] = [
  [520, 86],
  [680, 79],
  [845, 72],
  [710, 65],
  [870, 58],
  [735, 51],
  [900, 44],
  [1060, 37],
];

export const RECOVERY: RecoveryChart = {
  ...LOCALE,
  runs: RUNS.map(([thousands, percent], index) => ({
    label: `KW ${38 + index}`,
    dunnedCents: thousands * 100_000,
    paidCents: thousands * percent * 1_000,
  })),
};

const PAGE_WIDTH_PX = 1000;

function page(of: Notice, number: number): (renderer: Renderer) => Promise<Uint8Array> {
  return (renderer) => renderer.letterPng(of, shippedText(ROOT, of.language, of.kind, 'letter'), number, PAGE_WIDTH_PX);
}

/** By file name in docs/pictures. */
export const PICTURES: Readonly<Record<string, (renderer: Renderer) => Promise<Uint8Array>>> = {
  'letter-de.png': page(notice(3), 0),
  'letter-de-60-page-2.png': page(notice(60), 1),
  'letter-en.png': page(englishNotice(1), 0),
  'letter-ch-page-1.png': page(swissNotice(2), 0),
  'letter-ch-page-2.png': page(swissNotice(2), 1),
  'chart-aging.png': async (renderer) => (await renderer.agingChart(AGING)).png,
  'chart-recovery.png': async (renderer) => (await renderer.recoveryChart(RECOVERY)).png,
};
