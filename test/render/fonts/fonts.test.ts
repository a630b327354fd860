// Shaping: pair kerning against full HarfBuzz shaping, fallback fonts, cleaning, subsets.

import * as hb from 'harfbuzzjs';
import { describe, expect, test } from 'vitest';
import { subsetFont } from '../../../src/render/fonts/harfbuzz-subset.ts';
import { FontLibrary } from '../../../src/render/fonts/library.ts';
import { cleanText } from '../../../src/render/fonts/printable.ts';
import { ROOT } from '../support/notices.ts';

const fonts = new FontLibrary(ROOT);

const LINES = [
  'AVATAR Tätowierung „Wäsche“ Yvonne To. We, Pf. LT',
  'Sehr geehrte Damen und Herren, trotz unserer Zahlungserinnerung vom 5. Oktober 2026',
  'Łukasz Żółkiewski-Dvořák & Şükrü Öğüt, Kölner Straße 118',
  'fi fl ff Auflage Schifffahrt 1.234,56 € 10’226.33 – 1/2',
  'Ελένη Παπαδοπούλου',
  'Ђорђе Ђоковић, Україна',
  'VAT id DE811234567 · www.example.com/a-b_c',
];

function fullWidth(bytes: Uint8Array, text: string): number {
  const face = new hb.Face(new hb.Blob(bytes));
  const buffer = new hb.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  const off = ['liga', 'clig', 'calt', 'dlig'].map((tag) => new hb.Feature(tag, 0));
  hb.shape(new hb.Font(face), buffer, off);
  return buffer.getGlyphPositions().reduce((sum, position) => sum + position.xAdvance, 0);
}

test.each(['regular', 'semibold'] as const)('pair kerning in %s equals full shaping to a thousandth', (font) => {
  for (const line of LINES) {
    expect(fonts.shape(font, line).width).toBeCloseTo(fullWidth(fonts.face(font).bytes, line), 3);
  }
});

test('kerning is at work: AV is narrower than A and V', () => {
  const alone = fonts.width('regular', 10, 'A') + fonts.width('regular', 10, 'V');
  expect(fonts.width('regular', 10, 'AV')).toBeLessThan(alone - 0.1);
});

test('digits are all as wide as each other', () => {
  const widths = new Set([...'0123456789'].map((digit) => fonts.width('regular', 10, digit)));
  expect(widths.size).toBe(1);
});

test('a character the house font lacks comes from the fallback, in a run of its own', () => {
  const { runs, missing } = fonts.shape('regular', 'a Ա b');
  expect(runs.map((run) => run.face.postScriptName)).toEqual(['IBMPlexSans', 'DejaVuSans', 'IBMPlexSans']);
  expect(missing).toEqual([]);
  expect(runs[2]?.offset).toBeGreaterThan(runs[1]?.offset ?? 0);
});

test('positions grow with the text and end at its width', () => {
  const { positions, width } = fonts.shape('regular', 'Größe 🎉 x');
  expect(positions).toHaveLength('Größe 🎉 x'.length + 1);
  expect([...positions]).toEqual([...positions].toSorted((left, right) => left - right));
  expect(positions[positions.length - 1]).toBe(width);
});

describe('cleaning', () => {
  test.each([
    ['Zoe\u0308', 'Zoë'],
    ['a\tb\u0000c', 'a b c'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['Straßen\u00ADbau\u200B', 'Straßenbau'],
    ['\u202Eabc', 'abc'],
    ['Müller & Söhne', 'Müller & Söhne'],
  ])('%j becomes %j', (text, expected) => expect(cleanText(text)).toBe(expected));
});

describe('a subset', () => {
  const face = fonts.face('regular');

  test('keeps glyph ids and widths and is a fraction of the font', () => {
    const glyph = face.glyph(0x57);
    const subset = subsetFont(face.bytes, [glyph]);
    expect(subset.length).toBeLessThan(8_000);
    expect(new hb.Font(new hb.Face(new hb.Blob(subset))).glyphHAdvance(glyph)).toBe(face.advance(glyph));
  });

  test('of a damaged font is refused', () => {
    expect(() => subsetFont(new Uint8Array(100), [1])).toThrow(/damaged/);
  });
});
