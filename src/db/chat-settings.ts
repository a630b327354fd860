// Where the chat's messages go, and how its connection fares.

import { eq, sql } from 'drizzle-orm';
import { chatHealth, chatSettings } from './schema/index.ts';
import type { Db } from './store.ts';

export type ChatSettings = Omit<typeof chatSettings.$inferSelect, 'id' | 'changedAt'>;
export type ChatHealth = Omit<typeof chatHealth.$inferSelect, 'id' | 'groupsReadAt'>;

const DEFAULTS: ChatSettings = {
  channelId: null,
  nudgeAt: '12:00',
  closeAt: '17:00',
  undoMinutes: 15,
  showDetails: true,
  initials: false,
  emptyAfterDays: null,
  nudgeDirect: true,
  viewerGroup: null,
  approverGroup: null,
};

export async function readChatSettings(db: Db): Promise<ChatSettings> {
  const [row] = await db.select().from(chatSettings);
  if (row === undefined) return DEFAULTS;
  const { id: _id, changedAt: _changedAt, ...settings } = row;
  return settings;
}

export async function writeChatSettings(db: Db, settings: ChatSettings, at: string): Promise<void> {
  const row = { ...settings, changedAt: at };
  await db.insert(chatSettings).values(row).onConflictDoUpdate({ target: chatSettings.id, set: row });
}

export async function readChatHealth(db: Db): Promise<ChatHealth> {
  const [row] = await db.select().from(chatHealth).where(eq(chatHealth.id, 1));
  const { problem = null, since = null, lastPostedAt = null } = row ?? {};
  return { problem, since, lastPostedAt };
}

/** When the members of the user groups were last read; null = never. */
export async function readGroupsReadAt(db: Db): Promise<string | null> {
  const [row] = await db.select({ at: chatHealth.groupsReadAt }).from(chatHealth).where(eq(chatHealth.id, 1));
  return row?.at ?? null;
}

export async function writeGroupsReadAt(db: Db, at: string): Promise<void> {
  await db
    .insert(chatHealth)
    .values({ groupsReadAt: at })
    .onConflictDoUpdate({ target: chatHealth.id, set: { groupsReadAt: at } });
}

/** Records what ails the connection; the first instant of a standing problem is kept. */
export async function writeChatProblem(db: Db, problem: string | null, at: string): Promise<void> {
  const since = problem === null ? null : at;
  await db
    .insert(chatHealth)
    .values({ problem, since, lastPostedAt: problem === null ? at : null })
    .onConflictDoUpdate({
      target: chatHealth.id,
      set:
        problem === null
          ? { problem, since, lastPostedAt: at }
          : {
              problem,
              since: sql`case when ${chatHealth.problem} = ${problem} then ${chatHealth.since} else ${at} end`,
            },
    });
}
