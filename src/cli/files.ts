// Files named on the command line: read with a limit, and every way in which that fails said in one sentence.

import { createReadStream, type Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UseCaseError } from '../app/errors.ts';
import { collectBytes } from '../app/ingest/bytes.ts';
import { describeDbError } from '../db/errors.ts';

/** No scenario and no organisation is near this. */
const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

export interface ReadFile {
  /** As messages name it. */
  name: string;
  bytes: Uint8Array;
}

/** All bytes of a file, at most `maxBytes`; a larger one is refused before it is read. */
export async function readBytes(path: string, maxBytes: number): Promise<ReadFile> {
  const facts = await lookAt(path);
  if (facts.isDirectory()) throw new UseCaseError('invalid_input', `${path} is a folder. Name the files in it.`);
  const name = basename(path);
  const size = facts.isFile() ? { sizeBytes: facts.size } : {};
  return { name, bytes: await collectBytes({ name, bytes: chunksOf(path), ...size }, maxBytes) };
}

/** A JSON or other text document: UTF-8, with or without a mark at its beginning. */
export async function readText(path: string): Promise<string> {
  const { name, bytes } = await readBytes(path, MAX_DOCUMENT_BYTES);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UseCaseError('invalid_input', `${name} is not a text in UTF-8. Save it as UTF-8.`);
  }
}

async function lookAt(path: string): Promise<Stats> {
  try {
    await access(path, constants.R_OK);
    return await stat(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Opened only when the first byte is wanted, so that a file that is too large is not touched. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

function unreadable(path: string, error: unknown): UseCaseError {
  const { code, message } = describeDbError(error);
  const what =
    code === 'ENOENT' || code === 'ENOTDIR' ? `There is no file ${path}.` : `${path} cannot be read: ${message}.`;
  return new UseCaseError('invalid_input', what);
}
