// Tokens of programs, and the answers that were given to keyed requests.

import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import type { PersonRow } from './people.ts';
import { apiRequests, apiTokens, people } from './schema/index.ts';
import type { Db } from './store.ts';

export type TokenRow = typeof apiTokens.$inferSelect;

export async function insertToken(db: Db, token: Omit<typeof apiTokens.$inferInsert, 'id'>): Promise<TokenRow> {
  const [row] = await db.insert(apiTokens).values(token).returning();
  if (row === undefined) throw new Error('a token was not written');
  return row;
}

/** A token by its hash, with its person as he is now; also one that counts no more. */
export async function findToken(
  db: Db,
  tokenSha256: string,
): Promise<{ token: TokenRow; person: PersonRow | null } | null> {
  const [row] = await db
    .select({ token: apiTokens, person: people })
    .from(apiTokens)
    .leftJoin(people, eq(people.id, apiTokens.personId))
    .where(eq(apiTokens.tokenSha256, tokenSha256));
  return row ?? null;
}

export async function listTokenRows(db: Db): Promise<TokenRow[]> {
  return db.select().from(apiTokens).orderBy(asc(apiTokens.id));
}

export async function touchToken(db: Db, id: number, now: string): Promise<void> {
  await db.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id));
}

/** Returns the token, or null when there is none that was not revoked before. */
export async function revokeTokenRow(db: Db, id: number, now: string): Promise<TokenRow | null> {
  const [row] = await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .returning();
  return row ?? null;
}

export type KeyedRequest = typeof apiRequests.$inferSelect;

/** Claims a key for a request; null when it is ours now, else what is on record under it. */
export async function claimKey(
  db: Db,
  request: Pick<KeyedRequest, 'tokenId' | 'key' | 'requestSha256' | 'createdAt'>,
): Promise<KeyedRequest | null> {
  const claimed = await db.insert(apiRequests).values(request).onConflictDoNothing().returning();
  if (claimed.length > 0) return null;
  const [row] = await db.select().from(apiRequests).where(byKey(request));
  return row ?? null;
}

/** Keeps the answer to a claimed request. */
export async function keepAnswer(
  db: Db,
  key: Pick<KeyedRequest, 'tokenId' | 'key'>,
  answer: { status: number; contentType: string; body: Uint8Array },
): Promise<void> {
  await db.update(apiRequests).set(answer).where(byKey(key));
}

/** Frees a key whose request came to nothing, so that it may be tried again. */
export async function freeKey(db: Db, key: Pick<KeyedRequest, 'tokenId' | 'key'>): Promise<void> {
  await db.delete(apiRequests).where(byKey(key));
}

/** Forgets keys of before an instant. */
export async function deleteOldKeys(db: Db, before: string): Promise<void> {
  await db.delete(apiRequests).where(lt(apiRequests.createdAt, before));
}

function byKey({ tokenId, key }: Pick<KeyedRequest, 'tokenId' | 'key'>) {
  return and(eq(apiRequests.tokenId, tokenId), eq(apiRequests.key, key));
}
