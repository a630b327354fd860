// One-time links that sign somebody in: for the first start, and as long as no other way to sign in is set up.

import { z } from 'zod';
import { ROLES, type Role } from '../../core/actor.ts';
import { deleteOldAccess, findSignInLink, insertSignInLink } from '../../db/access.ts';
import { appendAudit } from '../../db/audit.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { filledInput, idInput } from '../inputs.ts';
import { personBehind } from '../people/identity.ts';
import { operation } from '../use-case.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const LINK_LIFE_MS = 10 * 60_000;

/** The token is returned once and never stored; the surface puts it into an address of its own. */
export const createSignInToken = operation({
  name: 'sign_in.invite',
  summary: 'Makes a token that signs a person in once, within ten minutes.',
  role: 'admin',
  input: z.union([
    /** Somebody on the list. */
    z.strictObject({ person: idInput }),
    /** The first start: nobody is on the list yet. */
    z.strictObject({ name: filledInput(100), role: z.enum(ROLES) }),
  ]),
  async run(ctx, input): Promise<{ token: string; expiresAt: string }> {
    const { personId, name, role } = await invited(ctx, input);
    const token = newSecret();
    const now = ctx.clock.now();
    const expiresAt = ctx.clock.after(now, LINK_LIFE_MS);
    await ctx.store.tx(async (db) => {
      await deleteOldAccess(db, now);
      await insertSignInLink(db, { tokenSha256: hashSecret(token), personId, name, role, expiresAt });
      const { name: actor, personId: actorId = null, role: actorRole, surface } = ctx.actor;
      const who = { at: now, actor, personId: actorId, role: actorRole, surface };
      await appendAudit(db, [
        {
          ...who,
          action: 'sign_in.invite',
          entity: 'person',
          entityId: personId === null ? name : String(personId),
          after: { role, expiresAt },
        },
      ]);
    });
    return { token, expiresAt };
  },
});

async function invited(ctx: Context, input: { person: number } | { name: string; role: Role }) {
  if ('name' in input) return { personId: null, ...input };
  const person = await personBehind(ctx, { id: input.person });
  if (person === null) throw refusal('person_not_invited', { person: input.person });
  return person;
}

/** Whom a token would sign in; null when it is unknown, used or older than ten minutes. Uses nothing up. */
export async function readSignInToken(ctx: Context, token: string): Promise<{ name: string } | null> {
  const link = await findSignInLink(ctx.store.db, hashSecret(token), ctx.clock.now());
  return link === null ? null : { name: link.name };
}
