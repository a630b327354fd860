// From raw bytes to clean UTF-8: encoding decided once per file, foreign formats and bytes no table has refused.

import { isUtf8 } from 'node:buffer';
import { MAX_ROW_BYTES } from './limits.ts';
import { ImportRefused } from './refused.ts';
import type { Encoding } from './types.ts';

const LF = 10;
const CR = 13;
const UTF8_BOM = [0xef, 0xbb, 0xbf];

/** First bytes of files that people take for a CSV file. */
const FOREIGN: readonly { starts: readonly number[]; what: string }[] = [
  { starts: [0x50, 0x4b, 0x03, 0x04], what: 'this is an Excel workbook or a ZIP file, not a CSV file' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], what: 'this is an old Excel workbook, not a CSV file' },
  { starts: [0x25, 0x50, 0x44, 0x46], what: 'this is a PDF file, not a CSV file' },
  { starts: [0xff, 0xfe], what: 'the file is written in UTF-16' },
  { starts: [0xfe, 0xff], what: 'the file is written in UTF-16' },
];

/**
 * The bytes as UTF-8 without byte order mark, and the encoding they came in: strict UTF-8, else Windows-1252.
 *
 * Throws ImportRefused for foreign formats, NUL bytes, endless lines, and UTF-8 that is damaged.
 */
export function decodeBytes(file: string, bytes: Uint8Array): { utf8: Uint8Array; encoding: Encoding } {
  const foreign = FOREIGN.find(({ starts }) => startsWith(bytes, starts));
  if (foreign !== undefined) {
    const todo = 'Save the table as "CSV UTF-8" and import that file.';
    throw new ImportRefused({ code: 'not_csv', file, line: null, what: foreign.what, todo });
  }
  checkBytes(file, bytes);
  const marked = startsWith(bytes, UTF8_BOM);
  const body = marked ? bytes.subarray(UTF8_BOM.length) : bytes;
  if (isUtf8(body)) return { utf8: body, encoding: 'utf-8' };
  if (marked || isMeantAsUtf8(body)) {
    throw new ImportRefused({
      code: 'encoding_damaged',
      file,
      line: firstBrokenLine(body),
      what: 'the file is UTF-8, but this line is damaged; reading it in another encoding would garble umlauts',
      todo: 'Export the file again as "CSV UTF-8".',
    });
  }
  const text = new TextDecoder('windows-1252').decode(body);
  return { utf8: Buffer.from(text, 'utf8'), encoding: 'windows-1252' };
}

/**
 * Whether a file that is not valid UTF-8 was meant to be.
 *
 * C3 followed by 80..BF is "ä", "é" and the like in UTF-8; in Windows-1252 it would be "Ã" and a symbol, which no
 * language writes. Taking such a file for Windows-1252 would turn every "Müller" into "MÃ¼ller" without a word.
 */
function isMeantAsUtf8(body: Uint8Array): boolean {
  for (let at = body.indexOf(0xc3); at !== -1; at = body.indexOf(0xc3, at + 1)) {
    const next = body[at + 1] ?? 0;
    if (next >= 0x80 && next <= 0xbf) return true;
  }
  return false;
}

function checkBytes(file: string, bytes: Uint8Array): void {
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    throw new ImportRefused({
      code: 'nul_byte',
      file,
      line: lineAt(bytes, nul),
      what: 'the line holds a NUL byte, so the file is damaged, binary or UTF-16',
      todo: 'Export it again as "CSV UTF-8".',
    });
  }
  const endless = endlessLineAt(bytes);
  if (endless !== null) {
    throw new ImportRefused({
      code: 'line_too_long',
      file,
      line: lineAt(bytes, endless),
      what: `the line is longer than ${MAX_ROW_BYTES / 1024} KB`,
      todo: 'Check that this is a CSV file with one row per line.',
    });
  }
}

/**
 * Where a line longer than MAX_ROW_BYTES begins, or null.
 *
 * The parser limits what is in a row, but not its separators: a line of ten million of them must not reach it. From the
 * last line break within reach one leaps to the last within reach of that, so nearly nothing is read.
 */
function endlessLineAt(bytes: Uint8Array): number | null {
  let start = 0;
  while (bytes.length - start > MAX_ROW_BYTES) {
    const reach = bytes.subarray(start, start + MAX_ROW_BYTES + 1);
    const lastBreak = Math.max(reach.lastIndexOf(LF), reach.lastIndexOf(CR));
    if (lastBreak === -1) return start;
    start += lastBreak + 1;
  }
  return null;
}

function firstBrokenLine(body: Uint8Array): number | null {
  let line = 0;
  for (const { start, end } of physicalLines(body)) {
    line += 1;
    if (!isUtf8(body.subarray(start, end))) return line;
  }
  return null;
}

/** Number of the physical line (first = 1) in which a byte stands. */
function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 0;
  for (const { start } of physicalLines(bytes)) {
    if (start > offset) break;
    line += 1;
  }
  return line;
}

/** Lines as editors count them: CR LF, LF and CR each end one. */
function* physicalLines(bytes: Uint8Array): Generator<{ start: number; end: number }> {
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== LF && byte !== CR) continue;
    yield { start, end: at };
    if (byte === CR && bytes[at + 1] === LF) at += 1;
    start = at + 1;
  }
  yield { start, end: bytes.length };
}

function startsWith(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, index) => bytes[index] === byte);
}
