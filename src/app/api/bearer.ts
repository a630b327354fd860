// Who a program is: from the token of a request to the actor it works as. Stands before the use cases, like sessions.

import type { Actor } from '../../core/actor.ts';
import { findToken, touchToken } from '../../db/api-tokens.ts';
import { hashSecret } from '../access/secrets.ts';
import type { Context } from '../context.ts';
import { actingFrom } from '../people/identity.ts';
import { lowerRole, TOKEN_PREFIX } from './tokens.ts';

/** How exactly the last use is known. */
const TOUCH_AFTER_MS = 60_000;

export interface Bearer {
  tokenId: number;
  actor: Actor;
  scopes: readonly string[];
}

/**
 * The bearer of a token, with the role that token and person both have now; null when the token is unknown, revoked or
 * past its end, or when its person was deactivated.
 */
export async function bearerOf(ctx: Context, token: string): Promise<Bearer | null> {
  if (!token.startsWith(TOKEN_PREFIX)) return null;
  const found = await findToken(ctx.store.db, hashSecret(token));
  const now = ctx.clock.now();
  if (found === null || found.token.revokedAt !== null || found.person?.active === false) return null;
  const { token: row, person } = found;
  if (row.expiresAt !== null && now >= row.expiresAt) return null;
  if (row.lastUsedAt === null || now >= ctx.clock.after(row.lastUsedAt, TOUCH_AFTER_MS)) {
    await touchToken(ctx.store.db, row.id, now);
  }
  const name = person === null ? row.name : `${person.name} (${row.name})`;
  const role = person === null ? row.role : lowerRole(row.role, person.role);
  const actor = actingFrom('api', { personId: person?.id ?? null, name, role });
  return { tokenId: row.id, actor, scopes: row.scopes };
}
