// A message may stand twice, because Slack did the work and its answer was lost. A click on the copy acts on the row
// all the same; then the copy is replaced by a link to the message that is kept.

import { latestDigest } from '../../app/chat/digest.ts';
import type { ChatMemory } from '../../app/chat/messages.ts';
import type { Context } from '../../app/context.ts';
import { refusalOf } from '../clients.ts';
import type { Bot } from '../deps.ts';

/** Where the latest digest stands; null = nowhere yet. */
export async function placeOfDigest(ctx: Context, memory: Pick<ChatMemory, 'messages'>) {
  const digest = await latestDigest(ctx);
  const kept = digest === null ? undefined : (await memory.messages(digest.id)).find((row) => row.kind === 'digest');
  return kept?.ts == null || kept.channelId === null ? null : { channel: kept.channelId, ts: kept.ts };
}

/** Replaces a copy of the digest; does nothing where the message is the kept one, or no digest at all. */
export async function retireCopy(bot: Bot, message: { channel: string; ts: string } | null, isDigest: boolean) {
  if (message === null || !isDigest) return;
  const kept = await bot.recent.digestPlace();
  if (kept === null || kept.ts === message.ts) return;
  const { background } = bot.clients;
  try {
    const { permalink } = await background.chat.getPermalink({ channel: kept.channel, message_ts: kept.ts });
    const { told } = (await bot.publicVoice()).words;
    const text = `${told.live} <${permalink}>`;
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text } };
    await background.chat.update({ channel: message.channel, ts: message.ts, text, blocks: [section] });
  } catch (error) {
    bot.deps.log('warn', 'a copy of a message was not retired', { code: refusalOf(error) ?? 'no_answer' });
  }
}
