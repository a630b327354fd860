// Files as one ZIP archive, whole in memory: some letters, not a data base.

import { Zip, ZipDeflate } from 'fflate';

export interface PackedFile {
  /** With folders, separated by slashes. */
  name: string;
  bytes: Uint8Array;
}

/** The first day the format knows: the same files make the same archive. */
const NO_DATE = '1980-01-01T00:00:00';

export function packArchive(files: readonly PackedFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part);
  });
  for (const { name, bytes } of files) {
    const entry = new ZipDeflate(name);
    entry.mtime = NO_DATE;
    zip.add(entry);
    entry.push(bytes, true);
  }
  zip.end();
  return Buffer.concat(parts);
}

/** A part of a path made of any text: letters, digits, dot, dash and underscore. */
export function fileNameOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
}
