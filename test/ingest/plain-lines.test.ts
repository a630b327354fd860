// Lines that need no parser are cut into the very cells that the parser finds in them; at the first that needs one it
// takes over, and line numbers go on.
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { cutRecords } from '../../src/app/ingest/csv.ts';

async function cut(text: string) {
  const records: { line: number; cells: string[] }[] = [];
  const broken: number[] = [];
  const bytes = new TextEncoder().encode(text);
  const taker = {
    onRecord: (record: { line: number; cells: string[] }) => void records.push(record),
    onBroken: (row: { line: number }) => void broken.push(row.line),
  };
  await cutRecords(bytes, { offset: 0, line: 1 }, ';', taker);
  return { records, broken };
}

test.each([
  ['quotes around each cell', '"a";"b"\n"1";"2"\n'],
  ['with separators within', '"a;b";"c"\n'],
  ['with empty cells', '"";""\n""\n'],
  ['quotes doubled within', '"a"";""b";"c"\n"x";"y"\n'],
  ['quotes around some cells', '"a";1;"c"\n2;"d";\n'],
  ['no quotes, then some', 'a;b\nc;d\n"e";f\n"g";"h"'],
  ['Windows line ends and umlauts', '"Ä";"ö"\r\n"ü";"ß"\r\n'],
  ['a line break within a cell', '"a";"b"\n"c\nd";"e"\n"f";"g"\n'],
])('%s', async (_what, text) => {
  const { records, broken } = await cut(text);
  expect(broken).toEqual([]);
  const cells = parse(text, { delimiter: ';', relax_column_count: true });
  expect(records.map((record) => record.cells)).toEqual(cells);
});

test('lines are counted on where the parser takes over', async () => {
  const { records, broken } = await cut('"a";"b"\nc;d\n"e\nf";"g"\n"h;x\ni;j\n');
  expect(records.map(({ line }) => line)).toEqual([1, 2, 3, 6]);
  expect(broken).toEqual([5]);
});
