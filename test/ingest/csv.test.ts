// Cutting bytes into records: separators, quotes, physical lines, broken rows, limits.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, cutRecords } from '../../src/app/ingest/csv.ts';
import { found, read, readCustomers, refusalOf } from './read.ts';

const KB = 1024;

describe('separators and quotes', () => {
  it.each([
    [';', 'Kundennummer;Name\nK1;Anna'],
    [',', 'Kundennummer,Name\nK1,Anna'],
    ['\t', 'Kundennummer\tName\nK1\tAnna'],
  ])('the separator %j is told from the heading', async (separator, text) => {
    const file = await readCustomers(text);
    expect(file.separator).toBe(separator);
    expect(file.rows[0]?.name).toBe('Anna');
  });

  it('separators inside quoted headings do not count', async () => {
    const file = await readCustomers('"Kundennummer";"Name";"E-Mail"\nK1;"a,b,c,d";', {});
    expect(file.separator).toBe(';');
    expect(file.rows[0]?.name).toBe('a,b,c,d');
  });

  it("Excel's hint line is obeyed and counted as line 1", async () => {
    const file = await readCustomers('sep=;\r\nKundennummer;Name\r\nK1;Anna\r\n');
    expect(file.rows).toMatchObject([{ line: 3, name: 'Anna' }]);
  });

  it('quoted fields keep separators and doubled quotes', async () => {
    const file = await readCustomers('Kundennummer;Name\nK1;"Meyer; ""Söhne"""\n');
    expect(file.rows[0]?.name).toBe('Meyer; "Söhne"');
  });

  it('a byte order mark is no part of the first heading', async () => {
    const file = await readCustomers('\ufeffKundennummer;Name\nK1;Anna\n');
    expect(file).toMatchObject({ encoding: 'utf-8', rows: [{ number: 'K1' }] });
  });

  it('a trailing separator on every row is a column without a name', async () => {
    const file = await readCustomers('Kundennummer;Name;\nK1;Anna;\nK2;Bert;stray\n');
    expect(file.rows.map((row) => row.number)).toEqual(['K1']);
    expect(found(file)).toEqual([[3, null, 'unnamed_column']]);
  });
});

describe('physical lines', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('rows are numbered as an editor shows them with %s, breaks in quotes included', async (_, eol) => {
    const lines = ['Kundennummer;Name;Adresszusatz', `K1;Anna;"one${eol}two"`, '', `K2;;x`, 'K3;Carl;'];
    const file = await readCustomers(lines.join(eol) + eol);
    expect(file.rows.map((row) => [row.number, row.line])).toEqual([
      ['K1', 2],
      ['K3', 6],
    ]);
    expect(file.rows[0]?.extra).toEqual(['one', 'two']);
    expect(found(file)).toEqual([[5, 'Name', 'required']]);
    expect(file.totalRows).toBe(3);
  });

  it('line ends may be mixed in one file', async () => {
    const file = await readCustomers('Kundennummer;Name\r\nK1;A\nK2;B\rK3;C');
    expect(file.rows.map((row) => row.line)).toEqual([2, 3, 4]);
  });

  it('blank lines and lines of separators alone are no rows', async () => {
    const file = await readCustomers('\n\nKundennummer;Name\n;\n ; \n\nK1;A\n\n');
    expect(file.totalRows).toBe(1);
    expect(file.rows[0]?.line).toBe(7);
  });

  it('line numbers hold across the pieces in which a large file is read', async () => {
    const lines = Array.from({ length: 9_000 }, (_, index) => `K${index};"Müller ${index}"\r\n`);
    lines[8_500] = 'K8500;\r\n';
    const file = await readCustomers(`Kundennummer;Name\r\n${lines.join('')}`);
    expect(file.rows).toHaveLength(8_999);
    expect(file.rows.every((row) => row.line === Number(row.number.slice(1)) + 2)).toBe(true);
    expect(found(file)).toEqual([[8_502, 'Name', 'required']]);
  });
});

describe('files without quotation marks', () => {
  async function cut(text: string): Promise<CsvRecord[]> {
    const records: CsvRecord[] = [];
    const onBroken = () => expect.unreachable('nothing is broken without quotes');
    await cutRecords(Buffer.from(text), { offset: 0, line: 1 }, ';', {
      onRecord: (record) => records.push(record),
      onBroken,
    });
    return records;
  }

  it('are cut as the parser cuts them, whatever stands in their cells and between their lines', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ä', '€', ' ', '\ufeff', ',', '\t', "'"), maxLength: 4 });
    const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(';'));
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const lines = fc.array(
      fc.tuple(row, end).map((pair) => pair.join('')),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(lines, row, async (all, last) => {
        const text = `${all.join('')}${last}`;
        // One quoted cell in a line of its own before them makes it the parser's work.
        const parsed = await cut(`"";\n${text}`);
        expect(await cut(text)).toEqual(parsed.slice(1).map(({ line, cells }) => ({ line: line - 1, cells })));
      }),
      { numRuns: 300 },
    );
  });

  it('lines at the border of two pieces stay whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => [`K${n}`, 'ä€'.repeat(n % 7)]);
    for (const end of ['\n', '\r\n', '\r']) {
      const records = await cut(rows.map((cells) => cells.join(';') + end).join(''));
      expect(records.map((record) => record.cells)).toEqual(rows);
      expect(records.at(-1)?.line).toBe(20_000);
    }
  });
});

