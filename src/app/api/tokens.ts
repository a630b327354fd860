// Access of programs: a token has a role and scopes, acts in the name of whoever it was made for, and is shown once.

import { z } from 'zod';
import { mayAct, ROLES, type Role } from '../../core/actor.ts';
import { SCOPES, type Scope } from '../../core/scope.ts';
import { insertToken, listTokenRows, revokeTokenRow, type TokenRow } from '../../db/api-tokens.ts';
import { findPerson } from '../../db/people.ts';
import { hashSecret, newSecret } from '../access/secrets.ts';
import { refusal, type UseCaseError } from '../errors.ts';
import { filledInput, idInput } from '../inputs.ts';
import { command, query } from '../use-case.ts';

export const TOKEN_PREFIX = 'duly_';
const HINT_CHARACTERS = 4;
const DAY_MS = 24 * 60 * 60_000;

export interface TokenView extends Omit<TokenRow, 'tokenSha256'> {
  /** Neither revoked nor expired. */
  valid: boolean;
}

export const createToken = command({
  name: 'token.create',
  summary: 'Makes a token for a program; the token itself is in this answer and nowhere else.',
  role: 'admin',
  input: z.strictObject({
    name: filledInput(80),
    role: z.enum(ROLES).default('viewer'),
    scopes: z
      .array(z.enum(['*', ...SCOPES]))
      .min(1)
      .default(['*']),
    /** In whose name it acts; absent: of whoever makes it. */
    person: idInput.optional(),
    /** Days until it ends; null = when it is revoked. */
    days: z.int().min(1).max(3650).nullable().default(365),
  }),
  async run(work, { name, role, scopes, person, days }) {
    const personId = person ?? work.ctx.actor.personId ?? null;
    const owner = personId === null ? null : await findPerson(work.db, { id: personId });
    if (personId !== null && !owner?.active) throw refusal('person_unknown', { person: personId });
    if (owner !== null && !mayAct(owner.role, role)) {
      throw refusal('token_above_person', { name: owner.name, has: owner.role, wanted: role });
    }
    const token = TOKEN_PREFIX + newSecret();
    const expiresAt = days === null ? null : work.ctx.clock.after(work.now, days * DAY_MS);
    const row = await insertToken(work.db, {
      name,
      role,
      scopes,
      personId,
      tokenSha256: hashSecret(token),
      hint: token.slice(-HINT_CHARACTERS),
      createdBy: work.ctx.actor.name,
      createdAt: work.now,
      expiresAt,
    });
    const note = { entity: 'token', entityId: String(row.id), after: { name, role, scopes, personId, expiresAt } };
    return { result: { ...viewOf(row, work.now), token }, audit: [note] };
  },
});

export const listTokens = query({
  name: 'token.list',
  summary: 'All tokens: role, scopes, in whose name, last use. Never the token itself.',
  role: 'admin',
  input: z.strictObject({}),
  run: async (work): Promise<TokenView[]> => (await listTokenRows(work.db)).map((row) => viewOf(row, work.now)),
});

export const revokeToken = command({
  name: 'token.revoke',
  summary: 'Ends a token at once.',
  role: 'admin',
  input: z.strictObject({ token: idInput }),
  async run(work, { token: id }) {
    const row = await revokeTokenRow(work.db, id, work.now);
    if (row !== null) {
      const audit = [{ entity: 'token', entityId: String(id), after: { revoked: true } }];
      return { result: { token: id, revoked: true }, audit };
    }
    if (!(await listTokenRows(work.db)).some((one) => one.id === id)) throw refusal('token_unknown', { token: id });
    return { result: { token: id, revoked: false }, audit: [] };
  },
});

function viewOf({ tokenSha256: _hash, ...row }: TokenRow, now: string): TokenView {
  return { ...row, valid: row.revokedAt === null && (row.expiresAt === null || now < row.expiresAt) };
}

/** The lower of two roles. */
export function lowerRole(a: Role, b: Role): Role {
  return mayAct(a, b) ? b : a;
}

/** The refusal of something that a token's scopes do not contain. */
export function outOfScope(scope: Scope): UseCaseError {
  return refusal('out_of_scope', { scope });
}
