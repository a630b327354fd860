// Sign-in links and sessions of the console. Only hashes of their secrets are stored, so that a copy of the database
// opens nothing.

import { and, desc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { PersonRow } from './people.ts';
import { people, sessions, signInAttempts, signInLinks } from './schema/index.ts';
import type { Db } from './store.ts';

export type SessionRow = typeof sessions.$inferSelect;
export type SignInLinkRow = typeof signInLinks.$inferSelect;

export async function insertSignInLink(db: Db, link: typeof signInLinks.$inferInsert): Promise<void> {
  await db.insert(signInLinks).values(link);
}

/** A link that can still be used; null when it is unknown, used or out of date. */
export async function findSignInLink(db: Db, tokenSha256: string, now: string): Promise<SignInLinkRow | null> {
  const [row] = await db.select().from(signInLinks).where(usable(tokenSha256, now));
  return row ?? null;
}

/** Marks a link as used, in one statement, so that of two people with the same link one gets in; null as above. */
export async function takeSignInLink(db: Db, tokenSha256: string, now: string): Promise<SignInLinkRow | null> {
  const [row] = await db.update(signInLinks).set({ usedAt: now }).where(usable(tokenSha256, now)).returning();
  return row ?? null;
}

function usable(tokenSha256: string, now: string) {
  return and(eq(signInLinks.tokenSha256, tokenSha256), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now));
}

export async function insertSession(db: Db, session: typeof sessions.$inferInsert): Promise<void> {
  await db.insert(sessions).values(session);
}

/**
 * A session that was not ended and is not past its absolute end, with its person as he is now; whether it was idle too
 * long is the caller's to say.
 */
export async function findSession(
  db: Db,
  idSha256: string,
  now: string,
): Promise<{ session: SessionRow; person: PersonRow | null } | null> {
  const [row] = await db
    .select({ session: sessions, person: people })
    .from(sessions)
    .leftJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.idSha256, idSha256), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)));
  return row ?? null;
}

/** Sessions of a person that nobody ended, the latest used first. */
export async function listSessionsOf(db: Db, personId: number, now: string): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Ends one session of a person by its public number; returns how many ended. */
export async function revokeSessionById(db: Db, personId: number, id: number, now: string): Promise<number> {
  const rows = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.personId, personId), eq(sessions.id, id), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return rows.length;
}

export async function touchSession(db: Db, idSha256: string, now: string): Promise<void> {
  await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.idSha256, idSha256));
}

/** Ends a session; returns it, or null when it was ended before. */
export async function revokeSession(db: Db, idSha256: string, now: string): Promise<SessionRow | null> {
  const [row] = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.idSha256, idSha256), isNull(sessions.revokedAt)))
    .returning();
  return row ?? null;
}

/** Removes links and sessions that can never be used again; who signed in stays in the audit trail. */
export async function deleteOldAccess(db: Db, before: string): Promise<void> {
  await db.delete(signInLinks).where(lte(signInLinks.expiresAt, before));
  await db.delete(signInAttempts).where(lte(signInAttempts.expiresAt, before));
  await db.delete(sessions).where(or(lte(sessions.expiresAt, before), lte(sessions.revokedAt, before)));
}

/** Ends every session of a person; returns how many there were. */
export async function revokeSessionsOf(db: Db, personId: number, now: string): Promise<number> {
  const rows = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return rows.length;
}

export type SignInAttempt = typeof signInAttempts.$inferSelect;

export async function insertSignInAttempt(db: Db, attempt: SignInAttempt): Promise<void> {
  await db.insert(signInAttempts).values(attempt);
}

/** An attempt that is still awaited; it is gone afterwards, whatever comes of it. */
export async function takeSignInAttempt(db: Db, idSha256: string, now: string): Promise<SignInAttempt | null> {
  const [row] = await db.delete(signInAttempts).where(eq(signInAttempts.idSha256, idSha256)).returning();
  return row === undefined || row.expiresAt <= now ? null : row;
}
