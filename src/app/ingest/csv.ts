// From UTF-8 bytes to records with their physical lines. Knows nothing of columns or values.
// csv-parse (RFC 4180) does the cutting; a row whose quotes are broken is reported and reading goes on with the next
// physical line, so that one slip costs one row and never swallows its neighbours.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { CsvError, Parser } from 'csv-parse';
import { MAX_COLUMNS, MAX_FIELD_LENGTH, MAX_PROBLEMS, MAX_ROW_BYTES, MAX_ROWS } from './limits.ts';
import { ImportRefused } from './refused.ts';
import type { Problem, Separator } from './types.ts';

export interface CsvRecord {
  line: number;
  cells: string[];
}

export interface CsvTable {
  separator: Separator;
  header: CsvRecord;
  records: CsvRecord[];
  /** Rows that could not be cut into cells. */
  problems: Problem[];
}

const LF = 10;
const CR = 13;
const CHUNK_BYTES = 64 * 1024;
const SEPARATORS: readonly Separator[] = [';', '\t', ','];
/** Excel's own hint on the first line of a file it wrote. */
const EXCEL_HINT = /^"?sep=([;,\t])"?(?:\r\n|\n|\r)/i;

/**
 * Header and records of a CSV file, blank lines left out.
 *
 * Throws ImportRefused when there is no header, or more rows, columns or broken rows than an import may have.
 */
export async function readTable(file: string, utf8: Uint8Array): Promise<CsvTable> {
  const head = Buffer.from(utf8.subarray(0, MAX_ROW_BYTES)).toString('utf8');
  const hint = EXCEL_HINT.exec(head);
  const separator = (hint?.[1] as Separator | undefined) ?? separatorOf(head);
  const records: CsvRecord[] = [];
  const problems: Problem[] = [];

  let offset = hint?.[0].length ?? 0;
  let line = hint === null ? 1 : 2;
  while (offset < utf8.length) {
    const stop = await readStretch(utf8, { offset, line }, separator, (record) =>
      take(file, record, records, problems),
    );
    if (stop === null) break;
    problems.push(brokenRow(stop.error, stop.line));
    if (problems.length > MAX_PROBLEMS) throw tooManyProblems(file, problems);
    offset = nextLine(utf8, stop.offset);
    line = stop.line + 1;
  }
  const header = records.shift();
  if (header === undefined || problems.some((problem) => problem.line < header.line)) throw noHeader(file, problems);
  if (header.cells.length > MAX_COLUMNS) throw tooManyColumns(file, header);
  return { separator, header, records, problems };
}

/** Refusal of a file that has more problems than anyone would read; it carries the first hundred. */
export function tooManyProblems(file: string, problems: readonly Problem[]): ImportRefused {
  const first = problems[0];
  return new ImportRefused({
    code: 'too_many_problems',
    file,
    line: first?.line ?? null,
    what: `more than ${MAX_PROBLEMS} problems were found, the first here: ${first?.reason ?? ''}`,
    todo: 'Nothing was imported; check that this is the right file, with the right columns.',
    problems: problems.slice(0, 100),
  });
}

interface Place {
  offset: number;
  line: number;
}

/** Reads records from a place on. Returns where and why it had to stop, or null at the end of the file. */
async function readStretch(
  utf8: Uint8Array,
  from: Place,
  separator: Separator,
  onRecord: (record: CsvRecord) => void,
): Promise<(Place & { error: CsvError }) | null> {
  // Start of the record being read. csv-parse counts a quoted CR LF twice, so lines are counted here.
  const place = { ...from };
  const parser = new Parser({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    on_record: (cells: string[], info: { bytes: number }) => {
      onRecord({ line: place.line, cells });
      place.offset = from.offset + info.bytes;
      place.line += 1 + lineBreaksIn(cells);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(chunksOf(utf8.subarray(from.offset))), parser.resume());
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ...place, error };
  }
}

/** Pieces small enough that a large file leaves the event loop room for others. */
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    yield bytes.subarray(at, at + CHUNK_BYTES);
    await setImmediate();
  }
}

function take(file: string, record: CsvRecord, records: CsvRecord[], problems: Problem[]): void {
  if (record.cells.every((cell) => cell.trim() === '')) return;
  const long = record.cells.find((cell) => cell.length > MAX_FIELD_LENGTH);
  if (long !== undefined) {
    problems.push(longField(record.line, `${MAX_FIELD_LENGTH / 1024} KB in one field`));
    return;
  }
  records.push(record);
  if (records.length <= MAX_ROWS + 1) return;
  throw new ImportRefused({
    code: 'too_many_rows',
    file,
    line: record.line,
    what: `the file has more than ${MAX_ROWS} rows`,
    todo: 'Split it into several files and import those.',
  });
}

/** The separator that stands most often in the heading, outside quotes; on a tie the one that is rarer in names. */
function separatorOf(head: string): Separator {
  const heading =
    head
      .replace(/"[^"]*"/g, '')
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? '';
  let best: Separator = ';';
  for (const separator of SEPARATORS) {
    if (heading.split(separator).length > heading.split(best).length) best = separator;
  }
  return best;
}

function brokenRow(error: CsvError, line: number): Problem {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return longField(line, `${MAX_ROW_BYTES / 1024} KB in one row`);
    case 'CSV_QUOTE_NOT_CLOSED': {
      const reason = 'A quotation mark is opened and never closed. Close it, or double it if it belongs to the text.';
      return { line, column: null, value: null, reason, code: 'quote_not_closed' };
    }
    default: {
      const reason =
        'A quotation mark stands inside a field. Put the field in quotes and double the mark: "24"" tool".';
      return { line, column: null, value: null, reason, code: 'quote_misplaced' };
    }
  }
}

function longField(line: number, limit: string): Problem {
  const reason = `More than ${limit}: a quotation mark may be missing. Check the row.`;
  return { line, column: null, value: null, reason, code: 'field_too_long' };
}

function noHeader(file: string, problems: readonly Problem[]): ImportRefused {
  const first = problems[0];
  return new ImportRefused({
    code: 'empty_file',
    file,
    line: first?.line ?? null,
    what:
      first === undefined ? 'the file is empty' : `the line with the columns' names cannot be read: ${first.reason}`,
    todo: 'The first line must name the columns, e.g. Kundennummer;Name;E-Mail.',
  });
}

function tooManyColumns(file: string, header: CsvRecord): ImportRefused {
  return new ImportRefused({
    code: 'too_many_columns',
    file,
    line: header.line,
    what: `the file has ${header.cells.length} columns; at most ${MAX_COLUMNS} are read`,
    todo: 'Export only the columns that are needed.',
  });
}

function nextLine(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) return at + 1;
  }
  return bytes.length;
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += (cell.match(/\r\n|\n|\r/g) ?? []).length;
  }
  return count;
}
