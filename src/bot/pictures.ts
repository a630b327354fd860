// Pictures for Slack: uploaded once by content, and waited for, since Slack shows a file only some seconds after it has
// taken it. Without a picture everything still works.

import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatMessageRow } from '../app/chat/messages.ts';
import { agingPicture } from '../app/documents/papers.ts';
import { failureOf } from './clients.ts';
import type { Bot } from './deps.ts';

const POLL_MS = 400;
const POLLS_AT_MOST = 25;

interface Upload {
  bytes: Uint8Array;
  fileName: string;
  alt: string;
  /** Where it is shared; absent = nowhere: only blocks that name it show it. */
  thread?: { channel: string; ts: string };
}

/** The id of the uploaded file once Slack can show it, or null where it will not. */
export async function uploadPicture(bot: Bot, { bytes, fileName, alt, thread }: Upload): Promise<string | null> {
  const place = thread === undefined ? '' : `${thread.channel} ${thread.ts}`;
  const sha256 = createHash('sha256').update(bytes).update(place).digest('hex');
  const known = await bot.memory.fileOf(sha256);
  if (known !== null) return known;
  const { background } = bot.clients;
  try {
    const file = { file: Buffer.from(bytes), filename: fileName, title: fileName, alt_text: alt.slice(0, 900) };
    const answer = await background.filesUploadV2(
      thread === undefined ? file : { ...file, channel_id: thread.channel, thread_ts: thread.ts },
    );
    const id = answer.files.flatMap(({ files = [] }) => files).find((file) => file.id !== undefined)?.id;
    if (id === undefined || !(await isReady(bot, id))) return null;
    await bot.memory.saveFile(sha256, id);
    return id;
  } catch (error) {
    bot.deps.log('warn', 'a picture was not uploaded', { cause: failureOf(error).kind });
    return null;
  }
}

async function isReady(bot: Bot, file: string): Promise<boolean> {
  for (let poll = 0; poll < POLLS_AT_MOST; poll += 1) {
    const { file: known } = await bot.clients.background.files.info({ file });
    if (known?.mimetype !== undefined && known.mimetype !== '') return true;
    await pause(POLL_MS);
  }
  return false;
}

/** Gives the digest its aging picture, once: shared into the thread, so that everybody may see it, then shown. */
export async function addAgingPicture(bot: Bot, row: ChatMessageRow): Promise<void> {
  if (row.fileId !== null || row.ts === null || row.channelId === null) return;
  // Marked first: however it ends, it is tried once.
  await bot.memory.save(row.id, { fileId: '' });
  const { language } = await bot.publicVoice();
  const { png, alt } = await agingPicture(bot.ctx, { language });
  const thread = { channel: row.channelId, ts: row.ts };
  const fileId = await uploadPicture(bot, { bytes: png, fileName: 'aging.png', alt, thread });
  if (fileId !== null) await bot.memory.save(row.id, { fileId, fileAlt: alt });
}
