// What may be printed at all, before any font is asked: composed letters, no control characters, left-to-right only.

// Invisible characters that only steer other software: dropped without loss (soft hyphen, joiners, direction marks).
// biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points, written as escapes on purpose.
const INVISIBLE = /[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF]/g;
// Line feed stays: it is a wanted line break in remarks and addresses.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for.
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029]+/g;
const NEEDS_WORK = /[^\n\u0020-\u007E\u00A0-\u00AC\u00AE-\u017F\u2010-\u2026\u20AC]/;

// Combining marks that composed with no letter would be drawn displaced; right-to-left scripts need the bidirectional
// algorithm, which the layout does not have. Both are reported instead of printed wrongly.
const REFUSED =
  /[\p{M}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Cs}\p{Co}]/u;

/** The text as the layout wants it: NFC, control characters as spaces (CR LF as one line feed), invisible ones gone. */
export function cleanText(text: string): string {
  if (!NEEDS_WORK.test(text)) return text;
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(INVISIBLE, '').replace(CONTROL, ' ');
}

/** Whether a code point can be set in the right place by a left-to-right layout without mark positioning. */
export function isSettable(codePoint: number): boolean {
  if (codePoint < 0x300) return true;
  return !REFUSED.test(String.fromCodePoint(codePoint));
}
