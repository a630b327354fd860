// Files of a ZIP archive as banks and programs deliver them. Nothing is written to disk, so names are names and no
// paths; sizes are those that come out, not those the archive claims, and the check sums must be right.

import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ImportRefused } from './refused.ts';
import { showText } from './text.ts';

export const MAX_ARCHIVE_FILES = 200;
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
/** Text packs to a tenth or a twentieth; what packs better than this was made to burst. */
const MAX_RATIO = 200;
const RATIO_FREE_BYTES = 1024 * 1024;

export interface ArchiveFile {
  /** The last part of its name in the archive, with a number where several have the same. */
  name: string;
  bytes: Uint8Array;
}

/**
 * All files of an archive, folders left out, in its order.
 *
 * Throws ImportRefused when it is damaged, encrypted, nested, or larger than it may be.
 */
export async function readArchive(file: string, bytes: Uint8Array): Promise<ArchiveFile[]> {
  const archive = await open(file, bytes);
  const files: ArchiveFile[] = [];
  let total = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName.endsWith('/') || isLitter(entry.fileName)) continue;
      if (files.length >= MAX_ARCHIVE_FILES)
        throw refuse(file, `the archive holds more than ${MAX_ARCHIVE_FILES} files`);
      const content = await unpack(file, archive, entry, MAX_UNPACKED_BYTES - total);
      total += content.length;
      files.push({ name: unusedName(baseName(entry.fileName), files), bytes: content });
    }
  } catch (cause) {
    if (cause instanceof ImportRefused) throw cause;
    throw refuse(file, 'the archive is damaged, or says other sizes than it holds', cause);
  } finally {
    archive.close();
  }
  if (files.length === 0) throw refuse(file, 'the archive holds no file');
  return files;
}

async function open(file: string, bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Names like ../x and sizes that are lies are refused by the reader.
    return await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true, decodeStrings: true });
  } catch (cause) {
    throw refuse(file, 'the archive is damaged or cut off', cause);
  }
}

async function unpack(file: string, archive: ZipFile, entry: Entry, most: number): Promise<Uint8Array> {
  const name = showText(baseName(entry.fileName));
  if (entry.isEncrypted()) throw refuse(file, `${name} in the archive is encrypted`);
  if (entry.uncompressedSize > most) throw tooLarge(file);
  const stream = await archive.openReadStreamPromise(entry);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw tooLarge(file);
    if (size > RATIO_FREE_BYTES && size > entry.compressedSize * MAX_RATIO) {
      throw refuse(file, `${name} in the archive unpacks to more than ${MAX_RATIO} times its size`);
    }
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32) throw refuse(file, `${name} in the archive is damaged (its check sum is wrong)`);
  return content;
}

/** Files of several folders may have the same name. */
function unusedName(name: string, files: readonly ArchiveFile[]): string {
  const taken = new Set(files.map((file) => file.name));
  for (let copy = 1; ; copy += 1) {
    const unused = copy === 1 ? name : `${copy} ${name}`;
    if (!taken.has(unused)) return unused;
  }
}

/** What operating systems add by themselves. */
function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.endsWith('.DS_Store') || name.endsWith('Thumbs.db');
}

/** The last part of a path, whatever system wrote it. */
export function baseName(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? name;
}

function tooLarge(file: string): ImportRefused {
  return refuse(file, `the archive unpacks to more than ${MAX_UNPACKED_BYTES / 1024 / 1024} MB`);
}

function refuse(file: string, what: string, cause?: unknown): ImportRefused {
  const todo = 'Fetch it again, or unpack it and import the files within.';
  return new ImportRefused({ code: 'archive_refused', file, line: null, what, todo, cause });
}
