// The people who may work here: read by whatever a surface knows about them, written by the use cases of people.

import { and, asc, eq, sql } from 'drizzle-orm';
import { people } from './schema/index.ts';
import type { Db } from './store.ts';

export type PersonRow = typeof people.$inferSelect;
export type NewPerson = Omit<typeof people.$inferInsert, 'id' | 'version'>;

/** What a surface knows about somebody. `email` in lower case. */
export type Identity =
  | { id: number }
  | { email: string }
  | { slackUserId: string }
  | { oidcIssuer: string; oidcSubject: string };

export async function findPerson(db: Db, identity: Identity): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(conditionOf(identity));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockPerson(db: Db, id: number): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id)).for('update');
  return row ?? null;
}

function conditionOf(identity: Identity) {
  if ('id' in identity) return eq(people.id, identity.id);
  if ('email' in identity) return eq(people.email, identity.email);
  if ('slackUserId' in identity) return eq(people.slackUserId, identity.slackUserId);
  return and(eq(people.oidcIssuer, identity.oidcIssuer), eq(people.oidcSubject, identity.oidcSubject));
}

/** Everybody, the active first, by name. */
export async function listPeople(db: Db): Promise<PersonRow[]> {
  return db.select().from(people).orderBy(sql`${people.active} desc`, asc(people.name), asc(people.id));
}

/** Ids of the active admins, locked in the order of their ids: two who go at once see each other. */
export async function lockActiveAdmins(db: Db): Promise<number[]> {
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'admin'), eq(people.active, true)))
    .orderBy(asc(people.id))
    .for('update');
  return rows.map((row) => row.id);
}

export async function insertPerson(db: Db, person: NewPerson): Promise<PersonRow> {
  const [row] = await db.insert(people).values(person).returning();
  if (row === undefined) throw new Error('a person was not written');
  return row;
}

export async function updatePerson(db: Db, id: number, fields: Partial<NewPerson>): Promise<PersonRow> {
  const [row] = await db
    .update(people)
    .set({ ...fields, version: sql`${people.version} + 1` })
    .where(eq(people.id, id))
    .returning();
  if (row === undefined) throw new Error(`person ${id} is not there any more`);
  return row;
}
