// What a PDF must be whatever it says: valid, fonts embedded and subset, tagged in reading order, same bytes always.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/core/notice.ts';
import { createRenderer, type Renderer, shippedText } from '../../../src/render/index.ts';
import { englishNotice, GERMAN_CUSTOMER, notice, ROOT, swissNotice } from '../support/notices.ts';
import { rawText, run, withFile } from '../support/tools.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await createRenderer({ root: ROOT });
});

async function pdfOf(of: Notice): Promise<Uint8Array> {
  return (await renderer.letter(of, shippedText(ROOT, of.language, of.kind, 'letter'))).pdf;
}

function ask(pdf: Uint8Array, tool: string, ...args: string[]): string {
  return withFile(pdf, 'a.pdf', (path) => run(tool, [...args, path])).toString('utf8');
}

const EXOTIC = notice(1, {
  customer: { ...GERMAN_CUSTOMER, name: 'Ελένη Παπαδοπούλου · Ђорђе Ђоковић · Şükrü Öğüt · Ƀɐǌ Ḃ Ա Ⴀ ა' },
});

const LETTERS: readonly (readonly [string, Notice])[] = [
  ['German', notice(5)],
  ['English', englishNotice(1)],
  ['Swiss', swissNotice(2)],
  ['of sixty invoices', notice(60)],
  ['with rare letters', EXOTIC],
];

describe.each(LETTERS)('a letter, %s', (_, of) => {
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await pdfOf(of);
  });

  test('is valid to qpdf', () => {
    expect(ask(pdf, 'qpdf', '--check')).toContain('No syntax or stream encoding errors found');
  });

  test('embeds every font as a subset with its way back to Unicode', () => {
    const fonts = ask(pdf, 'pdffonts').trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  test('is tagged and has title, language and archive metadata', () => {
    const info = ask(pdf, 'pdfinfo');
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(new RegExp(`Title:\\s+.*${of.number}`));
    expect(info).toMatch(/JavaScript:\s+no/);
    const metadata = ask(pdf, 'pdfinfo', '-meta');
    expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(metadata).toContain(`<rdf:li>${of.language}-${of.organisation.address.country}</rdf:li>`);
    expect(metadata).toContain('<xmp:CreateDate>2026-11-21T00:00:00Z</xmp:CreateDate>');
  });

  test('has the same bytes every time', async () => {
    expect(Buffer.from(await pdfOf(structuredClone(of))).equals(pdf)).toBe(true);
  });
});

test('reads in its order: sender, address, subject, text, table, total, bank details, closing', async () => {
  const text = rawText(await pdfOf(notice(3))).replace(/\s+/g, ' ');
  const order = [
    'Wäschke & Söhne Gebäudetechnik GmbH Kölner Straße 118',
    'Müller-Lüdenscheidt',
    '20354 Hamburg',
    'Nummer M-2026-0815',
    '2. Mahnung: 3 offene Rechnungen',
    'Sehr geehrte Damen und Herren,',
    'konnten wir',
    'Rechnung Datum Fällig am',
    'RE-2026-01042',
    'RE-2026-01056',
    'Summe (3 Rechnungen)',
    'Zu zahlen bis',
    'Wir bitten Sie',
    'Empfänger Wäschke',
    'IBAN DE89 3704',
    'Mit der Banking-App',
    'Haben Sie inzwischen',
    'Mit freundlichen Grüßen',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((left, right) => left - right));
});

test('has headings, paragraphs, tables with heads, and figures with a text alternative', async () => {
  const structure = ask(await pdfOf(notice(3)), 'pdfinfo', '-struct-text');
  expect(structure).toMatch(/Document\n\s+Sect/);
  expect(structure).toMatch(/H1 \(block\)[^\n]*\n\s+"2\. Mahnung: 3 offene Rechnungen"/);
  expect(structure.match(/Table \(block\)/g)).toHaveLength(2);
  expect(structure).toMatch(/TH:\n\s+\/Scope \/Column\n\s+"Rechnung"/);
  expect(structure).toMatch(/TH:\n\s+\/Scope \/Row\n\s+"Zu zahlen bis/);
  expect(structure).toContain('Figure');
  expect(structure).not.toContain('Seite 1 von');
});

test('keeps words apart that stand on different lines', async () => {
  const structure = ask(await pdfOf(notice(3)), 'pdfinfo', '-struct-text');
  expect(structure).toMatch(/"Kreditorenbuchhaltung"/);
  expect(structure).toMatch(/"Nummer M-2026-0815"|"Nummer "\s+"M-2026-0815"/);
});

test('is small: five invoices under 60 KB with tags', async () => {
  expect((await pdfOf(notice(5))).length).toBeLessThan(60 * 1024);
});

test('has the same bytes in two time zones and two locales', async () => {
  const script = join(ROOT, 'test', 'render', 'support', 'print-hash.ts');
  const hashIn = (zone: string, locale: string): string =>
    execFileSync(process.execPath, [script], { env: { ...process.env, TZ: zone, LANG: locale } }).toString();
  const expected = createHash('sha256')
    .update(await pdfOf(notice(5)))
    .digest('hex');
  expect(hashIn('Pacific/Auckland', 'de_DE.UTF-8')).toBe(expected);
  expect(hashIn('America/Los_Angeles', 'C')).toBe(expected);
});

describe('characters that cannot be printed', () => {
  const unprintable = async (name: string): Promise<string[]> => {
    const of = notice(1, { customer: { ...GERMAN_CUSTOMER, name } });
    return (await renderer.letter(of, shippedText(ROOT, 'de', 'notice', 'letter'))).unprintable;
  };

  test.each([
    ['Latin of Central Europe and Turkey', 'Žółć ŐŰ ĞİŞ ğış Řž ȘȚ ẞ Đđ Œœ'],
    ['Greek and Cyrillic', 'Ελλάδα Україна Ґґ Њњ'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['decomposed letters', 'Zoe\u0308 Mu\u0308ller'],
    ['signs', '€ § № ₺ ₽ ½ ™ → ✓'],
    ['invisible characters', 'a\u200Bb\u00ADc\u202Ed\uFEFF'],
  ])('are none in %s', async (_, name) => expect(await unprintable(name)).toEqual([]));

  test.each([
    ['Japanese', '日本', ['日', '本']],
    ['an emoji', 'Firma 🎉', ['🎉']],
    ['Hebrew, which would come out backwards', 'שלום', ['ש', 'ל', 'ו', 'ם']],
    ['Arabic', 'سلام', ['س', 'ل', 'ا', 'م']],
    ['a mark that composes with no letter', 'x\u0302', ['\u0302']],
    ['a private character', '\uE000', ['\uE000']],
  ])('are reported for %s', async (_, name, expected) => expect(await unprintable(name)).toEqual(expected));
});
