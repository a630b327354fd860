// Idempotency keys: a change that a program asks for twice with one key is made once, and answered twice alike. A
// request whose end nobody knows (the process died) keeps its key, and says so.

import { createHash } from 'node:crypto';
import { claimKey, deleteOldKeys, freeKey, keepAnswer } from '../../db/api-tokens.ts';
import type { Context } from '../context.ts';

/** After this keys are forgotten. */
export const KEY_LIFE_MS = 24 * 60 * 60_000;

export interface Answer {
  status: number;
  contentType: string;
  body: Uint8Array;
}

export type Keyed =
  /** Ours to make; then `keep` or `free`. */
  | { kind: 'new'; keep(answer: Answer): Promise<void>; free(): Promise<void> }
  | { kind: 'answered'; answer: Answer }
  /** The same key came with another request. */
  | { kind: 'mismatch' }
  | { kind: 'under_way' };

/** What is to be done about a keyed request. `request`: everything that makes it the same request. */
export async function openKeyed(ctx: Context, tokenId: number, key: string, request: string): Promise<Keyed> {
  const { db } = ctx.store;
  const now = ctx.clock.now();
  await deleteOldKeys(db, ctx.clock.after(now, -KEY_LIFE_MS));
  const requestSha256 = createHash('sha256').update(request).digest('hex');
  const before = await claimKey(db, { tokenId, key, requestSha256, createdAt: now });
  const ours = { tokenId, key };
  if (before === null) {
    return { kind: 'new', keep: (answer) => keepAnswer(db, ours, answer), free: () => freeKey(db, ours) };
  }
  if (before.requestSha256 !== requestSha256) return { kind: 'mismatch' };
  const { status, contentType, body } = before;
  if (status === null || contentType === null || body === null) return { kind: 'under_way' };
  return { kind: 'answered', answer: { status, contentType, body } };
}
