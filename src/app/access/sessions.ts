// Sessions of the console. They stand before the use cases: who somebody is must be known before what he may do. Not to
// be called by anything but a surface that people sign in to.

import type { Role } from '../../core/actor.ts';
import { findSessionRow, insertSession, revokeSession, takeSignInLink, touchSession } from '../../db/access.ts';
import { appendAudit } from '../../db/audit.ts';
import type { Context } from '../context.ts';
import { hashSecret, newSecret } from './secrets.ts';

export interface SessionLife {
  /** A session nobody used for so long is over. */
  idleMs: number;
  /** No session lives longer, however much it is used. */
  absoluteMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * One sign-in a week for people who work with it daily; ASVS 5 (V7.3) asks for half an hour and twelve where data is
 * sensitive.
 */
export const SESSION_LIFE: SessionLife = { idleMs: 12 * HOUR_MS, absoluteMs: 7 * 24 * HOUR_MS };

/** How exactly the last use is known; writing it on every request would make every page a write. */
const TOUCH_AFTER_MS = 60_000;

export interface SignedIn {
  name: string;
  role: Role;
}

/**
 * Uses up a sign-in token and opens a session with a new id, ending the one the browser had.
 *
 * Returns null when the token is unknown, used or out of date. The id leaves this program in a cookie and nowhere else.
 */
export async function startSession(
  ctx: Context,
  token: string,
  life: SessionLife,
  formerId: string | null,
): Promise<{ id: string } | null> {
  const now = ctx.clock.now();
  const id = newSecret();
  return ctx.store.tx(async (db) => {
    const link = await takeSignInLink(db, hashSecret(token), now);
    if (link === null) return null;
    if (formerId !== null) await revokeSession(db, hashSecret(formerId), now);
    const { name, role } = link;
    const expiresAt = ctx.clock.after(now, life.absoluteMs);
    await insertSession(db, { idSha256: hashSecret(id), name, role, createdAt: now, lastSeenAt: now, expiresAt });
    const who = { at: now, actor: name, role, surface: 'console' as const };
    await appendAudit(db, [{ ...who, action: 'session.start', entity: 'person', entityId: name }]);
    return { id };
  });
}

/** Whose session this is, with the role as it is now; null when it is unknown, ended, too old or was idle too long. */
export async function readSession(ctx: Context, id: string, life: SessionLife): Promise<SignedIn | null> {
  const now = ctx.clock.now();
  const row = await findSessionRow(ctx.store.db, hashSecret(id), now);
  if (row === null || now >= ctx.clock.after(row.lastSeenAt, life.idleMs)) return null;
  if (now >= ctx.clock.after(row.lastSeenAt, TOUCH_AFTER_MS)) await touchSession(ctx.store.db, row.idSha256, now);
  return { name: row.name, role: row.role };
}

/** Signs out. */
export async function endSession(ctx: Context, id: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.store.tx(async (db) => {
    const row = await revokeSession(db, hashSecret(id), now);
    if (row === null) return;
    const who = { at: now, actor: row.name, role: row.role, surface: 'console' as const };
    await appendAudit(db, [{ ...who, action: 'session.end', entity: 'person', entityId: row.name }]);
  });
}
