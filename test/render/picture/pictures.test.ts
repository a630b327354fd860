// Pictures: pages and charts look as the stored ones in docs/pictures, agree with the PDF, and leak no memory.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { palettePng } from '../../../src/render/picture/png.ts';
import { notice, ROOT } from '../support/notices.ts';
import { PICTURES } from '../support/pictures.ts';
import { decodePng, difference } from '../support/png.ts';
import { rasterPage } from '../support/tools.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

/** Rounding of another processor may move an edge; a moved word changes more. */
const TOLERATED_SHARE = 0.001;

test.each(Object.keys(PICTURES))('%s is what the renderer draws today', async (name) => {
  const stored = decodePng(readFileSync(join(ROOT, 'docs', 'pictures', name)));
  const drawn = await PICTURES[name]?.(renderer);
  expect(difference(decodePng(drawn ?? new Uint8Array()), stored)).toBeLessThan(TOLERATED_SHARE);
});

test('the comparison sees a moved line', async () => {
  const text = shippedText(ROOT, 'de', 'notice', 'letter');
  const draw = (remark: string | null) => renderer.letterPng(notice(1, { remark }), text, 0, 400);
  const [plain, changed] = await Promise.all([draw(null), draw('Eine Zeile mehr.')]);
  expect(difference(decodePng(plain), decodePng(changed))).toBeGreaterThan(TOLERATED_SHARE * 5);
});

test('the picture of a page shows what poppler sees in its PDF', async () => {
  const text = shippedText(ROOT, 'de', 'notice', 'letter');
  const { pdf } = await renderer.letter(notice(5), text);
  const grey = rasterPage(pdf, 0, 100);
  const picture = decodePng(await renderer.letterPng(notice(5), text, 0, grey.width));
  expect(Math.abs(picture.height - grey.height)).toBeLessThanOrEqual(1);
  // Darkness in blocks of 8 pixels: rasterisers round edges differently, but ink lies where it lies.
  const ink = (value: (pixel: number) => number): Float64Array => {
    const columns = Math.floor(grey.width / 8);
    const sums = new Float64Array(columns * Math.floor(Math.min(picture.height, grey.height) / 8));
    for (let block = 0; block < sums.length; block++) {
      const left = (block % columns) * 8;
      const top = Math.floor(block / columns) * 8;
      for (let at = 0; at < 64; at++) {
        sums[block] = (sums[block] ?? 0) + 255 - value((top + (at >> 3)) * grey.width + left + (at & 7));
      }
    }
    return sums;
  };
  const ours = ink(
    (pixel) =>
      (picture.rgb[pixel * 3] ?? 0) * 0.299 +
      (picture.rgb[pixel * 3 + 1] ?? 0) * 0.587 +
      (picture.rgb[pixel * 3 + 2] ?? 0) * 0.114,
  );
  const theirs = ink((pixel) => grey.pixels[pixel] ?? 0);
  let sum = 0;
  let apart = 0;
  ours.forEach((value, index) => {
    sum += theirs[index] ?? 0;
    apart += Math.abs(value - (theirs[index] ?? 0));
  });
  expect(apart / sum).toBeLessThan(0.2);
});

test('a page that is not there is refused by its number', async () => {
  const text = shippedText(ROOT, 'de', 'notice', 'letter');
  await expect(renderer.letterPng(notice(1), text, 1, 200)).rejects.toThrow('The letter has no page 2.');
});

test('SVG pages are one document each, without text that would need a font', async () => {
  const pages = await renderer.letterSvg(notice(60), shippedText(ROOT, 'de', 'notice', 'letter'));
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) {
    expect(page).toMatch(/^<svg [^>]*viewBox="0 0 595\.276 841\.89"/);
    expect(page).not.toContain('<text');
  }
});

describe('a palette picture', () => {
  test('of up to 256 colours is without loss', () => {
    const rgba = Uint8Array.from({ length: 256 * 4 }, (_, index) => (index % 4 === 3 ? 255 : index >> 2));
    const png = palettePng(rgba, 16, 16);
    expect([...decodePng(png ?? new Uint8Array()).rgb]).toEqual([...rgba].filter((_, index) => index % 4 !== 3));
  });

  test('of 257 colours is none', () => {
    const rgba = new Uint8Array(new Uint32Array(257).map((_, index) => index).buffer);
    expect(palettePng(rgba, 257, 1)).toBeNull();
  });
});

test('a hundred pictures in one process leave memory where it was', async () => {
  const text = shippedText(ROOT, 'de', 'notice', 'letter');
  const draw = async (times: number): Promise<void> => {
    for (let index = 0; index < times; index++) await renderer.letterPng(notice(3), text, 0, 300);
  };
  await draw(40);
  const before = process.memoryUsage.rss();
  await draw(100);
  expect(process.memoryUsage.rss() - before).toBeLessThan(120 * 1024 * 1024);
}, 60_000);
