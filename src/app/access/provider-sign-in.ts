// Signing in with an identity provider: an attempt is begun here, answered once by the browser, and whoever the
// provider vouches for is looked up on the list. The provider proves who somebody is; the list says whether he may in.

import { insertSignInAttempt, takeSignInAttempt } from '../../db/access.ts';
import { appendAudit } from '../../db/audit.ts';
import { findPerson, updatePerson } from '../../db/people.ts';
import type { Context } from '../context.ts';
import { type Person, toPerson } from '../people/identity.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const ATTEMPT_LIFE_MS = 10 * 60_000;

/** What ties the provider's answer to the browser that asked. */
export interface Attempt {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** A path of our own to go to afterwards. */
  next: string;
}

/** What a provider vouches for. */
export interface Vouched {
  issuer: string;
  subject: string;
  /** Only one that the provider has verified. */
  email: string | null;
  /** Only from Slack, and only of the organisation's own workspace. */
  slackUserId: string | null;
}

/** Keeps what the answer must fit; `id` goes into a cookie of this browser and nowhere else. */
export async function beginAttempt(ctx: Context, provider: string, next: string): Promise<Attempt & { id: string }> {
  const id = newSecret();
  const attempt = { state: newSecret(), nonce: newSecret(), codeVerifier: newSecret(), next };
  const expiresAt = ctx.clock.after(ctx.clock.now(), ATTEMPT_LIFE_MS);
  await insertSignInAttempt(ctx.store.db, { idSha256: hashSecret(id), provider, ...attempt, expiresAt });
  return { id, ...attempt };
}

/** The attempt of this browser with this provider, used up by asking; null when there is none, or it is too old. */
export async function takeAttempt(ctx: Context, id: string, provider: string): Promise<Attempt | null> {
  const row = await takeSignInAttempt(ctx.store.db, hashSecret(id), ctx.clock.now());
  return row === null || row.provider !== provider ? null : row;
}

/**
 * The active person on the list whom a provider vouches for, or null.
 *
 * The subject decides once it is known. The first time a chat id or a verified address leads to the person, and the
 * subject is kept: whoever gets that address later is somebody else.
 */
export async function personVouchedFor(ctx: Context, vouched: Vouched): Promise<Person | null> {
  const { issuer: oidcIssuer, subject: oidcSubject, email, slackUserId } = vouched;
  return ctx.store.tx(async (db) => {
    const known = await findPerson(db, { oidcIssuer, oidcSubject });
    if (known !== null) return known.active ? toPerson(known) : null;
    const bySlack = slackUserId === null ? null : await findPerson(db, { slackUserId });
    const row = bySlack ?? (email === null ? null : await findPerson(db, { email: email.toLowerCase() }));
    // Somebody else of this provider has been this person before.
    if (row === null || !row.active || (row.oidcIssuer === oidcIssuer && row.oidcSubject !== null)) return null;
    const at = ctx.clock.now();
    const who = { at, actor: row.name, personId: row.id, role: row.role, surface: 'console' as const };
    const note = {
      action: 'person.vouched',
      entity: 'person',
      entityId: String(row.id),
      after: { issuer: oidcIssuer },
    };
    await appendAudit(db, [{ ...who, ...note }]);
    return toPerson(await updatePerson(db, row.id, { oidcIssuer, oidcSubject, changedAt: at }));
  });
}
