// Brings one message up to date: posts it when it is not there, edits it when it says something else now. Slack may
// refuse the content (a picture it cannot show yet, a limit that is written nowhere): then it is tried with less of it.

import { createHash } from 'node:crypto';
import type { ChatMessageRow } from '../app/chat/messages.ts';
import type { Rendered } from './blocks/parts.ts';
import { refusalOf } from './clients.ts';
import type { Bot } from './deps.ts';
import type { Wanted } from './wanted.ts';

/** Slack answers so when a message is not there any more: it is posted anew. */
export const GONE = new Set(['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed']);
/** Slack answers so when nothing in a channel can be changed by us any more. */
export const CLOSED = new Set(['is_archived', 'is_inactive', 'not_in_channel', 'channel_not_found']);
/** Something is wrong with the content, not with the connection. */
const BAD_CONTENT = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

export interface Place {
  channel: string;
  /** The message it answers; null = it stands in the channel itself. */
  threadTs: string | null;
}

/** Whether a message shows what it should. */
export function isShown(wanted: Wanted, row: ChatMessageRow): boolean {
  return row.ts !== null && row.contentSha256 === hashOf(wanted);
}

/** Posts or edits a message, and remembers it. Throws when Slack does not take it, or no answer comes. */
export async function publish(bot: Bot, wanted: Wanted, row: ChatMessageRow, place: Place): Promise<ChatMessageRow> {
  const revision = row.revision + 1;
  const content = wanted.render(revision);
  const shown = await put(bot, row, content, place).catch(async (error: unknown) => {
    if (!BAD_CONTENT.has(refusalOf(error) ?? '')) throw error;
    bot.deps.log('error', 'Slack refused the content of a message', { kind: row.kind });
    const less = await withLess(bot, wanted, row, revision);
    return put(bot, row, less, place);
  });
  const after = { ...row, ...shown, revision, contentSha256: hashOf(wanted) };
  const { ts, channelId, contentSha256 } = after;
  await bot.memory.save(row.id, { ts, channelId, revision, contentSha256 });
  if (row.kind === 'digest') bot.recent.digestPlace.forget();
  return after;
}

/** The same for a message to one person; somebody who cannot be written to is not written to again. */
export async function publishTo(
  bot: Bot,
  wanted: Wanted & { to?: string },
  row: ChatMessageRow,
): Promise<ChatMessageRow> {
  if (row.ts === '') return row;
  try {
    return await publish(bot, wanted, row, { channel: row.channelId ?? wanted.to ?? '', threadTs: null });
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) throw error;
    bot.deps.log('warn', 'somebody could not be reminded', { code });
    const after = { ...row, ts: '', contentSha256: hashOf(wanted) };
    await bot.memory.save(row.id, { ts: after.ts, contentSha256: after.contentSha256 });
    return after;
  }
}

type Put = Pick<ChatMessageRow, 'ts' | 'channelId'>;

async function put(bot: Bot, row: ChatMessageRow, content: Rendered, place: Place): Promise<Put> {
  const { ts, channelId } = row;
  if (ts === null || channelId !== place.channel) return post(bot, content, place);
  try {
    await bot.clients.background.chat.update({ channel: channelId, ts, ...content });
    return { ts, channelId };
  } catch (error) {
    if (!GONE.has(refusalOf(error) ?? '')) throw error;
    return post(bot, content, place);
  }
}

async function post(bot: Bot, content: Rendered, { channel, threadTs }: Place): Promise<Put> {
  const { ts, channel: at } = await bot.clients.background.chat.postMessage({
    channel,
    ...content,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    unfurl_links: false,
    unfurl_media: false,
  });
  // A message to a person is kept in a channel of his own.
  return { ts: ts ?? null, channelId: channel.startsWith('U') || channel.startsWith('W') ? (at ?? channel) : channel };
}

/** First without the picture, from now on; where there was none, the text alone. */
async function withLess(bot: Bot, wanted: Wanted, row: ChatMessageRow, revision: number): Promise<Rendered> {
  if (row.fileId === null || row.fileId === '') return { ...wanted.render(revision), blocks: [] };
  await bot.memory.save(row.id, { fileId: '' });
  const content = wanted.render(revision);
  return { ...content, blocks: content.blocks.filter((block) => block.type !== 'image') };
}

/** Of the content whatever the revision: a message is edited only when it says something else. */
export function hashOf(wanted: Wanted): string {
  return createHash('sha256')
    .update(JSON.stringify(wanted.render(0)))
    .digest('hex');
}
