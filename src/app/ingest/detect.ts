// What a file is, told from its content and never from its name.

export type FileFormat = 'zip' | 'pdf' | 'xml' | 'mt940' | 'table';

const HEAD_BYTES = 4_096;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

/** The format of a file's bytes; what is nothing else is read as a table, whose reader says what is wrong with it. */
export function formatOf(bytes: Uint8Array): FileFormat {
  if (startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP)) return isWorkbook(bytes) ? 'table' : 'zip';
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf';
  const start = head.trimStart();
  if (start.startsWith('<')) return 'xml';
  return isMt940(start) ? 'mt940' : 'table';
}

/** Excel's workbooks are archives, too: they are no table, and their refusal says how to save one. */
function isWorkbook(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  return head.includes('[Content_Types].xml') || head.includes('xl/') || head.includes('_rels/.rels');
}

/** A SWIFT message begins with its block or with field 20; the account's field follows soon. */
function isMt940(start: string): boolean {
  const begins = /^(?:\{1:|:20:|-\r?\n:20:)/.test(start);
  return begins && /(?:^|\r?\n):(?:25P?|28C?):/.test(start);
}

function startsWith(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, index) => bytes[index] === byte);
}
