// Lines, paragraphs, tables and pages: nothing lost, nothing too wide, nothing split that must stay whole.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, solid } from '../../../src/render/flow/block.ts';
import type { Page } from '../../../src/render/flow/display.ts';
import { hyphenPositions } from '../../../src/render/flow/hyphen.ts';
import { breakLines, foldText, type Line } from '../../../src/render/flow/lines.ts';
import { paginate } from '../../../src/render/flow/paginate.ts';
import { paragraph } from '../../../src/render/flow/paragraph.ts';
import { BODY } from '../../../src/render/flow/style.ts';
import { table } from '../../../src/render/flow/table.ts';
import { newTag } from '../../../src/render/flow/tag.ts';
import { FontLibrary } from '../../../src/render/fonts/library.ts';
import { ROOT } from '../support/notices.ts';

const fonts = new FontLibrary(ROOT);

function linesOf(text: string, width: number, language: 'de' | 'en' | null = 'de'): Line[] {
  return breakLines(fonts, [{ text, font: 'regular', href: null }], 10, width, language);
}

function textOf(line: Line): string {
  return line.parts.map((part) => part.text).join('');
}

describe('lines', () => {
  test('hold every word, in order, and none is too wide', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-zäöüß,.-]{1,24}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 500 }), (list, width) => {
        const text = list.join(' ');
        const lines = linesOf(text, width);
        const squeezed = lines.map(textOf).join('').replaceAll(' ', '');
        expect(squeezed).toBe(text.replaceAll(' ', ''));
        for (const line of lines) {
          const hyphen = line.hyphenated ? fonts.width('regular', 10, '-') : 0;
          if ([...textOf(line)].length > 1) expect(line.width + hyphen).toBeLessThanOrEqual(width + 0.01);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('end where the text says so', () => {
    expect(linesOf('eins\nzwei\n\nvier', 400).map(textOf)).toEqual(['eins', 'zwei', '', 'vier']);
  });

  test('divide a long word when much of the line would stay empty, and not when little would', () => {
    const word = 'Zahlungserinnerungsverfahren';
    const lines = linesOf(`wir bitten um ${word}`, 150);
    expect(lines[0]?.hyphenated).toBe(true);
    expect(
      word.startsWith(
        textOf(lines[0] ?? { parts: [], width: 0, hyphenated: false })
          .split(' ')
          .at(-1) ?? '?',
      ),
    ).toBe(true);
    expect(linesOf('wir bitten um Zahlung', fonts.width('regular', 10, 'wir bitten um ')).at(0)?.hyphenated).toBe(
      false,
    );
  });

  test('without a language are never divided by a hyphen', () => {
    const lines = foldText(fonts, 'Donaudampfschifffahrtsgesellschaft mbH', 'regular', 10, 90);
    expect(lines.join('').replaceAll(' ', '')).toBe('DonaudampfschifffahrtsgesellschaftmbH');
    for (const line of linesOf('Donaudampfschifffahrtsgesellschaft mbH', 90, null)) expect(line.hyphenated).toBe(false);
  });

  test('break after a hyphen between letters, not inside an invoice number', () => {
    expect(linesOf('Müller-Lüdenscheidt', 60, null).map(textOf)[0]).toBe('Müller-');
    const number = 'RE-2026-01042';
    const width = fonts.width('regular', 10, number) + 5;
    expect(linesOf(`Rechnung ${number}`, width).map(textOf)).toEqual(['Rechnung', number]);
  });

  test('never tear the two halves of a character', () => {
    for (const line of linesOf('🎉'.repeat(30), 25, null)) expect(textOf(line).isWellFormed()).toBe(true);
  });
});

test.each([
  ['Zahlungserinnerung', 'de', 'Zah-lungs-er-in-ne-rung'],
  ['Schifffahrt', 'de', 'Schiff-fahrt'],
  ['reminder', 'en', 'remin-der'],
  ['kurz', 'de', 'kurz'],
] as const)('%s is divided in %s as %s at most', (word, language, expected) => {
  const allowed = new Set<number>();
  let at = 0;
  for (const part of expected.split('-')) {
    at += part.length;
    allowed.add(at);
  }
  for (const position of hyphenPositions(word, language)) {
    expect(allowed).toContain(position);
    expect(position).toBeGreaterThanOrEqual(3);
    expect(word.length - position).toBeGreaterThanOrEqual(3);
  }
});

