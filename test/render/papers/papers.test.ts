// Print batch, handover file, cancellation note, statement: read back with poppler and qpdf.

import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/core/notice.ts';
import {
  type BatchLetter,
  createRenderer,
  type Handover,
  type Renderer,
  shippedText,
} from '../../../src/render/index.ts';
import { GERMAN_SENDER, notice, ROOT, swissNotice } from '../support/notices.ts';
import { pageTexts, rasterPage, run, withFile } from '../support/tools.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

async function letterOf(count: number, number: string): Promise<BatchLetter> {
  const of = notice(count, { number, paymentReference: number });
  const { pdf } = await renderer.letter(of, shippedText(ROOT, 'de', 'notice', 'letter'));
  return { pdf, noticeNumber: number, recipient: of.customer.name, place: 'Hamburg' };
}

function check(pdf: Uint8Array): string {
  return withFile(pdf, 'a.pdf', (path) => run('qpdf', ['--check', path])).toString();
}

describe('a print batch', () => {
  const facts = { organisation: GERMAN_SENDER, language: 'de', createdOn: '2026-11-21' } as const;
  let letters: BatchLetter[];
  beforeAll(async () => {
    letters = await Promise.all([1, 8, 60].map((count) => letterOf(count, `M-${count}`)));
  });

  test('has a cover list that says where each letter begins', async () => {
    const { pdf, pages, letters: places } = await renderer.printBatch(letters, facts);
    expect(check(pdf)).toContain('No syntax');
    const texts = pageTexts(pdf);
    expect(texts).toHaveLength(pages);
    expect(texts[0]).toMatch(/Druckliste\s+3 Briefe · \d+ Seiten · 21\.11\.2026/);
    for (const { noticeNumber, firstPage, pages: count } of places) {
      expect(texts[0]).toMatch(
        new RegExp(`${noticeNumber}\\s+Müller-Lüdenscheidt.*Hamburg\\s+${count}\\s+${firstPage}\\n`),
      );
      expect(texts[firstPage - 1]).toContain(`Seite 1 von ${count}`);
      expect(texts[firstPage - 1]).toContain(noticeNumber);
    }
  });

  test('prints the stored letters and nothing else: page pictures are equal', async () => {
    const batch = await renderer.printBatch(letters, facts);
    for (const [index, place] of batch.letters.entries()) {
      const stored = rasterPage(letters[index]?.pdf ?? new Uint8Array(), 0, 60);
      expect(Buffer.from(rasterPage(batch.pdf, place.firstPage - 1, 60).pixels).equals(stored.pixels)).toBe(true);
    }
  });

  test('shares its fonts, so that a hundred letters take little more room than their texts', async () => {
    const many = Array.from({ length: 100 }, () => letters[0]).filter((letter) => letter !== undefined);
    const { pdf } = await renderer.printBatch(many, facts);
    expect(
      withFile(pdf, 'a.pdf', (path) => run('pdffonts', [path]))
        .toString()
        .trim()
        .split('\n'),
    ).toHaveLength(4);
    expect(pdf.length).toBeLessThan(150_000);
  });

  test('has the same bytes every time', async () => {
    const [first, second] = await Promise.all([
      renderer.printBatch(letters, facts),
      renderer.printBatch(letters, facts),
    ]);
    expect(Buffer.from(first.pdf).equals(second.pdf)).toBe(true);
  });

  test('names the letter that cannot be read', async () => {
    const broken = { ...letters[0], pdf: new Uint8Array(9), noticeNumber: 'M-13', recipient: 'x', place: 'y' };
    await expect(renderer.printBatch([broken], facts)).rejects.toThrow(/Letter M-13 cannot be printed/);
  });

  test('of very many letters has a cover of several pages that still counts right', async () => {
    const many = Array.from({ length: 120 }, () => letters[0]).filter((letter) => letter !== undefined);
    const { letters: places, pdf } = await renderer.printBatch(many, facts);
    expect(places[0]?.firstPage).toBe(4);
    expect(pageTexts(pdf)[3]).toContain('Seite 1 von 1');
  });
});

