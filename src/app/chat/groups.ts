// People by user groups of the chat: their members stand on the list of people with the group's role, and leave it with
// the group. Stands before the use cases, like identities: called with what the chat said, by nobody who has a role.
// Whom an admin has put on the list, changed or deactivated by hand is his own, whatever a group says.

import type { Role } from '../../core/actor.ts';
import { revokeSessionsOf } from '../../db/access.ts';
import { readGroupsReadAt, writeGroupsReadAt } from '../../db/chat-settings.ts';
import { insertPerson, listPeople, type PersonRow, updatePerson } from '../../db/people.ts';
import type { Context } from '../context.ts';
import { type AuditNote, inTransaction, noteChanges, type Work } from '../use-case.ts';

/** Admins come from the list alone: whoever may edit a group of the chat must not become one by it. */
export type GroupRole = Exclude<Role, 'admin'>;

export interface GroupMember {
  slackUserId: string;
  name: string;
  email: string | null;
  role: GroupRole;
}

/** For so long people of a group count although the chat does not say who is in it. */
export const GROUP_KEPT_MS = 24 * 3_600_000;

/** Brings the list in step with the groups' members, one entry a person; returns how many rows it changed. */
export async function takeOverGroups(ctx: Context, members: readonly GroupMember[]): Promise<number> {
  return inTransaction(ctx, async (work) => {
    await writeGroupsReadAt(work.db, work.now);
    const listed = await listPeople(work.db);
    const notes: AuditNote[] = [];
    for (const member of members) notes.push(...(await putOn(work, member, listed)));
    const ids = new Set(members.map((member) => member.slackUserId));
    for (const row of listed) {
      if (row.fromGroup && row.active && !ids.has(row.slackUserId ?? '')) notes.push(await takeOff(work, row));
    }
    await noteChanges(work, 'person.from_group', notes);
    return notes.length;
  });
}

/** Everybody on the list whose id in the chat is known, and whether a group put him there. */
export async function peopleInChat(ctx: Pick<Context, 'store'>) {
  const rows = await listPeople(ctx.store.db);
  return rows.flatMap(({ slackUserId, active, fromGroup, role, language }) =>
    slackUserId === null ? [] : [{ slackUserId, active, fromGroup, role, language }],
  );
}

/** Whether what was last read of the groups still counts. */
export async function groupsCount(ctx: Pick<Context, 'store' | 'clock'>): Promise<boolean> {
  const readAt = await readGroupsReadAt(ctx.store.db);
  return readAt !== null && ctx.clock.elapsedMs(readAt, ctx.clock.now()) <= GROUP_KEPT_MS;
}

async function putOn(work: Work, member: GroupMember, listed: readonly PersonRow[]): Promise<AuditNote[]> {
  const { slackUserId, name, role } = member;
  const email = member.email?.trim().toLowerCase() ?? null;
  const row =
    listed.find((one) => one.slackUserId === slackUserId) ??
    listed.find((one) => email !== null && one.email === email);
  if (row === undefined) {
    const made = { name, email, role, slackUserId, fromGroup: true, changedAt: work.now };
    const { id } = await insertPerson(work.db, made);
    return [noteOf(id, { after: { name, role, active: true } })];
  }
  if (!row.fromGroup || (row.active && row.role === role)) return [];
  if (row.role !== role) await revokeSessionsOf(work.db, row.id, work.now);
  await updatePerson(work.db, row.id, { role, active: true, changedAt: work.now });
  return [noteOf(row.id, { before: { role: row.role, active: row.active }, after: { role, active: true } })];
}

async function takeOff(work: Work, row: PersonRow): Promise<AuditNote> {
  await revokeSessionsOf(work.db, row.id, work.now);
  await updatePerson(work.db, row.id, { active: false, changedAt: work.now });
  return noteOf(row.id, { before: { active: true }, after: { active: false } });
}

function noteOf(id: number, change: Pick<AuditNote, 'before' | 'after'>): AuditNote {
  return { entity: 'person', entityId: String(id), ...change };
}
