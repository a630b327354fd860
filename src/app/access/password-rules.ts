// What a password may be: long, and not made of what anybody would try first.

import { z } from 'zod';
import { refusal } from '../errors.ts';
import { complain, inputProblem } from '../refusals/complaints.ts';

/** Long beats complicated (NIST SP 800-63B); the upper end keeps hashing cheap. */
export const PASSWORD = z.string().min(12, complain('too_short')).max(200, complain('too_long'));

/** What does not make a password longer. */
const OBVIOUS = /password|passwort|kennwort|qwert[yz]|abcdef|12345|67890|duly|mahnung|rechnung/g;
const OTHER_CHARACTERS_AT_LEAST = 6;

/** Throws `invalid_input` when little is left of a password without its owner's names and the commonest words. */
export function refuseGuessable(password: string, { name, email }: { name: string; email: string | null }): void {
  if (!isGuessable(password, [name, email ?? ''])) return;
  throw refusal('password_guessable').at([inputProblem('password', 'guessable')]);
}

function isGuessable(password: string, own: readonly string[]): boolean {
  const parts = own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length > 2);
  const left = parts.reduce((text, part) => text.replaceAll(part, ''), password.toLowerCase().replaceAll(OBVIOUS, ''));
  return new Set(left).size < OTHER_CHARACTERS_AT_LEAST;
}
