// Finds known numbers in the text of a payment. A linear scan over letters and digits: no regular expression meets a
// stranger's text here, so no text can make it slow. How sure a mention is depends on what stands around it.

import { breaksOf, isDigitCode, keyCode, keyOf, MAX_KEY_LENGTH } from './match-key.ts';
import { contextOf } from './match-words.ts';

/**
 * `named`: the number as it is written, or after a word for invoice. `plain`: six digits or more without such a word.
 * `weak`: something of that shape, which may be part of another number or another kind of number.
 */
export type MentionGrade = 'named' | 'plain' | 'weak';

export interface Mention<T> {
  target: T;
  grade: MentionGrade;
  /** Where it stands in the text: first and last character. */
  from: number;
  to: number;
}

interface Entry<T> {
  target: T;
  breaks: ReadonlySet<number>;
}

/** Known numbers, to be looked for in texts. */
export interface NumberIndex<T> {
  /** Entries by key; several when two numbers differ in separators only. */
  byKey: ReadonlyMap<string, readonly Entry<T>[]>;
  /** Lengths of the keys that begin with these characters: nearly every place of a text is passed over at once. */
  lengthsByStart: ReadonlyMap<string, readonly number[]>;
}

const START = 3;
/** Numbers with less than this are too common to be looked for. */
const MIN_KEY_LENGTH = 3;
/** A bare number shorter than this may be a postal code, a year, a part of anything. */
const PLAIN_DIGITS = 6;
const MAX_GAP = 3;
const GAP = new Set([...' \n-/._#:'].map((sign) => sign.charCodeAt(0)));
const JOINS_NUMBERS = new Set([...'-/._'].map((sign) => sign.charCodeAt(0)));
const NEW_LINE = 10;

/** An index of numbers; each may stand for several targets. */
export function indexNumbers<T>(numbers: Iterable<{ number: string; target: T }>): NumberIndex<T> {
  const byKey = new Map<string, Entry<T>[]>();
  const lengths = new Map<string, Set<number>>();
  for (const { number, target } of numbers) {
    const key = keyOf(number);
    if (key.length < MIN_KEY_LENGTH || key.length > MAX_KEY_LENGTH || !/\d/.test(key)) continue;
    const entry = { target, breaks: breaksOf(number) };
    const entries = byKey.get(key);
    if (entries === undefined) byKey.set(key, [entry]);
    else entries.push(entry);
    const start = key.slice(0, START);
    const known = lengths.get(start);
    if (known === undefined) lengths.set(start, new Set([key.length]));
    else known.add(key.length);
  }
  const lengthsByStart = new Map([...lengths].map(([start, set]) => [start, [...set].sort((a, b) => b - a)]));
  return { byKey, lengthsByStart };
}

/** All known numbers in a text, in its order; one that lies within a longer and surer one is left out. */
export function findMentions<T>(text: string, index: NumberIndex<T>): Mention<T>[] {
  const { key, places } = squeeze(text);
  const found: Mention<T>[] = [];
  for (let at = 0; at + MIN_KEY_LENGTH <= key.length; at += 1) {
    const lengths = index.lengthsByStart.get(key.slice(at, at + START));
    if (lengths === undefined) continue;
    for (const length of lengths) {
      const entries = at + length > key.length ? undefined : index.byKey.get(key.slice(at, at + length));
      if (entries === undefined) continue;
      for (const entry of entries) {
        const grade = gradeOf(text, places, at, length, entry.breaks);
        const from = places[at] ?? 0;
        const to = places[at + length - 1] ?? 0;
        if (grade !== null) found.push({ target: entry.target, grade, from, to });
      }
    }
  }
  return withoutInner(found);
}

/** Letters and digits of a text, and where in it each stands. */
function squeeze(text: string): { key: string; places: number[] } {
  const places: number[] = [];
  const codes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = keyCode(text.charCodeAt(at));
    if (code === 0) continue;
    codes.push(code);
    places.push(at);
  }
  return { key: String.fromCharCode(...codes), places };
}

