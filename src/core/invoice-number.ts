// Invoice numbers as people say them: without case, separators and leading zeros. The same forms stand in the queries
// of db/find-subject.ts.

import { editDistance } from './edit-distance.ts';

/** Not seen: zero-width signs, direction marks, soft hyphens, byte order marks. */
const INVISIBLE = /\p{Cf}/gu;
const DASHES = /[\p{Pd}\u2212]/gu;
const SPACES = /[\p{Z}\p{Cc}]+/gu;

/**
 * One spelling for what keyboards, phones and documents write in many: every dash is `-` (phones turn RE-1 into RE–1),
 * every space is one, invisible signs are gone.
 */
export function withPlainSigns(text: string): string {
  return text.normalize('NFC').replaceAll(INVISIBLE, '').replaceAll(DASHES, '-').replaceAll(SPACES, ' ').trim();
}

/** Letters and digits alone, upper case: 're-2026 / 0417' is RE20260417. */
export function numberKey(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** Groups of letters and of digits, digits without leading zeros: 're2026 0417' is RE-2026-417. */
export function numberGroups(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/([A-Za-z])(\d)|(\d)([A-Za-z])/g, '$1$3-$2$4')
    .replaceAll(/(^|-)0+(\d)/g, '$1$2')
    .toUpperCase();
}

/** The digits of a text that is nothing but a number, without leading zeros; else null. */
export function bareNumber(text: string): string | null {
  return /^0*(\d{1,15})$/.exec(text)?.[1] ?? null;
}

/** The last group of digits in a text, without leading zeros; null when there is none. As the index on it says it. */
export function numberEnd(text: string): string | null {
  return /0*(\d+)\D*$/.exec(text)?.[1] ?? null;
}

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Every key that is one slip away from this one: a sign too many, one missing, another one, or two swapped. */
export function keysOneSlipAway(key: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= key.length; at += 1) {
    const [before, after] = [key.slice(0, at), key.slice(at)];
    for (const sign of SIGNS) {
      found.add(before + sign + after);
      if (after !== '') found.add(before + sign + after.slice(1));
    }
    if (after !== '') found.add(before + after.slice(1));
    if (after.length > 1) found.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  found.delete(key);
  return [...found];
}

/** Numbers that are few slips away from what was typed, the nearest first: at most a third of its signs. */
export function nearestNumbers<T extends { number: string }>(typed: string, found: readonly T[]): T[] {
  const key = numberKey(typed);
  const stopAt = Math.floor(key.length / 3) + 1;
  return found
    .map((one) => ({ one, distance: editDistance(key, numberKey(one.number), stopAt) }))
    .filter(({ distance }) => distance < stopAt)
    .sort((a, b) => a.distance - b.distance || (a.one.number < b.one.number ? -1 : 1))
    .map(({ one }) => one);
}
