// duly token: access of programs to the REST interface.

import * as tokens from '../../app/api/tokens.ts';
import type { Role } from '../../core/actor.ts';
import type { Scope } from '../../core/scope.ts';
import type { Answer, House } from '../desk.ts';
import { table } from '../table.ts';

export interface TokenOptions {
  role: Role;
  scope?: readonly (Scope | '*')[];
  days?: number;
}

export async function create(house: House, name: string, { role, scope, days }: TokenOptions): Promise<Answer> {
  const scopes = scope === undefined ? {} : { scopes: [...scope] };
  const made = await tokens.createToken(house.ctx, { name, role, ...scopes, ...(days === undefined ? {} : { days }) });
  const ends = made.expiresAt === null ? '' : house.moment(made.expiresAt);
  return {
    json: { token: made },
    lines: [
      house.say(
        `Token ${made.id} for ${name}, until ${ends}. It is shown this once:`,
        `Token ${made.id} für ${name}, bis ${ends}. Es wird nur dieses eine Mal gezeigt:`,
      ),
      made.token,
    ],
  };
}

export async function list(house: House): Promise<Answer> {
  const rows = await tokens.listTokens(house.ctx, {});
  const columns = [
    { title: house.say('ID', 'Nr.'), right: true },
    { title: house.say('Name', 'Name') },
    { title: house.say('Ends in', 'Endet auf') },
    { title: house.say('Role', 'Rolle') },
    { title: house.say('Scopes', 'Bereiche') },
    { title: house.say('Last used', 'Zuletzt benutzt') },
    { title: '' },
  ];
  const lines = table(
    columns,
    rows.map((row) => [
      String(row.id),
      row.name,
      row.hint,
      house.words.frame.roles[row.role],
      row.scopes.join(' '),
      row.lastUsedAt === null ? '' : house.moment(row.lastUsedAt),
      row.valid ? '' : house.say('ended', 'beendet'),
    ]),
  );
  const none = house.say('There is no token yet.', 'Noch gibt es kein Token.');
  return { json: { tokens: rows }, lines: rows.length === 0 ? [none] : lines };
}

export async function revoke(house: House, token: number): Promise<Answer> {
  const done = await tokens.revokeToken(house.ctx, { token });
  const lines = done.revoked
    ? [house.say(`Token ${token} is ended.`, `Token ${token} ist beendet.`)]
    : [house.say(`Token ${token} was ended before.`, `Token ${token} war schon beendet.`)];
  return { json: done, lines };
}
