// Idempotency keys: a change that a program asks for twice with one key is made once, and answered twice alike. The
// answer of a command is kept in the command's own transaction: either both are on record or neither. Whoever works on
// a request holds it for a while; after that the next one who asks takes it over, and who was slow keeps nothing.

import { createHash } from 'node:crypto';
import { type Claim, claimKey, deleteOldKeys, freeKey, keepAnswer } from '../../db/api-tokens.ts';
import type { Db } from '../../db/store.ts';
import type { Context } from '../context.ts';

/** After this keys are forgotten. */
export const KEY_LIFE_MS = 24 * 60 * 60_000;
/** Longer than any request should take; a process that died makes the next one wait for as long. */
export const LEASE_MS = 2 * 60_000;

export interface Answer {
  status: number;
  contentType: string;
  body: Uint8Array;
}

export type Keyed =
  /** Ours to make; then `keep` or `free`. `keep` in the transaction of the change throws when it is ours no more. */
  | { kind: 'new'; keep(answer: Answer, db?: Db): Promise<void>; free(): Promise<void> }
  | { kind: 'answered'; answer: Answer }
  /** The same key came with another request. */
  | { kind: 'mismatch' }
  /** Somebody works on it; asking again makes sense after so long. */
  | { kind: 'under_way'; againAfterMs: number };

/** The request was taken over by somebody else while it was being carried out: nothing of it may stay. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/** What is to be done about a keyed request. `request`: everything that makes it the same request. */
export async function openKeyed(ctx: Context, tokenId: number, key: string, request: string): Promise<Keyed> {
  const { db } = ctx.store;
  const now = ctx.clock.now();
  await deleteOldKeys(db, ctx.clock.after(now, -KEY_LIFE_MS));
  const requestSha256 = createHash('sha256').update(request).digest('hex');
  const leasedUntil = ctx.clock.after(now, LEASE_MS);
  const found = await claimKey(db, { tokenId, key, requestSha256, createdAt: now, leasedUntil });
  // Freed or forgotten between the two looks: whoever asks again claims it.
  if (found === null) return { kind: 'under_way', againAfterMs: 1_000 };
  if ('claim' in found) return ours(ctx, found.claim);
  const { record } = found;
  if (record.requestSha256 !== requestSha256) return { kind: 'mismatch' };
  const { status, contentType, body } = record;
  if (status !== null && contentType !== null && body !== null) {
    return { kind: 'answered', answer: { status, contentType, body } };
  }
  return { kind: 'under_way', againAfterMs: Math.max(1_000, ctx.clock.elapsedMs(now, record.leasedUntil)) };
}

function ours(ctx: Context, claim: Claim): Keyed {
  return {
    kind: 'new',
    keep: async (answer, db = ctx.store.db) => {
      if (!(await keepAnswer(db, claim, answer))) throw new TakenOver();
    },
    free: () => freeKey(ctx.store.db, claim),
  };
}
