// One spelling for numbers that people write in many: "RE-2026/0042", "Re 2026 0042" and "re20260042" are one key.

export const MAX_KEY_LENGTH = 40;

/** References of this length are printed in groups. */
const GROUPED_LENGTH = 14;

const ZERO = 48;
const NINE = 57;
const UPPER_A = 65;
const UPPER_Z = 90;
const CASE_BIT = 32;

/** Char code of a digit or an upper-case letter; 0 for every other character. */
export function keyCode(code: number): number {
  if (code >= ZERO && code <= NINE) return code;
  const upper = code & ~CASE_BIT;
  return upper >= UPPER_A && upper <= UPPER_Z && code < 128 ? upper : 0;
}

export const isDigitCode = (code: number): boolean => code >= ZERO && code <= NINE;

/** Letters A-Z and digits of a text, nothing else. */
export function keyOf(text: string): string {
  let key = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = keyCode(text.charCodeAt(at));
    if (code !== 0) key += String.fromCharCode(code);
  }
  return key;
}

/**
 * Offsets in a number's key at which a separator may stand in a text: where the number itself has one, and where
 * letters and digits meet. "RE-2026-0042" may be written "RE 2026 0042" and "RE20260042", not "RE 20 260042". Long ones
 * (references with check digits) are written in groups of any size.
 */
export function breaksOf(number: string): ReadonlySet<number> {
  const breaks = new Set<number>();
  const isLong = keyOf(number).length >= GROUPED_LENGTH;
  let length = 0;
  let separated = false;
  let lastIsDigit: boolean | null = null;
  for (let at = 0; at < number.length; at += 1) {
    const code = keyCode(number.charCodeAt(at));
    if (code === 0) {
      separated = true;
      continue;
    }
    const isDigit = isDigitCode(code);
    if (length > 0 && (isLong || separated || isDigit !== lastIsDigit)) breaks.add(length);
    length += 1;
    separated = false;
    lastIsDigit = isDigit;
  }
  return breaks;
}
