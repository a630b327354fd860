// duly people, person add / change / deactivate / reactivate / link: who may work here, and getting somebody in.

import { createSignInToken } from '../../app/access/sign-in-links.ts';
import * as people from '../../app/people/people.ts';
import type { Role } from '../../core/actor.ts';
import type { Answer, House } from '../desk.ts';
import { refuse } from '../refusals.ts';
import { table } from '../table.ts';

export interface PersonOptions {
  name?: string;
  email?: string;
  role?: Role;
  slack?: string;
  language?: 'de' | 'en';
}

export async function list(house: House): Promise<Answer> {
  const rows = await people.listPeople(house.ctx, {});
  const { frame } = house.words;
  const columns = [
    { title: house.say('ID', 'Nr.'), right: true },
    { title: house.say('Name', 'Name') },
    { title: house.say('Role', 'Rolle') },
    { title: 'E-Mail' },
    { title: 'Slack' },
    { title: house.say('Signs in by', 'Anmeldung') },
    { title: '' },
  ];
  const lines = table(
    columns,
    rows.map((row) => [
      String(row.id),
      row.name,
      frame.roles[row.role],
      row.email ?? '',
      row.slackUserId ?? '',
      waysIn(house, row),
      row.active ? '' : house.say('deactivated', 'deaktiviert'),
    ]),
  );
  const nobody = house.say('Nobody is on the list yet.', 'Noch steht niemand auf der Liste.');
  return { json: { people: rows }, lines: rows.length === 0 ? [nobody] : lines };
}

export async function add(house: House, name: string, { slack, ...options }: PersonOptions): Promise<Answer> {
  const { email = null, role = 'approver', language = null } = options;
  const person = await people.addPerson(house.ctx, { name, email, role, language, slackUserId: slack ?? null });
  return done(house, person, `${person.name} is on the list.`, `${person.name} steht auf der Liste.`);
}

export async function change(house: House, who: string, { slack, ...options }: PersonOptions): Promise<Answer> {
  const { id } = await personNamed(house, who);
  const changed = { ...options, ...(slack === undefined ? {} : { slackUserId: slack }) };
  const person = await people.changePerson(house.ctx, { person: id, ...changed });
  return done(house, person, `${person.name} was changed.`, `${person.name} wurde geändert.`);
}

export async function deactivate(house: House, who: string): Promise<Answer> {
  const person = await people.deactivatePerson(house.ctx, { person: (await personNamed(house, who)).id });
  return done(house, person, `${person.name} is let in no longer.`, `${person.name} wird nicht mehr hereingelassen.`);
}

export async function reactivate(house: House, who: string): Promise<Answer> {
  const person = await people.reactivatePerson(house.ctx, { person: (await personNamed(house, who)).id });
  return done(house, person, `${person.name} is let in again.`, `${person.name} wird wieder hereingelassen.`);
}

/** A link that signs a person in once, for whoever has lost every other way; the running service answers it. */
export async function link(house: House, who: string): Promise<Answer> {
  const person = await personNamed(house, who);
  const { token, expiresAt } = await createSignInToken(house.ctx, { person: person.id });
  const { publicUrl, host, port } = house.config;
  const address = new URL(`/sign-in?token=${token}`, publicUrl ?? `http://${host}:${port}`).href;
  return {
    json: { person: person.id, link: address, expiresAt },
    lines: [
      house.say(
        `Signs ${person.name} in once, within ten minutes:`,
        `Meldet ${person.name} einmal an, zehn Minuten lang:`,
      ),
      address,
    ],
  };
}

function waysIn(house: House, row: people.PersonView): string {
  const ways = [
    ...(row.hasPassword ? [house.say('password', 'Passwort')] : []),
    ...(row.hasSignedInWithProvider ? [house.say('provider', 'Anmeldedienst')] : []),
  ];
  return ways.join(', ');
}

/** A person by number or e-mail address. */
async function personNamed(house: House, who: string): Promise<people.PersonView> {
  const rows = await people.listPeople(house.ctx, {});
  const found = rows.find((row) => String(row.id) === who || row.email === who.trim().toLowerCase());
  if (found !== undefined) return found;
  throw refuse('person_not_named', { who });
}

function done(house: House, person: people.PersonView, english: string, german: string): Answer {
  return { json: { person }, lines: [house.say(english, german)] };
}
