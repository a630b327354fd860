// Breaks a text of spans into lines: greedy, with hyphenation when much of a line would stay empty.

import type { Language } from '../../core/notice.ts';
import type { FontKey, FontLibrary } from '../fonts/library.ts';
import { hyphenPositions } from './hyphen.ts';

/** A piece of text in one typeface. A line feed in it forces a new line. */
export interface Span {
  text: string;
  font: FontKey;
  /** Target of a link, https or mailto; null = plain text. */
  href: string | null;
}

/** A piece of a line; x is relative to the line's start, in points. */
export interface LinePart {
  text: string;
  font: FontKey;
  href: string | null;
  x: number;
}

export interface Line {
  parts: LinePart[];
  width: number;
  /** The line ends inside a word: a hyphen is drawn after its last part. */
  hyphenated: boolean;
}

/** A line is filled up by dividing a word only when more than this share of it would stay empty. */
const HYPHENATION_THRESHOLD = 0.12;
const WORD = /\p{L}+/gu;
const BREAK_AFTER = /[-/–—]/;
const LETTER = /\p{L}/u;

/** The whole paragraph as one string with the pen position of every UTF-16 unit, in points from its start. */
interface Track {
  text: string;
  spans: readonly Span[];
  starts: number[];
  positions: Float64Array;
}

function layTrack(fonts: FontLibrary, spans: readonly Span[], size: number): Track {
  const text = spans.map((span) => span.text).join('');
  const positions = new Float64Array(text.length + 1);
  const starts: number[] = [];
  let at = 0;
  let pen = 0;
  for (const span of spans) {
    starts.push(at);
    const shaped = fonts.shape(span.font, span.text.replaceAll('\n', ' '));
    for (let index = 0; index < span.text.length; index++) {
      positions[at + index] = pen + ((shaped.positions[index] ?? 0) * size) / 1000;
    }
    at += span.text.length;
    pen += (shaped.width * size) / 1000;
  }
  positions[at] = pen;
  return { text, spans, starts, positions };
}

/** Position after the last character that may still stand on a line, seen from `from`. */
interface Break {
  /** End of what is drawn. */
  end: number;
  /** Where the next line starts (spaces are swallowed). */
  next: number;
  hyphenated: boolean;
}

/**
 * Lines of at most `width` points; at least one line, even for an empty text. Without a language words are not divided
 * by hyphens: names, addresses and numbers stay as they are.
 */
export function breakLines(
  fonts: FontLibrary,
  spans: readonly Span[],
  size: number,
  width: number,
  language: Language | null,
): Line[] {
  const track = layTrack(fonts, spans, size);
  const lines: Line[] = [];
  let from = 0;
  do {
    const found = nextBreak(fonts, track, from, size, width, language);
    lines.push(cutLine(track, from, found));
    from = found.next;
  } while (from < track.text.length);
  return lines;
}

function nextBreak(
  fonts: FontLibrary,
  track: Track,
  from: number,
  size: number,
  width: number,
  language: Language | null,
): Break {
  const { text, positions } = track;
  const start = positions[from] ?? 0;
  const limit = start + width + 0.001;
  let best: Break | null = null;
  for (let index = from; index < text.length; index++) {
    const char = text[index] ?? '';
    if (char === '\n') {
      if ((positions[index] ?? 0) <= limit) return { end: index, next: index + 1, hyphenated: false };
      break;
    }
    if (char === ' ') {
      if ((positions[index] ?? 0) > limit) break;
      best = { end: index, next: skipSpaces(text, index), hyphenated: false };
    } else if ((positions[index + 1] ?? 0) > limit) {
      break;
    } else if (isBreakAfter(text, index)) {
      best = { end: index + 1, next: index + 1, hyphenated: false };
    }
  }
  if ((positions[text.length] ?? 0) <= limit && !text.includes('\n', from)) {
    return { end: text.length, next: text.length, hyphenated: false };
  }
  const free = limit - (positions[best?.end ?? from] ?? 0);
  if (best && free <= width * HYPHENATION_THRESHOLD) return best;
  const divided = language && divideWord(fonts, track, best?.next ?? from, limit, size, language);
  return divided ?? best ?? breakAnywhere(track, from, limit);
}

function skipSpaces(text: string, index: number): number {
  let next = index;
  while (text[next] === ' ') next++;
  return text[next] === '\n' ? next + 1 : next;
}

function isBreakAfter(text: string, index: number): boolean {
  return (
    BREAK_AFTER.test(text[index] ?? '') && LETTER.test(text[index - 1] ?? '') && LETTER.test(text[index + 1] ?? '')
  );
}

function divideWord(
  fonts: FontLibrary,
  track: Track,
  wordStart: number,
  limit: number,
  size: number,
  language: Language,
): Break | null {
  const { text, positions } = track;
  WORD.lastIndex = wordStart;
  const found = WORD.exec(text);
  if (!found || text.slice(wordStart, found.index).includes(' ')) return null;
  const hyphen = fonts.width(fontAt(track, found.index), size, '-');
  let best: Break | null = null;
  for (const offset of hyphenPositions(found[0], language)) {
    const at = found.index + offset;
    if ((positions[at] ?? 0) + hyphen > limit) break;
    best = { end: at, next: at, hyphenated: true };
  }
  return best;
}

function breakAnywhere(track: Track, from: number, limit: number): Break {
  const { text, positions } = track;
  let end = from + 1;
  while (end < text.length && (positions[end + 1] ?? 0) <= limit && text[end] !== '\n') end++;
  // Never between the two halves of a surrogate pair.
  if (/[\uDC00-\uDFFF]/.test(text[end] ?? '')) end += end === from + 1 ? 1 : -1;
  return { end, next: end, hyphenated: false };
}

function fontAt(track: Track, index: number): FontKey {
  let font: FontKey = track.spans[0]?.font ?? 'regular';
  track.starts.forEach((start, order) => {
    if (start <= index) font = track.spans[order]?.font ?? font;
  });
  return font;
}

function cutLine(track: Track, from: number, found: Break): Line {
  const { positions, spans, starts } = track;
  const start = positions[from] ?? 0;
  const parts: LinePart[] = [];
  spans.forEach((span, order) => {
    const spanStart = starts[order] ?? 0;
    const left = Math.max(from, spanStart);
    const right = Math.min(found.end, spanStart + span.text.length);
    if (left >= right) return;
    const text = span.text.slice(left - spanStart, right - spanStart);
    parts.push({ text, font: span.font, href: span.href, x: (positions[left] ?? 0) - start });
  });
  return { parts, width: (positions[found.end] ?? 0) - start, hyphenated: found.hyphenated };
}

/** A text in one typeface broken into plain strings, words undivided. */
export function foldText(fonts: FontLibrary, text: string, font: FontKey, size: number, width: number): string[] {
  const lines = breakLines(fonts, [{ text, font, href: null }], size, width, null);
  return lines.map((line) => line.parts.map((part) => part.text).join(''));
}
