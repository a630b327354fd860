// Which messages and files are old enough to be taken out of the chat, by the settings; for the bot alone.

import { addDays } from '../../core/day.ts';
import { messagesToEmpty, noteEmptied } from '../../db/chat.ts';
import { filesUploadedBefore, forgetChatFile } from '../../db/chat-files.ts';
import type { Context } from '../context.ts';
import { startWork } from '../use-case.ts';

export interface OldThings {
  messages: { id: number; channel: string; ts: string }[];
  files: string[];
}

const DAY_MS = 24 * 3_600_000;

/** What is older than so many days and still in the chat, the oldest first, at most `limit` of each. */
export async function oldThings(ctx: Context, days: number, limit: number): Promise<OldThings> {
  const { db, now, today } = await startWork(ctx, ctx.store.db);
  return {
    messages: await messagesToEmpty(db, addDays(today, -days), limit),
    files: await filesUploadedBefore(db, ctx.clock.after(now, -days * DAY_MS), limit),
  };
}

export function messageEmptied(ctx: Context, id: number): Promise<void> {
  return noteEmptied(ctx.store.db, id, ctx.clock.now());
}

export function fileDeleted(ctx: Context, fileId: string): Promise<void> {
  return forgetChatFile(ctx.store.db, fileId);
}
