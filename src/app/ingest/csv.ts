// Cuts UTF-8 bytes into records with their physical lines. Knows nothing of headings, columns or values.
// csv-parse (RFC 4180) does the cutting; where a row's quotes are broken, reading goes on with the next physical line,
// so that one slip costs one row and never swallows its neighbours. Lines without any quotes, or with quotes around
// each cell and nowhere else, need no parser: it takes over at the first that is written otherwise.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { CsvError, Parser } from 'csv-parse';
import { MAX_ROW_BYTES } from './limits.ts';
import type { ProblemCode, Separator } from './types.ts';

export interface CsvRecord {
  line: number;
  cells: string[];
}

/** A row that cannot be cut into cells. */
export interface BrokenRow {
  line: number;
  code: Extract<ProblemCode, 'field_too_long' | 'quote_misplaced' | 'quote_not_closed'>;
}

/** Where reading begins: a byte, and the number of its physical line. */
export interface Place {
  offset: number;
  line: number;
}

export interface RecordTaker {
  onRecord(record: CsvRecord): void;
  onBroken(row: BrokenRow): void;
}

const LF = 10;
const CR = 13;
const LINE_BREAK = /\r\n|\n|\r/;
const CHUNK_BYTES = 64 * 1024;

/** Hands out all records from a place on, in the file's order; what the taker throws ends the reading. */
export async function cutRecords(
  utf8: Uint8Array,
  from: Place,
  separator: Separator,
  taker: RecordTaker,
): Promise<void> {
  let place = await cutPlain(utf8, from, separator, taker);
  while (place.offset < utf8.length) {
    const stop = await cutStretch(utf8, place, separator, taker);
    if (stop === null) return;
    taker.onBroken({ line: stop.line, code: codeOf(stop.error) });
    place = { offset: nextLine(utf8, stop.offset), line: stop.line + 1 };
  }
}

/** Cuts plain lines, and stops before the first that is not: where that one begins, or the end of the bytes. */
async function cutPlain(utf8: Uint8Array, from: Place, separator: Separator, taker: RecordTaker): Promise<Place> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true });
  let { line } = from;
  let at = from.offset;
  while (at < utf8.length) {
    const end = nextLine(utf8, Math.min(at + CHUNK_BYTES, utf8.length));
    const lines = text.decode(utf8.subarray(at, end)).split(LINE_BREAK);
    // What follows the last line break is no line of its own; nobody's chunk ends elsewhere but the file's.
    if (lines.at(-1) === '') lines.pop();
    for (const one of lines) {
      const cells = plainCells(one, separator);
      if (cells === null) return { offset: at, line };
      taker.onRecord({ line, cells });
      line += 1;
      at = nextLine(utf8, at);
    }
    await setImmediate();
  }
  return { offset: at, line };
}

/** The cells of a line that has no quotes at all, or quotes around each cell and nowhere else; else null. */
function plainCells(line: string, separator: Separator): string[] | null {
  if (!line.includes('"')) return line.split(separator);
  if (line.length < 2 || line.length > MAX_ROW_BYTES || !line.startsWith('"') || !line.endsWith('"')) return null;
  const cells = line.slice(1, -1).split(`"${separator}"`);
  for (const cell of cells) if (cell.includes('"')) return null;
  return cells;
}

/** Reads on until the end (null) or a broken row: where that row begins, and what is wrong with it. */
async function cutStretch(
  utf8: Uint8Array,
  from: Place,
  separator: Separator,
  taker: RecordTaker,
): Promise<(Place & { error: CsvError }) | null> {
  // Start of the record being read. csv-parse counts a quoted CR LF twice, so lines are counted here.
  const place = { ...from };
  const parser = new Parser({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    on_record: (cells: string[], info: { bytes: number }) => {
      taker.onRecord({ line: place.line, cells });
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

function codeOf(error: CsvError): BrokenRow['code'] {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return 'field_too_long';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'quote_not_closed';
    default:
      return 'quote_misplaced';
  }
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
