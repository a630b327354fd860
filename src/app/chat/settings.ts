// Which channel the digest goes to, when people are reminded, and whether the chat is well.

import { z } from 'zod';
import { readChatHealth, readChatSettings, writeChatSettings } from '../../db/chat-settings.ts';
import { complain } from '../refusals/complaints.ts';
import { command, query } from '../use-case.ts';

const timeInput = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, complain('time_of_day'));

const groupInput = z
  .string()
  .regex(/^S[A-Z0-9]{2,20}$/, complain('user_group'))
  .nullable();

export const setUpChat = command({
  name: 'chat.set_up',
  summary: 'Chooses the channel of the daily digest, and when people are reminded of it.',
  role: 'admin',
  input: z.strictObject({
    channelId: z
      .string()
      .regex(/^[A-Z0-9]{1,50}$/, complain('channel_id'))
      .nullable()
      .optional(),
    nudgeAt: timeInput.optional(),
    closeAt: timeInput.optional(),
    undoMinutes: z.int().min(0).max(240).optional(),
    /** False: messages carry numbers of invoices and customers only. */
    showDetails: z.boolean().optional(),
    /** True: customers stand in messages with their initials. */
    initials: z.boolean().optional(),
    /** After how many days what messages say is taken out of the chat; null = never. */
    emptyAfterDays: z.int().min(1).max(3650).nullable().optional(),
    nudgeDirect: z.boolean().optional(),
    /** User groups whose members stand on the list of people with that role; null = none. */
    viewerGroup: groupInput.optional(),
    approverGroup: groupInput.optional(),
  }),
  async run(work, input) {
    const before = await readChatSettings(work.db);
    const after = {
      ...before,
      ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    };
    const changed = JSON.stringify(before) !== JSON.stringify(after);
    if (changed) await writeChatSettings(work.db, after, work.now);
    return { result: after, audit: changed ? [{ entity: 'chat', entityId: 'settings', before, after }] : [] };
  },
});

export const describeChat = query({
  name: 'chat.describe',
  summary: 'Settings of the chat, and what ails its connection, if anything does.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work) {
    const { chat } = work.ctx.ports;
    return { ...(await readChatSettings(work.db)), ...(await readChatHealth(work.db)), mode: chat?.mode ?? null };
  },
});

export type ChatDescription = Awaited<ReturnType<typeof describeChat>>;
