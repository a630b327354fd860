// A CSV file as a table: its heading, the rows that have as many cells as the heading, and problems for the others.

import { type BrokenRow, type CsvRecord, cutRecords } from './csv.ts';
import { MAX_BROKEN_ROWS, MAX_COLUMNS, MAX_FIELD_LENGTH, MAX_PROBLEMS, MAX_ROW_BYTES, MAX_ROWS } from './limits.ts';
import { checkProblems } from './problems.ts';
import { ImportRefused } from './refused.ts';
import type { Problem, Separator } from './types.ts';

export interface CsvTable {
  separator: Separator;
  header: CsvRecord;
  records: CsvRecord[];
  /** Rows that are not among the records, one problem each. */
  problems: Problem[];
}

const SEPARATORS: readonly Separator[] = [';', '\t', ','];
/** Excel's own hint on the first line of a file it wrote. */
const EXCEL_HINT = /^"?sep=([;,\t])"?(?:\r\n|\n|\r)/i;

const MAX_TITLE_LINES = 20;
const BROKEN: Readonly<Record<BrokenRow['code'], string>> = {
  field_too_long: `The row has more than ${MAX_FIELD_LENGTH / 1024} KB in one field. Is a quotation mark missing?`,
  quote_misplaced: 'A quotation mark stands inside a field. Put the field in quotes and double the mark: "24"" tool".',
  quote_not_closed: 'A quotation mark is opened and never closed. Close it, or double it if it belongs to the text.',
};

/**
 * The table of a file, blank lines left out.
 *
 * Throws ImportRefused when there is no heading, or more rows, columns or broken rows than an import may have.
 */
export async function readTable(
  file: string,
  utf8: Uint8Array,
  /** Of a table with titles: which line is its heading. Without, it is the first. */
  isHeading: ((cells: readonly string[]) => boolean) | null = null,
): Promise<CsvTable> {
  const head = Buffer.from(utf8.subarray(0, MAX_ROW_BYTES)).toString('utf8');
  const hint = EXCEL_HINT.exec(head);
  const separator = (hint?.[1] as Separator | undefined) ?? separatorOf(head, isHeading === null ? 1 : MAX_TITLE_LINES);
  const from = hint === null ? { offset: 0, line: 1 } : { offset: hint[0].length, line: 2 };
  const records: CsvRecord[] = [];
  const problems: Problem[] = [];
  let header: CsvRecord | null = null;
  let brokenRows = 0;

  await cutRecords(utf8, from, separator, {
    onRecord: (record) => {
      if (record.cells.every((cell) => cell.trim() === '')) return;
      if (header === null) {
        if (isHeading === null || isHeading(record.cells) || isTooDeep(record)) header = checkedHeader(file, record);
        return;
      }
      if (isHeading !== null && record.cells.filter((cell) => cell.trim() !== '').length === 1) return;
      const problem = problemOf(record, header.cells.length);
      if (problem === null) records.push(record);
      else problems.push(problem);
      // Counted while reading: a hostile file must not be read to its end only to be refused then.
      checkProblems(file, problems, MAX_PROBLEMS);
      if (records.length > MAX_ROWS) throw tooManyRows(file, record.line);
    },
    onBroken: ({ line, code }) => {
      if (header === null) throw noHeading(file, line, `the heading cannot be read: ${BROKEN[code]}`);
      problems.push({ line, column: null, value: null, reason: BROKEN[code], code });
      brokenRows += 1;
      if (brokenRows > MAX_BROKEN_ROWS) checkProblems(file, problems, MAX_BROKEN_ROWS);
    },
  });
  if (header === null) throw noHeading(file, null, 'the file is empty');
  return { separator, header, records, problems };
}

/** Titles take a few lines; a heading that comes later is none, and the complaint is about this line. */
function isTooDeep({ line }: CsvRecord): boolean {
  return line > MAX_TITLE_LINES;
}

/** The separator that stands most often in the heading, outside quotes; on a tie the one that is rarer in names. */
function separatorOf(head: string, lines: number): Separator {
  const heading = head
    .replace(/"[^"]*"/g, '')
    .trimStart()
    .split(/[\r\n]+/, lines)
    .join('\n');
  let best: Separator = ';';
  for (const separator of SEPARATORS) {
    if (heading.split(separator).length > heading.split(best).length) best = separator;
  }
  return best;
}

/** A row that is cut off or has a cell too many would be read into wrong columns; empty ones at its end are fine. */
function problemOf({ line, cells }: CsvRecord, width: number): Problem | null {
  const surplus = cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '');
  if (cells.length < width || surplus) {
    const reason = `The row has ${cells.length} fields, the heading has ${width}. A separator is missing or too many.`;
    return { line, column: null, value: null, reason, code: 'column_count' };
  }
  if (cells.every((cell) => cell.length <= MAX_FIELD_LENGTH)) return null;
  return { line, column: null, value: null, reason: BROKEN.field_too_long, code: 'field_too_long' };
}

function checkedHeader(file: string, header: CsvRecord): CsvRecord {
  const { line, cells } = header;
  if (cells.length <= MAX_COLUMNS) return header;
  const what = `the file has ${cells.length} columns; at most ${MAX_COLUMNS} are read`;
  const todo = 'Export only the columns that are needed.';
  throw new ImportRefused({ code: 'too_many_columns', file, line, what, todo });
}

function noHeading(file: string, line: number | null, what: string): ImportRefused {
  const todo = 'The first line must name the columns, e.g. Kundennummer;Name;E-Mail.';
  return new ImportRefused({ code: 'empty_file', file, line, what, todo });
}

function tooManyRows(file: string, line: number): ImportRefused {
  const what = `the file has more than ${MAX_ROWS} rows`;
  return new ImportRefused({ code: 'too_many_rows', file, line, what, todo: 'Split it into several files.' });
}
