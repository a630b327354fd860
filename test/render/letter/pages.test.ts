// Letters of 1, 5, 60 and 600 invoices, read back page by page: every invoice once, rows whole, sums carried over.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { invoice, notice, ROOT, swissNotice } from '../support/notices.ts';
import { pageTexts, type Word, wordsOf } from '../support/tools.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

/** Without the working of the interest, which repeats invoice numbers. */
function plainNotice(count: number, overrides: Partial<Notice> = {}): Notice {
  const invoices = Array.from({ length: count }, (_, index) =>
    invoice(index, { interestCents: 0, interestSegments: [] }),
  );
  return notice(count, { invoices, ...overrides });
}

async function pdfOf(of: Notice): Promise<Uint8Array> {
  return (await renderer.letter(of, shippedText(ROOT, of.language, of.kind, 'letter'))).pdf;
}

/** "1.234,56" at the end of a line as cents. */
function lastAmount(line: string): number {
  const text = /([\d.]+,\d\d)\s*$/.exec(line)?.[1] ?? '';
  return Number(text.replaceAll('.', '').replace(',', ''));
}

/** Rows with an invoice number and the amount at their end. */
function rowsOf(page: string): { number: string; cents: number }[] {
  return page
    .split('\n')
    .filter((line) => /^\s*RE-2026-\d{5}\s/.test(line))
    .map((line) => ({ number: line.trim().split(/\s+/)[0] ?? '', cents: lastAmount(line) }));
}

describe.each([1, 5, 60, 600])('a letter of %i invoices', (count) => {
  let of: Notice;
  let pages: string[];
  let words: Word[];
  beforeAll(async () => {
    of = plainNotice(count);
    const pdf = await pdfOf(of);
    pages = pageTexts(pdf);
    words = wordsOf(pdf);
  });

  test('prints every invoice exactly once, in order, with its open amount', () => {
    const rows = pages.flatMap(rowsOf);
    expect(rows.map((row) => row.number)).toEqual(of.invoices.map((one) => one.number));
    expect(rows.map((row) => row.cents)).toEqual(of.invoices.map((one) => one.openCents));
  });

  test('repeats the head of the table on every page that continues it', () => {
    for (const page of pages.filter((text) => rowsOf(text).length > 0)) {
      expect(page).toMatch(/Rechnung\s+Datum\s+Fällig am/);
    }
  });

  test('carries the running sum over every break, at the foot and at the head', () => {
    let sum = 0;
    const tablePages = pages.filter((text) => rowsOf(text).length > 0);
    tablePages.forEach((page, index) => {
      const carried = page
        .split('\n')
        .filter((line) => /^\s*Übertrag\s/.test(line))
        .map(lastAmount);
      const before = sum;
      sum += rowsOf(page).reduce((total, row) => total + row.cents, 0);
      const expected = [...(index > 0 ? [before] : []), ...(index < tablePages.length - 1 ? [sum] : [])];
      expect(carried).toEqual(expected);
    });
    expect(sum).toBe(of.principalCents);
  });

  test('keeps at least two rows, or all there are, on the page of the totals', () => {
    const last = pages.find((page) => page.includes('Zu zahlen bis')) ?? '';
    expect(rowsOf(last).length).toBeGreaterThanOrEqual(Math.min(2, count));
  });

  test('numbers its pages', () => {
    expect(pages.map((page) => /Seite \d+ von \d+/.exec(page)?.[0])).toEqual(
      pages.map((_, index) => `Seite ${index + 1} von ${pages.length}`),
    );
  });

  test('keeps every word inside the page and the body above the foot', () => {
    for (const word of words) {
      expect(word.left).toBeGreaterThan(3);
      expect(word.right).toBeLessThan(207);
      expect(word.bottom).toBeLessThan(295);
    }
    const body = words.filter((word) => /^RE-2026-\d{5}$/.test(word.text));
    for (const word of body) expect(word.bottom).toBeLessThan(264);
  });

  test('prints no text over another', () => {
    expect(overlaps(words)).toEqual([]);
  });
});

/** Pairs of words whose boxes share more than half a millimetre in both directions. */
function overlaps(words: readonly Word[]): string[] {
  const found: string[] = [];
  const byPage = Map.groupBy(words, (word) => word.page);
  for (const page of byPage.values()) {
    const sorted = page.toSorted((left, right) => left.top - right.top);
    sorted.forEach((word, index) => {
      for (let next = index + 1; next < sorted.length; next++) {
        const other = sorted[next];
        if (!other || other.top > word.bottom) break;
        const wide = Math.min(word.right, other.right) - Math.max(word.left, other.left);
        // Word boxes are as high as the font's line; lines set tightly share a little of them.
        const high = Math.min(word.bottom, other.bottom) - Math.max(word.top, other.top);
        if (wide > 0.5 && high > (word.bottom - word.top) * 0.5) found.push(`${word.text} / ${other.text}`);
      }
    });
  }
  return found;
}

