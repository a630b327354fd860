// Text of a cell: tidied where that is harmless, refused where a character would be invisible or is already damaged.

import type { ProblemCode } from './types.ts';

/** Controls, line and paragraph separators, invisible format marks; the joiners U+200C and U+200D belong to scripts. */
const UNPRINTABLE = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\u200c\u200d]]/v;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE.source, 'gv');
const PLAIN = /^[ -~]*$/;
const SHOWN_LENGTH = 60;

export interface Flaw {
  code: ProblemCode;
  reason: string;
}

/** Trims, composes accents (NFC) and makes every kind of space a plain one; line breaks and controls stay. */
export function tidyText(cell: string): string {
  // Nearly all cells are plain ASCII, where there is nothing to compose.
  const composed = PLAIN.test(cell) ? cell : cell.normalize('NFC').replace(/\p{Zs}/gu, ' ');
  return composed.trim();
}

/** What makes a text unfit to be kept or printed, or null. `maxLength` counts characters (UTF-16 units). */
export function flawOf(text: string, maxLength: number): Flaw | null {
  if (text.length > maxLength) {
    return { code: 'too_long', reason: `It has ${text.length} characters; at most ${maxLength} are kept. Shorten it.` };
  }
  const bad = UNPRINTABLE.exec(text)?.[0];
  if (bad !== undefined) {
    return { code: 'unprintable', reason: `It holds the invisible character ${nameOf(bad)}. Remove it.` };
  }
  if (text.includes('\ufffd')) {
    const reason = 'A character was lost in an earlier conversion. Export the file again as UTF-8.';
    return { code: 'damaged_text', reason };
  }
  return null;
}

/** A foreign text made safe to show in a message: shortened, invisible characters written as U+XXXX. */
export function showText(text: string): string {
  // Cut first: a cell may be long, and the cut must not leave half of a surrogate pair.
  const short = text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH).toWellFormed()}…`;
  return short.replace(EVERY_UNPRINTABLE, (bad) => `<${nameOf(bad)}>`);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
