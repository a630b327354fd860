// Tokens of programs, and the answers that were given to keyed requests.

import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
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

/** A key in the hands of one process: of those who took it over one after another, the latest. */
export type Claim = Pick<KeyedRequest, 'tokenId' | 'key' | 'claim'>;

/**
 * Claims a key for a request until `leasedUntil`: a new one, or the same request whose lease has run out without an
 * answer. Returns the claim, or what is on record under the key.
 */
export async function claimKey(
  db: Db,
  request: Pick<KeyedRequest, 'tokenId' | 'key' | 'requestSha256' | 'createdAt' | 'leasedUntil'>,
): Promise<{ claim: Claim } | { record: KeyedRequest } | null> {
  const { requestSha256, createdAt: now, leasedUntil } = request;
  const [ours] = await db
    .insert(apiRequests)
    .values(request)
    .onConflictDoUpdate({
      target: [apiRequests.tokenId, apiRequests.key],
      set: { leasedUntil, claim: sql`${apiRequests.claim} + 1` },
      setWhere: sql`${apiRequests.status} is null and ${apiRequests.requestSha256} = ${requestSha256}
        and ${apiRequests.leasedUntil} <= ${now}::timestamptz`,
    })
    .returning({ tokenId: apiRequests.tokenId, key: apiRequests.key, claim: apiRequests.claim });
  if (ours !== undefined) return { claim: ours };
  const [record] = await db
    .select()
    .from(apiRequests)
    .where(and(eq(apiRequests.tokenId, request.tokenId), eq(apiRequests.key, request.key)));
  return record === undefined ? null : { record };
}

/** Keeps the answer to a claimed request; false when somebody else has taken it over meanwhile. */
export async function keepAnswer(
  db: Db,
  claim: Claim,
  answer: { status: number; contentType: string; body: Uint8Array },
): Promise<boolean> {
  const { status, contentType, body } = answer;
  const kept = await db
    .update(apiRequests)
    .set({ status, contentType, body })
    .where(held(claim))
    .returning({ key: apiRequests.key });
  return kept.length > 0;
}

/** Frees a key whose request came to nothing, so that it may be tried again; an answer on record stays. */
export async function freeKey(db: Db, claim: Claim): Promise<void> {
  await db.delete(apiRequests).where(and(held(claim), isNull(apiRequests.status)));
}

/** Forgets keys of before an instant. */
export async function deleteOldKeys(db: Db, before: string): Promise<void> {
  await db.delete(apiRequests).where(lt(apiRequests.createdAt, before));
}

function held({ tokenId, key, claim }: Claim) {
  return and(eq(apiRequests.tokenId, tokenId), eq(apiRequests.key, key), eq(apiRequests.claim, claim));
}