describe('pages', () => {
  const frame = () => ({ top: 0, bottom: 100 });
  const drawn: string[] = [];
  const named = (name: string, height: number, keepWithNext = false): Block =>
    solid(10, height, () => drawn.push(name), keepWithNext);

  function layOut(blocks: Block[]): number[] {
    drawn.length = 0;
    return paginate(blocks, frame).bottoms;
  }

  test('drop the gap at their top and take what fits exactly', () => {
    expect(layOut([named('a', 50), named('b', 40)])).toEqual([100]);
    expect(layOut([named('a', 50), named('b', 40.1)])).toEqual([50, 40.1]);
    expect(drawn).toEqual(['a', 'b']);
  });

  test('keep a heading with what follows', () => {
    expect(layOut([named('a', 60), named('heading', 10, true), named('b', 30)])).toEqual([60, 50]);
  });

  test('draw a block that is higher than a page all the same, once', () => {
    expect(layOut([named('a', 150), named('b', 10)])).toEqual([150, 10]);
    expect(drawn).toEqual(['a', 'b']);
  });

  test('hold every block exactly once, whatever the heights', () => {
    const blocks = fc.array(fc.record({ height: fc.integer({ min: 1, max: 140 }), keep: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(blocks, (list) => {
        layOut(list.map(({ height, keep }, index) => named(String(index), height, keep)));
        expect(drawn).toEqual(list.map((_, index) => String(index)));
      }),
    );
  });

  test('part a paragraph with two lines at either side of the break', () => {
    const text = Array.from({ length: 60 }, () => 'Wort').join(' ');
    const block = paragraph(fonts, [{ text, font: 'regular', href: null }], {
      style: BODY,
      x: 0,
      width: 120,
      gap: 0,
      language: 'de',
      tag: null,
    });
    const lines = Math.round(block.height / BODY.leading);
    for (let available = 0; available < block.height; available += 3) {
      const parts = block.split(available);
      if (!parts) {
        expect(available).toBeLessThan(2 * BODY.leading);
        continue;
      }
      const [first, second] = parts.map((part) => Math.round(part.height / BODY.leading));
      expect(first).toBeGreaterThanOrEqual(2);
      expect(second).toBeGreaterThanOrEqual(2);
      expect((first ?? 0) + (second ?? 0)).toBe(lines);
    }
  });
});

describe('a table', () => {
  const page: Page = { ops: [] };
  const model = (rows: number, cell: string) => ({
    columns: [
      { title: 'Nr.', align: 'left', wraps: true, formatSum: null },
      { title: 'Betrag', align: 'right', wraps: false, formatSum: String },
    ] as const,
    rows: Array.from({ length: rows }, (_, index) => ({ cells: [cell, String(index)], cents: [0, index], note: null })),
    sumLabel: 'Summe',
    carryLabel: 'Übertrag',
    footer: null,
  });
  const options = { x: 0, width: 300, gap: 0, rowHeight: 15, wrapBelow: 6 };

  test('parts so that rows, carried sums and the total agree, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 900 }), (rows, available) => {
        const block = table(fonts, model(rows, 'x'), { ...options, tag: newTag('Table') });
        const parts = block.split(available);
        if (!parts) return;
        page.ops.length = 0;
        parts[0].draw(page, 0);
        const carried = page.ops.flatMap((op) => (op.kind === 'text' && op.font === 'semibold' ? [op.text] : []));
        const shown = page.ops.filter((op) => op.kind === 'text' && op.text === 'x').length;
        expect(carried.at(-1)).toBe(String((shown * (shown - 1)) / 2));
        expect(parts[0].height).toBeLessThanOrEqual(available + 0.01);
        expect(rows - shown).toBeGreaterThanOrEqual(Math.min(2, rows));
      }),
      { numRuns: 100 },
    );
  });

  test('breaks an over-long number into lines and stays inside its width', () => {
    page.ops.length = 0;
    const long = 'RECHNUNG'.repeat(16);
    const block = table(fonts, model(1, long), { ...options, width: 160, tag: newTag('Table') });
    block.draw(page, 0);
    const texts = page.ops.flatMap((op) => (op.kind === 'text' ? [op] : []));
    expect(texts.map((op) => op.text).join('')).toContain('RECHNUNG');
    for (const op of texts) {
      expect(op.x).toBeGreaterThanOrEqual(0);
      expect(op.x + fonts.width(op.font, op.size, op.text)).toBeLessThanOrEqual(160.01);
    }
  });
});
