// Size, encoding and foreign formats: what is decided about a file before it is cut into rows.

import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { ImportRefused, readImportFile } from '../../src/app/ingest/index.ts';
import { readCustomers, refusalOf } from './read.ts';

const MB = 1024 * 1024;
const OPTIONS = { defaultCurrency: 'EUR' };

describe('size', () => {
  it('a file known to be too large is refused before its first byte is read', async () => {
    let asked = 0;
    const bytes = (async function* () {
      asked += 1;
      yield Buffer.from('Kundennummer;Name\n');
    })();
    const input = { name: 'all-years.csv', bytes, sizeBytes: 200 * MB };
    const refusal = await refusalOf(readImportFile(input, OPTIONS));
    expect(refusal.code).toBe('file_too_large');
    expect(refusal.message).toMatch(/^all-years\.csv: the file is larger than 20 MB .*Split it into several files/);
    expect(asked).toBe(0);
  });

  it('a stream is left as soon as it has shown too much, whatever it said about its size', async () => {
    let pulled = 0;
    const bytes = (async function* () {
      for (;;) {
        pulled += 1;
        yield Buffer.alloc(MB, 'x');
      }
    })();
    expect(await refusalOf(readImportFile({ name: 'a.csv', bytes, sizeBytes: 10 }, OPTIONS))).toMatchObject({
      code: 'file_too_large',
    });
    expect(pulled).toBe(21);
  });

  it.each([
    [99, false],
    [100, false],
    [101, true],
  ])('with a limit of 100 bytes a file of %i is refused: %s', async (size, refused) => {
    const text = 'Kundennummer;Name\nK1;A\n'.padEnd(size, '\n');
    const outcome = await readCustomers(text, { maxFileBytes: 100 }).catch((error: unknown) => error);
    if (refused) expect(outcome).toMatchObject({ code: 'file_too_large' });
    else expect(outcome).toMatchObject({ rows: { length: 1 } });
  });

  it('a stream that breaks off is no half import, and keeps its cause', async () => {
    const bytes = (async function* () {
      yield Buffer.from('Kundennummer;Name\nK1;A\n');
      throw new Error('connection reset');
    })();
    const refusal = await refusalOf(readImportFile({ name: 'a.csv', bytes }, OPTIONS));
    expect(refusal).toMatchObject({ code: 'source_failed', cause: { message: 'connection reset' } });
    expect(refusal.message).not.toContain('connection reset');
  });

  it('a stream gives what the same bytes give at once', async () => {
    const content = Buffer.from('Kundennummer;Name\nK1;Müller\n');
    const bytes = (async function* () {
      for (const byte of content) yield Buffer.from([byte]);
    })();
    const streamed = await readImportFile({ name: 'a.csv', bytes }, OPTIONS);
    expect(streamed).toEqual(await readCustomers(content));
  });
});

describe('encoding', () => {
  it('Windows-1252 is read when the bytes are no UTF-8', async () => {
    const file = await readCustomers(Buffer.from('Kundennummer;Stra\xdfe;Name\nK1;;M\xfcller \x80 \x96\n', 'latin1'), {
      ignoredColumns: ['Straße'],
    });
    expect(file).toMatchObject({ encoding: 'windows-1252', rows: [{ name: 'Müller € –' }] });
  });

  it('a byte that Windows-1252 does not have is a problem of its row', async () => {
    const file = await readCustomers(Buffer.from('Kundennummer;Name\nK1;M\x81ller\nK2;M\xfcller\n', 'latin1'));
    expect(file.problems).toMatchObject([{ line: 2, code: 'unprintable', value: 'M<U+0081>ller' }]);
    expect(file.rows).toMatchObject([{ name: 'Müller' }]);
  });

  it('damaged UTF-8 is refused with its line instead of garbling every umlaut', async () => {
    const good = Buffer.from('Kundennummer;Name\nK1;Müller\nK2;M', 'utf8');
    const refusal = await refusalOf(readCustomers(Buffer.concat([good, Buffer.from([0xfc]), Buffer.from('ller\n')])));
    expect(refusal).toMatchObject({ code: 'encoding_damaged', line: 3 });
  });

  it('a file marked as UTF-8 that is not is refused', async () => {
    const bytes = Buffer.from('\xef\xbb\xbfKundennummer;Name\nK1;M\xfcller\n', 'latin1');
    expect(await refusalOf(readCustomers(bytes))).toMatchObject({ code: 'encoding_damaged', line: 2 });
  });

  it('a text that lost a character in an earlier conversion is a problem of its row', async () => {
    const file = await readCustomers('Kundennummer;Name\nK1;M\ufffdller\n');
    expect(file.problems).toMatchObject([{ line: 2, column: 'Name', code: 'damaged_text' }]);
  });
});

describe('what is no CSV file', () => {
  it.each([
    ['a workbook', Buffer.from('PK\x03\x04rest', 'latin1'), 'not_csv'],
    ['an old workbook', Buffer.from('\xd0\xcf\x11\xe0rest', 'latin1'), 'not_csv'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'not_csv'],
    ['UTF-16 with a mark', Buffer.from('\ufeffKundennummer;Name', 'utf16le'), 'not_csv'],
    ['UTF-16 without a mark', Buffer.from('Kundennummer;Name', 'utf16le'), 'nul_byte'],
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['blank lines', Buffer.from('\n\r\n ;;\n'), 'empty_file'],
    ['a mark alone', Buffer.from('\ufeff'), 'empty_file'],
  ])('%s is refused', async (_, bytes, code) => {
    const refusal = await refusalOf(readCustomers(bytes));
    expect(refusal).toBeInstanceOf(ImportRefused);
    expect(refusal.code).toBe(code);
  });

  it.each([
    ['first', '\0Kundennummer;Name\n', 1],
    ['middle', 'Kundennummer;Name\r\nK1;A\r\nK2;B\0\r\n', 3],
    ['last', 'Kundennummer;Name\nK1;A\n\0', 3],
  ])('a NUL byte is refused with its line (%s)', async (_, text, line) => {
    expect(await refusalOf(readCustomers(text))).toMatchObject({ code: 'nul_byte', line });
  });

  it('a heading that cannot be read is named as such', async () => {
    const refusal = await refusalOf(readCustomers('Kunden"nummer;Name\nK1;A\n'));
    expect(refusal).toMatchObject({ code: 'empty_file', line: 1 });
    expect(refusal.message).toContain('cannot be read');
    expect(refusal.message).not.toContain('..');
  });

  it('a hostile file name cannot break a message', async () => {
    const input = { name: `evil\u202e\n${'x'.repeat(300)}`, bytes: Buffer.alloc(0) };
    const refusal = await refusalOf(readImportFile(input, OPTIONS));
    expect(refusal.message).toMatch(/^evil<U\+202E><U\+000A>x+…: the file is empty/);
    expect(refusal.message.length).toBeLessThan(250);
  });
});
