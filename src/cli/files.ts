// Files named on the command line: read with a limit, and every way in which that fails said in one sentence.

import { createReadStream, type Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UseCaseError } from '../app/errors.ts';
import { collectBytes } from '../app/ingest/bytes.ts';
import { describeDbError } from '../db/errors.ts';
import { refuse } from './refusals.ts';

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
  if (facts.isDirectory()) throw refuse('path_is_folder', { path });
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
    throw refuse('not_utf8', { file: name });
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
  const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
  return isAbsent ? refuse('no_file', { path }) : refuse('unreadable', { path, why: message });
}