describe('broken rows', () => {
  it('a quotation mark inside a field costs its row alone', async () => {
    const file = await readCustomers('Kundennummer;Name\nK1;A\nK2;Bohrer 6" lang\nK3;"C" & D\nK4;E\n');
    expect(file.rows.map((row) => row.number)).toEqual(['K1', 'K4']);
    expect(found(file)).toEqual([
      [3, null, 'quote_misplaced'],
      [4, null, 'quote_misplaced'],
    ]);
    expect(file.totalRows).toBe(4);
  });

  it('a quotation mark that is never closed does not swallow the rows below', async () => {
    const file = await readCustomers('Kundennummer;Name\nK1;"A\nK2;B\nK3;C\n');
    expect(file.rows.map((row) => [row.number, row.line])).toEqual([
      ['K2', 3],
      ['K3', 4],
    ]);
    expect(found(file)).toEqual([[2, null, 'quote_not_closed']]);
  });

  it('good rows between several broken ones are all kept, on their own lines', async () => {
    const file = await readCustomers('Kundennummer;Name\nK1;A"\nK2;B\nK3;C\nK4;"D" D\nK5;E\nK6;"F\nF"\nK7;"G\n');
    expect(file.rows.map((row) => [row.number, row.line])).toEqual([
      ['K2', 3],
      ['K3', 4],
      ['K5', 6],
    ]);
    expect(found(file)).toEqual([
      [2, null, 'quote_misplaced'],
      [5, null, 'quote_misplaced'],
      [7, 'Name', 'unprintable'],
      [9, null, 'quote_not_closed'],
    ]);
  });

  it('a row with a field too few or too many is reported, never shifted', async () => {
    const file = await readCustomers('Kundennummer;Name;Ort;PLZ\nK1;A;Ulm\nK2;B;Ulm;89073;x\nK3;C;Ulm;89073;;\n');
    expect(file.rows.map((row) => row.number)).toEqual(['K3']);
    expect(found(file)).toEqual([
      [2, null, 'column_count'],
      [3, null, 'column_count'],
    ]);
  });
});

describe('limits', () => {
  const named = (name: string) => `Kundennummer;Name\nK1;${name}\nK2;B\n`;

  it.each([
    [64 * KB, 'too_long'],
    [64 * KB + 1, 'field_too_long'],
    [255 * KB, 'field_too_long'],
  ])('a field of %i characters is stopped as %s and the next row is read', async (length, code) => {
    const file = await readCustomers(named('x'.repeat(length)));
    expect(file.problems).toMatchObject([{ line: 2, code }]);
    expect(file.rows.map((row) => row.number)).toEqual(['K2']);
  });

  it('a quoted row over many lines is stopped at 256 KB', async () => {
    const file = await readCustomers(named(`"${'x\n'.repeat(140 * KB)}"`)).catch((error: unknown) => error);
    // The lines of the broken field are rows of their own then, all of them wrong: far more problems than are kept.
    expect(file).toMatchObject({ code: 'too_many_problems' });
  });

  it.each([
    [256 * KB - 1, '\n', null],
    [256 * KB, '\n', null],
    [256 * KB, '\r', null],
    [256 * KB, '', null],
    [256 * KB + 1, '\n', 'line_too_long'],
    [256 * KB + 1, '', 'line_too_long'],
  ])('a line of %i bytes ended by %j gives %s', async (length, end, code) => {
    const row = `K1;A${';'.repeat(length - 4)}`;
    const outcome = await readCustomers(`Kundennummer;Name\n${row}${end}`).catch((error: unknown) => error);
    expect(outcome).toMatchObject(code === null ? { rows: [{ number: 'K1' }] } : { code, line: 2 });
  });

  it('the line that is too long is named', async () => {
    const refusal = await refusalOf(readCustomers(named(';'.repeat(300 * KB))));
    expect(refusal).toMatchObject({ code: 'line_too_long', line: 2 });
  });

  it.each([
    [199, null],
    [200, null],
    [201, 'too_many_columns'],
  ])('%i columns give %s', async (count, code) => {
    const header = ['Kundennummer', 'Name', ...Array.from({ length: count - 2 }, (_, index) => `Extra${index}`)];
    const ignoredColumns = header.slice(2);
    const text = `${header.join(';')}\nK1;A${';'.repeat(count - 2)}\n`;
    const outcome = await readCustomers(text, { ignoredColumns }).catch((error: unknown) => error);
    expect(outcome).toMatchObject(code === null ? { kind: 'customers' } : { code });
  });

  it.each([
    [199_999, null],
    [200_000, null],
    [200_001, 'too_many_rows'],
  ])('%i rows give %s', { timeout: 60_000 }, async (count, code) => {
    const rows = Array.from({ length: count }, (_, index) => `${index};A`);
    const outcome = await read(`Kundennummer;Name\n${rows.join('\n')}`).catch((error: unknown) => error);
    expect(outcome).toMatchObject(code === null ? { totalRows: count, problems: [] } : { code, line: 200_002 });
  });

  it.each([
    [999, false],
    [1_000, false],
    [1_001, true],
  ])('%i rows with broken quotes: refused is %s', async (count, refused) => {
    const rows = Array.from({ length: count }, (_, index) => `${index};6" lang`);
    const outcome = await read(`Kundennummer;Name\n${rows.join('\n')}`).catch((error: unknown) => error);
    if (refused) expect(outcome).toMatchObject({ code: 'too_many_problems', line: 2 });
    else expect(outcome).toMatchObject({ rows: [], problems: { length: count } });
  });

  it.each([
    [9_999, false],
    [10_000, false],
    [10_001, true],
  ])('%i problems: refused is %s', async (count, refused) => {
    const rows = Array.from({ length: count }, (_, index) => `${index};`);
    const outcome = await read(`Kundennummer;Name\n${rows.join('\n')}`).catch((error: unknown) => error);
    if (refused) expect(outcome).toMatchObject({ code: 'too_many_problems', problems: { length: 100 } });
    else expect(outcome).toMatchObject({ rows: [], problems: { length: count } });
  });
});
