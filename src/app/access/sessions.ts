// Sessions of the console. They stand before the use cases: who somebody is must be known before what he may do. Not to
// be called by anything but a surface that people sign in to.

import type { Role } from '../../core/actor.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import {
  findSession,
  insertSession,
  listSessionsOf,
  revokeSession,
  revokeSessionById,
  revokeSessionsOf,
  takeSignInLink,
  touchSession,
} from '../../db/access.ts';
import { appendAudit } from '../../db/audit.ts';
import type { Db } from '../../db/store.ts';
import type { Context } from '../context.ts';
import type { Person } from '../people/identity.ts';
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
  /** Null: by a link of the first start, before there was a list of people. */
  personId: number | null;
  name: string;
  role: Role;
  /** Null: as the browser asks. */
  language: ScreenLanguage | null;
}

/** What a new session replaces and how long it lasts. */
export interface SessionStart {
  life: SessionLife;
  /** The id the browser had; it ends. */
  formerId: string | null;
}

/**
 * Uses up a sign-in token and opens a session with a new id, ending the one the browser had.
 *
 * Returns null when the token is unknown, used or out of date. The id leaves this program in a cookie and nowhere else.
 */
export async function startSession(ctx: Context, token: string, start: SessionStart): Promise<{ id: string } | null> {
  return ctx.store.tx(async (db) => {
    const link = await takeSignInLink(db, hashSecret(token), ctx.clock.now());
    return link === null ? null : { id: await openSession(ctx, db, link, 'link', start) };
  });
}

/** A session of a person whose identity was just proved. */
export function startSessionOf(ctx: Context, person: Person, how: string, start: SessionStart): Promise<string> {
  return ctx.store.tx((db) => openSession(ctx, db, person, how, start));
}

async function openSession(
  ctx: Context,
  db: Db,
  { personId, name, role }: { personId: number | null; name: string; role: Role },
  how: string,
  { life, formerId }: SessionStart,
): Promise<string> {
  const now = ctx.clock.now();
  const id = newSecret();
  if (formerId !== null) await revokeSession(db, hashSecret(formerId), now);
  const expiresAt = ctx.clock.after(now, life.absoluteMs);
  await insertSession(db, {
    idSha256: hashSecret(id),
    personId,
    name,
    role,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  const who = { at: now, actor: name, personId, role, surface: 'console' as const };
  const entityId = personId === null ? name : String(personId);
  await appendAudit(db, [{ ...who, action: 'session.start', entity: 'person', entityId, after: { how } }]);
  return id;
}

/** Whose session this is, with the role as it is now; null when it is unknown, ended, too old or was idle too long. */
export async function readSession(ctx: Context, id: string, life: SessionLife): Promise<SignedIn | null> {
  const now = ctx.clock.now();
  const found = await findSession(ctx.store.db, hashSecret(id), now);
  if (found === null) return null;
  const { session, person } = found;
  if (now >= ctx.clock.after(session.lastSeenAt, life.idleMs) || person?.active === false) return null;
  if (now >= ctx.clock.after(session.lastSeenAt, TOUCH_AFTER_MS)) {
    await touchSession(ctx.store.db, session.idSha256, now);
  }
  const { name, role } = person ?? session;
  return { personId: person?.id ?? null, name, role, language: person?.language ?? null };
}

/** Signs out. */
export async function endSession(ctx: Context, id: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.store.tx(async (db) => {
    const row = await revokeSession(db, hashSecret(id), now);
    if (row === null) return;
    const { name: actor, personId, role } = row;
    const entityId = personId === null ? actor : String(personId);
    const who = { at: now, actor, personId, role, surface: 'console' as const };
    await appendAudit(db, [{ ...who, action: 'session.end', entity: 'person', entityId }]);
  });
}

export interface SessionView {
  id: number;
  createdAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  isThis: boolean;
}

/** The sessions of a person that are not over, the latest first. */
export async function sessionsOf(
  ctx: Context,
  personId: number,
  ownId: string | null,
  life: SessionLife,
): Promise<SessionView[]> {
  const now = ctx.clock.now();
  const own = ownId === null ? '' : hashSecret(ownId);
  const rows = await listSessionsOf(ctx.store.db, personId, now);
  return rows
    .filter((row) => now < ctx.clock.after(row.lastSeenAt, life.idleMs))
    .map(({ id, createdAt, lastSeenAt, idSha256 }) => ({ id, createdAt, lastSeenAt, isThis: idSha256 === own }));
}

/** Ends one session of a person, or all ("sign out everywhere"); returns how many ended. */
export async function endSessionsOf(ctx: Context, personId: number, only: number | 'all'): Promise<number> {
  const now = ctx.clock.now();
  const { name: actor, role, surface } = ctx.actor;
  return ctx.store.tx(async (db) => {
    const ended =
      only === 'all' ? await revokeSessionsOf(db, personId, now) : await revokeSessionById(db, personId, only, now);
    const who = { at: now, actor, personId, role, surface };
    const note = { action: 'session.end', entity: 'person', entityId: String(personId), after: { ended } };
    if (ended > 0) await appendAudit(db, [{ ...who, ...note }]);
    return ended;
  });
}
