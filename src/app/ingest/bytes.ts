// All bytes of an import file, with its size guarded before anything too large is held.

import { ImportRefused } from './refused.ts';

export interface FileInput {
  /** Shown in messages; never used as a path. */
  name: string;
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** If known beforehand: a file that is too large is then refused before its first byte is read. */
  sizeBytes?: number;
}

const MEGABYTE = 1024 * 1024;

/**
 * All bytes of the input, at most `maxBytes`.
 *
 * Throws ImportRefused when the file is larger, without reading the rest of it, or when its source fails.
 */
export async function collectBytes(input: FileInput, maxBytes: number): Promise<Uint8Array> {
  if (input.sizeBytes !== undefined) checkSize(input.name, input.sizeBytes, maxBytes);
  if (input.bytes instanceof Uint8Array) {
    checkSize(input.name, input.bytes.length, maxBytes);
    return input.bytes;
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of input.bytes) {
      total += chunk.length;
      checkSize(input.name, total, maxBytes);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ImportRefused) throw cause;
    throw new ImportRefused({
      code: 'source_failed',
      file: input.name,
      line: null,
      what: `the file could not be read to its end (${total} bytes came)`,
      todo: 'Nothing was imported; try again.',
      cause,
    });
  }
  return Buffer.concat(chunks);
}

function checkSize(file: string, size: number, maxBytes: number): void {
  if (size <= maxBytes) return;
  throw new ImportRefused({
    code: 'file_too_large',
    file,
    line: null,
    what: `the file is larger than ${Math.floor((maxBytes / MEGABYTE) * 10) / 10} MB (${size} bytes were seen)`,
    todo: 'Split it into several files, or leave out what is settled, and import those.',
  });
}
