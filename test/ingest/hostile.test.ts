// Whatever the bytes are: an answer or a refusal, never another error; and what is written well reads back as it was.

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPORT_KINDS, ImportRefused } from '../../src/app/ingest/index.ts';
import { formatAmount, MAX_AMOUNT_CENTS } from '../../src/core/money.ts';
import { read, readCustomers, readInvoices } from './read.ts';

const HEADERS = [
  'Kundennummer;Name;E-Mail;PLZ;Ort;Land;Mahnsperre',
  'Invoice number,Customer number,Issue date,Due date,Gross amount',
  'Rechnungsnummer\tBetrag\tWertstellung\tText',
];

/** A file is answered with rows and problems that fit together, or refused with a message; nothing else may happen. */
async function survives(bytes: Uint8Array): Promise<void> {
  for (const kind of [undefined, ...IMPORT_KINDS]) {
    try {
      const file = await read(bytes, kind === undefined ? {} : { kind });
      const taken = file.rows.length + new Set(file.problems.map((problem) => problem.line)).size;
      expect(taken).toBe(file.totalRows);
      for (const problem of file.problems) {
        expect(problem.line).toBeGreaterThan(1);
        expect(problem.reason).toMatch(/^[A-Z].*[.?]$/s);
        expect(problem.value ?? '').toMatch(/^\P{Cc}*$/u);
      }
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error;
      expect(error.message).toMatch(/^\P{Cc}*\.$/u);
    }
  }
}

describe('hostile bytes', () => {
  it('any bytes are answered or refused', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: 300 });
  });

  it('any mix of quotes, separators and line ends below a good heading is answered or refused', {
    timeout: 60_000,
  }, async () => {
    const piece = fc.constantFrom(
      '"',
      '""',
      ';',
      ',',
      '\t',
      '\n',
      '\r',
      '\r\n',
      ' ',
      'a',
      'ü',
      '1.234',
      '-',
      '\u202e',
      '\ufeff',
      '2026-02-30',
    );
    const body = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...HEADERS), body, (header, text) =>
        survives(Buffer.from(`${header}\n${text}`)),
      ),
      { numRuns: 300 },
    );
  });

  it('any text in any cell is answered or refused', { timeout: 60_000 }, async () => {
    const cell = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `"${text.replaceAll('"', '""')}"`);
    const rows = fc.array(fc.array(cell, { minLength: 7, maxLength: 7 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rows, (cells) =>
        survives(Buffer.from(`${HEADERS[0]}\n${cells.map((row) => row.join(';')).join('\n')}`)),
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['every line opens a quotation mark', '"x\n'],
    ['every line closes one wrongly', '"x"y;\n'],
    ['every line has an odd mark', 'K;"""\n'],
    ['quotes and nothing else', '"'],
    ['escaped quotes over lines', '"""\n""\n'],
  ])('a megabyte where %s ends in under five seconds', { timeout: 20_000 }, async (_, pattern) => {
    const text = `Kundennummer;Name\n${pattern.repeat(Math.ceil(1_000_000 / pattern.length))}`;
    const start = performance.now();
    await read(text).catch((error: unknown) => expect(error).toBeInstanceOf(ImportRefused));
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('names that mean something to JavaScript are plain names', async () => {
    for (const word of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(await read(`${word};Name\n1;2\n`).catch((error: unknown) => error)).toBeInstanceOf(ImportRefused);
      expect((await readCustomers(`Kundennummer;Name\n${word};${word}\n`)).rows).toMatchObject([{ number: word }]);
    }
  });
});

describe('round trips', () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const printable = fc
    .string({ unit: fc.constantFrom(...'abcäöüßÄé \'";,.-&/(){}<>=+@東Łж'), minLength: 1, maxLength: 30 })
    .map((text) => text.trim())
    .filter((text) => text !== '');

  it('names come back as they were written, whatever separator, line end and encoding mark', async () => {
    const style = fc.record({
      separator: fc.constantFrom(';', ',', '\t'),
      eol: fc.constantFrom('\n', '\r\n', '\r'),
      mark: fc.constantFrom('', '\ufeff'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(printable, { maxLength: 8 }), style, async (names, { separator, eol, mark }) => {
        const rows = names.map((name, index) => `K${index}${separator}${quoted(name)}`);
        const file = await readCustomers(mark + [`Kundennummer${separator}Name`, ...rows].join(eol));
        expect(file.problems).toEqual([]);
        expect(file.rows.map((row) => row.name)).toEqual(names);
      }),
    );
  });

  it('what a Windows program writes reads like the same text in UTF-8', async () => {
    const name = fc
      .string({ unit: fc.constantFrom(...'aMüÄößéÑ '), minLength: 1, maxLength: 20 })
      .map((text) => `x${text}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 5 }), async (names) => {
        const text = `Kundennummer;Name\n${names.map((each, index) => `K${index};${each}`).join('\n')}`;
        const [windows, utf8] = [await readCustomers(Buffer.from(text, 'latin1')), await readCustomers(text)];
        expect(windows.rows).toEqual(utf8.rows);
      }),
    );
  });

  it('amounts come back to the cent in a German and in an English file', async () => {
    const amounts = fc.array(fc.integer({ min: 1, max: MAX_AMOUNT_CENTS }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.boolean(), async (cents, german) => {
        const [group, point] = german ? ['.', ','] : [',', '.'];
        const rows = cents.map((value, index) => {
          const [whole = '', decimals = ''] = formatAmount(value, 'EUR').split('.');
          return `R${index};K1;2026-05-01;2026-05-15;${whole.replace(/\B(?=(\d{3})+$)/g, group)}${point}${decimals}`;
        });
        const file = await readInvoices(`Nummer;Kunde;Datum;Fällig;Betrag\n${rows.join('\n')}`);
        expect(file.problems).toEqual([]);
        expect(file.rows.map((row) => row.grossCents)).toEqual(cents);
        expect(file.numberFormat).toBe(german ? '1.234,56' : '1,234.56');
      }),
    );
  });
});