describe('columns', () => {
  test('carry nothing that is nowhere: no paid, no interest, no compensation', async () => {
    const plain = notice(3, {
      invoices: [0, 1, 3].map((index) => invoice(index, { interestCents: 0, interestSegments: [] })),
    });
    const head = headOf(pageTexts(await pdfOf(plain)));
    expect(head).toMatch(/^Rechnung\s+Datum\s+Fällig am\s+Offen$/);
  });

  test('appear as soon as one invoice has something in them', async () => {
    const some = notice(3, {
      invoices: [0, 1, 2].map((index) => invoice(index, index === 1 ? { compensationCents: 4_000 } : {})),
    });
    const head = headOf(pageTexts(await pdfOf(some)));
    expect(head).toMatch(/Betrag\s+Bezahlt\s+Offen\s+Zinsen\s+Pauschale\s+Gesamt$/);
  });

  test('of a statement show the days overdue and no deadline', async () => {
    const recap = plainNotice(3, { kind: 'recap', level: null, feeCents: 0 });
    const text = pageTexts(await pdfOf(recap)).join('\n');
    expect(headOf([text])).toMatch(/Fällig am\s+Tage/);
    expect(text).not.toContain('Zu zahlen bis');
    expect(text).toContain('Offener Betrag');
  });
});

function headOf(pages: readonly string[]): string {
  return (
    pages
      .join('\n')
      .split('\n')
      .find((line) => /Rechnung\s+Datum/.test(line))
      ?.trim() ?? ''
  );
}

describe('the totals', () => {
  test('list principal, interest, compensation, earlier charges and fee, and their sum', async () => {
    const of = notice(2, {
      invoices: [0, 1].map((index) => invoice(index, { compensationCents: 4_000 })),
      carried: [{ noticeNumber: 'M-2026-0711', issuedOn: '2026-10-26', cents: 250 }],
    });
    const text = pageTexts(await pdfOf(of)).join('\n');
    expect(text).toMatch(/Offene Hauptforderung\s+7\.918,03 €/);
    expect(text).toMatch(/Verzugszinsen\s+475,09 €/);
    expect(text).toMatch(/Verzugspauschale \(§ 288 Abs\. 5 BGB\)\s+80,00 €/);
    expect(text).toMatch(/Offene Gebühren aus M-2026-0711 vom 26\.10\.2026\s+2,50 €/);
    expect(text).toMatch(/Mahngebühr\s+5,00 €/);
    expect(text).toMatch(/Zu zahlen bis 07\.12\.2026\s+8\.480,62 €/);
    expect(of.totalCents).toBe(848_062);
  });

  test('show the working of the interest: few segments in lines, many in a table with its sum', async () => {
    const few = pageTexts(await pdfOf(notice(1))).join('\n');
    expect(few).toContain('11,27 % p. a. auf 317,28 € vom 16.04.2026 bis 30.06.2026 (76 Tage)');
    const many = pageTexts(await pdfOf(notice(5))).join('\n');
    expect(many).toContain('Berechnung der Verzugszinsen');
    expect(many.match(/11,52 %/g)).toHaveLength(5);
  });

  test('say from which day no rate was known, and that a credit is not deducted', async () => {
    const of = notice(1, { interestUnknownFrom: '2026-07-01', unmatchedCents: 12_345 });
    const text = pageTexts(await pdfOf(of)).join('\n');
    expect(text).toContain('Für die Zeit ab 01.07.2026 sind noch keine Zinsen berechnet.');
    expect(text).toContain('Guthaben von 123,45 €');
  });
});

describe('a Swiss letter', () => {
  test('ends exactly in the payment part, with text on its last page', async () => {
    for (const count of [1, 2, 5, 12, 60]) {
      const pdf = await pdfOf(swissNotice(count));
      const words = wordsOf(pdf);
      const lastPage = Math.max(...words.map((word) => word.page));
      const last = words.filter((word) => word.page === lastPage);
      const part = last.filter((word) => word.top > 192);
      expect(part.map((word) => word.text)).toContain('Zahlteil');
      expect(part.map((word) => word.text)).toContain('Empfangsschein');
      const above = last.filter((word) => word.bottom < 186 && word.top > 24);
      expect(above.map((word) => word.text).join(' ')).toContain('freundlichen Grüßen');
    }
  });

  test('has nothing else in the strip and nothing across the perforation', async () => {
    const pdf = await pdfOf(swissNotice(2));
    const last = wordsOf(pdf).filter((word) => word.page === 1);
    expect(last.filter((word) => word.top < 192 && word.bottom > 192)).toEqual([]);
    expect(last.filter((word) => word.top > 192 && word.text === 'Seite')).toEqual([]);
  });
});
