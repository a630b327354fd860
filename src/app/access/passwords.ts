// Signing in by password: for the first start and for companies without an identity provider.

import { z } from 'zod';
import { revokeSessionsOf } from '../../db/access.ts';
import { findPerson, lockPerson, updatePerson } from '../../db/people.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { idInput } from '../inputs.ts';
import { type Person, toPerson } from '../people/identity.ts';
import { command } from '../use-case.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { PASSWORD, refuseGuessable } from './password-rules.ts';

export const setPassword = command({
  name: 'person.set_password',
  summary: 'Sets the password of a person: everybody his own, admins that of anybody. Ends all sessions.',
  role: 'viewer',
  input: z.strictObject({ person: idInput, password: PASSWORD.nullable() }),
  async run(work, { person: id, password }) {
    const { personId, role, name } = work.ctx.actor;
    if (personId !== id && role !== 'admin') {
      throw refusal('role_needed', { name, role: 'admin' });
    }
    const row = await lockPerson(work.db, id);
    if (row === null) throw refusal('person_unknown', { person: id });
    if (password !== null) refuseGuessable(password, row);
    const passwordHash = password === null ? null : await hashPassword(password);
    await updatePerson(work.db, id, { passwordHash, changedAt: work.now });
    await revokeSessionsOf(work.db, id, work.now);
    const note = { entity: 'person', entityId: String(id), after: { hasPassword: password !== null } };
    return { result: { person: id, hasPassword: password !== null }, audit: [note] };
  },
});

/**
 * The active person of an e-mail address and password; null for everything else, after the same time, so that nobody
 * learns which of the two was wrong. Whoever calls it limits how often it may be tried.
 */
export async function personByPassword(ctx: Context, email: string, password: string): Promise<Person | null> {
  const row = await findPerson(ctx.store.db, { email: email.trim().toLowerCase() });
  const isRight = await verifyPassword(password, row?.passwordHash ?? null);
  return isRight && row?.active ? toPerson(row) : null;
}
