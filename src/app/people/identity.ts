// From what a surface knows about somebody - an address, a chat id, a subject of an identity provider - to the person
// on the list. Stands before the use cases, like sessions: who somebody is must be known before what he may do.

import type { Actor, Surface } from '../../core/actor.ts';
import type { ScreenLanguage } from '../../core/reason-text.ts';
import { findPerson, type Identity, type PersonRow } from '../../db/people.ts';
import { groupsCount } from '../chat/groups.ts';
import type { Context } from '../context.ts';

/** Somebody on the list, as surfaces work with him. */
export interface Person {
  personId: number;
  name: string;
  role: Actor['role'];
  /** Null: as the surface itself would choose. */
  language: ScreenLanguage | null;
}

/** The active person behind an identity, with the role as it is now; null for everybody else. */
export async function personBehind(ctx: Context, identity: Identity): Promise<Person | null> {
  const known = 'email' in identity ? { email: identity.email.trim().toLowerCase() } : identity;
  const row = await findPerson(ctx.store.db, known);
  if (row === null || !row.active) return null;
  // Who is in a group of the chat has not been known for too long: then only the list counts.
  if (row.fromGroup && !(await groupsCount(ctx))) return null;
  return toPerson(row);
}

export function toPerson({ id, name, role, language }: PersonRow): Person {
  return { personId: id, name, role, language };
}

/** What is known of whoever acts; `personId` null: nobody on the list. */
interface Somebody {
  personId: number | null;
  name: string;
  role: Actor['role'];
}

/** That person acting from a surface; `as` of the composition makes a context of it. */
export function actingFrom(surface: Surface, { personId, name, role }: Somebody): Actor {
  return { name, role, surface, ...(personId === null ? {} : { personId }) };
}
