// The address window, read back with pdftotext: every word of the address inside, nothing else in it; marks on paper.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { createRenderer, type Renderer, shippedText, WINDOW_PROFILES } from '../../../src/render/index.ts';
import { geometryOf, type WindowProfile } from '../../../src/render/letter/profile.ts';
import { address, GERMAN_CUSTOMER, notice, ROOT, swissNotice } from '../support/notices.ts';
import { MM_PER_POINT, rasterPage, type Word, wordsOf } from '../support/tools.ts';

/** An envelope gives way a little: the address keeps this distance to the window's edges. */
const MARGIN_MM = 3;

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

async function wordsOfLetter(of: Notice, profile: WindowProfile): Promise<Word[]> {
  const { pdf } = await renderer.letter(of, shippedText(ROOT, of.language, of.kind, 'letter'), { profile });
  return wordsOf(pdf).filter((word) => word.page === 0);
}

function isInside(word: Word, profile: WindowProfile): boolean {
  const { window } = geometryOf(profile);
  if (!window) throw new Error(`${profile} has no window`);
  return (
    word.right > window.x &&
    word.left < window.x + window.width &&
    word.bottom > window.y &&
    word.top < window.y + window.height
  );
}

const CROWDED: Notice = notice(1, {
  customer: {
    ...GERMAN_CUSTOMER,
    name: 'Vereinigte Straßenbau- und Tiefbaugesellschaft Müller-Lüdenscheidt mit beschränkter Haftung & Co. KG',
    address: {
      ...address('Unterm Wolkenkuckucksheimer Windmühlenberg', '117a–119c', '4020', 'Linz an der Donau', 'AT'),
      extra: ['Kreditorenbuchhaltung', 'z. Hd. Frau Dr. Żaneta Öztürk-Łuczak'],
    },
  },
});

const LETTERS: readonly (readonly [string, Notice])[] = [
  ['a usual address', notice(3)],
  ['an address of many long lines', CROWDED],
  ['a Swiss address', swissNotice(2)],
];

describe.each(WINDOW_PROFILES.filter((profile) => geometryOf(profile).window !== null))('the window %s', (profile) => {
  test.each(LETTERS)('shows %s with room to spare', async (_, of) => {
    const { window } = geometryOf(profile);
    const words = await wordsOfLetter(of, profile);
    const shown = words.filter((word) => isInside(word, profile));
    // Without blanks: a long name may be broken after a hyphen.
    const text = shown.map((word) => word.text).join('');
    for (const part of [of.customer.name, of.customer.address?.street ?? '', of.customer.address?.city ?? '']) {
      for (const word of part.split(' ')) expect(text).toContain(word);
    }
    if (!window) return;
    const addressWords = shown.filter((word) => word.top > geometryOf(profile).returnLineBottom - 1);
    expect(addressWords.length).toBeGreaterThan(5);
    for (const word of addressWords) {
      expect(word.left).toBeGreaterThanOrEqual(window.x + MARGIN_MM - 0.01);
      expect(word.right).toBeLessThanOrEqual(window.x + window.width - MARGIN_MM);
      expect(word.bottom).toBeLessThanOrEqual(window.y + window.height - MARGIN_MM + 0.2);
    }
  });

  test('shows nothing but the return line and the address', async () => {
    const of = notice(3);
    const shown = (await wordsOfLetter(of, profile)).filter((word) => isInside(word, profile));
    const { name, address: place } = of.organisation;
    const allowed = [
      ...[name, place.street, place.houseNumber, place.postalCode, place.city, '·'].join(' ').split(' '),
      ...[of.customer.name, ...(of.customer.address?.extra ?? [])].join(' ').split(' '),
      ...['Große', 'Bleichen', '17–19', '20354', 'Hamburg'],
    ];
    for (const word of shown) expect(allowed).toContain(word.text);
  });
});

describe('marks at the left edge', () => {
  test.each([
    ['din5008-b', [105, 148.5, 210]],
    ['din5008-a', [87, 148.5, 192]],
    ['ch-right', []],
    ['plain', []],
  ] as const)('%s has them at %j mm', async (profile, expected) => {
    const dotsPerInch = 300;
    const of = notice(1);
    const { pdf } = await renderer.letter(of, shippedText(ROOT, 'de', 'notice', 'letter'), { profile });
    const { width, height, pixels } = rasterPage(pdf, 0, dotsPerInch);
    const column = Math.round((5 / 25.4) * dotsPerInch);
    const found: number[] = [];
    for (let row = Math.round(dotsPerInch / 2); row < height; row++) {
      const isDark = (pixels[row * width + column] ?? 255) < 220;
      const millimetres = (row * 25.4) / dotsPerInch;
      if (isDark && millimetres - (found[found.length - 1] ?? -10) > 1) found.push(millimetres);
    }
    expect(found).toHaveLength(expected.length);
    expected.forEach((mark, index) => {
      expect(Math.abs((found[index] ?? 0) - mark)).toBeLessThan(0.5);
    });
  });
});

test('body text keeps the margins of 25 and 20 mm and ends above the foot', async () => {
  const words = await wordsOfLetter(notice(5), 'din5008-b');
  for (const word of words.filter((one) => one.top > 98 && one.bottom < 264)) {
    expect(word.left).toBeGreaterThanOrEqual(24.9);
    expect(word.right).toBeLessThanOrEqual(190.1);
  }
  expect(MM_PER_POINT).toBeCloseTo(0.3528, 4);
});