describe('a handover file', () => {
  let handover: Handover;
  beforeAll(async () => {
    const first = await letterOf(2, 'M-2026-0711');
    handover = {
      claim: notice(3, {
        kind: 'final',
        carried: [{ noticeNumber: 'M-2026-0711', issuedOn: '2026-10-26', cents: 500 }],
      }),
      notices: [
        {
          number: 'M-2026-0611',
          levelName: 'Zahlungserinnerung',
          issuedOn: '2026-10-05',
          deadline: '2026-10-19',
          totalCents: 1_137_925,
          proofs: ['E-Mail an kreditoren@example.com, 05.10.2026 13:02, zugestellt'],
          pdf: null,
        },
        {
          number: 'M-2026-0711',
          levelName: '1. Mahnung',
          issuedOn: '2026-10-26',
          deadline: '2026-11-09',
          totalCents: 1_138_425,
          proofs: [],
          pdf: first.pdf,
        },
      ],
      payments: [{ invoiceNumber: 'RE-2026-01056', valueDate: '2026-06-01', cents: 230_600, method: 'Überweisung' }],
      invoiceCopies: [
        { name: 'RE-2026-01042', bytes: first.pdf },
        { name: 'RE-2026-01049', bytes: first.pdf.slice(0, 9_000) },
      ],
    };
  });

  test('states the claim with interest to date, the notices with proof, the payments and the enclosures', async () => {
    const { pdf, pages, problems } = await renderer.handover(handover);
    expect(check(pdf)).toContain('No syntax');
    const texts = pageTexts(pdf);
    expect(texts).toHaveLength(pages);
    const statement = texts.slice(0, 2).join('\n');
    expect(statement).toMatch(/Gesamtforderung zum 21\.11\.2026\s+12\.072,01 €/);
    expect(statement).toContain('Berechnung der Verzugszinsen');
    expect(statement).toMatch(/M-2026-0611\s+Zahlungserinnerung\s+05\.10\.2026\s+19\.10\.2026\s+11\.379,25/);
    expect(statement).toContain('zugestellt');
    expect(statement).toContain('kein Nachweis');
    expect(statement).toMatch(/RE-2026-01056\s+01\.06\.2026\s+Überweisung\s+2\.306,00/);
    expect(statement).toContain('Rechnung RE-2026-01049 fehlt: das PDF ist beschädigt');
    expect(problems).toMatchObject([{ name: 'RE-2026-01049', fault: 'damaged' }]);
  });

  test('holds notices and invoices behind the statement, with bookmarks', async () => {
    const { pdf } = await renderer.handover(handover);
    expect(
      pageTexts(pdf).filter((text) => text.includes('M-2026-0711') && text.includes('Seite 1 von 1')),
    ).toHaveLength(2);
    const outline = JSON.stringify(
      JSON.parse(withFile(pdf, 'a.pdf', (path) => run('qpdf', ['--json', '--json-key=outlines', path])).toString()),
    );
    for (const title of ['Forderungsaufstellung', '1. Mahnung M-2026-0711', 'Rechnung RE-2026-01042'])
      expect(outline).toContain(title);
  });
});

describe('a cancellation note', () => {
  const cancellation = { notice: notice(2), cancelledOn: '2026-11-24', reason: 'Die Zahlung war schon da.' } as const;

  test('names what is taken back, the reason, and the fee that falls away; asks for nothing', async () => {
    const { pdf, paymentCode, unprintable } = await renderer.cancellationLetter(cancellation);
    const [text = ''] = pageTexts(pdf);
    expect(text).toContain('Stornierung: 2. Mahnung M-2026-0815 vom 21.11.2026');
    expect(text).toMatch(/Datum\s+24\.11\.2026/);
    expect(text).toContain('Grund: Die Zahlung war schon da.');
    expect(text).toContain('Mahngebühr von 5,00 €');
    expect(text).not.toMatch(/Zu zahlen bis|Zahlung per Überweisung/);
    expect(paymentCode.kind).toBe('none');
    expect(unprintable).toEqual([]);
  });

  test('goes out by mail too, without preheader, picture or demand', async () => {
    const { subject, text, html, inlineImages } = await renderer.cancellationEmail(cancellation);
    expect(subject).toBe('Stornierung: 2. Mahnung M-2026-0815 vom 21.11.2026');
    expect(`${text}${html}`).not.toContain('Zu zahlen bis');
    expect(inlineImages).toEqual([]);
  });

  test.each(LANGUAGES)('reads in %s, with and without fee and reason', async (language) => {
    const full = await renderer.cancellationEmail({ ...cancellation, notice: notice(1, { language }) });
    const bare = await renderer.cancellationEmail({
      ...cancellation,
      reason: '',
      notice: notice(1, { language, feeCents: 0 }),
    });
    expect(full.text).toContain('Die Zahlung war schon da.');
    expect(bare.text.split('\n').length).toBeLessThan(full.text.split('\n').length);
  });
});

test('a Swiss statement of account carries its payment part', async () => {
  const of = swissNotice(4, { kind: 'recap', level: null, feeCents: 0, history: [] });
  const { pdf, paymentCode } = await renderer.letter(of, shippedText(ROOT, 'de', 'recap', 'letter'));
  expect(paymentCode.kind).toBe('swiss');
  expect(pageTexts(pdf).join('')).toContain('Empfangsschein');
});
