// Where the next page begins, as one opaque word: what is in it may change, so nobody should read it.

import { wrongField } from '../../app/errors.ts';

export function writeCursor(next: unknown): string {
  return Buffer.from(JSON.stringify(next)).toString('base64url');
}

/** Throws `invalid_input` for anything that this program did not write. */
export function readCursor(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw wrongField('cursor', 'cursor', 'cursor');
  }
}