/** How sure it is that the key at this place is the number; null when it is part of another one. */
function gradeOf(
  text: string,
  places: readonly number[],
  at: number,
  length: number,
  breaks: ReadonlySet<number>,
): MentionGrade | null {
  const inside = insideGrade(text, places, at, length, breaks);
  if (inside === null) return null;
  const from = places[at] ?? 0;
  const to = places[at + length - 1] ?? 0;
  const before = edgeBefore(text, from);
  const after = edgeAfter(text, to);
  if (before === 'another' || after === 'another') return null;
  const context = contextOf(text, from);
  if (context === 'customer') return null;
  if (inside === 'weak' || after === 'weak') return 'weak';
  const isBare = breaks.size === 0 && isDigitCode(text.charCodeAt(from));
  if (context === 'invoice') return 'named';
  if (before === 'weak') return 'weak';
  if (!isBare) return length > START ? 'named' : 'weak';
  return length >= PLAIN_DIGITS ? 'plain' : 'weak';
}

/** What stands between the characters: separators where the number has its own joints, or somewhere else. */
function insideGrade(
  text: string,
  places: readonly number[],
  at: number,
  length: number,
  breaks: ReadonlySet<number>,
): 'named' | 'weak' | null {
  let grade: 'named' | 'weak' = 'named';
  for (let offset = 1; offset < length; offset += 1) {
    const from = places[at + offset - 1] ?? 0;
    const to = places[at + offset] ?? 0;
    if (to - from === 1) continue;
    if (to - from - 1 > MAX_GAP) return null;
    let isCut = true;
    for (let place = from + 1; place < to; place += 1) {
      const code = text.charCodeAt(place);
      if (!GAP.has(code)) return null;
      if (code !== NEW_LINE) isCut = false;
    }
    // The bank cuts texts anywhere, so a lone line break says nothing against the number.
    if (!isCut && !breaks.has(offset)) grade = 'weak';
  }
  return grade;
}

/** What stands before: nothing of a number, perhaps the beginning of another one, or surely that. */
function edgeBefore(text: string, from: number): 'free' | 'weak' | 'another' {
  const first = text.charCodeAt(from);
  const near = text.charCodeAt(from - 1);
  if (from === 0) return 'free';
  if (isDigitCode(first) && isDigitCode(near)) return 'another';
  if (near === NEW_LINE) return isDigitCode(first) && isDigitCode(text.charCodeAt(from - 2)) ? 'weak' : 'free';
  if (keyCode(near) !== 0) return 'weak';
  return JOINS_NUMBERS.has(near) && keyCode(text.charCodeAt(from - 2)) !== 0 ? 'weak' : 'free';
}

function edgeAfter(text: string, to: number): 'free' | 'weak' | 'another' {
  if (to + 1 >= text.length) return 'free';
  const last = text.charCodeAt(to);
  const near = text.charCodeAt(to + 1);
  const next = text.charCodeAt(to + 2);
  if (isDigitCode(last) && isDigitCode(near)) return 'another';
  if (near === NEW_LINE) return isDigitCode(last) && isDigitCode(next) ? 'weak' : 'free';
  // "RE-1001vom 3.5." goes on with a word; "RE-1001A" may be another number.
  if (keyCode(near) !== 0) return wordLength(text, to + 1) >= 3 ? 'free' : 'weak';
  if (JOINS_NUMBERS.has(near)) return isDigitCode(next) ? 'weak' : 'free';
  // "12,50" is an amount; in "RE-1,RE-2" a letter follows.
  return near === 44 && isDigitCode(next) ? 'weak' : 'free';
}

function wordLength(text: string, from: number): number {
  let at = from;
  while (at < text.length && keyCode(text.charCodeAt(at)) !== 0 && !isDigitCode(text.charCodeAt(at))) at += 1;
  return at - from;
}

const RANK: Readonly<Record<MentionGrade, number>> = { weak: 0, plain: 1, named: 2 };

/** Without mentions that lie within a longer one of at least the same grade. */
function withoutInner<T>(mentions: readonly Mention<T>[]): Mention<T>[] {
  return mentions.filter(
    (inner) =>
      !mentions.some(
        (outer) =>
          outer.from <= inner.from &&
          outer.to >= inner.to &&
          outer.to - outer.from > inner.to - inner.from &&
          RANK[outer.grade] >= RANK[inner.grade],
      ),
  );
}
