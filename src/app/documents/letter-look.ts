// How letters of an organisation look: the window of its envelopes, and the picture of its letterhead.

import type { Notice } from '../../core/notice.ts';
import { readLogo } from '../../db/logos.ts';
import type { LetterOptions } from '../renderer-port.ts';
import type { Work } from '../use-case.ts';

/** Pictures by their hash, which says what is in them; a company has one, and another one for a while. */
const kept = new Map<string, Uint8Array>();
const KEPT_AT_MOST = 4;

/** The look of a notice's letter. */
export async function lookOf(work: Pick<Work, 'db' | 'organisation'>, notice: Notice): Promise<LetterOptions> {
  return { profile: work.organisation.windowProfile, logo: await logoOf(work, notice) };
}

/** The picture that a notice names; null = none. */
export async function logoOf({ db }: Pick<Work, 'db'>, { organisation }: Notice): Promise<Uint8Array | null> {
  const sha256 = organisation.logo;
  if (sha256 === undefined) return null;
  const known = kept.get(sha256);
  if (known !== undefined) return known;
  const { png } = (await readLogo(db, Buffer.from(sha256, 'hex'))) ?? {};
  if (png === undefined) throw new Error('the picture of a letterhead is not on record');
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest);
  kept.set(sha256, png);
  return png;
}
