// One-time links that sign somebody in: for the first start, and as long as no other way to sign in is set up.

import { z } from 'zod';
import { ROLES } from '../../core/actor.ts';
import { deleteOldAccess, findSignInLink, insertSignInLink } from '../../db/access.ts';
import { appendAudit } from '../../db/audit.ts';
import type { Context } from '../context.ts';
import { textInput } from '../inputs.ts';
import { operation } from '../use-case.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const LINK_LIFE_MS = 10 * 60_000;

/** The token is returned once and never stored; the surface puts it into an address of its own. */
export const createSignInToken = operation({
  name: 'sign_in.invite',
  summary: 'Makes a token that signs a person in once, within ten minutes.',
  role: 'admin',
  input: z.strictObject({ name: textInput(100).pipe(z.string().min(1, 'must not be empty')), role: z.enum(ROLES) }),
  async run(ctx, { name, role }): Promise<{ token: string; expiresAt: string }> {
    const token = newSecret();
    const now = ctx.clock.now();
    const expiresAt = ctx.clock.after(now, LINK_LIFE_MS);
    await ctx.store.tx(async (db) => {
      await deleteOldAccess(db, now);
      await insertSignInLink(db, { tokenSha256: hashSecret(token), name, role, expiresAt });
      const { actor } = ctx;
      const who = { at: now, actor: actor.name, role: actor.role, surface: actor.surface };
      await appendAudit(db, [
        { ...who, action: 'sign_in.invite', entity: 'person', entityId: name, after: { role, expiresAt } },
      ]);
    });
    return { token, expiresAt };
  },
});

/** Whom a token would sign in; null when it is unknown, used or older than ten minutes. Uses nothing up. */
export async function readSignInToken(ctx: Context, token: string): Promise<{ name: string } | null> {
  const link = await findSignInLink(ctx.store.db, hashSecret(token), ctx.clock.now());
  return link === null ? null : { name: link.name };
}
